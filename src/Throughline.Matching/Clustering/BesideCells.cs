using Throughline.Matching.Protection;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Clustering;

/// <summary>What is known of the records of a table beside their cells.</summary>
/// <param name="Pairs">Pairs to weigh though no key may bring them together: they share an identifier.</param>
/// <param name="Together">Pairs that are one customer whatever speaks against it.</param>
/// <param name="Evidence">What is known of any two records, given what their cells say.</param>
sealed record BesideCells(IReadOnlyList<(int Left, int Right)> Pairs, IReadOnlyList<(int Left, int Right)> Together, Func<PairScorer, JoinGuard, IPairEvidence> Evidence)
{
    /// <summary>Bits by which weights overstate, told from verdicts.</summary>
    public Func<IPairEvidence, double> Shift { get; init; } = _ => 0;

    /// <summary>Edges with those of the pairs, all weighed by the whole evidence; without those that were said to be two.</summary>
    public List<Edge> Added(List<Edge> edges, IPairEvidence evidence, float least)
    {
        var pairs = Pairs.Select(pair => (Left: Math.Min(pair.Left, pair.Right), Right: Math.Max(pair.Left, pair.Right))).ToHashSet();
        var known = edges.Where(edge => evidence.Said(edge.Left, edge.Right) is null && !pairs.Contains((edge.Left, edge.Right)));
        var more = pairs.Where(pair => evidence.Said(pair.Left, pair.Right) is null).Order()
            .Select(pair => new Edge(pair.Left, pair.Right, evidence.Weight(pair.Left, pair.Right)))
            .Where(edge => edge.Weight >= least);
        return [.. known, .. more];
    }
}
