using Throughline.Matching.Clustering;
using Throughline.Matching.Protection;

namespace Throughline.Matching.Live;

/// <summary>
/// Groups some records anew: all pairs among them are weighed, and average linkage makes groups of them, as it does of a whole table. What was said
/// to be one customer is one from the start.
/// </summary>
sealed class Settlement
{
    /// <summary>Bits; pairs below do not bring groups together.</summary>
    public const float Linking = -3;

    readonly List<int> _records;
    readonly List<Edge> _edges = [];
    readonly List<(int Left, int Right)> _together;
    readonly Dictionary<int, int> _parent = [];
    readonly Dictionary<int, List<JoinedBy>> _because = [];

    /// <param name="pairs">What is known of any two records.</param>
    /// <param name="rule">When groups are joined.</param>
    /// <param name="records">The records, rising.</param>
    /// <param name="together">Pairs that stay together.</param>
    public Settlement(LivePairs pairs, LinkRule rule, List<int> records, List<(int Left, int Right)> together)
    {
        (_records, _together) = (records, together);
        for (var i = 0; i < records.Count; i++)
        {
            for (var j = i + 1; j < records.Count; j++)
            {
                var weight = pairs.Weight(records[i], records[j]);
                if (weight >= Linking && pairs.Said(records[i], records[j]) is null)
                {
                    _edges.Add(new Edge(records[i], records[j], weight));
                }
            }
        }

        foreach (var (left, right) in _together)
        {
            if (Root(left) != Root(right))
            {
                Join(left, right, pairs.Weight(left, right), pairs.By(left, right));
            }
        }

        var part = new LinkedPart(pairs, rule, _edges, _together);
        foreach (var join in part.Joins())
        {
            var (left, right) = Strongest(join);
            Join(left, right, join.Weight, pairs.By(left, right));
        }

        Refused = part.Refused;
    }

    /// <summary>Joins that the evidence was for and protection refused.</summary>
    public IReadOnlyList<RefusedJoin> Refused { get; }

    /// <summary>The groups and why they hang together, in the order of their first records.</summary>
    public IEnumerable<(List<int> Records, List<JoinedBy> Because)> Groups() =>
        _records.GroupBy(Root).Select(group => (group.ToList(), _because.GetValueOrDefault(group.Key) ?? []));

    /// <summary>Weighed pairs, in no order.</summary>
    public IReadOnlyList<Edge> Edges => _edges;

    void Join(int left, int right, double weight, string by)
    {
        var (a, b) = (Root(left), Root(right));
        _parent[b] = a;
        var because = _because.TryGetValue(a, out var known) ? known : _because[a] = [];
        because.Add(new JoinedBy(Math.Min(left, right), Math.Max(left, right), weight, by));
        if (_because.Remove(b, out var others))
        {
            because.AddRange(others);
        }
    }

    /// <summary>The strongest pair across two clusters that are joined.</summary>
    (int Left, int Right) Strongest(Join join)
    {
        var (a, b) = (Root(join.Left), Root(join.Right));
        if (join.Pairs == 1)
        {
            return (join.Left, join.Right);
        }

        var (best, pair) = (float.NegativeInfinity, (join.Left, join.Right));
        foreach (var edge in _edges)
        {
            if (edge.Weight > best && (Root(edge.Left), Root(edge.Right)) is var ends && (ends == (a, b) || ends == (b, a)))
            {
                (best, pair) = (edge.Weight, (edge.Left, edge.Right));
            }
        }

        return pair;
    }

    int Root(int record)
    {
        while (_parent.TryGetValue(record, out var up))
        {
            record = up;
        }

        return record;
    }
}
