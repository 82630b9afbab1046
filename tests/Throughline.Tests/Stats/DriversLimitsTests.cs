using Throughline.Stats;
using Xunit;

namespace Throughline.Tests.Stats;

public sealed class DriversLimitsTests
{
    static readonly DriverOptions s_quick = new() { Draws = 300 };

    [Fact]
    public void Too_few_rows_are_refused_with_how_many_are_needed()
    {
        var (drivers, outcome) = DriverTables.Invent(49, [1, 1, 1, 1, 1], 0.3, 1);
        var refusal = Assert.IsType<DriverRefusal>(DriverTables.Ask(new DriverRows(DriverTables.Names(5), drivers, outcome)));
        Assert.Equal((DriverRefusalReason.TooFewRows, 49L, 50L), (refusal.Reason, refusal.N, refusal.Needed));
        Assert.Equal(
            DriverRefusalReason.TooFewRows,
            Assert.IsType<DriverRefusal>(DriverTables.Ask(new DriverRows(["a"], [[]], []))).Reason);
    }

    [Fact]
    public void An_outcome_or_drivers_that_never_vary_are_refused()
    {
        var (drivers, outcome) = DriverTables.Invent(60, [1, 1], 0.3, 1);
        var same = Enumerable.Repeat(4.0, 60).ToArray();
        Assert.Equal(
            DriverRefusalReason.OutcomeDoesNotVary,
            Assert.IsType<DriverRefusal>(DriverTables.Ask(new DriverRows(DriverTables.Names(2), drivers, same))).Reason);
        Assert.Equal(
            DriverRefusalReason.NoDriverVaries,
            Assert.IsType<DriverRefusal>(DriverTables.Ask(new DriverRows(DriverTables.Names(2), [same, same], outcome))).Reason);
    }

    [Fact]
    public void A_constant_driver_is_named_and_leaves_the_others_as_they_were()
    {
        var (drivers, outcome) = DriverTables.Invent(200, [0.5, 0.8], 0.3, 2);
        var without = DriverTables.Rank(drivers, outcome, s_quick);
        var with = DriverTables.Rank([drivers[0], [.. Enumerable.Repeat(3.0, 200)], drivers[1]], outcome, s_quick);
        Golden.Close(without.Drivers[0].Lmg ?? 0, with.Drivers[0].Lmg ?? 1, 1e-12, "lmg");
        var constant = with.Drivers[1];
        Assert.Equal((0.0, null, null, null), (constant.Lmg, constant.ZeroOrderR, constant.Vif, constant.Slope));
        Assert.Contains(with.Warnings, w => w.Kind == DriverWarningKind.Constant && w.Drivers[0] == "driver_2");
        Assert.Equal(3, with.Tiers.Sum(tier => tier.Drivers.Count));
        Assert.Null(WhatIf.Shift(with, "driver_2", 1, 0.5));
    }

    [Fact]
    public void A_copied_driver_halves_the_share_and_has_no_slope_of_its_own()
    {
        var (drivers, outcome) = DriverTables.Invent(200, [0.5, 0.8], 0.3, 3);
        var ranking = DriverTables.Rank([drivers[0], drivers[1], (double[])drivers[1].Clone()], outcome, s_quick);
        Golden.Close(NaiveDrivers.R2(drivers, outcome), ranking.R2.Value, 1e-10, "r2");
        Golden.Close(ranking.Drivers[1].Lmg ?? 0, ranking.Drivers[2].Lmg ?? 1, 1e-12, "equal shares");
        Assert.NotNull(ranking.Drivers[0].Slope);
        Assert.Null(ranking.Drivers[1].Slope);
        Assert.Null(ranking.Drivers[2].Vif);
        Assert.Equal(2, ranking.Warnings.Count(w => w.Kind == DriverWarningKind.Combination));
        AssertFinite(ranking);
    }

