using System.Buffers;

namespace Throughline.Matching.Names;

/// <summary>
/// Chinese characters as they are read outside Mandarin and spelt in Latin letters: in Hong Kong, Korea, Viet Nam and Japan. A short
/// name may belong to any of them.
/// </summary>
static class HanElsewhere
{
    /// <summary>Ways to read a name elsewhere, at most.</summary>
    public const int Most = 8;

    const int FirstJapanese = 4;
    const int First = 0x4E00, Count = 0x9FFF - 0x4E00 + 1;

    static readonly string?[] Cantonese = Read("han-cantonese.txt", 1, "cantonese", CantoneseSpelling);
    static readonly string?[] Korean = Read("han-korean.txt", 1, "korean", syllable => OtherScripts.Latin(syllable[0]));
    static readonly string?[] Vietnamese = Read("han-vietnamese.txt", 1, "", syllable => syllable);
    static readonly string?[] Hokkien = Read("han-vietnamese.txt", 0, "hokkien", syllable => syllable);
    static readonly string?[][] Japanese = [.. Enumerable.Range(1, 3).Select(place => Read("han-japanese.txt", place, "", syllable => syllable))];

    /// <summary>Characters that Japanese family names are made of; a name that has one may be Japanese.</summary>
    static readonly SearchValues<char> OfJapaneseNames = SearchValues.Create(
        "田中山本藤川木村井野原崎島佐高橋渡辺松小林森岡石上池清坂谷内宮西東北大久保部沢澤津河倉");

    /// <summary>
    /// Whether the name may be read in this way at all: as Japanese when a character points there, elsewhere when it begins with a
    /// family name. A foreign name written by its sound may not.
    /// </summary>
    public static bool IsLikely(ReadOnlySpan<char> name, int way) => way >= FirstJapanese
        ? name.ContainsAny(OfJapaneseNames) && name.Length >= 2
        : HanReadings.FamilyName(name) > 0;

    /// <summary>One way to read a name in Latin letters; the ways are numbered from 0 to <see cref="Most"/>.</summary>
    /// <returns>Characters written; 0 when the name cannot be read in this way.</returns>
    public static int Write(ReadOnlySpan<char> name, int way, Span<char> latin)
    {
        var n = 0;
        for (var at = 0; at < name.Length; at++)
        {
            var place = name[at] - First;
            if (place is < 0 or >= Count || Spelling(place, way, at, name.Length) is not { } spelling || n + spelling.Length > latin.Length)
            {
                return 0;
            }

            spelling.CopyTo(latin[n..]);
            n += spelling.Length;
        }

        return n;
    }

    static string? Spelling(int character, int way, int at, int length) => way switch
    {
        0 => Cantonese[character],
        1 => Korean[character],
        2 => Vietnamese[character],
        3 => at == 0 ? Hokkien[character] : Cantonese[character],
        4 => Japanese[0][character],
        5 => Japanese[1][character],
        6 => Japanese[2][character],
        _ => Japanese[at * 2 < length ? 0 : 1][character],
    };

    static string?[] Read(string table, int place, string custom, Func<string, string> spelling)
    {
        var spellings = new string?[Count];
        foreach (var line in NameTables.Lines(table))
        {
            var parts = line.Split(' ');
            if (parts[0][0] - '0' == place)
            {
                Put(spellings, parts[2], spelling(parts[1]));
            }
        }

        foreach (var line in NameTables.Lines("han-family-spellings.txt"))
        {
            var parts = line.Split(' ');
            if (parts[0] == custom)
            {
                Put(spellings, parts[2], parts[1]);
            }
        }

        return spellings;
    }

    static void Put(string?[] spellings, string characters, string spelling)
    {
        foreach (var c in characters)
        {
            spellings[c - First] = spelling;
        }
    }

    /// <summary>Jyutping as the spelling usual in Hong Kong: zoeng is cheung, gwok is kwok.</summary>
    static string CantoneseSpelling(string jyutping)
    {
        var start = jyutping.StartsWith("gw", StringComparison.Ordinal) || jyutping.StartsWith("kw", StringComparison.Ordinal) ? 2
            : jyutping.StartsWith("ng", StringComparison.Ordinal) ? 2 : "aeiou".Contains(jyutping[0]) ? 0 : 1;
        var initial = jyutping[..start] switch { "z" or "c" => "ch", "j" => "y", "g" => "k", "gw" => "kw", "b" => "p", "d" => "t", var same => same };
        var final = jyutping[start..]
            .Replace("oeng", "eung", StringComparison.Ordinal).Replace("oek", "euk", StringComparison.Ordinal)
            .Replace("eoi", "ui", StringComparison.Ordinal).Replace("eo", "u", StringComparison.Ordinal)
            .Replace("yun", "uen", StringComparison.Ordinal).Replace("yut", "uet", StringComparison.Ordinal).Replace("yu", "u", StringComparison.Ordinal)
            .Replace("aa", "a", StringComparison.Ordinal);
        return initial + final;
    }
}
