namespace Throughline.Stats;

/// <summary>
/// Dominance (Budescu 1993): in what share of all settings of the other drivers does one add more than another? 1 means
/// it always does, a ranking that no average can blur.
/// </summary>
static class Dominance
{
    /// <param name="subsets">R² of every subset by its bits.</param>
    /// <param name="drivers">Number of drivers.</param>
    /// <returns>Row i, column j: share of the subsets without i and j to which i adds strictly more than j.</returns>
    public static double[][] Of(double[] subsets, int drivers)
    {
        var shares = Enumerable.Range(0, drivers).Select(_ => new double[drivers]).ToArray();
        for (var i = 0; i < drivers; i++)
        {
            for (var j = i + 1; j < drivers; j++)
            {
                (shares[i][j], shares[j][i]) = Compare(subsets, 1 << i, 1 << j);
            }
        }

        return shares;
    }

    static (double First, double Second) Compare(double[] subsets, int first, int second)
    {
        int more = 0, less = 0, all = 0;
        for (var mask = 0; mask < subsets.Length; mask++)
        {
            if ((mask & (first | second)) == 0)
            {
                var difference = subsets[mask | first] - subsets[mask | second];
                more += difference > 0 ? 1 : 0;
                less += difference < 0 ? 1 : 0;
                all++;
            }
        }

        return ((double)more / all, (double)less / all);
    }
}
