using FsCheck;
using FsCheck.Fluent;
using Throughline.Stats;
using Xunit;
using Interval = Throughline.Stats.Interval;

namespace Throughline.Tests.Stats;

public sealed class NpsIntervalsTests
{
    [Fact]
    public void Every_golden_case_is_met_by_every_method()
    {
        foreach (var golden in Golden.Read("nps.json").GetProperty("golden").EnumerateArray())
        {
            var counts = new NpsCounts(
                golden.GetProperty("promoters").GetInt64(), golden.GetProperty("passives").GetInt64(), golden.GetProperty("detractors").GetInt64());
            var what = $"{counts.Promoters}/{counts.Passives}/{counts.Detractors}";
            Golden.Close(golden.GetProperty("nps").GetDouble(), counts.Points, 1e-10, what);
            foreach (var (name, interval, tolerance) in new[]
            {
                ("wald", NpsIntervals.Wald(counts), 1e-10),
                ("adjusted_wald_3", NpsIntervals.AdjustedWald(counts), 1e-10),
                ("score_tango", NpsIntervals.Score(counts), 1e-6),
                ("mover_wilson", NpsIntervals.MoverWilson(counts), 1e-10),
            })
            {
                Golden.Close(golden.GetProperty(name), interval.Low, interval.High, tolerance, $"{what} {name}");
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-1, 3, 4)]
    [InlineData(1, -3, 4)]
    [InlineData(1, 3, -4)]
    public void Counts_that_are_no_answers_are_refused_by_name(long promoters, long passives, long detractors)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new NpsCounts(promoters, passives, detractors));
        var offending = promoters < 0 ? "promoters" : passives < 0 ? "passives" : detractors < 0 ? "detractors" : "promoters";
        Assert.Equal(offending, refusal.ParamName);
    }

    [Fact]
    public void Below_the_floor_there_is_no_score()
    {
        Assert.Null(Scores.Nps(5, 2, 2));
        Assert.NotNull(Scores.Nps(5, 3, 2));
        Assert.Null(Scores.Nps(0, 0, 0, minimum: 0));
        Assert.NotNull(Scores.Nps(1, 0, 0, minimum: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scores.Nps(-1, 0, 0));
    }

    [Fact]
    public void All_promoters_are_not_a_certainty()
    {
        var interval = NpsIntervals.MoverWilson(new NpsCounts(10, 0, 0));
        Assert.Equal(100, interval.High);
        Assert.InRange(interval.Low, 60, 61);
    }

    [Fact]
    public void Limits_stay_on_the_scale_around_the_score_and_mirror_when_promoters_and_detractors_swap()
    {
        Prop.ForAll(Counts(), counts =>
        {
            var mirrored = new NpsCounts(counts.Detractors, counts.Passives, counts.Promoters);
            return new Func<NpsCounts, double, Interval>[] { NpsIntervals.MoverWilson, NpsIntervals.Score }.All(method =>
            {
                var interval = method(counts, 0.95);
                var mirror = method(mirrored, 0.95);
                return interval.Low >= -100 && interval.Low <= interval.Value && interval.Value <= interval.High && interval.High <= 100
                    && interval.Width > 0 && Math.Abs(interval.Low + mirror.High) < 1e-9 && Math.Abs(interval.High + mirror.Low) < 1e-9;
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void More_answers_narrow_the_interval_and_a_higher_level_widens_it()
    {
        Prop.ForAll(Counts(), counts =>
        {
            var interval = NpsIntervals.MoverWilson(counts);
            var fourfold = NpsIntervals.MoverWilson(new NpsCounts(4 * counts.Promoters, 4 * counts.Passives, 4 * counts.Detractors));
            return fourfold.Width < interval.Width && interval.Width < NpsIntervals.MoverWilson(counts, 0.99).Width;
        }).QuickCheckThrowOnFailure();
    }

    static Arbitrary<NpsCounts> Counts() => Arb.From(
        from promoters in Gen.Choose(0, 400)
        from passives in Gen.Choose(0, 400)
        from detractors in Gen.Choose(0, 400)
        where promoters + passives + detractors > 0
        select new NpsCounts(promoters, passives, detractors));
}
