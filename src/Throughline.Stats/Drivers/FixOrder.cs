namespace Throughline.Stats;

/// <summary>
/// What to fix first: effect x reach. The rise of the mean outcome if everyone a driver reaches moved up by a step,
/// from the draws of the ranking, each with a redrawn reach of its own; and which of these rises can be told apart.
/// An association until an experiment backs it. docs/methods/priorities.md.
/// </summary>
public static class FixOrder
{
    /// <summary>Reaches up to so many rows are redrawn by binomials; beyond, the normal curve is the same thing.</summary>
    const long FewRows = 10_000;

    /// <summary>Keeps these streams apart from those of the draws themselves.</summary>
    const ulong Stream = 0x5EED_0000_0000_0000UL;

    /// <summary>
    /// The rise of every driver. The intervals hold together: with probability <paramref name="level"/> all of them
    /// cover, however many drivers are looked at (maximum of the studentised draws). Drivers whose rise is clearly above
    /// 0 stand in tiers, neighbours apart when <paramref name="tierProbability"/> of the draws agree on their order; all
    /// others with a rise that is not clear are named in one group, and those that clearly lower the outcome in none.
    /// </summary>
    /// <param name="ranking">The fitted drivers.</param>
    /// <param name="reaches">One per driver, in the order of <see cref="DriverRanking.Drivers"/>.</param>
    /// <param name="level">Level of all intervals together, above 0 and below 1.</param>
    /// <param name="tierProbability">Share of draws that must agree, 0.5 to 1.</param>
    /// <exception cref="ArgumentException">Not one reach per driver.</exception>
    public static FixRanking Of(
        DriverRanking ranking, IReadOnlyList<FixReach> reaches, double level = 0.95, double tierProbability = 0.975)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentNullException.ThrowIfNull(reaches);
        Quantile.RequireLevel(level);
        if (reaches.Count != ranking.Drivers.Count)
        {
            throw new ArgumentException($"{reaches.Count} reaches for {ranking.Drivers.Count} drivers.", nameof(reaches));
        }

        var draws = new double[ranking.Drivers.Count][];
        var points = new double[draws.Length];
        var spreads = new double[draws.Length];
        for (var i = 0; i < draws.Length; i++)
        {
            draws[i] = Rises(ranking, i, reaches[i], 1);
            points[i] = Point(ranking, i, reaches[i], 1);
            spreads[i] = ranking.Drivers[i].Slope is null ? 0 : Spread(draws[i]);
        }

