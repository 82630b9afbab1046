using System.Globalization;

namespace Throughline.Stats;

/// <summary>
/// What moves a score: the share of each driver in what all of them explain, with intervals, tiers instead of ranks,
/// and a refusal where the rows cannot say. docs/methods/drivers.md.
/// </summary>
public static class Drivers
{
    const int BlocksOfManyRows = 1_000;

    /// <summary>From complete rows (or patterns with counts). The bootstrap redraws rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static DriverAnswer Analyse(DriverRows rows, DriverOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options = (options ?? new DriverOptions()).Checked();
        if (rows.N == 0)
        {
            return TooFew(0, rows.Names.Count, options);
        }

        Func<Redrawing> redrawing;
        if (rows.Patterns <= options.MostRowsRedrawn)
        {
            var table = new Lazy<RowTable>(() => new RowTable(rows));
            redrawing = () => new RowRedrawing(table.Value);
        }
        else
        {
            var parts = new Lazy<IReadOnlyList<Moments>>(() => rows.ToBlocks(BlocksOfManyRows, options.Seed).Parts);
            redrawing = () => new BlockRedrawing(parts.Value);
        }

        return Analyse(rows.Names, rows.ToMoments(), redrawing, driver => Ceiling(rows, driver), options, cancellation);
    }

    /// <summary>From moments of random parts, for rows too many to hand over. The bootstrap redraws parts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static DriverAnswer Analyse(DriverBlocks blocks, DriverOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        options = (options ?? new DriverOptions()).Checked();
        return Analyse(blocks.Names, blocks.Whole, () => new BlockRedrawing(blocks.Parts), _ => null, options, cancellation);
    }

    static DriverAnswer Analyse(
        IReadOnlyList<string> names,
        Moments moments,
        Func<Redrawing> redrawing,
        Func<int, double?> ceiling,
        DriverOptions options,
        CancellationToken cancellation)
    {
        var p = names.Count;
        if (moments.N < options.RowsNeeded(p))
        {
            return TooFew(moments.N, p, options);
        }

        if (!(moments.High(p) > moments.Low(p)))
        {
            return new DriverRefusal(
                DriverRefusalReason.OutcomeDoesNotVary, moments.N, moments.N, "Every row has the same outcome, so there is nothing to explain.");
        }

        int[] chosen = [.. Enumerable.Range(0, p).Where(i => moments.High(i) > moments.Low(i)), p];
        if (chosen.Length == 1)
        {
            return new DriverRefusal(
                DriverRefusalReason.NoDriverVaries, moments.N, moments.N, "No driver varies, so nothing can explain the outcome.");
        }

        var point = DriverPoint.Of(moments, chosen);
        var draws = DriverDraws.Make(p, chosen, redrawing, options, cancellation);
        return DriverReading.Of(names, moments, point, draws, ceiling, options);
    }

    static DriverRefusal TooFew(long n, int drivers, DriverOptions options)
    {
        var needed = options.RowsNeeded(drivers);
        return new DriverRefusal(
            DriverRefusalReason.TooFewRows,
            n,
            needed,
            string.Create(CultureInfo.InvariantCulture, $"{n:N0} complete rows for {drivers} drivers; at least {needed:N0} are needed."));
    }

    static double? Ceiling(DriverRows rows, int driver)
    {
        var values = new double[rows.Patterns];
        var outcomes = new double[rows.Patterns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = rows.Row(i)[driver];
            outcomes[i] = rows.Row(i)[rows.Names.Count];
        }

        return CeilingLine.EffectSize(values, outcomes);
    }
}
