using System.Globalization;
using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>Years: a difference of one is a level.</summary>
sealed class YearComparison : Comparison
{
    int[] _years = [];
    int _known;

    public YearComparison(Column column)
        : base(column, "a year apart") => Grow();

    public override void Grow() => Extend(
        ref _years, ref _known, Column.Values.Count, id => int.TryParse(Column.Values[id], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : int.MinValue / 2);

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        return a == 0 || b == 0 ? Missing : a == b ? ExactLevel(a) : Math.Abs((long)_years[a] - _years[b]) == 1 ? 2 : Different;
    }
}
