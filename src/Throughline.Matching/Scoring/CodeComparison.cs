using Throughline.Matching.Normal;
using Throughline.Matching.Records;
using Throughline.Matching.Text;

namespace Throughline.Matching.Scoring;

/// <summary>Codes: postcodes, numbers of persons, phones. One slip of the hand is a level, as is one number with and without its country; so is the same beginning or end.</summary>
sealed class CodeComparison : Comparison
{
    const int Half = 2, Close = 3;
    const int ShortestForOneEdit = 4;
    const int PhoneEnd = 7;

    readonly bool _phone;
    TextTraits[] _traits = [];
    int _known;

    public CodeComparison(Column column)
        : base(column, "half the same", "close")
    {
        _phone = column.Field == MatchField.Phone;
        Grow();
    }

    public override void Grow() => Extend(ref _traits, ref _known, Column.Values.Count, id => TextTraits.Of(Column.Values[id]));

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        return a == 0 || b == 0 ? Missing : a == b ? ExactLevel(a) : OfCodes(a, b);
    }

    int OfCodes(int left, int right)
    {
        ref readonly var a = ref _traits[left];
        ref readonly var b = ref _traits[right];
        if (Math.Min(a.Length, b.Length) < ShortestForOneEdit)
        {
            return Different;
        }

        var longest = Math.Max(a.Length, b.Length);
        if (_phone && a.Last == b.Last && PhoneNumber.IsSameAtHome(Column.Values[left], Column.Values[right]))
        {
            return Close;
        }

        if (a.MayBeWithin(b, 1) && EditDistance.IsAtMostOne(Column.Values[left], Column.Values[right]))
        {
            return Close;
        }

        if (_phone)
        {
            return a.Last == b.Last && CommonEnd(Column.Values[left], Column.Values[right]) >= PhoneEnd ? Half : Different;
        }

        return (a.First == b.First && Column.Values[left].AsSpan().CommonPrefixLength(Column.Values[right]) >= (longest + 1) / 2)
            || (longest >= 2 * ShortestForOneEdit && a.MayBeWithin(b, longest / 4) && EditDistance.Between(Column.Values[left], Column.Values[right]) <= longest / 4)
            ? Half
            : Different;
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
