using Throughline.Stats;
using Xunit;

namespace Throughline.Tests.Stats;

/// <summary>
/// The coverage study: 10 to 300 answers, four mixes. Coverage is computed twice: exactly, by going through every
/// possible outcome of the multinomial with its probability, and by seeded draws.
/// </summary>
public sealed class NpsCoverageTests(ITestOutputHelper output)
{
    const int Draws = 10_000;
    const int Pairs = 4_000;

    static readonly long[] Sizes = [10, 20, 50, 100, 300];

    static readonly (double P, double Q, double D)[] Mixes = [(0.5, 0.3, 0.2), (0.7, 0.25, 0.05), (0.9, 0.08, 0.02), (0.2, 0.3, 0.5)];

    [Fact]
    public void The_interval_covers_the_truth_in_94_to_96_5_percent_of_samples_in_every_cell()
    {
        var widths = 0.0;
        var outside = new List<string>();
        foreach (var n in Sizes)
        {
            foreach (var mix in Mixes)
            {
                var (coverage, width) = Exact(n, mix);
                var line = $"n {n,3} {mix.P}/{mix.Q}/{mix.D}: coverage {100 * coverage:F3} %, width {width:F2}";
                output.WriteLine(line);
                widths += width / (Sizes.Length * Mixes.Length);
                if (coverage is < 0.94 or > 0.965)
                {
                    outside.Add(line);
                }
            }
        }

        output.WriteLine($"mean width {widths:F3}");
        Assert.Empty(outside);
        Assert.True(widths <= 39.5, $"mean width {widths}");
    }

    [Fact]
    public void Seeded_draws_agree_with_the_exact_coverage_in_every_cell()
    {
        foreach (var n in Sizes)
        {
            foreach (var mix in Mixes)
            {
                var simulated = Simulated(n, mix, seed: 20_210 + (ulong)n);
                var (exact, _) = Exact(n, mix);
                // 4 standard errors of 10,000 draws: 20 cells all pass by chance in 99.9 % of seeds.
                Golden.Close(exact, simulated, 4 * Math.Sqrt(exact * (1 - exact) / Draws), $"n {n} {mix}");
            }
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(200)]
    public void Two_samples_of_one_truth_alarm_in_about_1_of_20(long n)
    {
        foreach (var mix in Mixes)
        {
            var alarms = 0;
            for (var i = 0; i < Pairs; i++)
            {
                var dice = new Dice((ulong)n, (ulong)i);
                var change = Differences.Nps(Deal(ref dice, n, mix), Deal(ref dice, n, mix));
                alarms += change.IsClear ? 1 : 0;
            }

            output.WriteLine($"n {n} {mix}: {100.0 * alarms / Pairs:F2} % alarms");
            Assert.InRange((double)alarms / Pairs, 0.03, 0.06);
        }
    }

    static (double Coverage, double Width) Exact(long n, (double P, double Q, double D) mix)
    {
        var truth = 100 * (mix.P - mix.D);
        var logFactorial = new double[n + 1];
        for (var i = 1; i <= n; i++)
        {
            logFactorial[i] = logFactorial[i - 1] + Math.Log(i);
        }

        double coverage = 0, width = 0;
        for (long promoters = 0; promoters <= n; promoters++)
        {
            for (long detractors = 0; detractors <= n - promoters; detractors++)
            {
                var passives = n - promoters - detractors;
                var probability = Math.Exp(
                    logFactorial[n] - logFactorial[promoters] - logFactorial[passives] - logFactorial[detractors]
                    + promoters * Math.Log(mix.P) + passives * Math.Log(mix.Q) + detractors * Math.Log(mix.D));
                var interval = NpsIntervals.MoverWilson(new NpsCounts(promoters, passives, detractors));
                coverage += interval.Contains(truth) ? probability : 0;
                width += interval.Width * probability;
            }
        }

        return (coverage, width);
    }

    static double Simulated(long n, (double P, double Q, double D) mix, ulong seed)
    {
        var truth = 100 * (mix.P - mix.D);
        var covered = 0;
        for (var i = 0; i < Draws; i++)
        {
            var dice = new Dice(seed, (ulong)i);
            covered += NpsIntervals.MoverWilson(Deal(ref dice, n, mix)).Contains(truth) ? 1 : 0;
        }

        return (double)covered / Draws;
    }

    static NpsCounts Deal(ref Dice dice, long n, (double P, double Q, double D) mix)
    {
        var promoters = dice.Binomial(n, mix.P);
        var passives = dice.Binomial(n - promoters, mix.Q / (mix.Q + mix.D));
        return new NpsCounts(promoters, passives, n - promoters - passives);
    }
}
