using Throughline.Matching.Normal;
using Throughline.Matching.Records;
using Throughline.Matching.Text;

namespace Throughline.Matching.Scoring;

/// <summary>First or last names. Knows its partner column, so that names written in each other's place are a level of their own.</summary>
sealed class PersonNameComparison : Comparison
{
    public const int Alike = 2, Initial = 3, PartOf = 4, Nickname = 5, Close = 6, Swapped = 7, OtherScript = 8;

    const double AlikeFrom = 0.8;
    const double CloseFrom = 0.92;
    const int ShortestForOneEdit = 4;

    readonly Column? _partner;
    readonly AcrossScriptsByThread _ears = new();
    readonly bool _first;
    TextTraits[] _traits = [];
    int[]?[] _nickNames = [];
    int _known, _knownNickNames;

    public PersonNameComparison(Column column, Column? partner, bool first)
        : base(column, "alike", "initial", "part of it", "nickname", "close", "swapped", "the same in another script")
    {
        (_partner, _first) = (partner, first);
        Grow();
    }

    public override void Grow()
    {
        Extend(ref _traits, ref _known, Column.Values.Count, id => TextTraits.Of(Column.Values[id]));
        if (_first)
        {
            Extend(ref _nickNames, ref _knownNickNames, Column.Values.Count, id => NickNames.GroupsOf(Column.Values[id]));
        }
    }

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        if (a == b)
        {
            return a == 0 ? Missing : ExactLevel(a);
        }

        if (_partner is not null && IsSwap(left, right, a, b))
        {
            return _first ? Swapped : Missing; // a swap is one finding, not two
        }

        return a == 0 || b == 0 ? Missing : OfNames(a, b);
    }

    bool IsSwap(int left, int right, int a, int b)
    {
        var (pa, pb) = (_partner!.Ids[left], _partner.Ids[right]);
        return a != 0 && b != 0 && ((a == pb && b == pa) || (a == pb && pa != 0 && AreClose(b, pa)) || (b == pa && pb != 0 && AreClose(a, pb)));
    }

    int OfNames(int left, int right)
    {
        ref readonly var a = ref _traits[left];
        ref readonly var b = ref _traits[right];
        if (IsLatin(a.First) != IsLatin(b.First))
        {
            return SoundAlike(left, right) ? OtherScript : Different;
        }

        if (a.Length == 1 || b.Length == 1)
        {
            return a.First == b.First ? Initial : Different;
        }

        if (_nickNames.Length > 0 && _nickNames[left] is { } l && _nickNames[right] is { } r && l.AsSpan().ContainsAny(r))
        {
            return Nickname;
        }

        var similarity = a.MayReach(b, AlikeFrom) ? JaroWinkler.Similarity(Column.Values[left], Column.Values[right]) : 0;
        return similarity >= CloseFrom || (similarity > 0 && Math.Min(a.Length, b.Length) >= ShortestForOneEdit && IsOneEdit(left, right)) ? Close
            : (a.HasBlank && HasPart(Column.Values[left], Column.Values[right])) || (b.HasBlank && HasPart(Column.Values[right], Column.Values[left])) ? PartOf
            : similarity >= AlikeFrom ? Alike
            : Different;
    }

    bool SoundAlike(int left, int right) => _ears.IsAlike(Column.Values[left], Column.Values[right]);

    bool AreClose(int a, int b) => Math.Min(_traits[a].Length, _traits[b].Length) >= ShortestForOneEdit && IsOneEdit(a, b);

    bool IsOneEdit(int a, int b) => _traits[a].MayBeWithin(_traits[b], 1) && EditDistance.IsAtMostOne(Column.Values[a], Column.Values[b]);

    /// <summary>True when a word of the longer name is the shorter name: "van der berg" and "berg".</summary>
    static bool HasPart(string whole, string part)
    {
        var at = whole.IndexOf(part, StringComparison.Ordinal);
        return at >= 0 && part.Length > 1 && whole.Length > part.Length
            && (at == 0 || whole[at - 1] == ' ') && (at + part.Length == whole.Length || whole[at + part.Length] == ' ');
    }

    static bool IsLatin(char c) => c < '\u0250';
}
