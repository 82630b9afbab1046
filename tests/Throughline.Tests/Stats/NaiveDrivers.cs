namespace Throughline.Tests.Stats;

/// <summary>
/// The plain twin of the driver analysis, an oracle that shares no code with it: LMG by its definition, the rise of R²
/// averaged over all orders in which drivers can enter, each R² from its own least squares on the rows.
/// </summary>
static class NaiveDrivers
{
    public static double[] Lmg(double[][] drivers, double[] outcome)
    {
        var p = drivers.Length;
        var rise = new double[p];
        var orders = 0;
        foreach (var order in Orders(Enumerable.Range(0, p).ToArray(), 0))
        {
            orders++;
            var before = 0.0;
            for (var k = 0; k < p; k++)
            {
                var after = R2(order[..(k + 1)].Select(j => drivers[j]).ToArray(), outcome);
                rise[order[k]] += after - before;
                before = after;
            }
        }

        return rise.Select(x => x / orders).ToArray();
    }

    public static double R2(double[][] drivers, double[] outcome)
    {
        var slopes = Slopes(drivers, outcome);
        var mean = outcome.Average();
        double left = 0, all = 0;
        for (var row = 0; row < outcome.Length; row++)
        {
            var fitted = slopes[^1] + drivers.Select((column, j) => slopes[j] * column[row]).Sum();
            left += (outcome[row] - fitted) * (outcome[row] - fitted);
            all += (outcome[row] - mean) * (outcome[row] - mean);
        }

        return 1 - left / all;
    }

    /// <summary>
    /// Least squares with an intercept (last), by Gaussian elimination with pivoting on the normal equations.
    /// </summary>
    public static double[] Slopes(double[][] drivers, double[] outcome)
    {
        var columns = drivers.Append(Enumerable.Repeat(1.0, outcome.Length).ToArray()).ToArray();
        var size = columns.Length;
        var a = new double[size, size + 1];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                a[i, j] = columns[i].Zip(columns[j], (x, y) => x * y).Sum();
            }

            a[i, size] = columns[i].Zip(outcome, (x, y) => x * y).Sum();
        }

        for (var k = 0; k < size; k++)
        {
            var pivot = Enumerable.Range(k, size - k).MaxBy(i => Math.Abs(a[i, k]));
            for (var j = 0; j <= size; j++)
            {
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            }

            for (var i = 0; i < size; i++)
            {
                var factor = i == k ? 0 : a[i, k] / a[k, k];
                for (var j = k; j <= size; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        return Enumerable.Range(0, size).Select(i => a[i, size] / a[i, i]).ToArray();
    }

    static IEnumerable<int[]> Orders(int[] items, int fixedUpTo)
    {
        if (fixedUpTo == items.Length)
        {
            yield return (int[])items.Clone();
        }

        for (var i = fixedUpTo; i < items.Length; i++)
        {
            (items[fixedUpTo], items[i]) = (items[i], items[fixedUpTo]);
            foreach (var order in Orders(items, fixedUpTo + 1))
            {
                yield return order;
            }

            (items[fixedUpTo], items[i]) = (items[i], items[fixedUpTo]);
        }
    }
}
