using Throughline.Stats;
using Xunit;

namespace Throughline.Tests.Stats;

public sealed class DifferencesTests
{
    [Fact]
    public void The_textbook_change_of_two_waves_is_golden()
    {
        foreach (var wave in Golden.Read("nps.json").GetProperty("two_wave").EnumerateArray())
        {
            var before = wave.GetProperty("before").EnumerateArray().Select(x => x.GetInt64()).ToArray();
            var after = wave.GetProperty("after").EnumerateArray().Select(x => x.GetInt64()).ToArray();
            var change = Differences.NpsWald(new NpsCounts(before[0], before[1], before[2]), new NpsCounts(after[0], after[1], after[2]));
            Golden.Close(wave.GetProperty("diff").GetDouble(), change.Difference.Value, 1e-10, "difference");
            Golden.Close(wave.GetProperty("ci"), change.Difference.Low, change.Difference.High, 1e-10, "interval");
            Golden.Close(wave.GetProperty("p").GetDouble(), change.P, 1e-10, "p");
        }
    }

    [Fact]
    public void Ten_points_up_on_a_hundred_answers_is_no_clear_change_and_on_a_thousand_it_is()
    {
        var small = Differences.Nps(new NpsCounts(50, 30, 20), new NpsCounts(55, 30, 15));
        Assert.Equal(ChangeDirection.NotClear, small.Direction);
        Golden.Close(10, small.Difference.Value, 1e-9, "difference");
        Golden.Close(-11, small.Difference.Low, 0.3, "low, near the textbook's");
        Golden.Close(31, small.Difference.High, 0.5, "high, near the textbook's");
        Golden.Close(0.351, small.P, 0.01, "p, near the textbook's");

        var large = Differences.Nps(new NpsCounts(400, 350, 250), new NpsCounts(460, 330, 210));
        Assert.Equal(ChangeDirection.Rise, large.Direction);
        Golden.Close(3.1, large.Difference.Low, 0.05, "low");
        Golden.Close(16.9, large.Difference.High, 0.05, "high");
        Golden.Close(0.0044, large.P, 0.0002, "p");
        Assert.Equal(ChangeDirection.Fall, Differences.Nps(new NpsCounts(460, 330, 210), new NpsCounts(400, 350, 250)).Direction);
    }

    [Fact]
    public void The_p_value_is_the_level_at_which_the_interval_touches_zero()
    {
        var before = new NpsCounts(40, 40, 20);
        var after = new NpsCounts(60, 30, 10);
        var p = Differences.Nps(before, after).P;
        Golden.Close(0, Differences.Nps(before, after, 1 - p).Difference.Low, 1e-9, "low");
        var fall = Differences.Share(99, 100, 3, 1_000);
        Assert.InRange(fall.P, 0, 1e-30);
        for (long hits = 0; hits <= 30; hits += 3)
        {
            var change = Differences.Share(9, 30, hits, 30);
            Assert.Equal(change.IsClear, change.P < 0.05);
            if (change.P is > 1e-9 and < 1)
            {
                var touching = Differences.Share(9, 30, hits, 30, 1 - change.P).Difference;
                Golden.Close(0, Math.Min(Math.Abs(touching.Low), Math.Abs(touching.High)), 1e-7, $"limit at {hits}");
            }
        }

        Assert.Equal(1, Differences.Nps(before, before).P);
    }

    [Fact]
    public void All_promoters_twice_is_no_change_with_room_for_doubt()
    {
        var change = Differences.Nps(new NpsCounts(10, 0, 0), new NpsCounts(12, 0, 0));
        Assert.Equal(ChangeDirection.NotClear, change.Direction);
        Assert.True(change.Difference.Width > 50);
    }

    /// <summary>Newcombe 1998, table II, 56/70 against 48/80: 0.2, method 10 gives 0.0524 to 0.3339.</summary>
    [Fact]
    public void The_change_of_a_share_is_the_published_one()
    {
        var change = Differences.Share(48, 80, 56, 70);
        Golden.Close(0.2, change.Difference.Value, 1e-12, "difference");
        Golden.Close(0.0524, change.Difference.Low, 5e-5, "low");
        Golden.Close(0.3339, change.Difference.High, 5e-5, "high");
        Assert.True(change.IsClear);
    }

    [Fact]
    public void The_change_of_a_mean_is_welch()
    {
        // By hand: errors 1/10 and 4/10; error sqrt(0.5); freedom 0.25/(0.01/9 + 0.16/9) = 13.2353.
        var change = Differences.Mean(new Sample(10, 5, 1), new Sample(10, 6, 4)) ?? throw new InvalidOperationException();
        Golden.Close(1, change.Difference.Value, 1e-12, "difference");
        Golden.Close(2.15633 * Math.Sqrt(0.5), change.Difference.Width / 2, 2e-4, "half width");
        Assert.False(change.IsClear);
        Assert.InRange(change.P, 0.17, 0.19);
        Assert.Null(Differences.Mean(new Sample(1, 5, 0), new Sample(10, 6, 4)));
        Assert.Null(Differences.Mean(new Sample(10, 5, 0), new Sample(10, 6, 0)));
    }

    [Fact]
    public void Twenty_comparisons_share_one_level()
    {
        Golden.Close(0.9974386212, Multiplicity.EachLevel(20), 1e-10, "level of each");
        Assert.Equal(0.95, Multiplicity.EachLevel(1), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Multiplicity.EachLevel(0));
    }

    [Fact]
    public void Adjusted_p_values_are_those_of_R()
    {
        double[] p = [0.01, 0.04, 0.03, 0.005];
        Assert.Equal([0.02, 0.04, 0.04, 0.02], Multiplicity.BenjaminiHochberg(p).Select(x => Math.Round(x, 12)));
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Multiplicity.Holm(p).Select(x => Math.Round(x, 12)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Multiplicity.Holm([1.5]));
        Assert.Empty(Multiplicity.BenjaminiHochberg([]));
    }

    [Fact]
    public void A_strip_where_nothing_changed_alarms_in_about_1_of_20()
    {
        const int Strips = 1_000, Touchpoints = 12;
        int byLevel = 0, byHolm = 0, byRate = 0;
        for (var strip = 0; strip < Strips; strip++)
        {
            var dice = new Dice(7, (ulong)strip);
            var p = new double[Touchpoints];
            var clear = false;
            for (var i = 0; i < Touchpoints; i++)
            {
                var before = dice.Binomial(150, 0.6);
                var after = dice.Binomial(150, 0.6);
                var change = Differences.Share(before, 150, after, 150, Multiplicity.EachLevel(Touchpoints));
                p[i] = change.P;
                clear |= change.IsClear;
            }

            byLevel += clear ? 1 : 0;
            byHolm += Multiplicity.Holm(p).Any(x => x <= 0.05) ? 1 : 0;
            byRate += Multiplicity.BenjaminiHochberg(p).Any(x => x <= 0.05) ? 1 : 0;
        }

        Assert.InRange((double)byLevel / Strips, 0.02, 0.07);
        Assert.InRange((double)byHolm / Strips, 0.02, 0.07);
        Assert.InRange((double)byRate / Strips, 0.02, 0.07);
    }
}
