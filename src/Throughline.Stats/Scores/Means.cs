namespace Throughline.Stats;

/// <summary>The mean of a rating (CES, CSAT mean) with Student's t interval, in scale steps.</summary>
public static class Means
{
    /// <summary>
    /// Null when the answers cannot say how far they spread: fewer than two, or all equal on a scale whose ends are
    /// not given. With the ends given, limits are cut at them, and equal answers get the interval that Wilson's upper
    /// limit for "another answer" allows, so that ten equal answers are not a certainty.
    /// </summary>
    public static Interval? Student(Sample sample, double level = 0.95, (double Low, double High)? scale = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sample.N);
        if (sample.N > 1 && sample.Variance > 0)
        {
            var half = Quantile.Student(level, sample.N - 1) * Math.Sqrt(sample.Variance / sample.N);
            var (low, high) = scale ?? (double.NegativeInfinity, double.PositiveInfinity);
            return new Interval(
                sample.Mean,
                Math.Min(sample.Mean, Math.Max(low, sample.Mean - half)),
                Math.Max(sample.Mean, Math.Min(high, sample.Mean + half)),
                sample.N);
        }

        return scale is { } ends && sample.N > 1 ? AllEqual(sample, Quantile.Normal(level), ends) : null;
    }

    static Interval AllEqual(Sample sample, double z, (double Low, double High) scale)
    {
        var (_, others) = Proportion.WilsonLimits(0, sample.N, z);
        return new Interval(
            sample.Mean,
            sample.Mean - others * Math.Max(0, sample.Mean - scale.Low),
            sample.Mean + others * Math.Max(0, scale.High - sample.Mean),
            sample.N);
    }
}
