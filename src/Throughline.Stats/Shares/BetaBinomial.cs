using MathNet.Numerics;

namespace Throughline.Stats;

/// <summary>How many of n have a property when the share itself differs from time to time by a beta distribution.</summary>
public static class BetaBinomial
{
    /// <summary>Counts above this are scaled down with their share: the answer is then a little too careful, and takes no time.</summary>
    const long MostCounted = 10_000;

    /// <summary>Chance of <paramref name="part"/> or more out of <paramref name="of"/>, 0 to 1.</summary>
    /// <param name="part">How many; 0 or less gives 1, more than <paramref name="of"/> gives 0.</param>
    /// <param name="of">Out of how many; 0 or more.</param>
    /// <param name="alpha">First parameter, above 0; the mean share is alpha / (alpha + beta).</param>
    /// <param name="beta">Second parameter, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0, or <paramref name="of"/> is below 0.</exception>
    /// <remarks>Skellam 1948. The first term by logarithms, the others by their ratio; the smaller tail is summed.</remarks>
    public static double AtLeast(long part, long of, double alpha, double beta)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(of);
        if (!(alpha > 0) || !(beta > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), $"Both parameters are above 0, not {alpha} and {beta}.");
        }

        if (part <= 0 || part > of)
        {
            return part <= 0 ? 1 : 0;
        }

        if (of > MostCounted)
        {
            part = Math.Max(1, (long)Math.Floor(part * ((double)MostCounted / of)));
            of = MostCounted;
        }

        return part > of * alpha / (alpha + beta) ? Sum(part, of, of, alpha, beta) : 1 - Sum(0, part - 1, of, alpha, beta);
    }

    static double Sum(long from, long to, long of, double alpha, double beta)
    {
        var term = Math.Exp(Term(from, of, alpha, beta));
        var sum = 0.0;
        for (var k = from; k <= to; k++)
        {
            sum += term;
            term *= (of - k) / (k + 1.0) * ((alpha + k) / (of - k - 1 + beta));
        }

        return Math.Clamp(sum, 0, 1);
    }

    static double Term(long k, long of, double alpha, double beta) =>
        SpecialFunctions.GammaLn(of + 1) - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(of - k + 1)
        + SpecialFunctions.GammaLn(k + alpha) + SpecialFunctions.GammaLn(of - k + beta) - SpecialFunctions.GammaLn(of + alpha + beta)
        + SpecialFunctions.GammaLn(alpha + beta) - SpecialFunctions.GammaLn(alpha) - SpecialFunctions.GammaLn(beta);
}
