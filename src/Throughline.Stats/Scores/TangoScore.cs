namespace Throughline.Stats;

/// <summary>
/// The score test of Tango (1998) for a difference d of two shares of one multinomial, inverted to an interval.
/// The statistic falls as d rises, so each limit is one bisection.
/// </summary>
static class TangoScore
{
    const int Halvings = 60; // 2 / 2^60: below the spacing of doubles near 1

    public static double Lower(NpsCounts counts, double z) => -Upper(new NpsCounts(counts.Detractors, counts.Passives, counts.Promoters), z);

    /// <summary>
    /// The largest d, -1 to 1, that the test does not reject; 1 when it rejects none above the score.
    /// </summary>
    public static double Upper(NpsCounts counts, double z)
    {
        double inside = counts.Score, outside = 1;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (inside + outside) / 2;
            if (Statistic(counts, middle) > -z)
            {
                inside = middle;
            }
            else
            {
                outside = middle;
            }
        }

        return outside;
    }

    static double Statistic(NpsCounts counts, double d)
    {
        double n = counts.N, promoters = counts.Promoters, detractors = counts.Detractors;
        var distance = promoters - detractors - n * d;
        // q: share of detractors, most likely given d.
        var a = 2 * n;
        var b = -promoters - detractors + (2 * n - promoters + detractors) * d;
        var c = -detractors * d * (1 - d);
        var q = (Math.Sqrt(Math.Max(0, b * b - 4 * a * c)) - b) / (2 * a);
        var variance = n * (2 * q + d * (1 - d));
        return variance > 0 ? distance / Math.Sqrt(variance) : distance == 0 ? 0 : Math.CopySign(double.PositiveInfinity, distance);
    }
}
