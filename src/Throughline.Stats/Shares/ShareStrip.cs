namespace Throughline.Stats;

/// <summary>One thing whose share is compared between two sides that have no answer in common.</summary>
/// <param name="HitsA">Answers of the first side that have it.</param>
/// <param name="A">Answers of the first side that could have it.</param>
/// <param name="HitsB">The same of the second side.</param>
/// <param name="B">The same of the second side.</param>
public readonly record struct SharePair(long HitsA, long A, long HitsB, long B);

/// <summary>How one thing's shares compare. Shares run from 0 to 1.</summary>
/// <param name="A">Its share on the first side, at 95 %; null below the floor.</param>
/// <param name="B">Its share on the second side, at 95 %; null below the floor.</param>
/// <param name="Difference">First minus second, at <see cref="ComparedShares.Level"/>; null where it was not compared.</param>
/// <param name="Adjusted">The p value after Benjamini and Hochberg; null where it was not compared.</param>
public readonly record struct ComparedShare(Interval? A, Interval? B, Interval? Difference, double? Adjusted)
{
    /// <summary>Which way the first side differs; only where the interval excludes 0.</summary>
    public ChangeDirection Direction => Difference is not { } difference ? ChangeDirection.NotClear
        : difference.Low > 0 ? ChangeDirection.Rise : difference.High < 0 ? ChangeDirection.Fall : ChangeDirection.NotClear;
}

/// <summary>A strip of comparisons.</summary>
/// <param name="Lines">One for each thing, in the order given.</param>
/// <param name="Compared">How many of them were compared.</param>
/// <param name="Level">The level of every difference's interval.</param>
public sealed record ComparedShares(IReadOnlyList<ComparedShare> Lines, int Compared, double Level);

/// <summary>
/// Many things compared between the same two sides at once. Of the differences that are called clear, in the long run, at most 1 in 20 is
/// none (Benjamini and Hochberg 1995), and their intervals are drawn so wide that the same holds of them (Benjamini and Yekutieli 2005):
/// with R of m called clear, each at the level 1 - R · 0.05 / m. So a difference is called clear exactly when its interval excludes 0.
/// </summary>
public static class ShareStrip
{
    /// <summary>Fewest answers of a side, and fewest of both together that have a thing, for it to be compared.</summary>
    public const long Floor = 10;

    /// <summary>Compares.</summary>
    /// <param name="pairs">The things.</param>
    /// <param name="rate">Share of false ones among those called clear, in the long run.</param>
    /// <param name="floor">Fewest answers. It looks at both sides together, and so does not favour things that differ.</param>
    /// <exception cref="ArgumentOutOfRangeException">Hits lie outside 0 to n, or the rate outside 0 to 1.</exception>
    public static ComparedShares Of(IReadOnlyList<SharePair> pairs, double rate = 0.05, long floor = Floor)
    {
        Quantile.RequireLevel(1 - rate);
        int[] compared = [.. Enumerable.Range(0, pairs.Count).Where(i => IsEnough(pairs[i], floor))];
        double[] p = [.. compared.Select(i => Difference(pairs[i], 1 - rate).P)];
        var adjusted = Multiplicity.BenjaminiHochberg(p);
        var clear = Math.Max(1, adjusted.Count(one => one <= rate));
        var level = compared.Length == 0 ? 1 - rate : 1 - (clear * rate / compared.Length);
        var lines = new ComparedShare[pairs.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = new ComparedShare(Share(pairs[i].HitsA, pairs[i].A, floor), Share(pairs[i].HitsB, pairs[i].B, floor), null, null);
        }

        for (var i = 0; i < compared.Length; i++)
        {
            lines[compared[i]] = lines[compared[i]] with { Difference = Difference(pairs[compared[i]], level).Difference, Adjusted = adjusted[i] };
        }

        return new ComparedShares(lines, compared.Length, level);
    }

    static bool IsEnough(SharePair pair, long floor) => Math.Min(pair.A, pair.B) >= Math.Max(1, floor) && pair.HitsA + pair.HitsB >= floor;

    static Change Difference(SharePair pair, double level) => Differences.Share(pair.HitsB, pair.B, pair.HitsA, pair.A, level);

    static Interval? Share(long hits, long n, long floor) => n >= Math.Max(1, floor) ? Proportion.Wilson(hits, n) : null;
}
