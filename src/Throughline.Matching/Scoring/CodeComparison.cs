using Throughline.Matching.Records;
using Throughline.Matching.Text;

namespace Throughline.Matching.Scoring;

/// <summary>Codes: postcodes, numbers of persons, phones. One slip of the hand is a level; so is the same beginning or end.</summary>
sealed class CodeComparison : Comparison
{
    const int ShortestForOneEdit = 4;

    readonly bool _phone;

    public CodeComparison(Column column)
        : base(column, "half the same", "close") => _phone = column.Field == MatchField.Phone;

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        return a == 0 || b == 0 ? Missing : a == b ? ExactLevel(a) : OfCodes(Column.Values[a], Column.Values[b]);
    }

    int OfCodes(string a, string b)
    {
        if (Math.Min(a.Length, b.Length) < ShortestForOneEdit)
        {
            return Different;
        }

        if (EditDistance.IsAtMostOne(a, b))
        {
            return 3;
        }

        var half = _phone ? 7 : (Math.Max(a.Length, b.Length) + 1) / 2;
        var same = _phone ? CommonEnd(a, b) : a.AsSpan().CommonPrefixLength(b);
        return same >= half || (!_phone && EditDistance.Between(a, b) <= Math.Max(a.Length, b.Length) / 4) ? 2 : Different;
    }

    static int CommonEnd(string a, string b)
    {
        var same = 0;
        while (same < a.Length && same < b.Length && a[^(same + 1)] == b[^(same + 1)])
        {
            same++;
        }

        return same;
    }
}
