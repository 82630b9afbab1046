using Throughline.Contracts;
using Throughline.Priorities;
using static Throughline.Tests.Priorities.SurveyLog;

namespace Throughline.Tests.Priorities;

public sealed class RungTableTests
{
    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(1, 7, 1)]
    [InlineData(0, 10, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(0, 3, 0.1)]
    [InlineData(-3, 3, 0.5)]
    public void Every_threshold_on_a_step_counts_exactly(double min, double max, double step)
    {
        var rungs = new RungTable([Ask("other"), Ask("q", min, max)]);
        double[] steps = [.. Enumerable.Range(0, (int)Math.Round((max - min) / step) + 1).Select(i => min + i * step)];
        foreach (var value in steps)
        {
            rungs.Add([3, value]);
        }

        Assert.Equal(Enumerable.Range(1, steps.Length).Select(i => (long)i), steps.Select(t => rungs.AtOrBelow(1, t)));
        Assert.Equal(0, rungs.AtOrBelow(1, min - step));
        Assert.Equal(steps.Length, rungs.AtOrBelow(1, max + step));
    }

    [Fact]
    public void Answers_beyond_the_ends_count_as_the_ends()
    {
        var rungs = new RungTable([Ask("other"), Ask("q", 1, 5)]);
        rungs.Add([3, -7]);
        rungs.Add([3, 99]);
        Assert.Equal((1L, 1L, 2L), (rungs.AtOrBelow(1, 1), rungs.AtOrBelow(1, 4), rungs.AtOrBelow(1, 5)));
    }

    [Theory]
    [InlineData(1, 5, 2, 1)]
    [InlineData(0, 10, 2, 1)]
    [InlineData(1, 7, 2, 1)]
    [InlineData(1, 3, 1, 1)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 100, 20, 10)]
    public void The_low_rung_is_the_lowest_quarter_of_the_steps(double min, double max, double low, double step)
    {
        var ladder = new Ladder(Ask("q", min, max));
        Assert.Equal((low, step), (ladder.LowRung, ladder.Step));
        Assert.Equal(min + max - low, new Ladder(Ask("q", min, max, lowIsGood: true)).Turn(low));
    }
}
