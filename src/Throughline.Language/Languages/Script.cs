using System.Text;

namespace Throughline.Language.Languages;

/// <summary>The scripts that are told apart.</summary>
enum Script : byte
{
    None,
    Latin,
    Arabic,
    Han,
    Kana,
    Hangul,
    Cyrillic,
    Other,
}

/// <summary>Which script a letter is of; by a table over the first plane.</summary>
static class Scripts
{
    static readonly byte[] s_table = Make();

    /// <summary>The script of a unit; none where it is no letter or half of a pair.</summary>
    public static Script Of(char unit) => (Script)s_table[unit];

    /// <summary>The script of a character beyond the first plane.</summary>
    public static Script Beyond(Rune rune) => !Rune.IsLetter(rune) ? Script.None : rune.Value is >= 0x20000 and <= 0x323AF ? Script.Han : rune.Value is >= 0x1D400 and <= 0x1D7FF ? Script.Latin : Script.Other;

    static byte[] Make()
    {
        var table = new byte[65536];
        for (var c = 0; c < table.Length; c++)
        {
            table[c] = (byte)(char.IsLetter((char)c) ? OfLetter(c) : c is 0x3007 ? Script.Han : Script.None);
        }

        return table;
    }

    // The mark of a long vowel and the letters of Hangul that stand alone are drawn in faces and laughter of any language: they count for none.
    static Script OfLetter(int c) => c switch
    {
        0x30FC or (>= 0x309D and <= 0x309F) or (>= 0x30FD and <= 0x30FF) or (>= 0x3130 and <= 0x318F) or (>= 0xFF65 and <= 0xFF70) => Script.None,
        < 0x2B0 or (>= 0x1E00 and <= 0x1EFF) or (>= 0xFF21 and <= 0xFF5A) or (>= 0xFB00 and <= 0xFB06) => Script.Latin,
        (>= 0x600 and <= 0x6FF) or (>= 0x750 and <= 0x77F) or (>= 0x8A0 and <= 0x8FF) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE) => Script.Arabic,
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) => Script.Han,
        (>= 0x3041 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0xFF66 and <= 0xFF9D) => Script.Kana,
        (>= 0xAC00 and <= 0xD7AF) or (>= 0x1100 and <= 0x11FF) => Script.Hangul,
        >= 0x400 and <= 0x52F => Script.Cyrillic,
        _ => Script.Other,
    };
}

/// <summary>How many letters of each script a text has.</summary>
readonly record struct ScriptCounts(int Letters, int Latin, int Arabic, int Han, int Kana, int Hangul, int Cyrillic)
{
    public static ScriptCounts Of(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[8];
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsSurrogate(c))
            {
                if (at + 1 < text.Length && char.IsSurrogatePair(c, text[at + 1]))
                {
                    counts[(int)Scripts.Beyond(new Rune(c, text[++at]))]++;
                }
            }
            else
            {
                var script = Scripts.Of(c);
                counts[(int)script] += script == Script.Kana && !IsEastern(text, at - 1) && !IsEastern(text, at + 1) ? 0 : 1; // one alone is part of a face
            }
        }

        var letters = 0;
        foreach (var count in counts[1..])
        {
            letters += count;
        }

        return new ScriptCounts(letters, counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);
    }

    static bool IsEastern(ReadOnlySpan<char> text, int at) => at >= 0 && at < text.Length && Scripts.Of(text[at]) is Script.Kana or Script.Han;
}
