namespace Throughline.Matching.Normal;

/// <summary>First and last name as keys: titles and degrees left out, particles joined to the name they belong to.</summary>
public static class PersonName
{
    static readonly HashSet<string> s_titles = new(StringComparer.Ordinal)
    {
        "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "rev", "dame", "lady", "lord", "jr", "sr", "esq", "phd", "md", "herr", "frau", "mme", "mlle", "sra", "hon", "capt", "col", "baronet", "bt",
        "1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th", "11th", "12th", "13th", "14th", "15th", "ii", "iii", "iv", "junior", "senior", "doctor", "professor", "آقای", "خانم", "دکتر",
    };

    static readonly HashSet<string> s_particles = new(StringComparer.Ordinal)
    {
        "van", "der", "den", "de", "von", "zu", "zur", "di", "da", "del", "della", "la", "le", "du", "dos", "das", "do", "al", "el", "bin", "ibn", "bint", "abu", "ben", "mac", "mc", "st", "san", "ter", "ten", "af", "av",
        "عبد", "ال", "ابن", "بن", "بنت", "ابو",
    };

    /// <summary>One part (a first name, or a last name) as a key: its words parted by a blank, without titles.</summary>
    public static string Part(ReadOnlySpan<char> text)
    {
        var folded = TextFold.Of(text);
        if (Placeholder.Is(folded))
        {
            return "";
        }

        if (!folded.AsSpan().ContainsAnyExceptInRange('a', 'z'))
        {
            return s_titles.Contains(folded) ? "" : folded;
        }

        var words = Words.Of(folded);
        if (words.Length > 0 && words[0].Length == 1 && words[0][0] >= '\u3400')
        {
            return string.Concat(words);
        }

        var kept = words.Length > 1 ? words.Where(word => !s_titles.Contains(word)).ToArray() : words;
        kept = [.. kept.Where(word => !char.IsAsciiDigit(word[0]))];
        return string.Join(' ', kept);
    }

    /// <summary>
    /// A whole name in parts: "Anna van der Berg" has the last name "van der berg", "Berg, Anna" is turned round, a Han name has its
    /// surname first. What stands between is the middle name.
    /// </summary>
    public static (string First, string Middle, string Last) Whole(ReadOnlySpan<char> text)
    {
        var folded = TextFold.Of(text);
        var comma = folded.IndexOf(',', StringComparison.Ordinal);
        var (before, after) = comma > 0 ? (folded[..comma], folded[(comma + 1)..]) : (folded, "");
        if (after.Length > 0 && Part(before) is { Length: > 0 } last && WordsOf(after) is { Length: > 0 } given)
        {
            return (given[0], string.Join(' ', given[1..]), last);
        }

        var words = WordsOf(folded);
        if (words.Length == 0 || Placeholder.Is(folded))
        {
            return ("", "", "");
        }

        if (words.Length == 1)
        {
            return IsHan(words[0]) && words[0].Length is 2 or 3 or 4 ? HanParts(words[0]) : ("", "", words[0]);
        }

        var from = words.Length - 1;
        while (from > 1 && s_particles.Contains(words[from - 1]))
        {
            from--;
        }

        return (words[0], string.Join(' ', words[1..from]), string.Join(' ', words[from..]));
    }

    static (string, string, string) HanParts(string name)
    {
        var surname = name.Length == 4 || (name.Length == 3 && DoubleSurnames.Contains(name[..2], StringComparison.Ordinal)) ? 2 : 1;
        return (name[surname..], "", name[..surname]);
    }

    // Two signs each, parted by a blank.
    const string DoubleSurnames = "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 令狐 慕容 司徒 司空 夏侯 端木 百里 呼延 南宫 南宮 西门 西門 独孤 獨孤 长孙 長孫 宇文 轩辕 軒轅 钟离 鍾離";

    static bool IsHan(string word) => word[0] is >= '\u3400' and <= '\u9FFF';

    static string[] WordsOf(string folded)
    {
        var words = Words.Of(folded);
        if (words.Length is > 1 and <= 4 && words.All(word => word.Length == 1 && IsHan(word)))
        {
            return [string.Concat(words)];
        }

        return [.. words.Where(word => !s_titles.Contains(word) && !char.IsAsciiDigit(word[0]))];
    }
}
