using System.Diagnostics;
using Throughline.Stats;
using Xunit;

namespace Throughline.Tests.Stats;

public sealed class DriversTests(ITestOutputHelper output)
{
    static readonly DriverOptions s_quick = new() { Draws = 300 };

    [Fact]
    public void Seat_ratings_give_the_golden_shares()
    {
        var golden = Golden.Read("drivers_skytrax_seat.json");
        var (drivers, outcome) = DriverTables.ReadSeat();
        var ranking = DriverTables.Rank(drivers, outcome, s_quick, DriverTables.Seat);
        Assert.Equal(golden.GetProperty("n").GetInt64(), ranking.N);
        Golden.Close(golden.GetProperty("r2").GetDouble(), ranking.R2.Value, 1e-10, "r2");
        foreach (var expected in golden.GetProperty("drivers").EnumerateArray())
        {
            var driver = ranking.Get(expected.GetProperty("name").GetString()!);
            void Same(string member, double? actual) =>
                Golden.Close(expected.GetProperty(member).GetDouble(), actual ?? double.NaN, 1e-10, $"{driver.Name} {member}");
            Same("lmg", driver.Lmg);
            Same("lmg_pct", driver.Share.Value);
            Same("relative_weight", driver.RelativeWeight);
            Same("relative_weight_pct", 100 * driver.RelativeWeight / ranking.R2.Value);
            Same("std_beta", driver.StandardBeta);
            Same("zero_order_r", driver.ZeroOrderR);
            Same("vif", driver.Vif);
            Same("performance_pct", driver.Performance);
            Same("nca_ce_fdh", driver.CeilingEffect);
        }

        Assert.Equal(
            golden.GetProperty("complete_dominance").EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray()),
            ranking.Dominance);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(2026UL)]
    [InlineData(987654321UL)]
    public void Legroom_width_and_recline_are_one_tier_for_every_seed(ulong seed)
    {
        var (drivers, outcome) = DriverTables.ReadSeat();
        var ranking = DriverTables.Rank(drivers, outcome, new DriverOptions { Seed = seed }, DriverTables.Seat);
        Assert.Equal(
            ["seat_legroom_rating seat_width_rating seat_recline_rating", "aisle_space_rating", "viewing_tv_rating"],
            ranking.Tiers.Select(tier => string.Join(' ', tier.Drivers)));
        Assert.Equal(RankingClarity.Tiers, ranking.Clarity);
        Assert.Equal(3, ranking.Warnings.Single(w => w.Kind == DriverWarningKind.NotDistinguishable).Drivers.Count);
        output.WriteLine(string.Join("; ", ranking.Neighbours.Select(x => $"{x.Higher} > {x.Lower}: {x.Probability:F4}")));
    }

    [Theory]
    [InlineData(1, 1UL)]
    [InlineData(2, 2UL)]
    [InlineData(4, 3UL)]
    [InlineData(5, 4UL)]
    public void Shares_equal_the_average_over_all_orders_of_entry(int p, ulong seed)
    {
        var (drivers, outcome) = DriverTables.Invent(120, [.. Enumerable.Range(0, p).Select(j => 0.2 + 0.3 * j)], 0.4, seed);
        var ranking = DriverTables.Rank(drivers, outcome, s_quick);
        var naive = NaiveDrivers.Lmg(drivers, outcome);
        var slopes = NaiveDrivers.Slopes(drivers, outcome);
        Golden.Close(NaiveDrivers.R2(drivers, outcome), ranking.R2.Value, 1e-12, "r2");
        for (var j = 0; j < p; j++)
        {
            Golden.Close(naive[j], ranking.Drivers[j].Lmg ?? double.NaN, 1e-12, $"lmg {j}");
            Golden.Close(slopes[j], ranking.Drivers[j].Slope?.Value ?? double.NaN, 1e-10, $"slope {j}");
        }

        Golden.Close(ranking.R2.Value, ranking.Drivers.Sum(d => d.RelativeWeight), 1e-12, "weights sum to r2");
        Golden.Close(100, ranking.Drivers.Sum(d => d.Share.Value), 1e-10, "shares sum to 100");
        Assert.All(ranking.Drivers, d => Assert.Equal(1, d.PlaceProbabilities.Sum(), 9));
    }

    [Fact]
    public void Rows_patterns_and_blocks_give_the_same_values_and_like_intervals()
    {
        var (drivers, outcome) = DriverTables.Invent(6_000, [0.2, 0.5, 0.8], 0.3, 11);
        outcome = [.. outcome.Select(y => Math.Round(y))];
        var names = DriverTables.Names(3);
        var rows = new DriverRows(names, drivers, outcome);
        var groups = Enumerable.Range(0, outcome.Length)
            .GroupBy(i => (drivers[0][i], drivers[1][i], drivers[2][i], outcome[i]))
            .Reverse()
            .ToArray();
        var patterns = new DriverRows(
            names,
            [.. Enumerable.Range(0, 3).Select(j => groups.Select(g => drivers[j][g.First()]).ToArray())],
            [.. groups.Select(g => g.Key.Item4)],
            [.. groups.Select(g => g.LongCount())]);
        var byRows = (DriverRanking)DriverTables.Ask(rows);
        var byPatterns = (DriverRanking)DriverTables.Ask(patterns);
        var byBlocks = (DriverRanking)DriverTables.Ask(rows.ToBlocks(400));
        Assert.Equal(byRows.Drivers.Select(d => (d.Share, d.Slope)), byPatterns.Drivers.Select(d => (d.Share, d.Slope)));
        for (var j = 0; j < 3; j++)
        {
            var (row, block) = (byRows.Drivers[j], byBlocks.Drivers[j]);
            Golden.Close(row.Lmg ?? 0, block.Lmg ?? 1, 1e-12, "lmg");
            Golden.Close(row.Slope?.Value ?? 0, block.Slope?.Value ?? 1, 1e-12, "slope");
            Golden.Close(row.Performance ?? 0, block.Performance ?? 1, 1e-10, "performance");
            Golden.Close(1, block.Share.Width / row.Share.Width, 0.15, "width of the share");
            Golden.Close(1, (block.Slope?.Width ?? 0) / (row.Slope?.Width ?? 1), 0.15, "width of the slope");
        }
    }

    [Fact]
    public void The_same_rows_in_any_order_on_any_number_of_threads_are_the_same_bits()
    {
        var (drivers, outcome) = DriverTables.Invent(300, [0.4, 0.5, 0.6, 0.1], 0.5, 5);
        var one = DriverTables.Rank(drivers, outcome, new DriverOptions { Threads = 1 });
        var many = DriverTables.Rank(
            [.. drivers.Select(column => column.Reverse().ToArray())], [.. outcome.Reverse()], new DriverOptions { Threads = 7 });
        Assert.Equal(one.Drivers.Select(d => (d.Share, d.Slope, d.Lmg)), many.Drivers.Select(d => (d.Share, d.Slope, d.Lmg)));
        Assert.Equal(one.Neighbours, many.Neighbours);
        Assert.Equal(one.R2, many.R2);
    }

    [Fact]
    public void Seven_drivers_of_equal_weight_come_out_as_at_most_two_tiers()
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var (drivers, outcome) = DriverTables.Invent(800, [.. Enumerable.Repeat(0.4, 7)], 0.5, seed);
            var ranking = DriverTables.Rank(drivers, outcome, new DriverOptions { Draws = 500 });
            Assert.InRange(ranking.Tiers.Count, 1, 2);
            Assert.Equal(7, ranking.Tiers.Sum(tier => tier.Drivers.Count));
        }
    }

    [Fact]
    public void Drivers_that_explain_nothing_are_not_ranked()
    {
        var (drivers, _) = DriverTables.Invent(400, [1, 1, 1], 0.5, 21);
        var (_, unrelated) = DriverTables.Invent(400, [1, 1, 1], 0.5, 22);
        var ranking = DriverTables.Rank(drivers, unrelated, s_quick);
        Assert.Equal(RankingClarity.NothingFound, ranking.Clarity);
        Assert.Contains(ranking.Warnings, w => w.Kind == DriverWarningKind.NothingFound);
    }

    [Fact]
    public void The_interval_of_a_slope_covers_its_truth_in_about_19_of_20_samples()
    {
        const int Samples = 300;
        var covered = 0;
        for (var i = 0; i < Samples; i++)
        {
            var (drivers, outcome) = DriverTables.Invent(150, [0.5, 0.3], 0.4, 1_000 + (ulong)i);
            var slope = DriverTables.Rank(drivers, outcome, new DriverOptions { Draws = 200 }).Drivers[0].Slope;
            covered += slope is { } interval && interval.Contains(0.5) ? 1 : 0;
        }

        output.WriteLine($"covered in {100.0 * covered / Samples:F1} %");
        Assert.InRange((double)covered / Samples, 0.90, 0.98);
    }

    [Fact]
    public void Sixteen_drivers_are_exact_and_seventeen_go_by_relative_weights()
    {
        var clock = Stopwatch.StartNew();
        var (drivers, outcome) = DriverTables.Invent(1_000, [.. Enumerable.Range(1, 17).Select(j => 0.05 * j)], 0.3, 31);
        var sixteen = DriverTables.Rank(drivers[..16], outcome, new DriverOptions { Draws = 200 });
        output.WriteLine($"16 drivers, 200 draws: {clock.ElapsedMilliseconds} ms");
        Assert.Equal(ImportanceMethod.Lmg, sixteen.Method);
        Golden.Close(sixteen.R2.Value, sixteen.Drivers.Sum(d => d.Lmg ?? 0), 1e-12, "lmg sums to r2");
        Golden.Close(NaiveDrivers.R2(drivers[..16], outcome), sixteen.R2.Value, 1e-10, "r2");

        clock.Restart();
        var seventeen = DriverTables.Rank(drivers, outcome, new DriverOptions { Draws = 200 });
        output.WriteLine($"17 drivers, 200 draws: {clock.ElapsedMilliseconds} ms");
        Assert.Equal(ImportanceMethod.RelativeWeights, seventeen.Method);
        Assert.All(seventeen.Drivers, d => Assert.Null(d.Lmg));
        Golden.Close(100, seventeen.Drivers.Sum(d => d.Share.Value), 1e-9, "shares sum to 100");
        Assert.Contains(seventeen.Warnings, w => w.Kind == DriverWarningKind.ManyDrivers);
    }

    [Fact]
    public void Many_different_rows_are_redrawn_in_parts()
    {
        var (drivers, outcome) = DriverTables.Invent(3_000, [0.5, 0.7], 0.3, 41);
        var rows = DriverTables.Rank(drivers, outcome);
        var parts = DriverTables.Rank(drivers, outcome, new DriverOptions { MostRowsRedrawn = 100 });
        Assert.Equal(rows.Drivers[0].Lmg, parts.Drivers[0].Lmg);
        Golden.Close(1, parts.Drivers[0].Share.Width / rows.Drivers[0].Share.Width, 0.15, "width");
    }
}
