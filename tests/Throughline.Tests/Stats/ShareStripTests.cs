using Throughline.Stats;

namespace Throughline.Tests.Stats;

public sealed class ShareStripTests
{
    [Fact]
    public void One_comparison_alone_is_the_difference_of_two_shares()
    {
        var strip = ShareStrip.Of([new SharePair(56, 70, 48, 80)]);
        var alone = Differences.Share(48, 80, 56, 70);
        Assert.Equal(alone.Difference, strip.Lines[0].Difference);
        Assert.Equal(alone.P, strip.Lines[0].Adjusted!.Value, 12);
        Assert.Equal((1, 0.95), (strip.Compared, strip.Level));
        Assert.Equal(ChangeDirection.Rise, strip.Lines[0].Direction); // Newcombe 1998: 0.0524 to 0.3339
        Assert.Equal(0.0524, strip.Lines[0].Difference!.Value.Low, 4);
    }

    [Fact]
    public void What_few_have_and_sides_with_few_answers_are_not_compared_and_do_not_count_as_looked_at()
    {
        var strip = ShareStrip.Of([new SharePair(5, 100, 4, 100), new SharePair(9, 9, 0, 100), new SharePair(30, 100, 10, 100)]);
        Assert.Equal(1, strip.Compared);
        Assert.Null(strip.Lines[0].Difference);
        Assert.NotNull(strip.Lines[0].A);
        Assert.Null(strip.Lines[1].A);
        Assert.Equal(ChangeDirection.Rise, strip.Lines[2].Direction);
    }

    [Fact]
    public void Of_many_things_that_do_not_differ_a_strip_seldom_calls_any_clear()
    {
        var dice = new Random(11);
        var alarms = 0;
        const int Strips = 400;
        for (var strip = 0; strip < Strips; strip++)
        {
            var pairs = Enumerable.Range(0, 20).Select(i => Pair(dice, 0.05 + (0.02 * i), 0.05 + (0.02 * i))).ToArray();
            alarms += ShareStrip.Of(pairs).Lines.Any(line => line.Direction != ChangeDirection.NotClear) ? 1 : 0;
        }

        Assert.InRange(alarms, 0, (int)(Strips * 0.075));
    }

    [Fact]
    public void Of_those_called_clear_few_are_false_and_most_that_differ_are_found()
    {
        var dice = new Random(12);
        var (right, wrong) = (0, 0);
        for (var strip = 0; strip < 200; strip++)
        {
            var pairs = Enumerable.Range(0, 20).Select(i => i < 5 ? Pair(dice, 0.35, 0.2) : Pair(dice, 0.2, 0.2)).ToArray();
            var lines = ShareStrip.Of(pairs).Lines;
            right += lines.Take(5).Count(line => line.Direction == ChangeDirection.Rise);
            wrong += lines.Skip(5).Count(line => line.Direction != ChangeDirection.NotClear);
        }

        Assert.InRange((double)wrong / (right + wrong), 0, 0.06);
        Assert.InRange(right / 1000.0, 0.9, 1);
    }

    [Fact]
    public void A_difference_is_clear_exactly_when_its_adjusted_p_is_small()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var dice = new Random(seed);
            var pairs = Enumerable.Range(0, dice.Next(1, 30)).Select(_ => Pair(dice, dice.NextDouble(), dice.NextDouble())).ToArray();
            foreach (var line in ShareStrip.Of(pairs).Lines.Where(line => line.Adjusted is { } p && Math.Abs(p - 0.05) > 1e-9))
            {
                Assert.Equal(line.Adjusted <= 0.05, line.Direction != ChangeDirection.NotClear);
            }
        }
    }

    static SharePair Pair(Random dice, double a, double b) => new(Draw(dice, a), 300, Draw(dice, b), 300);

    static long Draw(Random dice, double share) => Enumerable.Range(0, 300).LongCount(_ => dice.NextDouble() < share);
}
