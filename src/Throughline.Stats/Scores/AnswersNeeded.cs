namespace Throughline.Stats;

/// <summary>
/// How many answers make an interval as narrow as one wishes (simple random sample, normal approximation).
/// </summary>
public static class AnswersNeeded
{
    /// <summary>Variance of one NPS answer (scored +1, 0, -1) to plan with when nothing is known yet.</summary>
    public const double TypicalNpsVariance = 0.70;

    /// <summary>
    /// Answers for a Net Promoter Score of +- <paramref name="halfWidthInPoints"/> (above 0, up to 100): 1,076 for +-5
    /// at variance 0.70.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The half width is not above 0, or the variance
    /// negative.</exception>
    public static long ForNps(double halfWidthInPoints, double variance = TypicalNpsVariance, double level = 0.95) =>
        For(halfWidthInPoints / 100, variance, level);

    /// <summary>
    /// Answers for any mean or share whose single answer has <paramref name="variance"/>, in the square of the unit of
    /// <paramref name="halfWidth"/>. Rounded up; at least 2. For a share take share (1 - share), at most 0.25.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The half width is not above 0, or the variance
    /// negative.</exception>
    public static long For(double halfWidth, double variance, double level = 0.95) =>
        Math.Max(2, (long)Math.Ceiling(Unrounded(halfWidth, variance, level)));

    internal static double Unrounded(double halfWidth, double variance, double level)
    {
        if (!(halfWidth > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(halfWidth), halfWidth, "A half width above 0 is needed.");
        }

        if (!(variance >= 0 && double.IsFinite(variance)))
        {
            throw new ArgumentOutOfRangeException(nameof(variance), variance, "A variance of 0 or more is needed.");
        }

        var z = Quantile.Normal(level) / halfWidth;
        return z * z * variance;
    }
}
