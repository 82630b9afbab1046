using Throughline.Language.Languages;

namespace Throughline.Language.Damaged;

/// <summary>
/// Chinese in two bytes of which one was lost: a question mark in its place, then rare characters made of the wrong halves, until a half is a sign of ASCII
/// and the reading falls into step again ("开始?！澳阋鉀Q"). And what else is left where a character was: a box line, a reading without its bracket.
/// </summary>
static class ShiftedHan
{
    const int Reach = 14;

    /// <summary>The end of such a stretch that begins here; the same place where there is none.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        if (at == 0 || Scripts.Of(text[at - 1]) != Script.Han && text[at - 1] is not ('!' or '！'))
        {
            return at;
        }

        if (text[at] is >= '\u2500' and <= '\u257F')
        {
            return at + 1 < text.Length && Scripts.Of(text[at + 1]) is Script.Han or Script.Latin ? at + (char.IsAsciiLetter(text[at + 1]) ? 2 : 1) : at;
        }

        if (text[at] is not ('?' or '!' or '！'))
        {
            return at;
        }

        var from = at;
        while (from < text.Length && text[from] is '?' or '!' or '！')
        {
            from++;
        }

        if (Tags.EndOfRest(text, from) is var tag && tag > from || Gloss.EndOfRest(text, from) is var rest && (tag = rest) > from)
        {
            return WithRare(text, tag);
        }

        var marks = text[at..from];
        return marks.Length >= 2 && marks[0] == '?' && marks.IndexOfAnyExcept('!', '！', '?') < 0 ? Steps(text, from, at) : at;
    }

    /// <summary>Goes on to the sign of ASCII at which the reading falls into step; there may be another right behind it.</summary>
    static int Steps(ReadOnlySpan<char> text, int from, int at)
    {
        var (end, rare) = (at, 0);
        for (var i = from; i < Math.Min(text.Length, Math.Max(from, end) + (end == at ? Reach : 4)); i++)
        {
            if (text[i] is >= '@' and <= '~')
            {
                var isAlone = i > from && !char.IsAscii(text[i - 1]) && i + 1 < text.Length && !char.IsAscii(text[i + 1]);
                if (!isAlone || rare == 0 && char.IsAsciiLetterOrDigit(text[i]))
                {
                    break;
                }

                end = i + 1;
            }
            else if (char.IsWhiteSpace(text[i]))
            {
                break;
            }
            else
            {
                rare += Misread.IsCommon(text[i]) ? 0 : 1;
            }
        }

        return end;
    }

    static int WithRare(ReadOnlySpan<char> text, int end)
    {
        while (end < text.Length && Scripts.Of(text[end]) == Script.Han && !Misread.IsCommon(text[end]))
        {
            end++;
        }

        return end;
    }
}
