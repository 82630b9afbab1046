namespace Throughline.Matching.Clustering;

/// <summary>
/// How likely two records are one customer, given all that a linkage found. A weight knows of the two records alone. Beside it speaks how many customers of one
/// and of two records there are: where most records have their partner, two that are left over for each other belong together rather than not. And where
/// customers with three records are rare, whoever else might be a record's partner speaks against each.
/// </summary>
sealed class PairChances
{
    const double Most = 40; // bits

    readonly int[] _clusters;
    readonly int[] _sizes; // by cluster
    readonly double[] _others; // of each record, the odds of all that it might belong with instead, as far as those are free
    readonly double[] _within; // by cluster, weight of the two that are all of it; else no number
    readonly double _exclusive;
    readonly double _leftOver;
    readonly double _shift;

    public PairChances(LinkRule rule, int[] clusters, IReadOnlyList<Edge> edges)
    {
        (_clusters, _sizes, _others) = (clusters, new int[clusters.Length], new double[clusters.Length]);
        foreach (var cluster in clusters)
        {
            _sizes[cluster]++;
        }

        double one = 1, two = 1, matches = 1; // one of each is supposed, so that few records say little
        foreach (var size in _sizes)
        {
            one += size == 1 ? 1 : 0;
            two += size == 2 ? 1 : 0;
            matches += size * (size - 1.0) / 2;
        }

        (_exclusive, _shift, _within) = (1 - rule.Further, rule.Shift, new double[clusters.Length]);
        Array.Fill(_within, double.NaN);
        _leftOver = Math.Log2(two / matches * Math.Pow(clusters.Length / one, 2));
        foreach (var edge in edges)
        {
            if (clusters[edge.Left] == clusters[edge.Right] && _sizes[clusters[edge.Left]] == 2)
            {
                _within[clusters[edge.Left]] = edge.Weight;
            }
        }

        foreach (var edge in edges)
        {
            if (clusters[edge.Left] != clusters[edge.Right])
            {
                _others[edge.Left] += Odds(edge.Weight) * Free(edge.Right);
                _others[edge.Right] += Odds(edge.Weight) * Free(edge.Left);
            }
        }
    }

    /// <summary>Probability of a join of two single records that nobody joined later; null for any other.</summary>
    public double? Of(Join join) =>
        join.Pairs == 1 && _within[_clusters[join.Left]] is var weight and not double.NaN
            ? Chance(weight + _leftOver, double.Exp2(_leftOver) * _exclusive * (_others[join.Left] + _others[join.Right]))
            : null;

    /// <summary>Probability that two records which were not joined are one customer.</summary>
    public double Of(Edge edge)
    {
        var alone = _sizes[_clusters[edge.Left]] == 1 && _sizes[_clusters[edge.Right]] == 1;
        return Chance(edge.Weight + (alone ? _leftOver : 0), 0) * Free(edge.Left) * Free(edge.Right);
    }

    /// <summary>How likely a record has no partner that it must be parted from first.</summary>
    double Free(int record) => 1 - (_within[_clusters[record]] is var weight and not double.NaN ? _exclusive * Chance(weight + _leftOver, 0) : 0);

    double Chance(double weight, double others) => 1 / (1 + (1 + others) / Odds(weight));

    double Odds(double weight) => double.Exp2(Math.Clamp(weight - _shift, -Most, Most));
}
