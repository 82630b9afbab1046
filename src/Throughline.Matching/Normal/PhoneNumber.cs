namespace Throughline.Matching.Normal;

/// <summary>
/// A telephone number as E.164 as far as it can be told: digits with the country's code where the number or its column says one, else the
/// national digits without the trunk zero. Empty when the text holds no number, or one that belongs to nobody.
/// </summary>
public static class PhoneNumber
{
    const int Shortest = 6;
    const int Longest = 15; // E.164
    const int ShortestAtHome = 7; // of fewer digits two countries have the same ones

    // Codes of one and two digits; all others have three (ITU E.164).
    static readonly HashSet<string> s_codes =
    [
        "1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];

    /// <summary>The country's code that most international numbers of a column bear; empty when there is none.</summary>
    public static string RegionOf(IEnumerable<string> values) =>
        values.Select(value => Digits(value, out var international) is { } digits && international ? CodeOf(digits) : "")
            .Where(code => code.Length > 0)
            .CountBy(code => code)
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Key).FirstOrDefault("");

    /// <summary>The number as a key.</summary>
    /// <param name="text">The number as it was written.</param>
    /// <param name="region">Code of the country that numbers without one belong to; may be empty.</param>
    public static string Of(ReadOnlySpan<char> text, string region)
    {
        var digits = Digits(text, out var international);
        if (digits.Length is < Shortest or > Longest + 3 || !digits.AsSpan(1).ContainsAnyExcept(digits[^1]))
        {
            return "";
        }

        if (international)
        {
            var code = CodeOf(digits);
            var rest = digits[code.Length..].TrimStart('0');
            return $"+{code}{rest}";
        }

        var national = National(digits, region);
        return national.Length < Shortest - 1 ? ""
            : region.Length > 0 && digits.Length > 10 && digits.StartsWith(region, StringComparison.Ordinal) ? $"+{digits}"
            : region.Length > 0 ? $"+{region}{national}"
            : national;
    }

    /// <summary>
    /// True for two keys that differ in nothing but the country: one says none, or its column was thought to be of another. What is dialled within a country is
    /// then the same.
    /// </summary>
    public static bool IsSameAtHome(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var one = AtHome(left);
        var other = AtHome(right);
        return one.Length >= ShortestAtHome && one.SequenceEqual(other);
    }

    static ReadOnlySpan<char> AtHome(ReadOnlySpan<char> key) => key.Length > 4 && key[0] == '+' ? key[(1 + CodeOf(key[1..5].ToString()).Length)..] : key;

    /// <summary>The digits without what is dialled before them at home: 0 nearly everywhere, 1 in North America, 8 or 80 and 06 in a few countries.</summary>
    static string National(string digits, string region) => (region, digits) switch
    {
        ("" or "1", ['1', ..]) when digits.Length == 11 => digits[1..],
        ("7" or "993", ['8', ..]) when digits.Length == (region == "7" ? 11 : 9) => digits[1..],
        ("375", ['8', '0', ..]) when digits.Length == 11 => digits[2..],
        ("36", ['0', '6', ..]) => digits[2..],
        _ => digits.TrimStart('0'),
    };

    static string CodeOf(string digits) =>
        s_codes.Contains(digits[..1]) ? digits[..1] : s_codes.Contains(digits[..2]) ? digits[..2] : digits[..3];

    static string Digits(ReadOnlySpan<char> text, out bool international)
    {
        var folded = TextFold.Of(text);
        var extension = folded.AsSpan().IndexOfAny("x#".AsSpan());
        folded = extension > Shortest ? folded[..extension] : folded;
        var digits = string.Concat(folded.Where(char.IsAsciiDigit));
        var plus = folded.StartsWith('+') || folded.StartsWith("(+", StringComparison.Ordinal);
        international = (plus && digits.Length > Shortest) || (digits.Length >= Shortest + 3 && digits.StartsWith("00", StringComparison.Ordinal));
        return international && !folded.Contains('+', StringComparison.Ordinal) ? digits[2..] : digits;
    }
}
