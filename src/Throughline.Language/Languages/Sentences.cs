using System.Collections.Frozen;

namespace Throughline.Language.Languages;

/// <summary>
/// Parts a text into sentences: at the ends of lines and after . ! ? … 。 ！ ？ ؟ ۔ with the quotes and brackets that close behind them. A dot ends nothing inside a number
/// or a name of the web, after an initial or an abbreviation, or after a number that begins a line. What is not blank is in exactly one sentence.
/// </summary>
public static class Sentences
{
    const int LongestAbbreviation = 8;

    /// <summary>After these a dot never ends a sentence.</summary>
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_abbreviations = Set("mr mrs ms dr prof st vs e.g i.e approx dept fig tel ext eg ie z.b bzw ca resp sra srta mme");

    /// <summary>After these a dot ends one where a capital or another script follows.</summary>
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_endings = Set("etc inc ltd co corp jr sr a.m p.m u.s u.k hrs hr min mins sec jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun");

    /// <summary>The sentences of a text in their order; none of a text that is blank.</summary>
    public static IReadOnlyList<Sentence> Of(ReadOnlySpan<char> text)
    {
        var all = new List<Sentence>();
        Of(text, all);
        return all;
    }

    /// <summary>Puts the sentences of a text into a list, which is emptied first.</summary>
    public static void Of(ReadOnlySpan<char> text, List<Sentence> into)
    {
        into.Clear();
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = EndAfter(text, start, at);
            if (end < 0)
            {
                at += IsLinkAt(text, at) ? LinkLength(text[at..]) : Math.Max(1, MarksAt(text, at));
                continue;
            }

            Add(text, start, end, into);
            start = at = end;
        }

        Add(text, start, text.Length, into);
    }

    /// <summary>Where a sentence ends that has its mark here; -1 where it goes on.</summary>
    static int EndAfter(ReadOnlySpan<char> text, int start, int at)
    {
        var c = text[at];
        if (c is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '\v' or '\f')
        {
            return at + 1;
        }

        if (!IsMark(c))
        {
            return -1;
        }

        var marks = MarksAt(text, at);
        var end = at + marks;
        var isDots = text[at..end].IndexOfAnyExcept('.', '…') < 0;
        while (end < text.Length && text[end] is '"' or '\'' or '”' or '’' or '»' or ')' or ']' or '）' or '」' or '』' or '】' or '》' or '〉')
        {
            end++;
        }

        if (end == text.Length || text[end] is '\n' or '\r')
        {
            return end;
        }

        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        var isBlank = next > end;
        var goesOn = next < text.Length && (char.IsLower(text[next]) && (end > at + marks || isDots && (marks > 1 || c == '…')) || text[next] is ',' or ';' or '，' or '、' or '،');
        if (goesOn)
        {
            return -1;
        }

        return c is '。' or '！' or '？' or '؟' or '۔' or '｡' or '।' ? end
            : isDots && marks == 1 && c == '.' ? DotEnds(text, start, at, end, next, isBlank) ? end : -1
            : isDots ? isBlank ? end : -1
            : isBlank || IsLetter(text, next) ? end : -1;
    }

    static bool DotEnds(ReadOnlySpan<char> text, int start, int at, int end, int next, bool isBlank)
    {
        var before = at > start ? text[at - 1] : ' ';
        var isCapital = next >= text.Length || !char.IsLower(text[next]) && IsLetter(text, next);
        if (!isBlank)
        {
            // "good.The" and dots right before another script; not "3.5", not "shop.com".
            return end > at + 1 || Scripts.Of(text[end]) is Script.Han or Script.Kana or Script.Arabic or Script.Hangul && IsLetter(text, end) && !char.IsAsciiLetterOrDigit(before) ||
                char.IsUpper(text[end]) && end + 1 < text.Length && char.IsLower(text[end + 1]) && at > start + 1 && char.IsLower(before) && char.IsLower(text[at - 2]);
        }

        var word = at;
        while (word > start && at - word <= LongestAbbreviation && (char.IsLetterOrDigit(text[word - 1]) || text[word - 1] == '.'))
        {
            word--;
        }

        var token = text[word..at];
        if (token.Length == 0 || token.Length > LongestAbbreviation)
        {
            return true;
        }

        var isNumber = token.IndexOfAnyExceptInRange('0', '9') < 0;
        if (isNumber && text[start..word].IsWhiteSpace() || token.Equals("no", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(text[next]))
        {
            return false;
        }

        if (token.Length == 1 && char.IsLetter(token[0]) && token[0] != 'I' && Scripts.Of(token[0]) is Script.Latin or Script.Arabic or Script.Cyrillic)
        {
            return !char.IsUpper(token[0]) && Scripts.Of(token[0]) != Script.Arabic;
        }

        Span<char> small = stackalloc char[token.Length];
        token.ToLowerInvariant(small);
        return !s_abbreviations.Contains(small) && (isCapital || !s_endings.Contains(small));
    }

    static void Add(ReadOnlySpan<char> text, int start, int end, List<Sentence> into)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            into.Add(new Sentence(start, end, LanguageIdentifier.Of(text[start..end])));
        }
    }

    static bool IsMark(char c) => c is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '۔' or '｡' or '।' or '‼' or '⁉';

    /// <summary>How many marks stand here in a row.</summary>
    static int MarksAt(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && IsMark(text[end]))
        {
            end++;
        }

        return end - at;
    }

    static bool IsLetter(ReadOnlySpan<char> text, int at) => at < text.Length && (Scripts.Of(text[at]) != Script.None || char.IsSurrogate(text[at]));

    static bool IsLinkAt(ReadOnlySpan<char> text, int at) => text[at] is 'h' or 'H' or 'w' or 'W' && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && OwnWords.IsLink(text[at..]);

    /// <summary>Marks at the end of a link are the sentence's.</summary>
    static int LinkLength(ReadOnlySpan<char> link)
    {
        var end = link.IndexOfAnyExceptInRange('!', '~');
        end = end < 0 ? link.Length : end;
        while (end > 1 && IsMark(link[end - 1]))
        {
            end--;
        }

        return end;
    }

    static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
