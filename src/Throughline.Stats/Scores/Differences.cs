namespace Throughline.Stats;

/// <summary>
/// Differences of independent samples: two periods, or a group and the rest. A group must not be compared with a
/// whole that contains it: take it out of the whole first.
/// </summary>
public static class Differences
{
    /// <summary>
    /// Change of a Net Promoter Score in points, -200 to 200: the two MOVER-Wilson intervals joined once more by MOVER.
    /// Sound from a handful of answers on, also where one side is all promoters.
    /// </summary>
    public static Change Nps(NpsCounts before, NpsCounts after, double level = 0.95) =>
        Mover(
            before.Points,
            after.Points,
            z => Times100(NpsIntervals.MoverWilsonLimits(before, z)),
            z => Times100(NpsIntervals.MoverWilsonLimits(after, z)),
            (before.N, after.N, level));

    /// <summary>
    /// The textbook interval of the same change, for comparison with other tools. Too narrow with few answers.
    /// </summary>
    public static Change NpsWald(NpsCounts before, NpsCounts after, double level = 0.95)
    {
        var difference = after.Points - before.Points;
        var error = 100 * Math.Sqrt(before.Variance / before.N + after.Variance / after.N);
        var half = Quantile.Normal(level) * error;
        var p = error > 0 ? Quantile.TailOfNormal(difference / error) : difference == 0 ? 1 : 0;
        return new Change(new Interval(difference, difference - half, difference + half, before.N + after.N), p, before.N, after.N);
    }

    /// <summary>Change of a share, -1 to 1, by Newcombe's hybrid score interval (1998, method 10).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side has no answers, or hits outside 0 to n.</exception>
    public static Change Share(long hitsBefore, long before, long hitsAfter, long after, double level = 0.95)
    {
        Proportion.Require(hitsBefore, before);
        Proportion.Require(hitsAfter, after);
        double first = (double)hitsBefore / before, second = (double)hitsAfter / after;
        return Mover(
            first,
            second,
            z => Proportion.WilsonLimits(first, before, z),
            z => Proportion.WilsonLimits(second, after, z),
            (before, after, level));
    }

    /// <summary>
    /// Change of a mean in scale steps, by Welch's t (unequal variances). Null when a side has fewer than two answers
    /// or neither side spreads at all.
    /// </summary>
    public static Change? Mean(Sample before, Sample after, double level = 0.95)
    {
        double first = before.Variance / before.N, second = after.Variance / after.N;
        if (before.N < 2 || after.N < 2 || first + second <= 0)
        {
            return null;
        }

        var freedom = (first + second) * (first + second) / (first * first / (before.N - 1) + second * second / (after.N - 1));
        var difference = after.Mean - before.Mean;
        var error = Math.Sqrt(first + second);
        var half = Quantile.Student(level, freedom) * error;
        return new Change(
            new Interval(difference, difference - half, difference + half, before.N + after.N),
            Quantile.TailOfStudent(difference / error, freedom),
            before.N,
            after.N);
    }

    /// <summary>
    /// Joins the limits of two independent estimates (Zou and Donner 2008). The p value is the level at which the
    /// interval just touches 0, so that p and interval never contradict each other.
    /// </summary>
    static Change Mover(
        double first,
        double second,
        Func<double, (double Low, double High)> limitsOfFirst,
        Func<double, (double Low, double High)> limitsOfSecond,
        (long Before, long After, double Level) sides)
    {
        var difference = second - first;
        (double Low, double High) At(double z)
        {
            var (lowFirst, highFirst) = limitsOfFirst(z);
            var (lowSecond, highSecond) = limitsOfSecond(z);
            return (
                difference - Math.Sqrt(Square(second - lowSecond) + Square(highFirst - first)),
                difference + Math.Sqrt(Square(highSecond - second) + Square(first - lowFirst)));
        }

        var (low, high) = At(Quantile.Normal(sides.Level));
        return new Change(
            new Interval(difference, low, high, sides.Before + sides.After), TouchesZeroAt(difference, At), sides.Before, sides.After);
    }

    static double TouchesZeroAt(double difference, Func<double, (double Low, double High)> limits)
    {
        if (difference == 0)
        {
            return 1;
        }

        double RoomLeft(double z)
        {
            var (low, high) = limits(z);
            return difference > 0 ? low : -high;
        }

        // Regula falsi, Illinois variant: the room shrinks almost in proportion to z, so a few steps do.
        double inside = 0, roomInside = Math.Abs(difference);
        double outside = 38, roomOutside = RoomLeft(outside); // at 38 standard errors the tail is below the smallest double
        var kept = 0;
        for (var i = 0; i < 100 && roomOutside < 0 && outside - inside > 1e-12; i++)
        {
            var z = (inside * roomOutside - outside * roomInside) / (roomOutside - roomInside);
            var room = RoomLeft(z);
            if (Math.Abs(room) <= 1e-14 * Math.Abs(difference))
            {
                return Quantile.TailOfNormal(z);
            }

            if (room > 0)
            {
                (inside, roomInside) = (z, room);
                roomOutside = kept > 0 ? roomOutside / 2 : roomOutside;
                kept = 1;
            }
            else
            {
                (outside, roomOutside) = (z, room);
                roomInside = kept < 0 ? roomInside / 2 : roomInside;
                kept = -1;
            }
        }

        return Quantile.TailOfNormal((inside + (roomOutside < 0 ? outside : inside)) / 2);
    }

    static (double Low, double High) Times100((double Low, double High) limits) => (100 * limits.Low, 100 * limits.High);

    static double Square(double x) => x * x;
}
