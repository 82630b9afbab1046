namespace Throughline.Stats;

/// <summary>
/// Four intervals for a Net Promoter Score, all in points (-100 to 100). <see cref="MoverWilson"/> is the one to show;
/// the others are kept to compare with. docs/methods/nps.md tells them apart.
/// </summary>
public static class NpsIntervals
{
    /// <summary>
    /// The textbook interval. Never show it: at 100 % promoters it shrinks to a point, and with few answers it covers
    /// as little as 64 % instead of 95 %. Can leave the scale.
    /// </summary>
    public static Interval Wald(NpsCounts counts, double level = 0.95) =>
        Around(counts, counts.Score, counts.Variance, counts.N, Quantile.Normal(level));

    /// <summary>
    /// Wald after adding 3/4 promoters, 3/2 passives and 3/4 detractors (Rocks 2016, arXiv 1601.07235). Can leave
    /// the scale.
    /// </summary>
    public static Interval AdjustedWald(NpsCounts counts, double level = 0.95)
    {
        var n = counts.N + 3.0;
        var promoters = (counts.Promoters + 0.75) / n;
        var detractors = (counts.Detractors + 0.75) / n;
        var score = promoters - detractors;
        return Around(counts, score, promoters + detractors - score * score, n, Quantile.Normal(level));
    }

    /// <summary>
    /// Score interval of Tango 1998 for a difference of paired shares. Stays inside the scale; found by bisection
    /// to 1e-12.
    /// </summary>
    public static Interval Score(NpsCounts counts, double level = 0.95)
    {
        var z = Quantile.Normal(level);
        return new Interval(counts.Points, 100 * TangoScore.Lower(counts, z), 100 * TangoScore.Upper(counts, z), counts.N);
    }

    /// <summary>
    /// Two Wilson intervals, for promoters and detractors, joined by the method of variance estimates recovery with
    /// their correlation (Zou and Donner 2008). Closed form, stays inside the scale, covers 94 to 96.5 % from 10 answers on.
    /// </summary>
    public static Interval MoverWilson(NpsCounts counts, double level = 0.95)
    {
        var (low, high) = MoverWilsonLimits(counts, Quantile.Normal(level));
        return new Interval(counts.Points, 100 * low, 100 * high, counts.N);
    }

    /// <summary>Limits of the score as a difference of shares, -1 to 1, at a given normal quantile.</summary>
    internal static (double Low, double High) MoverWilsonLimits(NpsCounts counts, double z)
    {
        double p = counts.PromoterShare, d = counts.DetractorShare;
        var (lowP, highP) = Proportion.WilsonLimits(p, counts.N, z);
        var (lowD, highD) = Proportion.WilsonLimits(d, counts.N, z);
        // Shares of one multinomial are negatively correlated; at the ends of the scale there is nothing to correlate.
        var rho = p < 1 && d < 1 ? -Math.Sqrt(p * d / ((1 - p) * (1 - d))) : 0;
        var score = counts.Score;
        return (
            Math.Max(-1, score - Join(p - lowP, highD - d, rho)),
            Math.Min(1, score + Join(highP - p, d - lowD, rho)));
    }

    static double Join(double a, double b, double rho) => Math.Sqrt(Math.Max(0, a * a - 2 * rho * a * b + b * b));

    static Interval Around(NpsCounts counts, double centre, double variance, double n, double z)
    {
        var half = z * Math.Sqrt(Math.Max(0, variance) / n);
        return new Interval(counts.Points, 100 * (centre - half), 100 * (centre + half), counts.N);
    }
}
