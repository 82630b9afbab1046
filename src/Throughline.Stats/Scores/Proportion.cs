namespace Throughline.Stats;

/// <summary>
/// A share of answers (CSAT top box, yes of yes/no) with the interval of Wilson (1927). Shares run from 0 to 1.
/// </summary>
public static class Proportion
{
    /// <summary>
    /// Share of <paramref name="hits"/> among <paramref name="n"/> answers. At 0 or at all hits the interval still has
    /// a width: nothing seen is not nothing there.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">n is 0 or negative, or hits lie outside 0 to n.</exception>
    public static Interval Wilson(long hits, long n, double level = 0.95)
    {
        Require(hits, n);
        var share = (double)hits / n;
        var (low, high) = WilsonLimits(share, n, Quantile.Normal(level));
        return new Interval(share, low, high, n);
    }

    /// <summary>
    /// Limits for a share of a sample that counts for <paramref name="n"/> answers (not always a whole number).
    /// </summary>
    internal static (double Low, double High) WilsonLimits(double share, double n, double z)
    {
        var z2 = z * z;
        var centre = (share + z2 / (2 * n)) / (1 + z2 / n);
        var half = z * Math.Sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n);
        // The formula gives the ends exactly up to rounding; say them exactly.
        return (share <= 0 ? 0 : Math.Max(0, centre - half), share >= 1 ? 1 : Math.Min(1, centre + half));
    }

    internal static void Require(long hits, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, n);
    }
}
