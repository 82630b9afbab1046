using Throughline.Language.Normal;

namespace Throughline.Understanding.PlugIn;

/// <summary>Where what is known of a person stands in a text, in any spelling that the normal form makes one.</summary>
static class KnownWords
{
    const int LongName = 4; // letters from which on a name is found with an ending, too
    const int MostOfEnding = 3;
    const string ArabicPrefixes = "ولبفکكس";

    static bool IsHan(char letter) => letter is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or '\u3007';

    /// <summary>Places of a value as a word of its own, letter by letter but for case.</summary>
    public static IEnumerable<(int Start, int End)> Value(string folded, string value)
    {
        for (var at = folded.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0; at = folded.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + value.Length;
            if ((at == 0 || !char.IsAsciiLetterOrDigit(folded[at - 1])) && (end == folded.Length || !char.IsAsciiLetterOrDigit(folded[end])))
            {
                yield return (at, end);
            }
        }
    }

    /// <summary>Places of names and of their parts.</summary>
    public static IEnumerable<(int Start, int End)> Names(string text, IEnumerable<string> names)
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            foreach (var part in Normaliser.Of(name).Split([' ', '-', '.', ',', '\'', '·', '‌'], StringSplitOptions.RemoveEmptyEntries))
            {
                parts.Add(part);
                if (IsHan(part[0]) && part.Length is 3 or 4)
                {
                    parts.Add(part[(part.Length - 2)..]); // the given name by itself
                }
            }
        }

        return parts.Count == 0 ? [] : Places(text, parts.Where(part => part.Length >= 2));
    }

    /// <summary>Places of a whole value.</summary>
    public static IEnumerable<(int Start, int End)> Phrase(string text, string value) => Normaliser.Of(value).Trim() is { Length: >= 3 } phrase ? Places(text, [phrase]) : [];

    static List<(int, int)> Places(string text, IEnumerable<string> words)
    {
        var normal = new NormalText();
        Normaliser.Normalise(text, normal);
        var units = normal.ToString();
        var found = new List<(int, int)>();
        foreach (var word in words)
        {
            for (var at = units.IndexOf(word, StringComparison.Ordinal); at >= 0; at = units.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if (Widen(units, at, at + word.Length) is var (start, end))
                {
                    var range = normal.Source(text, start, end);
                    found.Add((range.Start, range.End));
                }
            }
        }

        return found;
    }

    /// <summary>The word that a name stands in; null where it is inside of another one. Chinese has no words to be inside of.</summary>
    static (int Start, int End)? Widen(string units, int start, int end)
    {
        if (IsHan(units[start]))
        {
            return (start, end);
        }

        var (from, to) = (start, end);
        while (from > 0 && char.IsLetter(units[from - 1]) && !IsHan(units[from - 1]))
        {
            from--;
        }

        while (to < units.Length && char.IsLetter(units[to]) && !IsHan(units[to]))
        {
            to++;
        }

        var before = units.AsSpan(from, start - from);
        var isStart = before.Length == 0 || (before.Length <= 3 && before.TrimStart(ArabicPrefixes) is "" or "ال");
        return isStart && to - end <= (end - start >= LongName ? MostOfEnding : 0) ? (from, to) : null;
    }
}
