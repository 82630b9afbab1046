using System.Globalization;
using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>Years: a difference of one is a level.</summary>
sealed class YearComparison : Comparison
{
    readonly int[] _years;

    public YearComparison(Column column)
        : base(column, "a year apart") =>
        _years = [.. Enumerable.Range(0, column.Values.Count).Select(id => int.TryParse(column.Values[id], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : int.MinValue / 2)];

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        return a == 0 || b == 0 ? Missing : a == b ? ExactLevel(a) : Math.Abs((long)_years[a] - _years[b]) == 1 ? 2 : Different;
    }
}
