namespace Throughline.Matching.Names;

/// <summary>Initials and finals of Mandarin syllables as small numbers.</summary>
static class PinyinParts
{
    /// <summary>The beginning of a name, and its end.</summary>
    public const byte Start = 1, End = 2;

    /// <summary>How many numbers there are, 0 (nothing) included.</summary>
    public const int Count = 65;

    static readonly string[] Names =
    [
        "", "^", "$",
        "B", "P", "M", "F", "D", "T", "N", "L", "G", "K", "H", "J", "Q", "X", "ZH", "CH", "SH", "R", "Z", "C", "S", "Y", "W",
        "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "er", "i", "ia", "ian", "iang", "iao", "ie", "in", "ing", "iong", "iu",
        "o", "ong", "ou", "u", "ua", "uai", "uan", "uang", "ue", "ui", "un", "uo", "v", "ve", "van", "vn", "ii", "n", "ng",
    ];

    static readonly Dictionary<string, byte> Numbers = Names.Index().ToDictionary(part => part.Item, part => (byte)part.Index, StringComparer.Ordinal);

    /// <summary>The number of a part as the tables write it; 0 when there is no such part.</summary>
    public static byte Of(string part) => Numbers.GetValueOrDefault(part);

    /// <summary>The part in Latin letters, its filling vowel left out.</summary>
    public static string Spelling(byte part) => part < Names.Length ? Names[part] switch { "ii" => "", "v" => "u", var name => name.ToLowerInvariant() } : "";

    /// <summary>Whether the part is an initial.</summary>
    public static bool IsInitial(byte part) => part is >= 3 and <= 25;

    /// <summary>One syllable, for example zhang or lv, as initial (0 when there is none) and final.</summary>
    public static (byte Initial, byte Final) Syllable(string syllable)
    {
        var length = syllable.Length > 1 && syllable[1] == 'h' && syllable[0] is 'z' or 'c' or 's' ? 2 : 1;
        var initial = Of(syllable[..Math.Min(length, syllable.Length)].ToUpperInvariant());
        if (!IsInitial(initial) || syllable.Length == length)
        {
            return (0, Of(syllable));
        }

        var rest = syllable[length..];
        return rest == "i" && initial >= Of("ZH") && initial <= Of("S") ? (initial, Of("ii")) : (initial, Of(rest));
    }
}
