namespace Throughline.Listening.Quality.Checks;

/// <summary>Numbers that carry a check digit. Blanks and dashes between the digits are passed over.</summary>
static class CheckDigits
{
    public static readonly IReadOnlyList<string> Kinds = ["luhn", "iban", "ean", "isbn"];

    public static bool IsRight(string kind, ReadOnlySpan<byte> value)
    {
        Span<byte> letters = stackalloc byte[40];
        var count = 0;
        foreach (var one in value)
        {
            if (one is (byte)' ' or (byte)'-')
            {
                continue;
            }

            if (count == letters.Length || one >= 0x80)
            {
                return false;
            }

            letters[count++] = one is >= (byte)'a' and <= (byte)'z' ? (byte)(one - 32) : one;
        }

        var number = letters[..count];
        return kind switch
        {
            "luhn" => count is >= 8 and <= 19 && Luhn(number),
            "iban" => count is >= 15 and <= 34 && Iban(number),
            "ean" => count is 8 or 12 or 13 or 14 && Ean(number),
            _ => count == 10 ? Isbn(number) : count == 13 && Ean(number),
        };
    }

    static bool Luhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (Digit(digits[^(i + 1)]) is not (>= 0 and var digit))
            {
                return false;
            }

            sum += i % 2 == 0 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit;
        }

        return sum % 10 == 0;
    }

    // ISO 13616: the country and the check digits to the end, letters as 10 to 35, the remainder by 97 is 1.
    static bool Iban(ReadOnlySpan<byte> iban)
    {
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var one = iban[(i + 4) % iban.Length];
            if (Digit(one) is >= 0 and var digit)
            {
                rest = ((rest * 10) + digit) % 97;
            }
            else if (one is >= (byte)'A' and <= (byte)'Z')
            {
                rest = ((rest * 100) + (one - 'A' + 10)) % 97;
            }
            else
            {
                return false;
            }
        }

        return rest == 1;
    }

    static bool Ean(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (Digit(digits[^(i + 1)]) is not (>= 0 and var digit))
            {
                return false;
            }

            sum += i % 2 == 0 ? digit : 3 * digit;
        }

        return sum % 10 == 0;
    }

    static bool Isbn(ReadOnlySpan<byte> isbn)
    {
        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            var digit = i == 9 && isbn[i] == 'X' ? 10 : Digit(isbn[i]);
            if (digit < 0)
            {
                return false;
            }

            sum += (10 - i) * digit;
        }

        return sum % 11 == 0;
    }

    static int Digit(byte one) => one is >= (byte)'0' and <= (byte)'9' ? one - '0' : -1;
}