        var multiplier = Multiplier(draws, points, spreads, level);
        var lines = ranking.Drivers
            .Select((driver, i) => new FixLine(
                driver.Name,
                driver.Slope is null ? null : Around(points[i], multiplier * spreads[i], ranking.N)))
            .ToArray();
        var clear = Enumerable.Range(0, lines.Length)
            .Where(i => lines[i].Rise is { Low: > 0 })
            .OrderByDescending(i => points[i])
            .ToArray();
        return new FixRanking
        {
            Lines = lines,
            Tiers = [.. Split(clear, draws, tierProbability).Select(tier => (IReadOnlyList<string>)[.. tier.Select(i => lines[i].Driver)])],
            Unclear =
            [
                .. Enumerable.Range(0, lines.Length)
                    .Where(i => lines[i].Rise is { ExcludesZero: false })
                    .OrderByDescending(i => points[i])
                    .Select(i => lines[i].Driver),
            ],
            Multiplier = multiplier,
        };
    }

    /// <summary>
    /// The rise if a part of those reached moved: the interval with the multiplier of the whole list, so that the same
    /// shift never looks surer alone than in the list, and <paramref name="dots"/> equally likely rises, ascending. Null
    /// when the driver has no slope of its own.
    /// </summary>
    /// <param name="ranking">The fitted drivers.</param>
    /// <param name="driver">Name of the driver.</param>
    /// <param name="reach">Who is reached, and how far they move.</param>
    /// <param name="part">Part of those reached that moves, 0 to 1.</param>
    /// <param name="multiplier"><see cref="FixRanking.Multiplier"/> of the list.</param>
    /// <param name="dots">How many dots, 1 or more.</param>
    /// <exception cref="ArgumentException">No such driver.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A part outside 0 to 1, or no dot.</exception>
    public static FixShift? Shift(
        DriverRanking ranking, string driver, FixReach reach, double part, double multiplier, int dots = 20)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentOutOfRangeException.ThrowIfLessThan(dots, 1);
        if (!(part >= 0 && part <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(part), part, "A part lies between 0 and 1.");
        }

        var at = ranking.IndexOf(driver);
        if (ranking.Drivers[at].Slope is null)
        {
            return null;
        }

        var draws = Rises(ranking, at, reach, part);
        var rise = Around(Point(ranking, at, reach, part), multiplier * Spread(draws), ranking.N);
        Array.Sort(draws);
        return new FixShift(rise, [.. Enumerable.Range(0, dots).Select(i => Quantile.OfSorted(draws, (i + 0.5) / dots))]);
    }

    static double Point(DriverRanking ranking, int driver, FixReach reach, double part) =>
        (ranking.Drivers[driver].Slope?.Value ?? 0) * reach.Step * reach.Share * part;

    /// <summary>Slope of each draw x step x a redrawn reach. The slope's error and the reach are all but independent.</summary>
    static double[] Rises(DriverRanking ranking, int driver, FixReach reach, double part)
    {
        var rises = ranking.Draws.SlopesOf(driver);
        for (var draw = 0; draw < rises.Length; draw++)
        {
            var dice = new Dice(Stream + (ulong)driver, (ulong)draw);
            rises[draw] *= reach.Step * Redraw(ref dice, reach) * part;
        }

        return rises;
    }

    static double Redraw(ref Dice dice, FixReach reach)
    {
        var share = reach.Share;
        return reach.N <= FewRows
            ? (double)dice.Binomial(reach.N, share) / reach.N
            : Math.Clamp(share + dice.NextNormal() * Math.Sqrt(share * (1 - share) / reach.N), 0, 1);
    }

    static double Multiplier(double[][] draws, double[] points, double[] spreads, double level)
    {
        var most = new double[draws.Length == 0 ? 0 : draws[0].Length];
        for (var draw = 0; draw < most.Length; draw++)
        {
            for (var i = 0; i < draws.Length; i++)
            {
                if (spreads[i] > 0)
                {
                    most[draw] = Math.Max(most[draw], Math.Abs(draws[i][draw] - points[i]) / spreads[i]);
                }
            }
        }

        Array.Sort(most);
        return most.Length == 0 ? Quantile.Normal(level) : Math.Max(Quantile.Normal(level), Quantile.OfSorted(most, level));
    }

    static double Spread(double[] draws)
    {
        if (draws.Length == 0)
        {
            return 0;
        }

        var mean = draws.Average();
        return Math.Sqrt(draws.Sum(x => (x - mean) * (x - mean)) / draws.Length);
    }

    static Interval Around(double value, double half, long n) => new(value, value - half, value + half, n);

    static List<List<int>> Split(int[] order, double[][] draws, double probability)
    {
        List<List<int>> tiers = [];
        for (var i = 0; i < order.Length; i++)
        {
            if (i == 0 || Higher(draws[order[i - 1]], draws[order[i]]) >= probability)
            {
                tiers.Add([]);
            }

            tiers[^1].Add(order[i]);
        }

        return tiers;
    }

    static double Higher(double[] first, double[] second)
    {
        var higher = 0;
        for (var draw = 0; draw < first.Length; draw++)
        {
            higher += first[draw] > second[draw] ? 1 : 0;
        }

        return (double)higher / first.Length;
    }
}

/// <summary>Whom a fix of a driver would touch.</summary>
/// <param name="Reached">Rows at or below the threshold, 0 or more.</param>
/// <param name="N">Rows in all, at least 1.</param>
/// <param name="Step">How far each of those reached moves, in units of the driver.</param>
public readonly record struct FixReach(long Reached, long N, double Step)
{
    /// <summary>Share of rows reached, 0 to 1.</summary>
    public double Share => N > 0 ? (double)Reached / N : 0;
}

/// <summary>One line of the list.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Rise">Change of the mean outcome, in its unit; null when the driver has no slope of its own.</param>
public readonly record struct FixLine(string Driver, Interval? Rise);

/// <summary>The list of what to fix first.</summary>
public sealed record FixRanking
{
    /// <summary>One line per driver, in the order of the ranking's drivers.</summary>
    public required IReadOnlyList<FixLine> Lines { get; init; }

    /// <summary>Drivers whose rise is clearly above 0, highest first; those of one tier cannot be told apart.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Tiers { get; init; }

    /// <summary>Drivers whose rise may be nothing, highest point value first.</summary>
    public required IReadOnlyList<string> Unclear { get; init; }

    /// <summary>Half width of every interval in standard errors; 1.96 for one driver at 95 %, more for many.</summary>
    public required double Multiplier { get; init; }
}

/// <summary>One shift of one driver.</summary>
/// <param name="Rise">Change of the mean outcome, in its unit.</param>
/// <param name="Dots">Equally likely rises, ascending.</param>
public sealed record FixShift(Interval Rise, IReadOnlyList<double> Dots);
