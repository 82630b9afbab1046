using Throughline.Matching.Records;
using Throughline.Matching.Text;

namespace Throughline.Matching.Scoring;

/// <summary>Short names of places or kinds: towns, states, trades.</summary>
sealed class PlaceComparison : Comparison
{
    const double AlikeFrom = 0.8;
    const double CloseFrom = 0.92;

    TextTraits[] _traits = [];
    int _known;

    public PlaceComparison(Column column)
        : base(column, "alike", "close") => Grow();

    public override void Grow() => Extend(ref _traits, ref _known, Column.Values.Count, id => TextTraits.Of(Column.Values[id]));

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        if (a == 0 || b == 0)
        {
            return Missing;
        }

        if (a == b)
        {
            return ExactLevel(a);
        }

        if (!_traits[a].MayReach(_traits[b], AlikeFrom))
        {
            return Different;
        }

        var similarity = JaroWinkler.Similarity(Column.Values[a], Column.Values[b]);
        return similarity >= CloseFrom ? 3 : similarity >= AlikeFrom ? 2 : Different;
    }
}
