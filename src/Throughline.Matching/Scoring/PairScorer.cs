namespace Throughline.Matching.Scoring;

/// <summary>Weight of evidence that two records are one customer, in bits: log2 of the odds, prior included.</summary>
sealed class PairScorer
{
    readonly Comparison[] _comparisons;
    readonly PairModel _model;
    readonly double[] _logs; // by pattern number, then kind

    public PairScorer(Comparison[] comparisons, PairModel model, IReadOnlyList<ulong> patterns)
    {
        (_comparisons, _model) = (comparisons, model);
        Lasting = [.. Enumerable.Range(0, comparisons.Length).Where(i => ComparisonPlan.IsLasting(comparisons[i].Column.Field))];
        _logs = new double[patterns.Count * PairModel.Kinds];
        for (var p = 0; p < patterns.Count; p++)
        {
            Logs(patterns[p], _logs.AsSpan(p * PairModel.Kinds, PairModel.Kinds));
        }
    }

    /// <summary>Places of the comparisons whose fields hardly ever differ within one customer.</summary>
    public int[] Lasting { get; }

    /// <summary>Bits that one comparison alone says of two records, or null where a value is missing.</summary>
    public double? Evidence(int comparison, int left, int right)
    {
        var level = _comparisons[comparison].Level(left, right);
        return level == Comparison.Missing ? null : _model.Evidence(comparison, level);
    }

    /// <summary>Bits before anything is compared.</summary>
    public double Prior => Weight(_model.Share);

    /// <summary>The weight of any two records.</summary>
    public float Weight(int left, int right)
    {
        var pattern = PairPattern.Of(_comparisons, left, right);
        Span<double> logs = stackalloc double[PairModel.Kinds];
        Logs(pattern, logs);
        return Weight(pattern, left, right, logs);
    }

    /// <summary>The weight of a pair whose pattern is known; one that is hopeless for any values is not looked at closer.</summary>
    public float Weight(int number, ulong pattern, int left, int right, float hopeless)
    {
        var logs = _logs.AsSpan(number * PairModel.Kinds, PairModel.Kinds);
        var plain = Weight(logs);
        return plain < hopeless ? (float)plain : Weight(pattern, left, right, logs);
    }

    float Weight(ulong pattern, int left, int right, ReadOnlySpan<double> logs)
    {
        Span<double> shifted = stackalloc double[PairModel.Kinds];
        logs.CopyTo(shifted);
        for (var i = 0; i < _comparisons.Length; i++)
        {
            var shift = _comparisons[i].Shift(left, PairPattern.Level(pattern, i));
            if (shift != 0)
            {
                for (var kind = 0; kind < PairModel.Kinds; kind++)
                {
                    shifted[kind] -= _model.ByChance[kind][i] ? shift : 0;
                }
            }
        }

        return (float)Weight(shifted);
    }

    void Logs(ulong pattern, Span<double> logs)
    {
        for (var kind = 0; kind < PairModel.Kinds; kind++)
        {
            logs[kind] = _model.Log((PairKind)kind, pattern);
        }
    }

    /// <summary>Log2 of the odds of the two kinds that are one and the same against all others.</summary>
    static double Weight(ReadOnlySpan<double> logs)
    {
        var against = logs[(int)PairKind.Strangers];
        for (var kind = (int)PairKind.Mates; kind < PairModel.Kinds; kind++)
        {
            against = kind == (int)PairKind.Moved ? against : Sum(against, logs[kind]);
        }

        return Sum(logs[(int)PairKind.Same], logs[(int)PairKind.Moved]) - against;
    }

    static double Sum(double a, double b)
    {
        var (high, low) = a > b ? (a, b) : (b, a);
        if (high - low > 40)
        {
            return high;
        }

        return high + Math.Log2(1 + double.Exp2(low - high));
    }
}
