using Throughline.Matching.Clustering;

namespace Throughline.Matching.Households;

/// <summary>
/// Joins persons by falling weight while the average over all pairs across two households stays above even odds and the household within
/// its bound. Repeated until nothing joins any more.
/// </summary>
sealed class HouseholdLinkage(int persons, MateScorer scorer, int most)
{
    /// <summary>Even odds; an empty pair counts a little against. Nobody is asked for more under one roof: that is what is looked for.</summary>
    public static LinkRule Rule { get; } = new(Neutral: -1, UnderOneRoof: 0);

    readonly int[] _parent = [.. Enumerable.Range(0, persons)];
    readonly Dictionary<int, List<int>> _members = [];

    /// <param name="edges">Pairs above even odds.</param>
    /// <returns>The joins in their order; the household of each person.</returns>
    public (List<Join> Joins, int[] Roots) Of(List<Edge> edges)
    {
        edges.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Left != b.Left ? a.Left.CompareTo(b.Left) : a.Right.CompareTo(b.Right));
        var joins = new List<Join>();
        for (var before = -1; before < joins.Count;)
        {
            before = joins.Count;
            foreach (var edge in edges)
            {
                var (x, y) = (Root(edge.Left), Root(edge.Right));
                if (x != y && MembersOf(x).Count + MembersOf(y).Count <= most && Average(x, y) is var average && average >= Rule.Threshold)
                {
                    joins.Add(new Join(edge.Left, edge.Right, average, MembersOf(x).Count * MembersOf(y).Count));
                    Unite(Math.Min(x, y), Math.Max(x, y));
                }
            }
        }

        return (joins, [.. Enumerable.Range(0, persons).Select(Root)]);
    }

    double Average(int x, int y)
    {
        var sum = 0.0;
        foreach (var left in MembersOf(x))
        {
            foreach (var right in MembersOf(y))
            {
                sum += scorer.Count(Math.Min(left, right), Math.Max(left, right));
            }
        }

        return sum / (MembersOf(x).Count * MembersOf(y).Count);
    }

    List<int> MembersOf(int root) => _members.TryGetValue(root, out var members) ? members : _members[root] = [root];

    void Unite(int kept, int gone)
    {
        _parent[gone] = kept;
        MembersOf(kept).AddRange(MembersOf(gone));
        _members.Remove(gone);
    }

    int Root(int person)
    {
        while (_parent[person] != person)
        {
            person = _parent[person] = _parent[_parent[person]];
        }

        return person;
    }
}
