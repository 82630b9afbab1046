using Throughline.Matching.Records;
using Throughline.Matching.Text;

namespace Throughline.Matching.Scoring;

/// <summary>E-mail addresses: the part before the @ alone is a level, as people keep it when they change house.</summary>
sealed class EmailComparison(Column column) : Comparison(column, "alike", "same name at another domain", "close")
{
    const double AlikeFrom = 0.88;
    const int ShortestForOneEdit = 4;

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        return a == 0 || b == 0 ? Missing : a == b ? ExactLevel(a) : OfAddresses(Column.Values[a], Column.Values[b]);
    }

    static int OfAddresses(string a, string b)
    {
        var (cutA, cutB) = (a.IndexOf('@', StringComparison.Ordinal), b.IndexOf('@', StringComparison.Ordinal));
        var localA = a.AsSpan(0, cutA);
        var localB = b.AsSpan(0, cutB);
        return EditDistance.IsAtMostOne(a, b) && Math.Min(cutA, cutB) >= ShortestForOneEdit ? 4
            : localA.SequenceEqual(localB) ? 3
            : Math.Min(cutA, cutB) >= ShortestForOneEdit && JaroWinkler.Similarity(localA, localB) >= AlikeFrom ? 2
            : Different;
    }
}
