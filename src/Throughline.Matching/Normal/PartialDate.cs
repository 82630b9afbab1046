using System.Globalization;

namespace Throughline.Matching.Normal;

/// <summary>In which order a column writes its dates with numbers.</summary>
public enum DateOrder
{
    /// <summary>1984-04-14, 19840414.</summary>
    YearFirst = 0,
    /// <summary>14.04.1984.</summary>
    DayFirst = 1,
    /// <summary>04/14/1984.</summary>
    MonthFirst = 2,
}

/// <summary>
/// A date as eight digits, kept with what is known of it: 00 for a month or day that is not. 1 January is what systems write when they
/// know the year alone, so it is read as the year. Impossible dates are kept as they are, since a slip of the hand made them.
/// </summary>
public static class PartialDate
{
    static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The order that no value of a column contradicts; year first where nothing tells.</summary>
    public static DateOrder OrderOf(IEnumerable<string> values)
    {
        int firstIsDay = 0, secondIsDay = 0;
        Span<int> parts = stackalloc int[3];
        foreach (var value in values)
        {
            if (Numbers(value, parts, out var digits) == 3 && digits[0] <= 2)
            {
                firstIsDay += parts[0] > 12 ? 1 : 0;
                secondIsDay += parts[1] > 12 ? 1 : 0;
            }
        }

        return secondIsDay > firstIsDay ? DateOrder.MonthFirst : DateOrder.DayFirst;
    }

    /// <summary>Eight digits YYYYMMDD, zeros for what is not known; empty when the text is no date, or one that means none (1900-01-01, 9999).</summary>
    public static string Of(ReadOnlySpan<char> text, DateOrder order)
    {
        var folded = TextFold.Of(text);
        Span<int> parts = stackalloc int[3];
        var count = Numbers(folded, parts, out var digits);
        var (year, month, day) = count switch
        {
            1 when digits[0] == 8 && parts[0] / 10000 is > 1000 and < 2200 => (parts[0] / 10000, parts[0] / 100 % 100, parts[0] % 100),
            1 when digits[0] == 8 && order != DateOrder.YearFirst => Ordered(parts[0] / 1000000, parts[0] / 10000 % 100, parts[0] % 10000, order),
            1 when digits[0] == 8 => (parts[0] / 10000, parts[0] / 100 % 100, parts[0] % 100),
            1 when digits[0] == 4 && MonthName(folded) == 0 => (parts[0], 0, 0),
            1 when digits[0] == 4 => (parts[0], MonthName(folded), 0),
            2 when digits[0] == 4 && parts[1] <= 12 => (parts[0], parts[1], 0),
            2 when digits[1] == 4 && MonthName(folded) > 0 => (parts[1], MonthName(folded), parts[0]),
            2 when digits[1] == 4 => (parts[1], parts[0], 0),
            3 when digits[0] >= 3 => (parts[0], parts[1], parts[2]),
            3 when digits[2] >= 3 || digits[0] <= 2 => Ordered(parts[0], parts[1], digits[2] <= 2 ? Century(parts[2]) : parts[2], order),
            _ => (0, 0, 0),
        };
        if (year is 0 or 9999 || (year == 1900 && month <= 1 && day <= 1) || (year == 1970 && month == 1 && day == 1))
        {
            return "";
        }

        var yearOnly = month == 1 && day == 1;
        return string.Create(CultureInfo.InvariantCulture, $"{year % 10000:0000}{(yearOnly ? 0 : month) % 100:00}{(yearOnly ? 0 : day) % 100:00}");
    }

    static (int Year, int Month, int Day) Ordered(int first, int second, int year, DateOrder order) =>
        (order == DateOrder.MonthFirst && first <= 12) || second > 12 ? (year, first, second) : (year, second, first);

    static int Century(int year) => year > 30 ? 1900 + year : 2000 + year;

    static int MonthName(string folded)
    {
        for (var i = 0; i < s_months.Length; i++)
        {
            if (folded.Contains(s_months[i], StringComparison.Ordinal))
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <summary>The first three runs of digits; what follows a blank or a T after them is the time of day.</summary>
    static int Numbers(ReadOnlySpan<char> text, Span<int> parts, out Lengths lengths)
    {
        Span<int> counted = stackalloc int[3];
        var found = 0;
        for (var i = 0; i < text.Length && found < 3;)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            var value = 0;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                value = i - start < 8 ? value * 10 + text[i] - '0' : value;
                i++;
            }

            parts[found] = value;
            counted[found++] = i - start;
        }

        lengths = new Lengths(counted[0], counted[1], counted[2]);
        return found;
    }

    readonly record struct Lengths(int First, int Second, int Third)
    {
        public int this[int part] => part == 0 ? First : part == 1 ? Second : Third;
    }
}
