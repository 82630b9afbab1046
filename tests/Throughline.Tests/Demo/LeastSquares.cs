namespace Throughline.Tests.Demo;

/// <summary>Ordinary least squares by the normal equations: a plain twin, on purpose not the product's own.</summary>
static class LeastSquares
{
    /// <summary>Coefficients of the columns; the intercept is fitted and left out.</summary>
    public static double[] Fit(IReadOnlyList<(double[] X, double Y)> rows)
    {
        var size = rows[0].X.Length + 1;
        var system = new double[size, size + 1];
        foreach (var (x, y) in rows)
        {
            double[] row = [1, .. x, y];
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j <= size; j++)
                {
                    system[i, j] += row[i] * row[j];
                }
            }
        }

        return Solve(system, size)[1..];
    }

    // Gauss and Jordan; the moments of real answers are positive definite, so that no pivot is needed.
    static double[] Solve(double[,] system, int size)
    {
        for (var pivot = 0; pivot < size; pivot++)
        {
            for (var row = 0; row < size; row++)
            {
                var factor = row == pivot ? 0 : system[row, pivot] / system[pivot, pivot];
                for (var column = pivot; column <= size; column++)
                {
                    system[row, column] -= factor * system[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => system[i, size] / system[i, i])];
    }
}
