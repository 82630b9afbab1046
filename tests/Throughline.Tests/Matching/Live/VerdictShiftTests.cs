using Throughline.Matching.Live;

namespace Throughline.Tests.Matching.Live;

/// <summary>What people say of doubtful pairs moves the line between one customer and two, and what is thought of the joins.</summary>
public sealed class VerdictShiftTests
{
    [Fact]
    public void Verdicts_tell_by_how_much_weights_overstate()
    {
        var random = new Random(11);
        foreach (var truth in new[] { -1.0, 0, 2, 4 })
        {
            double Shift(int verdicts) => VerdictShift.Of([.. Enumerable.Range(0, verdicts).Select(_ =>
            {
                var weight = random.NextDouble() * 12 - 4;
                return (weight, random.NextDouble() < 1 / (1 + Math.Pow(2, truth - weight)));
            })]);
            Assert.InRange(Shift(5_000), truth - 0.3, truth + 0.3);
            Assert.InRange(Enumerable.Range(0, 40).Average(_ => Shift(50)), truth - 0.6, truth + 0.6);
            Assert.Equal(0, Shift(VerdictShift.Fewest - 1));
        }

        Assert.Equal(VerdictShift.Highest, VerdictShift.Of([.. Enumerable.Repeat((11.0, false), 500)]), 1);
        Assert.Equal(VerdictShift.Lowest, VerdictShift.Of([.. Enumerable.Repeat((-11.0, true), 500)]), 1);
    }

    [Fact]
    public void Fifty_verdicts_that_doubtful_joins_are_wrong_raise_the_threshold_and_lower_what_is_expected()
    {
        var live = Town();
        var before = live.TryRefit();
        var joined = live.Doubtful(2_000).Where(pair => pair.Joined).Take(50).ToList();
        Assert.Equal(50, joined.Count);

        live.Judge([.. joined.Select(pair => new PairVerdict(pair.Left, pair.Right, false))]);
        var wrong = live.TryRefit();
        Assert.InRange(wrong.Model.Shift, 1, VerdictShift.Highest);
        Assert.True(wrong.Model.Threshold >= before.Model.Threshold + 1, $"{before.Model.Threshold} {wrong.Model.Threshold}");
        Assert.True(wrong.ExpectedRecall < before.ExpectedRecall || wrong.Groups.Sum(group => group.Records.Count) < before.Groups.Sum(group => group.Records.Count));

        live.Judge([.. joined.Select(pair => new PairVerdict(pair.Left, pair.Right, true))]);
        var right = live.TryRefit();
        Assert.InRange(right.Model.Shift, VerdictShift.Lowest, 0);
        Assert.True(right.ExpectedPrecision >= before.ExpectedPrecision, $"{before.ExpectedPrecision} {right.ExpectedPrecision}");

        // A model keeps its shift, as it is stored and where it decides.
        live.Adopt(right);
        Assert.Equal(right.Model.Shift, LiveModel.FromBytes(live.Model.ToBytes()).Shift);
    }

    [Fact]
    public void Few_verdicts_and_those_on_pairs_that_protection_decides_move_nothing()
    {
        var live = Town();
        var before = live.TryRefit();
        live.Judge([.. live.Doubtful(2_000).Where(pair => pair.Joined).Take(VerdictShift.Fewest - 1).Select(pair => new PairVerdict(pair.Left, pair.Right, false)), new PairVerdict(9_998, 9_999, true)]);
        var after = live.TryRefit();
        Assert.Equal((0.0, before.Model.Threshold), (after.Model.Shift, after.Model.Threshold));
    }

    static LiveRecords Town()
    {
        var live = new LiveRecords(new LiveOptions { RefitInside = 0 });
        live.PutMany(Arrivals.Of(new SmallTown(500, 8)), null, TestContext.Current.CancellationToken);
        return live;
    }
}
