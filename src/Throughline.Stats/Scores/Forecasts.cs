namespace Throughline.Stats;

/// <summary>
/// How good probabilities of a yes are, where it is known what came: how they rank, how they decide, whether they are what they say. Limits by
/// redrawing the cases; seeded, so that the same cases give the same limits.
/// </summary>
public static class Forecasts
{
    const int Draws = 400;
    const int Bins = 10;

    /// <summary>Judges probabilities; null unless there are both cases with a yes and with a no.</summary>
    /// <param name="probabilities">Of each case, the probability of a yes, 0 to 1.</param>
    /// <param name="said">Of each case, true where it was decided for yes.</param>
    /// <param name="truths">Of each case, true where it was a yes.</param>
    /// <exception cref="ArgumentException">The three are not of one length.</exception>
    public static ForecastFigures? Judge(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> said, ReadOnlySpan<bool> truths)
    {
        var n = probabilities.Length;
        if (said.Length != n || truths.Length != n)
        {
            throw new ArgumentException($"{n} probabilities, {said.Length} decisions and {truths.Length} truths.");
        }

        var yes = truths.Count(true);
        if (yes == 0 || yes == n)
        {
            return null;
        }

        var (p, s, t) = (probabilities.ToArray(), said.ToArray(), truths.ToArray());
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => p[i])];
        var counts = new int[n];
        counts.AsSpan().Fill(1);
        var all = Of(order, p, s, t, counts);
        var drawn = new double[4][];
        for (var figure = 0; figure < drawn.Length; figure++)
        {
            drawn[figure] = new double[Draws];
        }

        for (var draw = 0; draw < Draws; draw++)
        {
            var dice = new Dice(1, (ulong)draw);
            counts.AsSpan().Clear();
            for (var i = 0; i < n; i++)
            {
                counts[dice.Below(n)]++;
            }

            (drawn[0][draw], drawn[1][draw], drawn[2][draw], drawn[3][draw]) = Of(order, p, s, t, counts) is { Auc: >= 0 } one ? one : all;
        }

        return new ForecastFigures(
            Quantile.OfDraws(all.Auc, drawn[0], 0.95, n), Quantile.OfDraws(all.MacroF1, drawn[1], 0.95, n),
            Quantile.OfDraws(all.Calibration, drawn[2], 0.95, n), Quantile.OfDraws(all.Skill, drawn[3], 0.95, n));
    }

    /// <summary>F1 of what is said, 0 to 1; null where nothing is said and nothing is.</summary>
    /// <param name="said">Of each case, true where yes was said.</param>
    /// <param name="truths">Of each case, true where it was a yes.</param>
    /// <exception cref="ArgumentException">The two are not of one length.</exception>
    public static Interval? F1(ReadOnlySpan<bool> said, ReadOnlySpan<bool> truths)
    {
        var n = said.Length;
        if (truths.Length != n)
        {
            throw new ArgumentException($"{n} decisions and {truths.Length} truths.");
        }

        if (!said.Contains(true) && !truths.Contains(true))
        {
            return null;
        }

        double right = 0, saidYes = 0, yes = 0;
        for (var i = 0; i < n; i++)
        {
            (right, saidYes, yes) = (right + (said[i] && truths[i] ? 1 : 0), saidYes + (said[i] ? 1 : 0), yes + (truths[i] ? 1 : 0));
        }

        var value = F1(right, saidYes, yes);
        var drawn = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var dice = new Dice(1, (ulong)draw);
            (right, saidYes, yes) = (0, 0, 0);
            for (var i = 0; i < n; i++)
            {
                var at = dice.Below(n);
                (right, saidYes, yes) = (right + (said[at] && truths[at] ? 1 : 0), saidYes + (said[at] ? 1 : 0), yes + (truths[at] ? 1 : 0));
            }

            drawn[draw] = F1(right, saidYes, yes);
        }

        return Quantile.OfDraws(value, drawn, 0.95, n);
    }

    static (double Auc, double MacroF1, double Calibration, double Skill) Of(int[] order, double[] p, bool[] said, bool[] truths, int[] counts)
    {
        double yes = 0, no = 0, above = 0, brier = 0, saidYes = 0, right = 0, n = 0;
        Span<double> sums = stackalloc double[Bins], hits = stackalloc double[Bins];
        sums.Clear();
        hits.Clear();
        for (var at = 0; at < order.Length;)
        {
            double tiedYes = 0, tiedNo = 0;
            var value = p[order[at]];
            for (; at < order.Length && p[order[at]] == value; at++)
            {
                var (i, count) = (order[at], counts[order[at]]);
                var truth = truths[i] ? 1.0 : 0.0;
                tiedYes += count * truth;
                tiedNo += count * (1 - truth);
                brier += count * (value - truth) * (value - truth);
                saidYes += said[i] ? count : 0;
                right += said[i] ? count * truth : 0;
                var bin = Math.Min(Bins - 1, (int)(value * Bins));
                sums[bin] += count * value;
                hits[bin] += count * truth;
            }

            above += tiedYes * (no + (tiedNo / 2));
            yes += tiedYes;
            no += tiedNo;
        }

        n = yes + no;
        if (yes == 0 || no == 0)
        {
            return (-1, 0, 0, 0);
        }

        var calibration = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            calibration += Math.Abs(sums[bin] - hits[bin]) / n;
        }

        var rightNo = no - (saidYes - right);
        var f1 = (F1(right, saidYes, yes) + F1(rightNo, n - saidYes, no)) / 2;
        return (above / (yes * no), f1, calibration, 1 - (brier / n / (yes / n * (no / n))));
    }

    static double F1(double right, double said, double are) => said + are == 0 ? 0 : 2 * right / (said + are);
}

/// <summary>How good probabilities are.</summary>
/// <param name="Auc">Probability that a yes stands above a no; 0.5 by chance, 1 at best.</param>
/// <param name="MacroF1">Mean F1 of yes and no; 0 to 1.</param>
/// <param name="CalibrationError">Mean distance of probability and share over ten equal bins; 0 at best.</param>
/// <param name="BrierSkill">Share of the squared error of always saying the mean that is gone; 0 for none, 1 at best, below 0 where it is worse.</param>
public sealed record ForecastFigures(Interval Auc, Interval MacroF1, Interval CalibrationError, Interval BrierSkill);
