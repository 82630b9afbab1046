namespace Throughline.Stats;

/// <summary>Estimates from answers that do not count alike (survey weights). Weights are 0 or more, any unit.</summary>
public static class Weighted
{
    /// <summary>
    /// How many equal answers these are worth: (sum w)² / sum w² (Kish 1965). Between 1 and the number of answers; equal
    /// to it only when all weights are equal.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite, or all are 0.</exception>
    public static double EffectiveN(ReadOnlySpan<double> weights)
    {
        double sum = 0, squares = 0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(nameof(weights), weight, "A weight of 0 or more is needed.");
            }

            sum += weight;
            squares += weight * weight;
        }

        return sum > 0 ? sum * sum / squares : throw new ArgumentOutOfRangeException(nameof(weights), sum, "The weights add up to 0.");
    }

    /// <summary>Weighted share of hits, 0 to 1, with Wilson's interval at the effective number of answers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As <see cref="EffectiveN"/>.</exception>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public static Interval Share(ReadOnlySpan<bool> hits, ReadOnlySpan<double> weights, double level = 0.95)
    {
        RequireSameLength(hits.Length, weights.Length);
        var n = EffectiveN(weights);
        double sum = 0, hit = 0;
        for (var i = 0; i < hits.Length; i++)
        {
            sum += weights[i];
            hit += hits[i] ? weights[i] : 0;
        }

        var share = Math.Min(1, hit / sum);
        var (low, high) = Proportion.WilsonLimits(share, n, Quantile.Normal(level));
        return new Interval(share, low, high, hits.Length);
    }

    /// <summary>
    /// Weighted mean in scale steps, with a t interval at the effective number of answers. Null when that is below
    /// 2 or nothing spreads.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">As <see cref="EffectiveN"/>.</exception>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public static Interval? Mean(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double level = 0.95)
    {
        RequireSameLength(values.Length, weights.Length);
        var n = EffectiveN(weights);
        double sum = 0, total = 0, around = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += weights[i];
            total += weights[i] * values[i];
        }

        var mean = total / sum;
        for (var i = 0; i < values.Length; i++)
        {
            around += weights[i] * (values[i] - mean) * (values[i] - mean);
        }

        if (n < 2 || around <= 0)
        {
            return null;
        }

        var variance = around / sum * n / (n - 1);
        var half = Quantile.Student(level, n - 1) * Math.Sqrt(variance / n);
        return new Interval(mean, mean - half, mean + half, values.Length);
    }

    static void RequireSameLength(int values, int weights)
    {
        if (values != weights)
        {
            throw new ArgumentException($"{values} answers but {weights} weights.", nameof(weights));
        }
    }
}
