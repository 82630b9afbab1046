namespace Throughline.Matching.Normal;

/// <summary>
/// What is left of a folded Latin name when spellings that sound alike are made equal: the first letter's sound, then consonants without
/// repeats, at most six. A blocking key, not a comparison. Names of other scripts come back as they are.
/// </summary>
public static class NameSkeleton
{
    const int Longest = 6;

    /// <summary>The skeleton of a folded name; empty for a name without letters.</summary>
    public static string Of(ReadOnlySpan<char> folded)
    {
        Span<char> skeleton = stackalloc char[Longest];
        var length = 0;
        var last = '\0';
        for (var i = 0; i < folded.Length && length < Longest; i++)
        {
            var c = folded[i];
            if (c > 0x7F)
            {
                return new string(folded[..Math.Min(folded.Length, 12)]);
            }

            if (c is < 'a' or > 'z')
            {
                continue;
            }

            var next = i + 1 < folded.Length ? folded[i + 1] : '\0';
            var sound = Sound(c, next, length == 0);
            if (sound == '\0')
            {
                last = last is not '\0' && "aeiouy".Contains(c, StringComparison.Ordinal) ? '\u0001' : last;
                continue;
            }

            if (sound != last)
            {
                skeleton[length++] = sound;
            }

            last = sound;
        }

        return new string(skeleton[..length]);
    }

    static char Sound(char c, char next, bool first) => c switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => first ? 'a' : '\0',
        'y' => first ? 'j' : '\0',
        'h' or 'w' => first ? c : '\0',
        'c' when next is 'e' or 'i' or 'y' => 's',
        'c' or 'k' or 'q' or 'x' => 'k',
        'p' when next is 'h' => 'f',
        'b' or 'p' => 'b',
        'f' or 'v' => 'f',
        'd' or 't' => 't',
        'g' when next is 'e' or 'i' or 'y' => 'j',
        'g' => 'k',
        'm' or 'n' => 'n',
        's' or 'z' => 's',
        _ => c,
    };
}
