namespace Throughline.Matching.Households;

/// <summary>
/// Fellegi-Sunter with two kinds of pairs of persons: those who live together and those who do not. Fitted without labels on counts of
/// patterns: m by expectation maximisation with Dirichlet priors, u as what is left of all pairs when those who live together are taken out.
/// </summary>
sealed class MateFit
{
    const int Rounds = 100;
    const double Settled = 1e-6; // change of the share in a round
    const double PriorPairs = 20;
    const double MatesExpected = 0.2; // pairs per person at the start
    const double MostMates = 3; // pairs per person

    readonly double[][] _bits; // log2 m / u by comparison and level

    MateFit(double share, double[][] bits) => (Share, _bits) = (share, bits);

    /// <summary>Share of all pairs that live together.</summary>
    public double Share { get; }

    /// <summary>log2 of the odds before anything is compared.</summary>
    public double Prior => Math.Log2(Share / (1 - Share));

    public double Bits(int comparison, int level) => _bits[comparison][level];

    /// <param name="comparisons">What is compared.</param>
    /// <param name="patterns">Levels of the candidates, four bits and more each, with how many pairs have them.</param>
    /// <param name="persons">Number of persons.</param>
    public static MateFit Of(MateComparison[] comparisons, IReadOnlyList<(byte[] Levels, long Count)> patterns, int persons)
    {
        var possible = Math.Max(1, persons * (persons - 1.0) / 2);
        var all = comparisons.Select((comparison, i) => comparison.AllPairs(Met(comparison, i, patterns))).ToArray();
        var bounds = comparisons.Select((comparison, i) => comparison.ByChance(all[i])).ToArray();
        var m = comparisons.Select(comparison => comparison.Prior).ToArray();
        var mates = comparisons.Select(comparison => new double[comparison.Levels]).ToArray();
        var u = all.Select((counts, i) => Chance(counts, mates[i], bounds[i])).ToArray();
        var share = Math.Min(0.1, MatesExpected * persons / possible);
        for (var round = 0; round < Rounds; round++)
        {
            mates = [.. comparisons.Select(comparison => new double[comparison.Levels])];
            var expected = 0.0;
            foreach (var (levels, count) in patterns)
            {
                var odds = share / (1 - share);
                for (var i = 0; i < levels.Length; i++)
                {
                    odds *= levels[i] == MateComparison.Missing ? 1 : m[i][levels[i]] / u[i][levels[i]];
                }

                var mate = count * (odds / (1 + odds));
                expected += mate;
                for (var i = 0; i < levels.Length; i++)
                {
                    mates[i][levels[i]] += mate;
                }
            }

            u = [.. all.Select((counts, i) => Chance(counts, mates[i], bounds[i]))];
            m = [.. comparisons.Select((comparison, i) => Learnt(comparison, mates[i]))];
            var next = Math.Clamp(expected, 0.01, MostMates * persons) / possible;
            next = Math.Min(next, 0.1);
            var change = Math.Abs(next / share - 1);
            share = next;
            if (change < Settled)
            {
                break;
            }
        }

        return new MateFit(share, [.. m.Select((levels, i) => levels.Select((p, l) => l == MateComparison.Missing ? 0 : Math.Log2(p / u[i][l])).ToArray())]);
    }

    static long[] Met(MateComparison comparison, int place, IReadOnlyList<(byte[] Levels, long Count)> patterns)
    {
        var met = new long[comparison.Levels];
        foreach (var (levels, count) in patterns)
        {
            met[levels[place]] += count;
        }

        return met;
    }

    static double[] Chance(double[] all, double[] mates, (double Least, double Most)[] bounds) =>
        Normal([.. all.Select((n, l) => l == MateComparison.Missing ? 0 : Math.Clamp(n - mates[l], bounds[l].Least * n, bounds[l].Most * n) + 0.5)]);

    static double[] Learnt(MateComparison comparison, double[] mates)
    {
        var learnt = Normal([.. comparison.Prior.Select((p, l) => l == MateComparison.Missing ? 0 : mates[l] + PriorPairs * p)]);
        var (upTo, most) = comparison.Apart;
        var over = learnt.AsSpan(MateComparison.Different, upTo).ToArray().Sum();
        for (var l = 1; over > most && l < learnt.Length; l++)
        {
            learnt[l] *= l <= upTo ? most / over : (1 - most) / (1 - over);
        }

        return learnt;
    }

    static double[] Normal(double[] parts)
    {
        var sum = parts.Sum();
        return [.. parts.Select(part => part / sum)];
    }
}
