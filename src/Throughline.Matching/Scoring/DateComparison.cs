using System.Globalization;
using System.Numerics;
using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>Days of birth, perhaps known as a year only. Slips, and day and month in each other's place, are levels.</summary>
sealed class DateComparison : Comparison
{
    public const int SameYear = 2, YearOnly = 3, DayOfYear = 4, TwoParts = 5, Slip = 6, DayMonthSwapped = 7;

    int[] _dates = [];
    uint[] _digits = []; // four bits each
    int _known, _knownDigits;

    public DateComparison(Column column)
        : base(column, "same year", "year known alone, the same", "day and month", "two of three parts", "one slip", "day and month swapped") => Grow();

    public override void Grow()
    {
        Extend(ref _dates, ref _known, Column.Values.Count, id => id == 0 ? 0 : int.Parse(Column.Values[id], CultureInfo.InvariantCulture));
        Extend(ref _digits, ref _knownDigits, Column.Values.Count, id => id == 0 ? 0 : uint.Parse(Column.Values[id], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        if (a == 0 || b == 0)
        {
            return Missing;
        }

        var (x, y) = (_dates[a], _dates[b]);
        var (yearA, monthA, dayA) = (x / 10000, x / 100 % 100, x % 100);
        var (yearB, monthB, dayB) = (y / 10000, y / 100 % 100, y % 100);
        if (monthA == 0 || monthB == 0)
        {
            return yearA == yearB ? YearOnly : Different;
        }

        if (a == b)
        {
            return ExactLevel(a);
        }

        if (yearA == yearB && monthA == dayB && dayA == monthB)
        {
            return DayMonthSwapped;
        }

        if (IsOneSlip(_digits[a], _digits[b]))
        {
            return Slip;
        }

        var same = (yearA == yearB ? 1 : 0) + (monthA == monthB ? 1 : 0) + (dayA == dayB ? 1 : 0);
        return same == 2 ? (yearA == yearB ? TwoParts : DayOfYear) : yearA == yearB ? SameYear : Different;
    }

    /// <summary>One digit another, or two neighbours in each other's place.</summary>
    static bool IsOneSlip(uint a, uint b)
    {
        var differ = a ^ b;
        var from = BitOperations.TrailingZeroCount(differ) & ~3;
        var rest = differ >> from;
        return rest < 0x10 || (rest < 0x100 && (a >> from & 15) == (b >> (from + 4) & 15) && (b >> from & 15) == (a >> (from + 4) & 15));
    }
}
