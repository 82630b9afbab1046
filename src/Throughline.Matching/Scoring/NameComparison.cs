using Throughline.Matching.Normal;
using Throughline.Matching.Records;
using Throughline.Matching.Text;

namespace Throughline.Matching.Scoring;

/// <summary>First or last names. Knows its partner column, so that names written in each other's place are a level of their own.</summary>
sealed class NameComparison : Comparison
{
    public const int Alike = 2, Initial = 3, PartOf = 4, Nickname = 5, Close = 6, Swapped = 7;

    const double AlikeFrom = 0.8;
    const double CloseFrom = 0.92;
    const int ShortestForOneEdit = 4;

    readonly Column? _partner;
    readonly bool _first;

    public NameComparison(Column column, Column? partner, bool first)
        : base(column, "alike", "initial", "part of it", "nickname", "close", "swapped")
    {
        (_partner, _first) = (partner, first);
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
            return Swapped;
        }

        return a == 0 || b == 0 ? Missing : OfNames(Column.Values[a], Column.Values[b]);
    }

    bool IsSwap(int left, int right, int a, int b)
    {
        var (pa, pb) = (_partner!.Ids[left], _partner.Ids[right]);
        return (a == pb && b == pa && a != 0 && b != 0) || (a == pb && a != 0 && b != 0 && pa != 0 && AreClose(Column.Values[b], _partner.Values[pa]))
            || (b == pa && a != 0 && b != 0 && pb != 0 && AreClose(Column.Values[a], _partner.Values[pb]));
    }

    int OfNames(string a, string b)
    {
        if (a.Length == 1 || b.Length == 1)
        {
            return a[0] == b[0] ? Initial : Different;
        }

        if (_first && NickNames.AreForms(a, b))
        {
            return Nickname;
        }

        var similarity = JaroWinkler.Similarity(a, b);
        return similarity >= CloseFrom || (Math.Min(a.Length, b.Length) >= ShortestForOneEdit && EditDistance.IsAtMostOne(a, b)) ? Close
            : HasPart(a, b) || HasPart(b, a) ? PartOf
            : similarity >= AlikeFrom ? Alike
            : Different;
    }

    static bool AreClose(string a, string b) => a.Length >= ShortestForOneEdit && EditDistance.IsAtMostOne(a, b);

    /// <summary>True when a word of the longer name is the shorter name: "van der berg" and "berg".</summary>
    static bool HasPart(string whole, string part)
    {
        var at = whole.IndexOf(part, StringComparison.Ordinal);
        return at >= 0 && part.Length > 1 && whole.Length > part.Length
            && (at == 0 || whole[at - 1] == ' ') && (at + part.Length == whole.Length || whole[at + part.Length] == ' ');
    }
}
