using FsCheck;
using FsCheck.Fluent;
using Throughline.Stats;
using Xunit;

namespace Throughline.Tests.Stats;

public sealed class ScoresTests
{
    [Fact]
    public void Quantiles_are_exact_to_the_last_digits()
    {
        Golden.Close(1.959963984540054, Quantile.Normal(0.95), 1e-15, "z");
        Golden.Close(2.5758293035489004, Quantile.Normal(0.99), 1e-14, "z");
        // t(0.975): 1 degree is tan(0.475 π); 2 degrees has a closed form; 9 by bisection of the finite sum for odd degrees.
        Golden.Close(Math.Tan(0.475 * Math.PI), Quantile.Student(0.95, 1), 1e-11, "t, 1");
        Golden.Close(0.95 * Math.Sqrt(2 / (1 - 0.95 * 0.95)), Quantile.Student(0.95, 2), 1e-12, "t, 2");
        Golden.Close(2.262157162798204, Quantile.Student(0.95, 9), 1e-11, "t, 9");
        Golden.Close(0.05, Quantile.TailOfStudent(2.262157162798204, 9), 1e-12, "tail");
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Normal(1));
    }

    /// <summary>Newcombe 1998 (Statistics in Medicine 17, 857-872), table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_gives_the_published_limits(long hits, long n, double low, double high)
    {
        var interval = Proportion.Wilson(hits, n);
        Golden.Close(low, interval.Low, 5e-5, "low");
        Golden.Close(high, interval.High, 5e-5, "high");
    }

    [Fact]
    public void Wilson_stays_within_0_and_1_around_the_share()
    {
        var arbitrary = Arb.From(from n in Gen.Choose(1, 5_000) from hits in Gen.Choose(0, n) select (hits, n));
        Prop.ForAll(arbitrary, pair =>
        {
            var interval = Proportion.Wilson(pair.hits, pair.n);
            return interval.Low >= 0 && interval.Low <= interval.Value && interval.Value <= interval.High && interval.High <= 1 && interval.Width > 0;
        }).QuickCheckThrowOnFailure();
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(0, 0));
    }

    [Fact]
    public void A_mean_has_students_interval_from_sums_values_or_a_histogram()
    {
        double[] values = [1, 2, 2, 3, 3, 3, 4, 4, 5, 5];
        var expected = 3.2;
        var deviation = Math.Sqrt(values.Sum(x => (x - expected) * (x - expected)) / 9);
        foreach (var sample in new[]
        {
            Sample.FromValues(values),
            Sample.FromSums(10, values.Sum(), values.Sum(x => x * x)),
            Sample.FromHistogram([1, 2, 3, 4, 5], [1, 2, 3, 2, 2]),
        })
        {
            Golden.Close(expected, sample.Mean, 1e-12, "mean");
            Golden.Close(deviation, sample.Deviation, 1e-12, "deviation");
            var interval = Means.Student(sample) ?? throw new InvalidOperationException();
            Golden.Close(2.262157162798204 * deviation / Math.Sqrt(10), interval.Width / 2, 1e-10, "half width");
        }
    }

    [Fact]
    public void Equal_answers_are_no_certainty()
    {
        Assert.Null(Scores.Mean(10, 50, 250));
        var interval = Scores.Mean(10, 50, 250, scale: (1, 5)) ?? throw new InvalidOperationException();
        Assert.Equal(5, interval.High);
        Assert.InRange(interval.Low, 3.8, 4.0); // Wilson's upper limit of 0 of 10 is 0.2775, times 4 steps
        Assert.Null(Scores.Mean(9, 30, 120));
        Assert.Null(Scores.Mean(0, 0, 0, minimum: 0));
    }

    [Fact]
    public void A_scale_cuts_the_limits()
    {
        var interval = Means.Student(new Sample(3, 4.7, 0.33), scale: (1, 5));
        Assert.Equal(5, interval?.High);
    }

    [Fact]
    public void The_bootstrap_of_a_histogram_agrees_with_students_interval_and_repeats()
    {
        double[] values = [1, 2, 3, 4, 5];
        long[] counts = [40, 60, 150, 300, 250];
        var student = Means.Student(Sample.FromHistogram(values, counts)) ?? throw new InvalidOperationException();
        var drawn = Resampling.Mean(values, counts);
        Golden.Close(student.Low, drawn.Low, 0.012, "low");
        Golden.Close(student.High, drawn.High, 0.012, "high");
        Assert.Equal(drawn, Resampling.Mean(values, counts));
        Assert.NotEqual(drawn, Resampling.Mean(values, counts, seed: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampling.Mean(values, [0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Any_statistic_of_a_histogram_can_be_drawn()
    {
        var share = Resampling.Statistic([0, 1], [70, 30], (_, counts) => (double)counts[1] / (counts[0] + counts[1]));
        Golden.Close(0.3, share.Value, 1e-12, "share");
        Golden.Close(0.21, share.Low, 0.015, "low");
        Golden.Close(0.39, share.High, 0.015, "high");
    }

    [Fact]
    public void Binomials_have_the_mean_and_variance_they_should()
    {
        foreach (var (n, p) in new[] { (5L, 0.3), (1_000L, 0.001), (10_000L, 0.5), (1_000_000L, 0.97) })
        {
            const int Count = 20_000;
            double sum = 0, squares = 0;
            for (var i = 0; i < Count; i++)
            {
                double x = new Dice(3, (ulong)i).Binomial(n, p);
                sum += x;
                squares += x * x;
            }

            var variance = n * p * (1 - p);
            Golden.Close(n * p, sum / Count, 4.5 * Math.Sqrt(variance / Count), $"mean of {n}, {p}");
            Golden.Close(1, (squares / Count - sum / Count * sum / Count) / variance, 0.06, $"variance of {n}, {p}");
        }
    }

    [Fact]
    public void Unequal_weights_are_worth_fewer_answers()
    {
        Assert.Equal(4, Weighted.EffectiveN([2, 2, 2, 2]), 12);
        Assert.Equal(36.0 / 14, Weighted.EffectiveN([1, 2, 3]), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Weighted.EffectiveN([0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Weighted.EffectiveN([1, -1]));

        bool[] hits = [true, true, false, true, false, true, true, false, true, true];
        var equal = Weighted.Share(hits, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        Golden.Close(Proportion.Wilson(7, 10).Low, equal.Low, 1e-12, "equal weights are no weights");
        Assert.True(Weighted.Share(hits, [1, 5, 1, 1, 1, 1, 1, 1, 1, 1]).Width > equal.Width);

        var mean = Weighted.Mean([1, 2, 3, 4], [1, 1, 1, 1]) ?? throw new InvalidOperationException();
        var plain = Means.Student(Sample.FromValues([1, 2, 3, 4])) ?? throw new InvalidOperationException();
        Golden.Close(plain.Low, mean.Low, 1e-12, "equal weights are no weights");
    }

    [Fact]
    public void Answers_needed_for_five_points_are_1076()
    {
        Golden.Close(
            Golden.Read("nps.json").GetProperty("n_for_moe5_at_var070").GetDouble(), AnswersNeeded.Unrounded(0.05, 0.70, 0.95), 1e-9, "answers");
        Assert.Equal(1076, AnswersNeeded.ForNps(5));
        Assert.Equal(385, AnswersNeeded.For(0.05, 0.25));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnswersNeeded.ForNps(0));
    }
}
