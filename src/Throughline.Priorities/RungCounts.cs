using Throughline.Contracts;

namespace Throughline.Priorities;

/// <summary>How many answers stand at each thousandth of a turned scale, so that any threshold can be asked without another scan.</summary>
sealed class RungCounts(Question question)
{
    const int Rungs = 1_000;

    // Thresholds on the rungs themselves are exact; a hair of slack keeps 0.3 x 1000 at 300.
    const double Slack = 1e-6;

    readonly long[] _counts = new long[Rungs + 1];
    readonly double _min = question.Scale.Min;
    readonly double _scale = question.Scale.Max > question.Scale.Min ? Rungs / (question.Scale.Max - question.Scale.Min) : 0;

    /// <summary>Counts one answer, turned; beyond the ends it counts as the end.</summary>
    public void Add(double value) => _counts[(int)Math.Clamp(Math.Ceiling((value - _min) * _scale - Slack), 0, Rungs)]++;

    /// <summary>Answers at or below a threshold of the turned scale.</summary>
    public long AtOrBelow(double threshold)
    {
        var last = (int)Math.Clamp(Math.Floor((threshold - _min) * _scale + Slack), -1, Rungs);
        long count = 0;
        for (var i = 0; i <= last; i++)
        {
            count += _counts[i];
        }

        return count;
    }
}
