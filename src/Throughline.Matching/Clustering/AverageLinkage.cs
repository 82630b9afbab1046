using Throughline.Matching.Protection;

namespace Throughline.Matching.Clustering;

/// <summary>
/// Joins records by falling average weight over all pairs across two clusters, while that average is above a threshold. A pair that shared
/// no key is looked up when its clusters are about to be joined.
/// </summary>
sealed class AverageLinkage(int records, IPairEvidence pairs, LinkRule rule)
{
    /// <summary>The number of the cluster of each record, the joins that made them, and those that protection refused.</summary>
    /// <param name="edges">Pairs that bring clusters together.</param>
    /// <param name="together">Pairs that are one cluster whatever speaks against it.</param>
    public Linkage Of(IReadOnlyList<Edge> edges, IReadOnlyList<(int Left, int Right)>? together = null)
    {
        together ??= [];
        var parent = new int[records];
        for (var i = 0; i < parent.Length; i++)
        {
            parent[i] = i;
        }

        foreach (var edge in edges)
        {
            parent[Root(parent, edge.Left)] = Root(parent, edge.Right);
        }

        foreach (var (left, right) in together)
        {
            parent[Root(parent, left)] = Root(parent, right);
        }

        var parts = edges.GroupBy(edge => Root(parent, edge.Left)).Select(g => (Root: g.Key, Edges: g.ToList())).ToList();
        var said = together.ToLookup(pair => Root(parent, pair.Left));
        parts.AddRange(said.Select(g => g.Key).Except(parts.Select(part => part.Root)).Select(root => (root, new List<Edge>())));
        var joined = new List<Join>[parts.Count];
        var refused = new IReadOnlyList<RefusedJoin>[parts.Count];
        Parallel.For(0, parts.Count, i =>
        {
            var part = new LinkedPart(pairs, rule, parts[i].Edges, [.. said[parts[i].Root]]);
            (joined[i], refused[i]) = (part.Joins(), part.Refused);
        });
        for (var i = 0; i < parent.Length; i++)
        {
            parent[i] = i;
        }

        List<Join> joins = [.. joined.SelectMany(own => own)];
        foreach (var (left, right) in together.Concat(joins.Select(join => (join.Left, join.Right))))
        {
            var (x, y) = (Root(parent, left), Root(parent, right));
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
