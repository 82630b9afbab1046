namespace Throughline.Stats;

/// <summary>
/// Correlations of p drivers with each other and with the outcome, with the scales that turn standardised slopes back
/// into slopes. A working space that a bootstrap fills again and again; owns no rows.
/// </summary>
sealed class Correlations(int drivers)
{
    /// <summary>Below this share of its usual variance a column counts as constant.</summary>
    const double Nothing = 1e-12;

    public int Drivers { get; } = drivers;

    /// <summary>Symmetric p x p matrix, row after row.</summary>
    public double[] Between { get; } = new double[drivers * drivers];

    public double[] WithOutcome { get; } = new double[drivers];

    /// <summary>Standard deviations (divisor n): drivers, then the outcome. 0 for a constant column.</summary>
    public double[] Deviations { get; } = new double[drivers + 1];

    /// <summary>
    /// Fills the space from sums of chosen columns; the columns are indices into the moments, outcome last.
    /// </summary>
    /// <param name="sums">Sums of all columns of the table.</param>
    /// <param name="cross">Upper triangle of cross products of all columns of the table.</param>
    /// <param name="n">Rows behind the sums.</param>
    /// <param name="chosen">The columns to use, ascending, the outcome last.</param>
    /// <returns>False when the outcome does not vary: then nothing can be said.</returns>
    public bool Fill(ReadOnlySpan<double> sums, ReadOnlySpan<double> cross, double n, ReadOnlySpan<int> chosen)
    {
        var columns = sums.Length;
        for (var i = 0; i <= Drivers; i++)
        {
            var square = cross[At(chosen[i], chosen[i], columns)];
            var mean = sums[chosen[i]] / n;
            var variance = square / n - mean * mean;
            Deviations[i] = variance > Nothing * square / n ? Math.Sqrt(variance) : 0;
        }

        for (var i = 0; i < Drivers; i++)
        {
            var mean = sums[chosen[i]] / n;
            for (var j = i; j <= Drivers; j++)
            {
                var scale = Deviations[i] * Deviations[j];
                var r = scale > 0
                    ? (cross[At(chosen[i], chosen[j], columns)] / n - mean * sums[chosen[j]] / n) / scale
                    : 0;
                if (j == Drivers)
                {
                    WithOutcome[i] = r;
                }
                else
                {
                    Between[i * Drivers + j] = Between[j * Drivers + i] = i == j ? scale > 0 ? 1 : 0 : r;
                }
            }
        }

        return Deviations[Drivers] > 0;
    }

    static int At(int i, int j, int columns) => i * columns - i * (i - 1) / 2 + j - i;
}
