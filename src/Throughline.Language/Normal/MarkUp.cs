namespace Throughline.Language.Normal;

/// <summary>Takes the tags of web pages out of a text.</summary>
static class MarkUp
{
    const int MostBlanks = 20; // in a tag; what has more is no tag

    /// <summary>Puts a blank in the place of each tag, and of what looks like the beginning of one.</summary>
    public static void Drop(NormalText text)
    {
        if (!text.Units.Contains('<'))
        {
            return;
        }

        var kept = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!Begins(text.Units, at))
            {
                text.Keep(at, ref kept);
                continue;
            }

            var end = End(text.Units, at);
            text.Replace(' ', at, end, ref kept);
            at = end - 1;
        }

        text.Cut(kept);
    }

    static bool Begins(ReadOnlySpan<char> text, int at) =>
        text[at] == '<' && at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!');

    /// <summary>The end of a tag; where it has none, the unit after its beginning, which alone is taken out.</summary>
    static int End(ReadOnlySpan<char> text, int at)
    {
        var rest = text[(at + 1)..];
        var end = rest.IndexOfAny('<', '>');
        return end >= 0 && rest[end] == '>' && rest[..end].Count(' ') <= MostBlanks ? at + end + 2 : at + 1;
    }
}
