using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Throughline.Stats;

/// <summary>Quantiles and tail areas that the intervals share.</summary>
static class Quantile
{
    /// <summary>The two-sided normal quantile: 1.959963984540054 at 0.95.</summary>
    public static double Normal(double level)
    {
        RequireLevel(level);
        // Φ⁻¹((1 + level)/2), polished by one Newton step so that it is exact to the last digits.
        var z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.5 + level / 2);
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        return z + (SpecialFunctions.Erfc(z / Math.Sqrt(2)) - (1 - level)) / (2 * density);
    }

    /// <summary>The two-sided quantile of Student's t, for any positive number of degrees of freedom.</summary>
    public static double Student(double level, double freedom)
    {
        RequireLevel(level);
        var t = StudentT.InvCDF(0, 1, freedom, 0.5 + level / 2);
        for (var i = 0; i < 3; i++)
        {
            t += (TailOfStudent(t, freedom) - (1 - level)) / (2 * StudentT.PDF(0, 1, freedom, t));
        }

        return t;
    }

    /// <summary>Probability that |Z| is at least |z|, for a standard normal Z.</summary>
    public static double TailOfNormal(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>Probability that |T| is at least |t|.</summary>
    public static double TailOfStudent(double t, double freedom) =>
        SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + t * t));

    /// <summary>Probability that an F variable is at least f; the overall test of a regression.</summary>
    public static double TailOfFisher(double f, double numerator, double denominator) =>
        SpecialFunctions.BetaRegularized(denominator / 2, numerator / 2, denominator / (denominator + numerator * f));

    /// <summary>
    /// Linear interpolation between order statistics, position (n-1)q; <paramref name="sorted"/> ascending and not
    /// empty.
    /// </summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double q)
    {
        var position = (sorted.Length - 1) * q;
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /// <summary>
    /// The central interval of bootstrap draws around a point estimate (percentile method). Sorts
    /// <paramref name="draws"/>.
    /// </summary>
    public static Interval OfDraws(double value, double[] draws, double level, long n)
    {
        RequireLevel(level);
        Array.Sort(draws);
        var low = OfSorted(draws, (1 - level) / 2);
        var high = OfSorted(draws, (1 + level) / 2);
        return new Interval(value, Math.Min(low, value), Math.Max(high, value), n);
    }

    public static void RequireLevel(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1, both excluded.");
        }
    }
}
