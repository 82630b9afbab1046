namespace Throughline.Stats;

/// <summary>
/// What a mean needs to know of its answers: how many, their mean and their sample variance (divisor n - 1).
/// </summary>
/// <param name="N">Answers, at least 1.</param>
/// <param name="Mean">Mean, in scale steps.</param>
/// <param name="Variance">Sample variance, in squared scale steps, 0 or more; 0 for one answer.</param>
public readonly record struct Sample(long N, double Mean, double Variance)
{
    /// <summary>Sample standard deviation, in scale steps.</summary>
    public double Deviation => Math.Sqrt(Variance);

    /// <summary>From count, sum and sum of squares, as a database hands them over.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is 0 or negative, or a sum is not a finite number.</exception>
    public static Sample FromSums(long n, double sum, double sumOfSquares)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        RequireFinite(sum, nameof(sum));
        RequireFinite(sumOfSquares, nameof(sumOfSquares));
        var mean = sum / n;
        var around = sumOfSquares - sum * mean;
        // Rounding can leave a trace of either sign where all answers are equal.
        var variance = n > 1 && around > 1e-13 * sumOfSquares ? around / (n - 1) : 0;
        return new Sample(n, mean, variance);
    }

    /// <summary>From the answers themselves, in two passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no answer, or one is not a finite number.</exception>
    public static Sample FromValues(ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length);
        double sum = 0, around = 0;
        foreach (var value in values)
        {
            RequireFinite(value, nameof(values));
            sum += value;
        }

        var mean = sum / values.Length;
        foreach (var value in values)
        {
            around += (value - mean) * (value - mean);
        }

        return new Sample(values.Length, mean, values.Length > 1 ? around / (values.Length - 1) : 0);
    }

    /// <summary>From how often each value was given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, a value not finite, or there is no
    /// answer.</exception>
    public static Sample FromHistogram(ReadOnlySpan<double> values, ReadOnlySpan<long> counts)
    {
        var n = Resampling.CountAll(values, counts);
        double sum = 0, around = 0;
        for (var i = 0; i < values.Length; i++)
        {
            RequireFinite(values[i], nameof(values));
            sum += counts[i] * values[i];
        }

        var mean = sum / n;
        for (var i = 0; i < values.Length; i++)
        {
            around += counts[i] * (values[i] - mean) * (values[i] - mean);
        }

        return new Sample(n, mean, n > 1 ? around / (n - 1) : 0);
    }

    static void RequireFinite(double value, string name)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "A finite number is needed.");
        }
    }
}
