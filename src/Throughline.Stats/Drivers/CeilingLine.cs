namespace Throughline.Stats;

/// <summary>
/// Necessary condition analysis (Dul 2016): is a high outcome possible at all while a driver is low? Regressions never
/// show a must-have that nearly everybody has.
/// </summary>
public static class CeilingLine
{
    /// <summary>
    /// Effect size of the step ceiling (CE-FDH), 0 to 1: the empty area above the best outcome seen at or below each
    /// value, as a share of the whole field. Above 0.1 is worth a look. Null when a column does not vary.
    /// </summary>
    /// <exception cref="ArgumentException">The two columns differ in length.</exception>
    public static double? EffectSize(ReadOnlySpan<double> driver, ReadOnlySpan<double> outcome)
    {
        if (driver.Length != outcome.Length)
        {
            throw new ArgumentException($"{driver.Length} values of the driver, {outcome.Length} of the outcome.", nameof(outcome));
        }

        var best = new SortedDictionary<double, double>();
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        for (var i = 0; i < driver.Length; i++)
        {
            best[driver[i]] = best.TryGetValue(driver[i], out var seen) ? Math.Max(seen, outcome[i]) : outcome[i];
            lowest = Math.Min(lowest, outcome[i]);
            highest = Math.Max(highest, outcome[i]);
        }

        if (best.Count < 2 || !(highest > lowest))
        {
            return null;
        }

        double empty = 0, ceiling = double.NegativeInfinity, at = best.First().Key, from = at;
        foreach (var (value, top) in best)
        {
            empty += (value - at) * (highest - Math.Max(ceiling, lowest));
            ceiling = Math.Max(ceiling, top);
            at = value;
        }

        return empty / ((at - from) * (highest - lowest));
    }
}
