using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(long seq, ReadOnlySpan<double> row)
    {
        var block = BlockOf(seq);
        _counts[block]++;
        ref var values = ref MemoryMarshal.GetReference(row[.._width]);
        ref var tally = ref MemoryMarshal.GetReference(_tallies.AsSpan(block * Stride, Stride));
        var lanes = Vector<double>.Count;
        for (var k = 0; k < _width; k += lanes)
        {
            var part = Vector.LoadUnsafe(ref values, (nuint)k);
            (Vector.LoadUnsafe(ref tally, (nuint)k) + part).StoreUnsafe(ref tally, (nuint)k);
            Vector.Min(part, new Vector<double>(_lows, k)).CopyTo(_lows, k);
            Vector.Max(part, new Vector<double>(_highs, k)).CopyTo(_highs, k);

            // The products of the pairs up to this part; beyond it they are the same pairs the other way round.
            var last = Math.Min(k + lanes, _columns);
            for (var i = 0; i < last; i++)
            {
                var at = (nuint)((i + 1) * _width + k); // inside: the tally has a row of _width for each column, and one for sums
                var factor = new Vector<double>(Unsafe.Add(ref values, i));
                Vector.MultiplyAddEstimate(factor, part, Vector.LoadUnsafe(ref tally, at)).StoreUnsafe(ref tally, at);
            }
        }
    }

    /// <summary>Adds all rows of another part of the same columns.</summary>
    public void Add(BlockTally other)
    {
        for (var i = 0; i < Blocks; i++)
        {
            _counts[i] += other._counts[i];
        }

        for (var i = 0; i < _tallies.Length; i++)
        {
            _tallies[i] += other._tallies[i];
        }

        for (var i = 0; i < _width; i++)
        {
            _lows[i] = Math.Min(_lows[i], other._lows[i]);
            _highs[i] = Math.Max(_highs[i], other._highs[i]);
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
