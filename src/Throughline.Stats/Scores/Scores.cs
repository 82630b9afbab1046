namespace Throughline.Stats;

/// <summary>
/// The scores that pages show, with a floor: below <c>minimum</c> answers there is no number. Null is that answer; it
/// is never 0. Negative counts are bugs and throw.
/// </summary>
public static class Scores
{
    /// <summary>Answers below which pages hide a score.</summary>
    public const long Floor = 10;

    /// <summary>
    /// Net Promoter Score in points, -100 to 100, with the MOVER-Wilson interval. Null below
    /// <paramref name="minimum"/> answers.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A count or the minimum is negative.</exception>
    public static Interval? Nps(long promoters, long passives, long detractors, long minimum = Floor, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(promoters);
        ArgumentOutOfRangeException.ThrowIfNegative(passives);
        ArgumentOutOfRangeException.ThrowIfNegative(detractors);
        return Enough(promoters + passives + detractors, minimum)
            ? NpsIntervals.MoverWilson(new NpsCounts(promoters, passives, detractors), level)
            : null;
    }

    /// <summary>
    /// Share of answers in the top box, 0 to 1, with Wilson's interval. Null below <paramref name="minimum"/>
    /// answers.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Hits lie outside 0 to n, or n or the minimum is
    /// negative.</exception>
    public static Interval? TopBox(long hits, long n, long minimum = Floor, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, n);
        return Enough(n, minimum) ? Proportion.Wilson(hits, n, level) : null;
    }

    /// <summary>
    /// Mean of a rating in scale steps, with the t interval. Null below <paramref name="minimum"/> answers, and where
    /// the answers cannot say how far they spread (see <see cref="Means.Student"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">n or the minimum is negative, or a sum is not finite.</exception>
    public static Interval? Mean(
        long n, double sum, double sumOfSquares, long minimum = Floor, double level = 0.95, (double Low, double High)? scale = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return Enough(n, minimum) ? Means.Student(Sample.FromSums(n, sum, sumOfSquares), level, scale) : null;
    }

    static bool Enough(long n, long minimum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        return n > 0 && n >= minimum;
    }
}
