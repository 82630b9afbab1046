using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Throughline.Listening.Mappings;

/// <summary>Reads numbers as people write them, in Latin, Persian, Arabic and full-width digits.</summary>
/// <remarks>
/// A lone comma before exactly three digits is a thousands mark, unless the file uses the decimal comma; then the same holds
/// of a lone point. With both marks present the last one is the decimal mark. A per cent sign is passed over.
/// </remarks>
static class NumberText
{
    const int Longest = 64;

    static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a cell; false when it is no finite number.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, bool decimalComma, out double value)
    {
        var text = cell.Trim((byte)' ');
        return TryPlain(text, decimalComma, out value) || TryAny(text, decimalComma, out value);
    }

    /// <summary>Digits with at most one point: nearly all cells. At most 15 digits, so that the quotient is exact to the last bit.</summary>
    static bool TryPlain(ReadOnlySpan<byte> text, bool decimalComma, out double value)
    {
        value = 0;
        var start = text is [(byte)'-', ..] ? 1 : 0;
        if (text.Length - start is < 1 or > 15)
        {
            return false;
        }

        long digits = 0;
        var point = -1;
        for (var i = start; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == '.' && point < 0 && i > start && !decimalComma)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        if (point == text.Length - 1)
        {
            return false;
        }

        value = point < 0 ? digits : digits / Powers[text.Length - 1 - point];
        value = start == 1 ? -value : value;
        return true;
    }

    /// <summary>The slow and complete reading; also the oracle of the fast one.</summary>
    internal static bool TryAny(ReadOnlySpan<byte> text, bool decimalComma, out double value)
    {
        value = 0;
        if (text.Length is 0 or > Longest * 3)
        {
            return false;
        }

        Span<char> letters = stackalloc char[text.Length];
        if (!TryPlainLetters(text, letters, out var count))
        {
            return false;
        }

        letters = letters[..count];
        Span<byte> plain = stackalloc byte[count + 1];
        return TryArrange(letters, decimalComma, plain, out var length)
            && Utf8Parser.TryParse(plain[..length], out value, out var used) && used == length && double.IsFinite(value);
    }

    /// <summary>Digits become ASCII, marks one of "+-.,' e"; false at anything else.</summary>
    static bool TryPlainLetters(ReadOnlySpan<byte> text, Span<char> letters, out int count)
    {
        count = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
            var plain = rune.Value switch
            {
                >= '0' and <= '9' => (char)rune.Value,
                >= 0x0660 and <= 0x0669 => (char)('0' + rune.Value - 0x0660),
                >= 0x06F0 and <= 0x06F9 => (char)('0' + rune.Value - 0x06F0),
                >= 0xFF10 and <= 0xFF19 => (char)('0' + rune.Value - 0xFF10),
                '+' or '-' or '.' or ',' or '\'' => (char)rune.Value,
                'e' or 'E' => 'e',
                0x2212 or 0xFF0D => '-',
                0x066B => 'd', // the Arabic decimal mark means nothing else
                0x066C or 0x2019 => '\'',
                0x060C or 0xFF0C => ',',
                0xFF0E => '.',
                ' ' or 0x00A0 or 0x202F or 0x2009 => ' ',
                '%' or 0x066A or 0xFF05 or 0x200E or 0x200F or 0x061C or '\t' => '\0',
                _ => '?',
            };
            if (plain == '?')
            {
                return false;
            }

            if (plain != '\0')
            {
                letters[count++] = plain;
            }
        }

        while (count > 0 && letters[count - 1] == ' ')
        {
            count--;
        }

        return count > 0;
    }

    static bool TryArrange(ReadOnlySpan<char> letters, bool decimalComma, Span<byte> plain, out int length)
    {
        length = 0;
        var mark = DecimalMark(letters, decimalComma);
        int lastGroup = -1, digits = 0;
        var exponent = letters.IndexOf('e');
        for (var i = 0; i < letters.Length; i++)
        {
            var letter = letters[i];
            if (char.IsAsciiDigit(letter))
            {
                plain[length++] = (byte)letter;
                digits++;
            }
            else if (letter is '+' or '-')
            {
                if (i != 0 && i - 1 != exponent)
                {
                    return false;
                }

                plain[length++] = (byte)letter;
            }
            else if (i == mark)
            {
                plain[length++] = (byte)'.';
            }
            else if (letter == 'e' && i == exponent && digits > 0 && i + 1 < letters.Length)
            {
                plain[length++] = (byte)'e';
            }
            else if (digits == 0 || (mark >= 0 && i > mark) || exponent >= 0 || !GroupFollows(letters[(i + 1)..])
                || (lastGroup >= 0 && letters[lastGroup] != letter))
            {
                return false;
            }
            else
            {
                lastGroup = i;
            }
        }

        return digits > 0;
    }

    /// <summary>Exactly three digits, then no digit: what stands behind a thousands mark.</summary>
    static bool GroupFollows(ReadOnlySpan<char> rest) =>
        rest.Length >= 3 && char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(rest[1]) && char.IsAsciiDigit(rest[2])
        && (rest.Length == 3 || !char.IsAsciiDigit(rest[3]));

    static int DecimalMark(ReadOnlySpan<char> letters, bool decimalComma)
    {
        var arabic = letters.IndexOf('d');
        if (arabic >= 0)
        {
            return arabic;
        }

        var comma = letters.LastIndexOf(',');
        var point = letters.LastIndexOf('.');
        if (comma >= 0 && point >= 0)
        {
            return Math.Max(comma, point);
        }

        var only = Math.Max(comma, point);
        if (only < 0 || letters.Count(letters[only]) > 1)
        {
            return -1;
        }

        var thousands = letters[only] == (decimalComma ? '.' : ',');
        var before = letters[..only].TrimStart("+-");
        return thousands && GroupFollows(letters[(only + 1)..]) && before.Length is >= 1 and <= 3 && before[0] != '0'
            ? -1
            : only;
    }

    /// <summary>A number as a person reads it: 4 for 4.0.</summary>
    public static string Write(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
