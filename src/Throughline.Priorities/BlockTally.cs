using System.Numerics;
using Throughline.Stats;

namespace Throughline.Priorities;

/// <summary>
/// Sums and cross products of rows dealt into random blocks by their number in the log: what the bootstrap needs of rows
/// too many to keep. The hot loop of an analysis, some ten nanoseconds for a row of eight columns.
/// </summary>
sealed class BlockTally
{
    const int Blocks = 1_000;

    readonly int _columns;
    readonly int _width;
    readonly long[] _counts = new long[Blocks];
    readonly double[] _tallies; // per block: sums, then one row of products per column; each as wide as a padded row
    readonly double[] _lows;
    readonly double[] _highs;

    public BlockTally(int columns)
    {
        _columns = columns;
        _width = WidthOf(columns);
        _tallies = new double[Blocks * Stride];
        _lows = new double[_width];
        _highs = new double[_width];
        Array.Fill(_lows, double.PositiveInfinity);
        Array.Fill(_highs, double.NegativeInfinity);
    }

    int Stride => (_columns + 1) * _width;

    /// <summary>Columns rounded up to whole vectors: the length of the rows that <see cref="Add"/> takes.</summary>
    public static int WidthOf(int columns) => (columns + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

    /// <summary>Adds a row: the turned drivers, then the outcome, then zeros up to the width.</summary>
    /// <param name="seq">Number of the signal in the log: it alone decides the block, so that a repeat deals alike.</param>
    /// <param name="row">The values.</param>
    public void Add(long seq, ReadOnlySpan<double> row)
    {
        var block = BlockOf(seq);
        _counts[block]++;
        var tally = _tallies.AsSpan(block * Stride, Stride);
        row = row[.._width];
        for (var k = 0; k < row.Length; k += Vector<double>.Count)
        {
            var part = new Vector<double>(row[k..]);
            var sums = tally[k..];
            (new Vector<double>(sums) + part).CopyTo(sums);
            Vector.Min(part, new Vector<double>(_lows, k)).CopyTo(_lows, k);
            Vector.Max(part, new Vector<double>(_highs, k)).CopyTo(_highs, k);

            // The products of the pairs up to this part; beyond it they are the same pairs the other way round.
            var last = Math.Min(k + Vector<double>.Count, _columns);
            for (var i = 0; i < last; i++)
            {
                var products = tally[((i + 1) * _width + k)..];
                Vector.MultiplyAddEstimate(new Vector<double>(row[i]), part, new Vector<double>(products)).CopyTo(products);
            }
        }
    }

    /// <summary>The blocks. Lows and highs are those of all rows; nobody asks a single block for its own.</summary>
    public DriverBlocks ToBlocks(IReadOnlyList<string> names)
    {
        var (lows, highs) = (_lows[.._columns], _highs[.._columns]);
        return new DriverBlocks(names, Enumerable.Range(0, Blocks).Select(block => new Moments(
            _counts[block], _tallies.AsSpan(block * Stride, _columns).ToArray(), Triangle(block), lows, highs)));
    }

    double[] Triangle(int block)
    {
        var triangle = new double[_columns * (_columns + 1) / 2];
        var at = 0;
        for (var i = 0; i < _columns; i++)
        {
            var products = _tallies.AsSpan(block * Stride + (i + 1) * _width + i, _columns - i);
            products.CopyTo(triangle.AsSpan(at));
            at += products.Length;
        }

        return triangle;
    }

    // SplitMix64's finaliser: neighbours in the log land in unrelated blocks.
    static int BlockOf(long seq)
    {
        var x = (ulong)seq + 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return (int)Math.BigMul(x ^ (x >> 31), Blocks, out _);
    }
}
