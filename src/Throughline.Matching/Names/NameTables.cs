using System.Text;

namespace Throughline.Matching.Names;

/// <summary>The tables of the folder Tables, which lie in the assembly, and the rules that they make.</summary>
static class NameTables
{
    static readonly Lazy<SoundRules> LatinArabic = new(() => RuleTable.Read(
        Lines("latin-arabic.txt"), Arabic, ArabicLetters.Count, ArabicLetters.End));

    static readonly Lazy<SoundRules> LatinArabicNative = new(() => RuleTable.Read(
        Over("latin-arabic.txt", "latin-arabic-native.txt"), Arabic, ArabicLetters.Count, ArabicLetters.End));

    static readonly Lazy<SoundRules> LatinPinyin = new(() => RuleTable.Read(
        Lines("latin-pinyin.txt"), Pinyin, PinyinParts.Count, PinyinParts.End));

    static readonly Lazy<SoundRules> ArabicLatin = new(() => LatinArabic.Value.Turned());
    static readonly Lazy<SoundRules> ArabicLatinNative = new(() => LatinArabicNative.Value.Turned());
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

    /// <summary>The rules for names that come from the Arabic or Persian side; null where there are none of their own.</summary>
    public static SoundRules? NativeRules(NameScript from, NameScript to) => (from, to) switch
    {
        (NameScript.Latin, NameScript.Arabic) => LatinArabicNative.Value,
        (NameScript.Arabic, NameScript.Latin) => ArabicLatinNative.Value,
        _ => null,
    };

    /// <summary>The lines of a table, but those that another one has for the same spelling from there.</summary>
    static IEnumerable<string> Over(string table, string changes)
    {
        string[] changed = [.. Lines(changes)];
        var spellings = changed.Select(Spelling).ToHashSet(StringComparer.Ordinal);
        return Lines(table).Where(line => !spellings.Contains(Spelling(line))).Concat(changed);

        static string Spelling(string line) => line[..line.IndexOf(' ', StringComparison.Ordinal)];
    }

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
