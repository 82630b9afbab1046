using System.Collections.Frozen;

namespace Throughline.Matching.Names;

/// <summary>Letters of scripts that have no table of sounds of their own, as Latin letters: Cyrillic, Greek, Hebrew, kana, Hangul.</summary>
static class OtherScripts
{
    static readonly FrozenDictionary<char, string> Letters = NameTables.Lines("other-scripts.txt")
        .Select(line => line.Split(' ')).ToFrozenDictionary(pair => pair[0][0], pair => pair[1]);

    static readonly string[] Leads = ["g", "k", "n", "d", "t", "r", "m", "b", "p", "s", "s", "", "j", "j", "ch", "k", "t", "p", "h"];

    static readonly string[] Vowels =
        ["a", "ae", "ya", "ye", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "ui", "i"];

    static readonly string[] Tails =
    [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
    ];

    /// <summary>The letter in Latin ones; empty when it is none of these scripts.</summary>
    public static string Latin(char c)
    {
        if (c is >= '가' and <= '힣')
        {
            var syllable = c - '가';
            return Leads[syllable / 588] + Vowels[syllable % 588 / 28] + Tails[syllable % 28];
        }

        c = c is >= 'ぁ' and <= 'ゖ' ? (char)(c + ('ァ' - 'ぁ')) : char.ToLowerInvariant(c);
        return Letters.GetValueOrDefault(c, "");
    }
}
