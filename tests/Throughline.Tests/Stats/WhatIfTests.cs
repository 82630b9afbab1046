using Throughline.Stats;
using Xunit;

namespace Throughline.Tests.Stats;

public sealed class WhatIfTests
{
    static readonly Lazy<DriverRanking> s_ranking = new(() =>
    {
        var (drivers, outcome) = DriverTables.Invent(900, [0.8, 0.3, 0.5], 0.3, 51);
        return DriverTables.Rank(drivers, outcome);
    });

    [Fact]
    public void A_shift_is_slope_times_delta_times_reach()
    {
        var slope = s_ranking.Value.Drivers[0].Slope ?? throw new InvalidOperationException();
        var shift = WhatIf.Shift(s_ranking.Value, "driver_1", 2, 0.31) ?? throw new InvalidOperationException();
        Golden.Close(slope.Value * 0.62, shift.Value, 1e-12, "value");
        Golden.Close(slope.Low * 0.62, shift.Low, 1e-12, "low");
        Assert.True(slope.Contains(0.8));
        var down = WhatIf.Shift(s_ranking.Value, "driver_1", -2, 0.31) ?? throw new InvalidOperationException();
        Assert.True(down.Low <= down.Value && down.Value <= down.High && down.High < 0);
    }

    [Fact]
    public void Twenty_dots_are_ascending_and_lie_about_the_interval()
    {
        var shift = WhatIf.Shift(s_ranking.Value, "driver_2", 1, 0.5) ?? throw new InvalidOperationException();
        var dots = WhatIf.Dots(s_ranking.Value, "driver_2", 1, 0.5);
        Assert.Equal(20, dots.Count);
        Assert.Equal(dots.Order(), dots);
        Assert.InRange(dots.Count(shift.Contains), 18, 20);
        Assert.InRange(dots.Count(dot => dot > shift.Value), 7, 13);
    }

    [Fact]
    public void Priorities_weigh_effect_with_reach()
    {
        var lines = WhatIf.Priorities(s_ranking.Value, [0.05, 0.9, 0.4]);
        Assert.Equal(["driver_2", "driver_3", "driver_1"], lines.Select(line => line.Driver));
        Assert.Equal(1, lines.Sum(line => line.FirstProbability), 9);
        Assert.Throws<ArgumentException>(() => WhatIf.Priorities(s_ranking.Value, [0.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => WhatIf.Shift(s_ranking.Value, "driver_1", 1, 1.5));
        Assert.Throws<ArgumentException>(() => WhatIf.Shift(s_ranking.Value, "nobody", 1, 0.5));
    }

    [Fact]
    public void A_ceiling_shows_a_must_have()
    {
        // Nobody who gave 1 or 2 gave more than 5: half the span of the driver lies under an empty half of the outcome.
        double[] driver = [1, 2, 3, 4, 5];
        double[] outcome = [5, 5, 10, 9, 0];
        Assert.Equal(0.25, CeilingLine.EffectSize(driver, outcome) ?? -1, 12);
        Assert.Null(CeilingLine.EffectSize([1, 1], [1, 2]));
        Assert.Equal(0, CeilingLine.EffectSize([1, 2, 1], [10, 0, 5]));
    }
}
