namespace Throughline.Stats;

/// <summary>How alike drivers are: halo over all of them, and who leads among a few.</summary>
public static class DriverKinship
{
    /// <summary>Correlation of two columns of the moments, -1 to 1; null when one of them does not vary.</summary>
    public static double? Correlation(Moments moments, int first, int second)
    {
        ArgumentNullException.ThrowIfNull(moments);
        return moments.N == 0 ? null : Between(moments)(first, second);
    }

    /// <summary>
    /// The mean correlation over all pairs of drivers, and the strongest pair. A high mean is a halo: one impression
    /// colours all answers, and every order of importance among them is fragile. Null with fewer than two drivers that vary.
    /// </summary>
    /// <param name="moments">Drivers, then the outcome.</param>
    public static Halo? HaloOf(Moments moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        if (moments.N == 0)
        {
            return null;
        }

        var between = Between(moments);
        var (sum, pairs) = (0.0, 0);
        Halo? strongest = null;
        for (var i = 0; i < moments.Columns - 1; i++)
        {
            for (var j = i + 1; j < moments.Columns - 1; j++)
            {
                if (between(i, j) is not { } r)
                {
                    continue;
                }

                (sum, pairs) = (sum + r, pairs + 1);
                if (strongest is null || Math.Abs(r) > Math.Abs(strongest.Value.Strongest))
                {
                    strongest = new Halo(0, r, i, j);
                }
            }
        }

        return strongest is { } halo ? halo with { Mean = sum / pairs } : null;
    }

    /// <summary>Share of the draws in which each of some drivers has the highest importance among them; sums to 1.</summary>
    /// <exception cref="ArgumentException">No such driver, or none at all.</exception>
    public static IReadOnlyList<double> FirstShares(DriverRanking ranking, IReadOnlyList<string> among)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentNullException.ThrowIfNull(among);
        if (among.Count == 0)
        {
            throw new ArgumentException("There is no driver to compare.", nameof(among));
        }

        int[] columns = [.. among.Select(ranking.IndexOf)];
        var first = new int[columns.Length];
        for (var draw = 0; draw < ranking.Draws.Count; draw++)
        {
            var shares = ranking.Draws.Shares(draw);
            var best = 0;
            for (var i = 1; i < columns.Length; i++)
            {
                best = shares[columns[i]] > shares[columns[best]] ? i : best;
            }

            first[best]++;
        }

        return [.. first.Select(count => (double)count / Math.Max(1, ranking.Draws.Count))];
    }

    static Func<int, int, double?> Between(Moments moments)
    {
        var columns = moments.Columns;
        var sums = new double[columns];
        var cross = new double[columns * (columns + 1) / 2];
        moments.AddTo(sums, cross, 1);
        var correlations = new Correlations(columns - 1);
        correlations.Fill(sums, cross, moments.N, [.. Enumerable.Range(0, columns)]);
        return (i, j) =>
        {
            if (!(correlations.Deviations[i] > 0 && correlations.Deviations[j] > 0))
            {
                return null;
            }

            var (low, high) = i < j ? (i, j) : (j, i);
            return low == high ? 1 : high == columns - 1 ? correlations.WithOutcome[low] : correlations.Between[low * (columns - 1) + high];
        };
    }
}

/// <summary>How strongly drivers move together.</summary>
/// <param name="Mean">Mean correlation of all pairs, -1 to 1.</param>
/// <param name="Strongest">Correlation of the strongest pair, -1 to 1.</param>
/// <param name="First">Column of one of that pair.</param>
/// <param name="Second">Column of the other.</param>
public readonly record struct Halo(double Mean, double Strongest, int First, int Second)
{
    /// <summary>Mean correlation from which on an order of importance is called hard to tell.</summary>
    public const double High = 0.5;

    /// <summary>True when the mean is high.</summary>
    public bool IsHigh => Mean >= High;
}
