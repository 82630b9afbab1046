using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Clustering;

/// <summary>
/// Joins records by falling average weight over all pairs across two clusters, while that average is above a threshold. A pair that shared
/// no key is looked up when its clusters are about to be joined.
/// </summary>
sealed class AverageLinkage(RecordTable table, PairScorer scorer, LinkRule rule, JoinGuard guard)
{
    /// <summary>The number of the cluster of each record, the joins that made them, and those that protection refused.</summary>
    public Linkage Of(IReadOnlyList<Edge> edges)
    {
        var parent = new int[table.Count];
        for (var i = 0; i < parent.Length; i++)
        {
            parent[i] = i;
        }

        foreach (var edge in edges)
        {
            parent[Root(parent, edge.Left)] = Root(parent, edge.Right);
        }

        var parts = edges.GroupBy(edge => Root(parent, edge.Left)).Select(g => g.ToList()).ToArray();
        var joined = new List<Join>[parts.Length];
        var refused = new IReadOnlyList<RefusedJoin>[parts.Length];
        Parallel.For(0, parts.Length, i =>
        {
            var part = new LinkedPart(table, scorer, rule, guard, parts[i]);
            (joined[i], refused[i]) = (part.Joins(), part.Refused);
        });
        for (var i = 0; i < parent.Length; i++)
        {
            parent[i] = i;
        }

        List<Join> joins = [.. joined.SelectMany(own => own)];
        foreach (var join in joins)
        {
            var (x, y) = (Root(parent, join.Left), Root(parent, join.Right));
            parent[Math.Max(x, y)] = Math.Min(x, y);
        }

        return new Linkage([.. Enumerable.Range(0, parent.Length).Select(i => Root(parent, i))], joins, [.. refused.SelectMany(own => own)]);
    }

    static int Root(int[] parent, int node)
    {
        while (parent[node] != node)
        {
            node = parent[node] = parent[parent[node]];
        }

        return node;
    }
}

/// <summary>Records in clusters.</summary>
/// <param name="Clusters">The number of the cluster of each record.</param>
/// <param name="Joins">How they came about, in order.</param>
/// <param name="Refused">What protection kept apart.</param>
sealed record Linkage(int[] Clusters, IReadOnlyList<Join> Joins, IReadOnlyList<RefusedJoin> Refused);
