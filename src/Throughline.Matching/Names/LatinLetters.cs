using System.Globalization;
using System.Text;

namespace Throughline.Matching.Names;

/// <summary>
/// Letters of the Latin script as small numbers: a to z, the letters whose mark changes the sound, soft c and g, and the two
/// ends of a name. Other marks are taken off.
/// </summary>
static class LatinLetters
{
    /// <summary>The beginning of a name, and its end.</summary>
    public const byte Start = 27, End = 28;

    /// <summary>How many numbers there are, 0 (nothing) included.</summary>
    public const int Count = 48;

    /// <summary>c and g before e, i, y.</summary>
    public const byte SoftC = 29, SoftG = 30;

    const byte Apostrophe = 31;
    const string Marked = "çñłğöüščžéåäđðř";

    /// <summary>The letter a table means by <paramref name="c"/>; 0 when it means none.</summary>
    public static byte Of(char c) => c switch
    {
        >= 'a' and <= 'z' => (byte)(c - 'a' + 1),
        '^' => Start,
        '$' => End,
        'ċ' => SoftC,
        'ġ' => SoftG,
        '\'' => Apostrophe,
        'ß' => (byte)('s' - 'a' + 1),
        _ => Marked.IndexOf(c) is var at && at >= 0 ? (byte)(32 + at) : (byte)0,
    };

    /// <summary>Whether the letter is a vowel; y is.</summary>
    public static bool IsVowel(byte letter) => letter is 1 or 5 or 9 or 15 or 21 or 25 or 36 or 37 or 41 or 42 or 43;

    /// <summary>Whether a letter is easily left out or mistaken: the vowels, h and the apostrophe.</summary>
    public static bool IsLight(byte letter) => IsVowel(letter) || letter is 8 or Apostrophe;

    /// <summary>The letters of a word between Start and End; what is no letter is left out.</summary>
    /// <returns>How many were written.</returns>
    public static int Write(ReadOnlySpan<char> word, Span<byte> letters)
    {
        var n = 0;
        letters[n++] = Start;
        foreach (var c in word)
        {
            n = Append(c, letters, n);
            if (n >= letters.Length - 1)
            {
                break;
            }
        }

        letters[n++] = End;
        Soften(letters[..n]);
        return n;
    }

    static int Append(char c, Span<byte> letters, int n)
    {
        c = c switch { '’' or '‘' or 'ʻ' or 'ʿ' or 'ʾ' or 'ʼ' or '`' => '\'', _ => char.ToLowerInvariant(c) };
        if (c is '^' or '$' or 'ċ' or 'ġ')
        {
            c = c switch { 'ċ' => 'c', 'ġ' => 'g', _ => ' ' };
        }

        var letter = Of(c);
        if (letter != 0)
        {
            letters[n++] = letter;
            return n;
        }

        foreach (var plain in c < 'Ͱ' ? Spelling(c) : OtherScripts.Latin(c) is { Length: > 0 } latin ? latin : Plain(c))
        {
            if (n < letters.Length - 1 && Of(plain) is var one and not 0)
            {
                letters[n++] = one;
            }
        }

        return n;
    }

    /// <summary>A letter with a mark as one or two letters that the tables know.</summary>
    static ReadOnlySpan<char> Spelling(char c) => c switch
    {
        'ć' => "č",
        'ś' or 'ş' or 'ș' or 'ŝ' => "š",
        'ź' or 'ż' => "ž",
        'ţ' or 'ț' => "ts",
        'ø' or 'ő' or 'œ' => "ö",
        'æ' => "ä",
        'ű' => "ü",
        'ń' or 'ň' or 'ņ' => "ñ",
        'þ' => "th",
        'ı' => "i",
        'ə' => "a",
        'ĳ' => "ij",
        'ß' => "s",
        'ḍ' => "d",
        _ => Plain(c),
    };

    static ReadOnlySpan<char> Plain(char c)
    {
        if (c is < '\u00C0' or '\uFFFE' || char.IsSurrogate(c)) // what normalising refuses is no letter
        {
            return [];
        }

        foreach (var part in c.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                return part is >= 'a' and <= 'z' ? new string(part, 1) : [];
            }
        }

        return [];
    }

    /// <summary>c and g before e, i, y sound otherwise; they get numbers of their own.</summary>
    public static void Soften(Span<byte> letters)
    {
        for (var i = 0; i + 1 < letters.Length; i++)
        {
            var soft = letters[i + 1] is 5 or 9 or 25 or 36 or 41;
            letters[i] = (letters[i], soft) switch { (3, true) => SoftC, (7, true) => SoftG, var (same, _) => same };
        }
    }
}
