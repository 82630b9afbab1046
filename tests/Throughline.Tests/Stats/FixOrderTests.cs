using Throughline.Stats;

namespace Throughline.Tests.Stats;

public sealed class FixOrderTests
{
    static DriverRanking Rank(double[] slopes, int n = 1000, double halo = 0, ulong seed = 7, double noise = 2)
    {
        var (drivers, outcome) = DriverTables.Invent(n, slopes, halo, seed, noise);
        return DriverTables.Rank(drivers, outcome);
    }

    static FixReach[] Reaches(DriverRanking ranking, params double[] shares) =>
        [.. shares.Select(share => new FixReach((long)(share * ranking.N), ranking.N, 1))];

    [Fact]
    public void A_small_effect_on_many_comes_before_a_large_one_on_few()
    {
        var ranking = Rank([0.4, 0.8, 0.4], noise: 0.5);
        var fixes = FixOrder.Of(ranking, Reaches(ranking, 0.5, 0.05, 0.25));
        Assert.Equal(["driver_1", "driver_3", "driver_2"], fixes.Tiers.SelectMany(t => t));
        Assert.Equal(3, fixes.Tiers.Count);
        Assert.Equal(ranking.Drivers[0].Slope!.Value.Value * 0.5, fixes.Lines[0].Rise!.Value.Value, 12);
    }

    [Fact]
    public void Equal_rises_share_a_tier()
    {
        var ranking = Rank([0.5, 0.5, 0.1], noise: 1);
        var fixes = FixOrder.Of(ranking, Reaches(ranking, 0.3, 0.3, 0.3));
        Assert.Equal(2, fixes.Tiers[0].Count);
        Assert.Equal(["driver_3"], fixes.Tiers[1]);
    }

    [Fact]
    public void A_negative_effect_is_no_fix_and_nobody_reached_is_not_clear()
    {
        var ranking = Rank([0.5, -0.5, 0.5]);
        var fixes = FixOrder.Of(ranking, Reaches(ranking, 0.3, 0.3, 0));
        Assert.Equal(["driver_1"], Assert.Single(fixes.Tiers));
        Assert.Equal(["driver_3"], fixes.Unclear);
        Assert.True(fixes.Lines[1].Rise!.Value.High < 0);
    }

    [Fact]
    public void Drivers_without_effect_are_called_clear_once_in_twenty_studies_at_most()
    {
        var wrong = 0;
        for (ulong seed = 1; seed <= 120; seed++)
        {
            var (drivers, outcome) = DriverTables.Invent(120, [0, 0, 0, 0, 0, 0], 0.3, seed);
            var ranking = DriverTables.Rank(drivers, outcome, new DriverOptions { Draws = 250 });
            var fixes = FixOrder.Of(ranking, Reaches(ranking, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3));
            wrong += fixes.Unclear.Count < 6 ? 1 : 0;
        }

        Assert.InRange(wrong, 0, 13); // 6 expected of 120, sd 2.4
    }

    [Fact]
    public void The_reach_counts_with_its_own_error()
    {
        var ranking = Rank([1.0, 0.5], n: 400, noise: 0.1);
        var fixes = FixOrder.Of(ranking, Reaches(ranking, 0.2, 0.2));
        var taken = ranking.Drivers[0].Slope!.Value.Times(0.2).Width;
        var half = 1.96 * Math.Sqrt(0.2 * 0.8 / 400);
        Assert.InRange(fixes.Lines[0].Rise!.Value.Width, Math.Max(taken, 2 * half), 4 * half);
    }

    [Fact]
    public void A_shift_of_all_who_are_reached_is_the_line_of_the_list_and_of_none_is_nothing()
    {
        var ranking = Rank([0.4, 0.3]);
        var reaches = Reaches(ranking, 0.3, 0.3);
        var fixes = FixOrder.Of(ranking, reaches);
        var all = FixOrder.Shift(ranking, "driver_1", reaches[0], 1, fixes.Multiplier)!;
        Assert.Equal(fixes.Lines[0].Rise, all.Rise);
        Assert.Equal(20, all.Dots.Count);
        Assert.Equal(all.Dots.Order(), all.Dots);
        Assert.Equal(all.Rise.Value, all.Dots.Average(), 0.02);
        var none = FixOrder.Shift(ranking, "driver_1", reaches[0], 0, fixes.Multiplier)!;
        Assert.Equal((0, 0, 0), (none.Rise.Value, none.Rise.Low, none.Rise.High));
        Assert.All(none.Dots, dot => Assert.Equal(0, dot));
    }

    [Fact]
    public void A_driver_that_follows_from_another_has_no_rise()
    {
        var (drivers, outcome) = DriverTables.Invent(300, [0.5, 0.5], 0, 3);
        var ranking = DriverTables.Rank([drivers[0], drivers[0], drivers[1]], outcome);
        var fixes = FixOrder.Of(ranking, Reaches(ranking, 0.3, 0.3, 0.3));
        Assert.Null(fixes.Lines[0].Rise);
        Assert.Null(FixOrder.Shift(ranking, "driver_2", new FixReach(90, 300, 1), 1, fixes.Multiplier));
        Assert.Equal(["driver_3"], Assert.Single(fixes.Tiers));
        Assert.Empty(fixes.Unclear);
    }

    [Fact]
    public void Reaches_that_do_not_fit_the_drivers_are_refused()
    {
        var ranking = Rank([0.4, 0.3]);
        Assert.Throws<ArgumentException>(() => FixOrder.Of(ranking, Reaches(ranking, 0.3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FixOrder.Shift(ranking, "driver_1", new FixReach(1, 2, 1), 1.5, 2));
    }
}