    [Fact]
    public void Drivers_that_move_together_are_one_cluster_with_a_joint_share()
    {
        var (drivers, outcome) = DriverTables.Invent(500, [0.5, 0.5, 0.5], 0.1, 4);
        var dice = new Dice(9, 9);
        double[] twin = [.. drivers[0].Select(x => x + 0.3 * dice.NextNormal())];
        var ranking = DriverTables.Rank([drivers[0], drivers[1], twin, drivers[2]], outcome, s_quick);
        var cluster = Assert.Single(ranking.Clusters);
        Assert.Equal(["driver_1", "driver_3"], cluster.Drivers.Order());
        Golden.Close(ranking.Drivers[0].Share.Value + ranking.Drivers[2].Share.Value, cluster.Share.Value, 1e-10, "joint share");
        Assert.True(cluster.Share.Width < ranking.Drivers[0].Share.Width + ranking.Drivers[2].Share.Width);
        Assert.Contains(ranking.Warnings, w => w.Kind == DriverWarningKind.Alike);
    }

    [Fact]
    public void A_slope_against_the_plain_correlation_is_a_sign_conflict()
    {
        var dice = new Dice(5, 0);
        var first = new double[600];
        var second = new double[600];
        var outcome = new double[600];
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = dice.NextNormal();
            second[i] = 0.9 * first[i] + 0.44 * dice.NextNormal();
            outcome[i] = 2 * first[i] - second[i] + 0.5 * dice.NextNormal();
        }

        var ranking = DriverTables.Rank([first, second], outcome, s_quick);
        Assert.True(ranking.Drivers[1].ZeroOrderR > 0 && ranking.Drivers[1].SignConflict);
        Assert.False(ranking.Drivers[0].SignConflict);
        Assert.Contains(ranking.Warnings, w => w.Kind == DriverWarningKind.SignConflict && w.Drivers[0] == "driver_2");
    }

    [Fact]
    public void A_rare_answer_that_drops_out_of_draws_breaks_nothing()
    {
        var (drivers, outcome) = DriverTables.Invent(60, [0.5, 0.8], 0.3, 6);
        var rare = new double[60];
        rare[7] = 1; // missing from a third of all draws
        AssertFinite(DriverTables.Rank([.. drivers, rare], outcome, s_quick));
    }

    [Fact]
    public void Columns_far_from_zero_lose_no_digits()
    {
        var (drivers, outcome) = DriverTables.Invent(200, [0.5, 0.8], 0.3, 7);
        var near = DriverTables.Rank(drivers, outcome, s_quick);
        var far = DriverTables.Rank([.. drivers.Select(column => column.Select(x => x + 1e9).ToArray())], outcome, s_quick);
        Golden.Close(near.Drivers[1].Lmg ?? 0, far.Drivers[1].Lmg ?? 1, 1e-9, "lmg");
    }

    [Fact]
    public void Moments_add_up_in_any_grouping_and_refuse_what_does_not_fit()
    {
        var (drivers, outcome) = DriverTables.Invent(90, [0.5, 0.8], 0.3, 8);
        var parts = Enumerable.Range(0, 3).Select(_ => new Moments([0, 0, 0])).ToArray();
        var whole = new Moments([0, 0, 0]);
        for (var i = 0; i < 90; i++)
        {
            double[] row = [drivers[0][i], drivers[1][i], outcome[i]];
            parts[i % 3].Add(row);
            whole.Add(row);
        }

        var merged = Moments.Of(parts);
        Assert.Equal((whole.N, whole.Low(2), whole.High(2)), (merged.N, merged.Low(2), merged.High(2)));
        Golden.Close(whole.Mean(2), merged.Mean(2), 1e-12, "mean");
        Assert.Throws<ArgumentException>(() => whole.Add(new Moments([1, 0, 0])));
        Assert.Throws<ArgumentException>(() => whole.Add([1, 2]));
        Assert.Throws<ArgumentException>(() => whole.Add([1, 2, double.NaN]));
        Assert.Throws<ArgumentException>(() => new DriverRows(["a", "a"], [[1], [1]], [1]));
        Assert.Throws<ArgumentException>(() => new DriverRows(["a"], [[double.NaN]], [1]));
    }

    static void AssertFinite(DriverRanking ranking)
    {
        foreach (var driver in ranking.Drivers)
        {
            double?[] numbers = [driver.Share.Low, driver.Share.High, driver.Lmg, driver.RelativeWeight, driver.StandardBeta, driver.Vif, driver.Slope?.Low, driver.Slope?.High];
            Assert.All(numbers, x => Assert.True(x is null || double.IsFinite(x.Value)));
        }
    }
}
