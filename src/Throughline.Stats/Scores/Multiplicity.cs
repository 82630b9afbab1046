namespace Throughline.Stats;

/// <summary>
/// Many comparisons on one page: with twenty touchpoints compared at 95 %, one alarms by chance alone. These hold the
/// false alarms of the whole strip.
/// </summary>
public static class Multiplicity
{
    /// <summary>
    /// The level for each of <paramref name="count"/> intervals so that all of them together hold with probability
    /// <paramref name="level"/> (Šidák 1967): 0.95 over 20 comparisons is 0.99744 each. Draw the intervals at this
    /// level and "clear" on a strip means at most 1 false alarm in 20 strips.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Count is below 1, or level outside 0 to 1.</exception>
    public static double EachLevel(int count, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Quantile.RequireLevel(level);
        return Math.Pow(level, 1.0 / count);
    }

    /// <summary>
    /// Benjamini and Hochberg (1995), adjusted p values in the order given: mark those at most 0.05 and of all that are
    /// marked, in the long run, at most 1 in 20 is false. Also at most 1 strip in 20 has any mark when nothing changed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A p value lies outside 0 to 1.</exception>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p)
    {
        var order = Ascending(p);
        var adjusted = new double[p.Length];
        var least = 1.0;
        for (var rank = p.Length; rank >= 1; rank--)
        {
            least = Math.Min(least, p[order[rank - 1]] * p.Length / rank);
            adjusted[order[rank - 1]] = least;
        }

        return adjusted;
    }

    /// <summary>
    /// Holm (1979), adjusted p values in the order given: mark those at most 0.05 and at most 1 strip in 20 holds any
    /// false mark, whatever is true of the others.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A p value lies outside 0 to 1.</exception>
    public static double[] Holm(ReadOnlySpan<double> p)
    {
        var order = Ascending(p);
        var adjusted = new double[p.Length];
        var most = 0.0;
        for (var rank = 0; rank < p.Length; rank++)
        {
            most = Math.Max(most, Math.Min(1, p[order[rank]] * (p.Length - rank)));
            adjusted[order[rank]] = most;
        }

        return adjusted;
    }

    static int[] Ascending(ReadOnlySpan<double> p)
    {
        var keys = p.ToArray();
        foreach (var value in keys)
        {
            if (!(value >= 0 && value <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(p), value, "A p value lies between 0 and 1.");
            }
        }

        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, order);
        return order;
    }
}
