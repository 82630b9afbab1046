using Throughline.Matching.Records;
using Throughline.Matching.Text;

namespace Throughline.Matching.Scoring;

/// <summary>E-mail addresses: the part before the @ alone is a level, as people keep it when they change house.</summary>
sealed class EmailComparison : Comparison
{
    public const int Alike = 2, SameName = 3, Close = 4;

    const double AlikeFrom = 0.88;
    const int ShortestForOneEdit = 4;

    TextTraits[] _traits = [];
    TextTraits[] _names = []; // what stands before the @
    int _known, _knownNames;

    public EmailComparison(Column column)
        : base(column, "alike", "same name at another domain", "close") => Grow();

    public override void Grow()
    {
        Extend(ref _traits, ref _known, Column.Values.Count, id => TextTraits.Of(Column.Values[id]));
        Extend(ref _names, ref _knownNames, Column.Values.Count, id => TextTraits.Of(Name(Column.Values[id])));
    }

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        return a == 0 || b == 0 ? Missing : a == b ? ExactLevel(a) : OfAddresses(a, b);
    }

    int OfAddresses(int a, int b)
    {
        var longEnough = Math.Min(_names[a].Length, _names[b].Length) >= ShortestForOneEdit;
        if (longEnough && _traits[a].MayBeWithin(_traits[b], 1) && EditDistance.IsAtMostOne(Column.Values[a], Column.Values[b]))
        {
            return Close;
        }

        if (_names[a] == _names[b] && Name(Column.Values[a]).SequenceEqual(Name(Column.Values[b])))
        {
            return SameName;
        }

        return longEnough && _names[a].MayReach(_names[b], AlikeFrom) && JaroWinkler.Similarity(Name(Column.Values[a]), Name(Column.Values[b])) >= AlikeFrom
            ? Alike
            : Different;
    }

    static ReadOnlySpan<char> Name(string address) => address.AsSpan(0, Math.Max(0, address.IndexOf('@', StringComparison.Ordinal)));
}
