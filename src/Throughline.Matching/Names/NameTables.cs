using System.Text;

namespace Throughline.Matching.Names;

/// <summary>The tables of the folder Tables, which lie in the assembly, and the rules that they make.</summary>
static class NameTables
{
    static readonly Lazy<SoundRules> LatinArabic = new(() => RuleTable.Read(
        Lines("latin-arabic.txt"), Arabic, ArabicLetters.Count, ArabicLetters.End));

    static readonly Lazy<SoundRules> LatinPinyin = new(() => RuleTable.Read(
        Lines("latin-pinyin.txt"), Pinyin, PinyinParts.Count, PinyinParts.End));

    static readonly Lazy<SoundRules> ArabicLatin = new(() => LatinArabic.Value.Turned());
    static readonly Lazy<SoundRules> PinyinLatin = new(() => LatinPinyin.Value.Turned());

    static readonly Lazy<SoundRules> LatinLatin = new(() => SameScript.Read(
        Lines("latin-latin.txt"), RuleTable.Latin, LatinLetters.Count,
        letter => letter is LatinLetters.Start or LatinLetters.End, LatinLetters.IsLight));

    static readonly Lazy<SoundRules> ArabicArabic = new(() => SameScript.Read(
        Lines("arabic-arabic.txt"), Arabic, ArabicLetters.Count, letter => letter <= ArabicLetters.End, ArabicLetters.IsLight));

    static readonly Lazy<SoundRules> PinyinPinyin = new(() => SameScript.Read(
        Lines("pinyin-pinyin.txt"), Pinyin, PinyinParts.Count, part => part <= PinyinParts.End, part => !PinyinParts.IsInitial(part)));

    /// <summary>The rules from one script to another; null between Arabic and Chinese, which meet in Latin letters.</summary>
    public static SoundRules? Rules(NameScript from, NameScript to) => (from, to) switch
    {
        (NameScript.Latin, NameScript.Latin) => LatinLatin.Value,
        (NameScript.Latin, NameScript.Arabic) => LatinArabic.Value,
        (NameScript.Latin, NameScript.Han) => LatinPinyin.Value,
        (NameScript.Arabic, NameScript.Latin) => ArabicLatin.Value,
        (NameScript.Arabic, NameScript.Arabic) => ArabicArabic.Value,
        (NameScript.Han, NameScript.Latin) => PinyinLatin.Value,
        (NameScript.Han, NameScript.Han) => PinyinPinyin.Value,
        _ => null,
    };

    /// <summary>The lines of a table; comments and empty ones are left out.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var table = typeof(NameTables).Assembly.GetManifestResourceStream("names." + name)
            ?? throw new InvalidOperationException($"The table {name} is not in the assembly.");
        using var reader = new StreamReader(table, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }

    static byte[] Arabic(string written) => [.. written.Select(ArabicLetters.OfTable)];

    /// <summary>S.ii$ as numbers.</summary>
    static byte[] Pinyin(string written) =>
        [.. written.Replace("^", "^.", StringComparison.Ordinal).Replace("$", ".$", StringComparison.Ordinal)
            .Split('.', StringSplitOptions.RemoveEmptyEntries).Select(PinyinParts.Of)];
}
