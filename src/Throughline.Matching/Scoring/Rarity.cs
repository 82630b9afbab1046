using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>
/// How rare the values of a column are, in classes of a few bits each: agreeing on a rare value says more. Inside a class the rest of the
/// difference is added per value (the term-frequency adjustment of Fellegi-Sunter).
/// </summary>
sealed class Rarity
{
    /// <summary>Number of classes, the most frequent values in class 0.</summary>
    public const int Classes = 4;

    // Bits of surprise, -log2 of the share of records, at which the next class begins.
    static readonly double[] s_from = [0, 5, 8, 11];

    readonly byte[] _class;
    readonly float[] _shift;
    readonly RunningRarity? _running;

    /// <summary>Rarity by running counts; nothing is worked out ahead.</summary>
    public Rarity(RunningRarity running)
    {
        (_running, _class, _shift) = (running, [], []);
        (Share, Meeting) = (running.Share, running.Meeting);
    }

    public Rarity(Column column)
    {
        var counts = column.Counts;
        _class = new byte[counts.Length];
        _shift = new float[counts.Length];
        var share = new double[Classes];
        var meeting = new double[Classes];
        var repeated = new double[Classes];
        double filled = Math.Max(1, column.Filled);
        for (var id = 1; id < counts.Length; id++)
        {
            var frequency = Math.Max(counts[id], 1) / filled;
            var bits = -Math.Log2(frequency);
            var c = 0;
            while (c + 1 < Classes && bits >= s_from[c + 1])
            {
                c++;
            }

            _class[id] = (byte)c;
            share[c] += counts[id] / filled;
            repeated[c] += counts[id] > 1 ? counts[id] : 0;
            meeting[c] += counts[id] / filled * frequency;
        }

        for (var id = 1; id < counts.Length; id++)
        {
            var c = _class[id];
            _shift[id] = share[c] > 0 ? (float)Math.Log2(meeting[c] / share[c] / (Math.Max(counts[id], 1) / filled)) : 0;
        }

        (Share, Meeting) = (share, meeting);
        Repeated = repeated.Sum() is > 0 and var all ? [.. repeated.Select(r => r / all)] : share;
    }

    /// <summary>Of the cells whose value another record bears too, the share in each class: where those who are the same agree.</summary>
    public IReadOnlyList<double> Repeated { get; } = [];

    /// <summary>Share of filled cells in each class.</summary>
    public IReadOnlyList<double> Share { get; }

    /// <summary>For each class, the sum over its values of the squared share of filled cells: how often two cells meet in one.</summary>
    public IReadOnlyList<double> Meeting { get; }

    public int ClassOf(int value) => _running is null ? _class[value] : _running.ClassOf(value);

    /// <summary>Bits to add for a value beside its class's mean; negative for values more frequent than it.</summary>
    public float Shift(int value) => _running is null ? _shift[value] : _running.Shift(value);
}
