using System.Globalization;
using System.Text;

namespace Throughline.Matching.Normal;

/// <summary>
/// Makes two ways of writing one text equal: compatibility forms (NFKC), case, accents, Arabic and Persian letters and digits, marks that
/// are not seen, runs of blanks. The raw value is kept by whoever called; a fold never stands in its place.
/// </summary>
public static class TextFold
{
    /// <summary>Longest text that is folded, in UTF-16 units; what is beyond does not count.</summary>
    public const int Most = 512;

    /// <summary>The fold of a text; empty for a text of blanks and unseen marks only.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        text = text.Length > Most ? text[..Whole(text, Most)] : text;
        Span<char> plain = stackalloc char[Most];
        if (TryAscii(text, plain, out var length))
        {
            return new string(plain[..length]);
        }

        var composed = Sound(text).Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(composed.Length);
        var blank = false;
        foreach (var rune in composed.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                blank = true;
                continue;
            }

            if (IsUnseen(rune))
            {
                continue;
            }

            if (blank && folded.Length > 0)
            {
                folded.Append(' ');
            }

            blank = false;
            Append(folded, rune);
        }

        var result = folded.ToString().Normalize(NormalizationForm.FormC);
        return result.Length > Most ? result[..Whole(result, Most)] : result;
    }

    static bool TryAscii(ReadOnlySpan<char> text, Span<char> into, out int length)
    {
        length = 0;
        var blank = false;
        foreach (var c in text)
        {
            if (c >= 0x7F)
            {
                return false;
            }

            if (c <= ' ')
            {
                blank |= c is ' ' or '\t' or '\n' or '\r';
                continue;
            }

            if (blank && length > 0)
            {
                into[length++] = ' ';
            }

            blank = false;
            into[length++] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        }

        return true;
    }

    static void Append(StringBuilder folded, Rune rune)
    {
        var value = rune.Value;
        if (value >= 0x660 && CharUnicodeInfo.GetDecimalDigitValue(rune.ToString(), 0) is >= 0 and var digit)
        {
            folded.Append((char)('0' + digit));
            return;
        }

        switch (value)
        {
            case 0xDF or 0x1E9E: folded.Append("ss"); break;
            case 0xF8 or 0xD8: folded.Append('o'); break;
            case 0x142 or 0x141: folded.Append('l'); break;
            case 0x111 or 0x110 or 0xF0 or 0xD0: folded.Append('d'); break;
            case 0xFE or 0xDE: folded.Append("th"); break;
            case 0xE6 or 0xC6: folded.Append("ae"); break;
            case 0x153 or 0x152: folded.Append("oe"); break;
            case 0x131: folded.Append('i'); break;
            case 0x64A or 0x649: folded.Append('\u06CC'); break; // ي ى
            case 0x643: folded.Append('\u06A9'); break; // ك
            case 0x671: folded.Append('\u0627'); break; // ٱ
            case 0x629 or 0x6C0 or 0x6C1 or 0x6D5: folded.Append('\u0647'); break; // ة
            case 0x2018 or 0x2019 or 0x2BC or 0x60 or 0xB4: folded.Append('\''); break;
            case >= 0x2010 and <= 0x2015: folded.Append('-'); break;
            default: folded.Append(Rune.ToLowerInvariant(rune).ToString()); break;
        }
    }

    /// <summary>Controls, marks of direction, joiners, tatweel, and the accents that NFKD has set apart (hamza and madda among them).</summary>
    static bool IsUnseen(Rune rune) => rune.Value is 0x640 or 0x621
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    /// <summary>A half of a surrogate pair, or U+FFFE, would stop the normalisation.</summary>
    static string Sound(ReadOnlySpan<char> text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(rune.Value == 0xFFFE ? Rune.ReplacementChar : rune);
        }

        return sound.ToString();
    }

    static int Whole(ReadOnlySpan<char> text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
