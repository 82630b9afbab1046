using System.Globalization;
using Throughline.Stats;
using Xunit;

namespace Throughline.Tests.Stats;

/// <summary>Rows for driver tests: real seat ratings, and invented ones with known slopes.</summary>
static class DriverTables
{
    public static readonly string[] Seat =
        ["seat_legroom_rating", "seat_recline_rating", "seat_width_rating", "aisle_space_rating", "viewing_tv_rating"];

    public static (double[][] Drivers, double[] Outcome) ReadSeat()
    {
        var lines = File.ReadAllLines(SharedFolder.Require("data/statistics/skytrax_seat.csv"));
        var header = lines[0].Split(',');
        int[] wanted = [.. Seat.Append("overall_rating").Select(name => Array.IndexOf(header, name))];
        var rows = lines.Skip(1)
            .Select(line => line.Split(','))
            .Where(cells => wanted.All(i => cells[i].Length > 0))
            .Select(cells => wanted.Select(i => double.Parse(cells[i], CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        return (Enumerable.Range(0, Seat.Length).Select(j => rows.Select(row => row[j]).ToArray()).ToArray(), rows.Select(row => row[^1]).ToArray());
    }

    /// <summary>
    /// Ratings 1 to 5 that share a halo, and an outcome with the given slopes; <paramref name="halo"/> 0 to 1.
    /// </summary>
    public static (double[][] Drivers, double[] Outcome) Invent(int n, double[] slopes, double halo, ulong seed, double noise = 1)
    {
        var dice = new Dice(seed, 0);
        var drivers = slopes.Select(_ => new double[n]).ToArray();
        var outcome = new double[n];
        for (var row = 0; row < n; row++)
        {
            var mood = dice.NextNormal();
            for (var j = 0; j < slopes.Length; j++)
            {
                var felt = Math.Sqrt(halo) * mood + Math.Sqrt(1 - halo) * dice.NextNormal();
                drivers[j][row] = Math.Clamp(Math.Round(3 + felt), 1, 5);
                outcome[row] += slopes[j] * drivers[j][row];
            }

            outcome[row] = Math.Round(outcome[row] + noise * dice.NextNormal(), 3);
        }

        return (drivers, outcome);
    }

    public static string[] Names(int drivers) => [.. Enumerable.Range(1, drivers).Select(i => $"driver_{i}")];

    public static DriverRanking Rank(double[][] drivers, double[] outcome, DriverOptions? options = null, string[]? names = null) =>
        (DriverRanking)Ask(new DriverRows(names ?? Names(drivers.Length), drivers, outcome), options);

    public static DriverAnswer Ask(DriverRows rows, DriverOptions? options = null) =>
        Throughline.Stats.Drivers.Analyse(rows, options, TestContext.Current.CancellationToken);

    public static DriverAnswer Ask(DriverBlocks blocks, DriverOptions? options = null) =>
        Throughline.Stats.Drivers.Analyse(blocks, options, TestContext.Current.CancellationToken);
}
