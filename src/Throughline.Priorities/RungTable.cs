using System.Runtime.CompilerServices;
using Throughline.Contracts;

namespace Throughline.Priorities;

/// <summary>
/// How many answers stand at each thousandth of each turned scale, so that any threshold can be asked without another scan.
/// Exact for answers on the steps of a rating scale; a slider's answers count to a thousandth of its length.
/// </summary>
/// <param name="questions">One per column.</param>
sealed class RungTable(IReadOnlyList<Question> questions)
{
    const int Rungs = 1_000;

    // Keeps 0.3 x 1000 at 300.
    const double Slack = 1e-6;

    readonly double[] _scales = [.. questions.Select(q => q.Scale.Max > q.Scale.Min ? Rungs / (q.Scale.Max - q.Scale.Min) : 0)];
    readonly double[] _mins = [.. questions.Select(q => q.Scale.Min)];
    readonly long[] _counts = new long[questions.Count * (Rungs + 1)];

    /// <summary>Counts one row, turned; answers beyond the ends count as the ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> row)
    {
        var (scales, mins, counts) = (_scales, _mins, _counts);
        row = row[..scales.Length];
        for (int c = 0, first = 0; c < row.Length && c < mins.Length; c++, first += Rungs + 1)
        {
            var at = (int)((row[c] - mins[c]) * scales[c] + Slack); // cut towards 0; what lies beyond is rare
            counts[first + ((uint)at <= Rungs ? at : at < 0 ? 0 : Rungs)]++;
        }
    }

    /// <summary>Adds all rows of another part of the same columns.</summary>
    public void Add(RungTable other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>Answers of a column at or below a threshold of its turned scale.</summary>
    public long AtOrBelow(int column, double threshold)
    {
        var last = Math.Min(Math.Floor((threshold - _mins[column]) * _scales[column] + Slack), Rungs);
        long count = 0;
        for (var i = 0; i <= last; i++)
        {
            count += _counts[column * (Rungs + 1) + i];
        }

        return count;
    }
}
