namespace Throughline.Language.Normal;

/// <summary>Takes the tags of web pages out of a text.</summary>
static class MarkUp
{
    const int MostBlanks = 20; // in a tag; what has more is no tag

    /// <summary>Puts a blank in the place of each tag.</summary>
    public static void Drop(NormalText text)
    {
        if (!text.Units.Contains('<'))
        {
            return;
        }

        var kept = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var end = text.Units[at] == '<' ? End(text.Units, at) : 0;
            if (end == 0)
            {
                text.Keep(at, ref kept);
                continue;
            }

            text.Replace(' ', at, end, ref kept);
            at = end - 1;
        }

        text.Cut(kept);
    }

    /// <summary>The end of a tag; 0 where none begins.</summary>
    static int End(ReadOnlySpan<char> text, int at)
    {
        if (at + 2 >= text.Length || !(char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!'))
        {
            return 0;
        }

        var rest = text[(at + 1)..];
        var end = rest.IndexOfAny('<', '>');
        return end >= 0 && rest[end] == '>' && rest[..end].Count(' ') <= MostBlanks ? at + end + 2 : 0;
    }
}
