using MathNet.Numerics.LinearAlgebra;

namespace Throughline.Stats;

/// <summary>
/// The linear model behind the shares: standardised slopes, variance inflation, Johnson's relative weights.
/// </summary>
static class LinearFit
{
    /// <summary>
    /// An eigenvalue of the correlations below this means that a driver is an exact combination of others.
    /// </summary>
    const double SmallestEigenvalue = 1e-9;

    /// <summary>Part of a driver in such a combination from which on its own slope cannot be told.</summary>
    const double Involved = 1e-4;

    /// <summary>
    /// Everything at once, for the point values. A driver that is an exact combination of others has no slope and no
    /// inflation of its own: null. Relative weights exist for it all the same.
    /// </summary>
    public static LinearFitResult Of(Correlations correlations)
    {
        var p = correlations.Drivers;
        var eigen = Matrix<double>.Build.DenseOfRowMajor(p, p, correlations.Between).Evd(Symmetricity.Symmetric);
        var values = eigen.EigenValues.Select(v => v.Real).ToArray();
        var vectors = eigen.EigenVectors;
        var betas = new double?[p];
        var inflation = new double?[p];
        for (var i = 0; i < p; i++)
        {
            double beta = 0, inverse = 0;
            var free = true;
            for (var k = 0; k < p; k++)
            {
                if (values[k] < SmallestEigenvalue)
                {
                    free &= Math.Abs(vectors[i, k]) < Involved;
                    continue;
                }

                var projected = 0.0;
                for (var j = 0; j < p; j++)
                {
                    projected += vectors[j, k] * correlations.WithOutcome[j];
                }

                beta += vectors[i, k] * projected / values[k];
                inverse += vectors[i, k] * vectors[i, k] / values[k];
            }

            betas[i] = free ? beta : null;
            inflation[i] = free ? inverse : null;
        }

        return new LinearFitResult(betas, inflation, RelativeWeights(values, vectors, correlations.WithOutcome));
    }

    /// <summary>
    /// Johnson (2000): the outcome regressed on the nearest uncorrelated drivers, and shared back. Sums to R².
    /// </summary>
    public static double[] RelativeWeights(Correlations correlations)
    {
        var p = correlations.Drivers;
        var eigen = Matrix<double>.Build.DenseOfRowMajor(p, p, correlations.Between).Evd(Symmetricity.Symmetric);
        return RelativeWeights(eigen.EigenValues.Select(v => v.Real).ToArray(), eigen.EigenVectors, correlations.WithOutcome);
    }

    /// <summary>
    /// Standardised slopes by Cholesky, for one bootstrap draw; a driver without variance of its own gets 0.
    /// </summary>
    /// <param name="correlations">Correlations of the draw.</param>
    /// <param name="factor">Scratch of p x p.</param>
    /// <param name="slopes">Filled with p slopes.</param>
    public static void Solve(Correlations correlations, double[] factor, Span<double> slopes)
    {
        var p = correlations.Drivers;
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = correlations.Between[i * p + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= factor[i * p + k] * factor[j * p + k];
                }

                factor[i * p + j] = i == j
                    ? (sum > SubsetSweep.Singular ? Math.Sqrt(sum) : 0)
                    : factor[j * p + j] > 0 ? sum / factor[j * p + j] : 0;
            }

            var forward = correlations.WithOutcome[i];
            for (var k = 0; k < i; k++)
            {
                forward -= factor[i * p + k] * slopes[k];
            }

            slopes[i] = factor[i * p + i] > 0 ? forward / factor[i * p + i] : 0;
        }

        for (var i = p - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < p; k++)
            {
                slopes[i] -= factor[k * p + i] * slopes[k];
            }

            slopes[i] = factor[i * p + i] > 0 ? slopes[i] / factor[i * p + i] : 0;
        }
    }

    static double[] RelativeWeights(double[] values, Matrix<double> vectors, double[] withOutcome)
    {
        var p = values.Length;
        var root = new double[p * p]; // R^(1/2)
        var slopes = new double[p]; // R^(-1/2) r
        for (var k = 0; k < p; k++)
        {
            if (values[k] < SmallestEigenvalue)
            {
                continue;
            }

            var scale = Math.Sqrt(values[k]);
            var projected = 0.0;
            for (var j = 0; j < p; j++)
            {
                projected += vectors[j, k] * withOutcome[j];
            }

            for (var i = 0; i < p; i++)
            {
                slopes[i] += vectors[i, k] * projected / scale;
                for (var j = 0; j < p; j++)
                {
                    root[i * p + j] += vectors[i, k] * scale * vectors[j, k];
                }
            }
        }

        var weights = new double[p];
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < p; j++)
            {
                weights[i] += root[i * p + j] * root[i * p + j] * slopes[j] * slopes[j];
            }
        }

        return weights;
    }
}

/// <summary>
/// Per driver: standardised slope and variance inflation, null where the data cannot tell; relative weight.
/// </summary>
sealed record LinearFitResult(double?[] Betas, double?[] Inflation, double[] RelativeWeights);
