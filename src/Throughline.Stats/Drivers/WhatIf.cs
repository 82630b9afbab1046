namespace Throughline.Stats;

/// <summary>
/// What the outcome would be if a driver moved, by the fitted line: an association until an experiment backs it, and
/// labelled so wherever it is shown.
/// </summary>
public static class WhatIf
{
    /// <summary>
    /// Change of the mean outcome, in units of the outcome, if <paramref name="driver"/> rose by
    /// <paramref name="delta"/> for the share <paramref name="reach"/> (0 to 1) of rows: slope x delta x reach. The
    /// interval carries the slope's uncertainty; the reach is taken as counted. Null when the driver has no slope.
    /// </summary>
    /// <exception cref="ArgumentException">No such driver.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Reach outside 0 to 1, or delta not finite.</exception>
    public static Interval? Shift(DriverRanking ranking, string driver, double delta, double reach)
    {
        Require(ranking, delta, reach);
        return ranking.Get(driver).Slope?.Times(delta * reach);
    }

    /// <summary>
    /// <paramref name="dots"/> equally likely outcomes of the same shift, ascending: quantiles of the bootstrap draws at
    /// (i + 0.5)/dots. Empty when the driver has no slope.
    /// </summary>
    /// <exception cref="ArgumentException">No such driver.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Reach outside 0 to 1, delta not finite, or fewer than 1
    /// dot.</exception>
    public static IReadOnlyList<double> Dots(DriverRanking ranking, string driver, double delta, double reach, int dots = 20)
    {
        Require(ranking, delta, reach);
        ArgumentOutOfRangeException.ThrowIfLessThan(dots, 1);
        if (ranking.Get(driver).Slope is null)
        {
            return [];
        }

        var draws = ranking.Draws.SlopesOf(ranking.IndexOf(driver));
        for (var i = 0; i < draws.Length; i++)
        {
            draws[i] *= delta * reach;
        }

        Array.Sort(draws);
        return [.. Enumerable.Range(0, dots).Select(i => Quantile.OfSorted(draws, (i + 0.5) / dots))];
    }

    /// <summary>
    /// The list of what to fix first: effect x reach of every driver, highest value first, for the same shift of
    /// <paramref name="delta"/> units. A driver without a slope comes last, without a value.
    /// </summary>
    /// <param name="ranking">The fitted drivers.</param>
    /// <param name="reaches">Share of rows each driver touches, 0 to 1, in the order of
    /// <see cref="DriverRanking.Drivers"/>.</param>
    /// <param name="delta">Units every driver is moved by.</param>
    /// <exception cref="ArgumentException">Not one reach per driver.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A reach outside 0 to 1, or delta not finite.</exception>
    public static IReadOnlyList<PriorityValue> Priorities(DriverRanking ranking, IReadOnlyList<double> reaches, double delta = 1)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentNullException.ThrowIfNull(reaches);
        if (reaches.Count != ranking.Drivers.Count)
        {
            throw new ArgumentException($"{reaches.Count} reaches for {ranking.Drivers.Count} drivers.", nameof(reaches));
        }

        var first = ShareOfDrawsInFront(ranking, reaches, delta);
        return [.. ranking.Drivers
            .Select((driver, i) => new PriorityValue(driver.Name, driver.Slope, reaches[i], Shift(ranking, driver.Name, delta, reaches[i]), first[i]))
            .OrderByDescending(line => line.Value?.Value ?? double.NegativeInfinity)];
    }

    static double[] ShareOfDrawsInFront(DriverRanking ranking, IReadOnlyList<double> reaches, double delta)
    {
        var values = ranking.Drivers
            .Select((driver, i) => driver.Slope is null ? null : ranking.Draws.SlopesOf(i))
            .ToArray();
        var first = new double[values.Length];
        for (var draw = 0; draw < ranking.Draws.Count; draw++)
        {
            var (best, most) = (-1, double.NegativeInfinity);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is { } slopes && slopes[draw] * reaches[i] * delta > most)
                {
                    (best, most) = (i, slopes[draw] * reaches[i] * delta);
                }
            }

            if (best >= 0)
            {
                first[best] += 1.0 / ranking.Draws.Count;
            }
        }

        return first;
    }

    static void Require(DriverRanking ranking, double delta, double reach)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        if (!double.IsFinite(delta))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "A finite shift is needed.");
        }

        if (!(reach >= 0 && reach <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(reach), reach, "A reach is a share, 0 to 1.");
        }
    }
}

/// <summary>One line of the list of what to fix first.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Effect">Change of the outcome per unit of the driver; null when the data cannot tell.</param>
/// <param name="Reach">Share of rows touched, 0 to 1.</param>
/// <param name="Value">Effect x reach x shift, in units of the outcome's mean; null with the effect.</param>
/// <param name="FirstProbability">Share of draws in which this line is the most valuable, 0 to 1.</param>
public readonly record struct PriorityValue(string Driver, Interval? Effect, double Reach, Interval? Value, double FirstProbability);
