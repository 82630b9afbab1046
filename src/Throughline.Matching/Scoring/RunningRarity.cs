using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>
/// Rarity of values whose bearers are counted as records arrive, by the classes of the last fit. A class in which the fit saw next to
/// nothing is left to the one before it: the value's own shift makes up for it.
/// </summary>
/// <param name="column">The column with its running counts.</param>
/// <param name="share">Share of filled cells in each class when the model was fitted.</param>
/// <param name="meeting">How often two cells met in a value of each class then.</param>
/// <param name="supposed">Records that are supposed beside those there are, while there are few.</param>
/// <param name="typical">Share of the supposed records that bear any one value.</param>
sealed class RunningRarity(Column column, double[] share, double[] meeting, double supposed, double typical)
{
    const double LeastShare = 0.005;

    static readonly double[] s_below = [1, 1 / 32.0, 1 / 256.0, 1 / 2048.0]; // 0, 5, 8, 11 bits

    readonly double[] _mean = [.. share.Zip(meeting, (s, m) => s > 0 ? m / s : 0)];

    public IReadOnlyList<double> Share { get; } = share;

    public IReadOnlyList<double> Meeting { get; } = meeting;

    public int ClassOf(int value)
    {
        var frequency = Frequency(value);
        var c = 0;
        while (c + 1 < s_below.Length && frequency <= s_below[c + 1])
        {
            c++;
        }

        for (var down = c; down >= 0; down--)
        {
            if (Share[down] >= LeastShare)
            {
                return down;
            }
        }

        while (c < s_below.Length && Share[c] < LeastShare)
        {
            c++;
        }

        return c == s_below.Length ? 0 : c;
    }

    public float Shift(int value) => _mean[ClassOf(value)] is > 0 and var mean ? (float)Math.Log2(mean / Frequency(value)) : 0;

    double Frequency(int value) => (Math.Max(column.Counts[value], 1) + supposed * typical) / (Math.Max(column.Filled, 1) + supposed);
}
