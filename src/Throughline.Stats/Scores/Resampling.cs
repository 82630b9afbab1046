namespace Throughline.Stats;

/// <summary>A statistic of answers given as a histogram: counts in the order of the values.</summary>
public delegate double HistogramStatistic(ReadOnlySpan<double> values, ReadOnlySpan<long> counts);

/// <summary>
/// Bootstrap intervals from how often each value was given: the same as redrawing the answers one by one, at a cost that
/// hardly grows with their number. Seeded: the same input gives the same interval.
/// </summary>
public static class Resampling
{
    /// <summary>Draws unless asked otherwise; the limits then move by about 2 % of the width between seeds.</summary>
    public const int Draws = 2_000;

    /// <summary>
    /// The mean in scale steps. A histogram of one value gives a point, not certainty: ask <see cref="Means"/>
    /// instead.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No answer, a negative count, or fewer than 100 draws.</exception>
    public static Interval Mean(
        ReadOnlySpan<double> values, ReadOnlySpan<long> counts, ulong seed = 1, int draws = Draws, double level = 0.95) =>
        Statistic(values, counts, MeanOf, seed, draws, level);

    /// <summary>Any statistic of the histogram (a median, a share, a ratio), by the percentile method.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No answer, a negative count, or fewer than 100 draws.</exception>
    public static Interval Statistic(
        ReadOnlySpan<double> values, ReadOnlySpan<long> counts, HistogramStatistic statistic, ulong seed = 1, int draws = Draws, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 100);
        var n = CountAll(values, counts);
        var drawn = new double[draws];
        var redrawn = new long[counts.Length];
        for (var i = 0; i < draws; i++)
        {
            new Dice(seed, (ulong)i).Multinomial(n, counts, redrawn);
            drawn[i] = statistic(values, redrawn);
        }

        return Quantile.OfDraws(statistic(values, counts), drawn, level, n);
    }

    internal static long CountAll(ReadOnlySpan<double> values, ReadOnlySpan<long> counts)
    {
        if (values.Length != counts.Length)
        {
            throw new ArgumentException($"{values.Length} values but {counts.Length} counts.", nameof(counts));
        }

        long n = 0;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            n += count;
        }

        ArgumentOutOfRangeException.ThrowIfZero(n, nameof(counts));
        return n;
    }

    static double MeanOf(ReadOnlySpan<double> values, ReadOnlySpan<long> counts)
    {
        double sum = 0;
        long n = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += counts[i] * values[i];
            n += counts[i];
        }

        return sum / n;
    }
}
