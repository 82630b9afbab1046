using Throughline.Stats;

namespace Throughline.Priorities;

/// <summary>
/// Sums and cross products of rows dealt into random blocks by their number in the log: what the bootstrap needs of rows
/// too many to keep. The hot loop of an analysis; a row of eight columns costs some tens of nanoseconds.
/// </summary>
sealed class BlockTally
{
    const int Blocks = 1_000;

    readonly int _columns;
    readonly int _pairs;
    readonly long[] _counts = new long[Blocks];
    readonly double[] _sums;
    readonly double[] _cross;
    readonly double[] _lows;
    readonly double[] _highs;

    public BlockTally(int columns)
    {
        _columns = columns;
        _pairs = columns * (columns + 1) / 2;
        _sums = new double[Blocks * columns];
        _cross = new double[Blocks * _pairs];
        _lows = new double[columns];
        _highs = new double[columns];
        Array.Fill(_lows, double.PositiveInfinity);
        Array.Fill(_highs, double.NegativeInfinity);
    }

    /// <summary>Adds a row: the turned drivers, then the outcome.</summary>
    /// <param name="seq">Number of the signal in the log: it alone decides the block, so that a repeat deals alike.</param>
    /// <param name="row">The values.</param>
    public void Add(long seq, ReadOnlySpan<double> row)
    {
        var block = BlockOf(seq);
        _counts[block]++;
        var sums = _sums.AsSpan(block * _columns, row.Length);
        var cross = _cross.AsSpan(block * _pairs, _pairs);
        for (var i = 0; i < row.Length; i++)
        {
            var x = row[i];
            sums[i] += x;
            var rest = row[i..];
            var into = cross[..rest.Length];
            for (var j = 0; j < rest.Length; j++)
            {
                into[j] += x * rest[j];
            }

            cross = cross[rest.Length..];
            if (x < _lows[i])
            {
                _lows[i] = x;
            }

            if (x > _highs[i])
            {
                _highs[i] = x;
            }
        }
    }

    /// <summary>The blocks. Lows and highs are those of all rows; nobody asks a single block for its own.</summary>
    public DriverBlocks ToBlocks(IReadOnlyList<string> names) => new(names, Enumerable.Range(0, Blocks).Select(block => new Moments(
        _counts[block],
        _sums.AsSpan(block * _columns, _columns).ToArray(),
        _cross.AsSpan(block * _pairs, _pairs).ToArray(),
        _lows,
        _highs)));

    // SplitMix64's finaliser: neighbours in the log land in unrelated blocks.
    static int BlockOf(long seq)
    {
        var x = (ulong)seq + 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return (int)Math.BigMul(x ^ (x >> 31), Blocks, out _);
    }
}
