using System.Runtime.CompilerServices;
using Throughline.Contracts;

namespace Throughline.Priorities;

/// <summary>
/// How many answers stand at each thousandth of a turned scale, so that any threshold can be asked without another scan.
/// Exact for answers on the steps of a rating scale; a slider's answers count to a thousandth of its length.
/// </summary>
sealed class RungCounts(Question question)
{
    const int Rungs = 1_000;

    // Keeps 0.3 x 1000 at 300.
    const double Slack = 1e-6;

    readonly long[] _counts = new long[Rungs + 1];
    readonly double _min = question.Scale.Min;
    readonly double _scale = question.Scale.Max > question.Scale.Min ? Rungs / (question.Scale.Max - question.Scale.Min) : 0;

    /// <summary>Counts one answer, turned; beyond the ends it counts as the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        var at = (int)((value - _min) * _scale + Slack); // cut towards 0: beyond the ends is rare and sorted out below
        _counts[(uint)at <= Rungs ? at : at < 0 ? 0 : Rungs]++;
    }

    /// <summary>Answers at or below a threshold of the turned scale.</summary>
    public long AtOrBelow(double threshold)
    {
        long count = 0;
        for (var i = Math.Min(At(threshold), Rungs); i >= 0; i--)
        {
            count += _counts[i];
        }

        return count;
    }

    int At(double value) => (int)Math.Floor((value - _min) * _scale + Slack);
}
