namespace Throughline.Matching.Clustering;

/// <summary>What holds two clusters together and what keeps them apart.</summary>
/// <param name="Threshold">Least average weight of a join, in bits.</param>
/// <param name="Most">Weight beyond which a pair counts no more.</param>
/// <param name="Neutral">What a pair counts that has nothing to compare.</param>
/// <param name="Least">Weight below which a pair counts no less.</param>
/// <param name="UnderOneRoof">Bits asked beyond the threshold of two under one roof who share nothing of their own, where a file has as many of them as of matches; fewer where there are fewer.</param>
sealed record LinkRule(double Threshold = 0, double Most = 12, double Neutral = -3, double Least = -12, double UnderOneRoof = 5)
{
    /// <summary>Bits by which weights overstate, told from verdicts; 0 where nobody said anything.</summary>
    public double Shift { get; init; }

    /// <summary>
    /// How much likelier than a first further record of a customer a second one is, at most 1: a file that is two lists without repeats has
    /// customers with two records, and hardly any with three.
    /// </summary>
    public double Further { get; init; } = 1;

    /// <summary>
    /// Bits that speak against joining clusters of these sizes, 0 or below, beside what speaks against joining single records. From the
    /// number of customers that a file has of each size: one fewer of either size, one more of the sum, times the ways to part it.
    /// </summary>
    public double Bits(int left, int right)
    {
        var (less, more) = (Math.Min(left, right), Math.Max(left, right));
        if (Further >= 1 || more == 1)
        {
            return 0;
        }

        double ways = 1;
        for (var i = 1; i <= less; i++)
        {
            ways = ways * (more + i) / i;
        }

        return Math.Min(0, Math.Log2(ways / 2) + (less == 1 ? 1 : 2) * Math.Log2(Further));
    }

    /// <summary>
    /// What a linkage says of <see cref="Further"/>: of the customers with one record how many have two, and of those how many have more. One
    /// that may be a mistake counts by the probability of the joins that made it.
    /// </summary>
    public double FurtherOf(IReadOnlyList<Join> joins, IEnumerable<int> sizes)
    {
        double one = 0, two = 0, beyond = 0;
        foreach (var size in sizes)
        {
            one += size == 1 ? 1 : 0;
            two += size > 1 ? 1 : 0; // or more
            beyond += size > 2 ? 1 : 0;
        }

        if (beyond == 0)
        {
            return 1; // nothing to judge
        }

        var sure = Math.Max(LeastBeyond, beyond * joins.Where(join => join.Pairs > 1).Average(join => join.Probability(this)));
        return two <= sure ? 1 : Math.Min(1, sure / two * one / (two - sure));
    }

    const double LeastBeyond = 0.1; // customers

    /// <summary>What a pair of weight <paramref name="weight"/> counts towards a join, given the weight of a pair without evidence.</summary>
    public double Count(double weight, double prior)
    {
        var evidence = weight - prior;
        return weight >= Neutral ? Math.Min(weight, Most) : evidence >= 0 ? Neutral : Math.Max(Neutral + evidence, Least);
    }
}
