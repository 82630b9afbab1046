namespace Throughline.Stats;

/// <summary>
/// One way of redrawing a table with replacement; fills sums and cross products of a draw. Holds scratch: one per
/// thread.
/// </summary>
abstract class Redrawing
{
    /// <returns>Rows in the draw.</returns>
    public abstract double Draw(Dice dice, double[] sums, double[] cross);
}

/// <summary>Redraws rows: each of n places gets one row by chance. Sums are taken around the column means.</summary>
sealed class RowRedrawing : Redrawing
{
    readonly RowTable _table;
    readonly long[] _drawn;

    public RowRedrawing(RowTable table)
    {
        _table = table;
        _drawn = new long[table.Counts.Length];
    }

    public override double Draw(Dice dice, double[] sums, double[] cross)
    {
        Array.Clear(sums);
        Array.Clear(cross);
        if (_table.PatternOfRow is { } patterns)
        {
            Array.Clear(_drawn);
            for (var i = 0; i < patterns.Length; i++)
            {
                _drawn[patterns[dice.Below(patterns.Length)]]++;
            }
        }
        else
        {
            dice.Multinomial(_table.N, _table.Counts, _drawn);
        }

        var width = _table.Width;
        for (var i = 0; i < _drawn.Length; i++)
        {
            if (_drawn[i] > 0)
            {
                Add(_table.Centred.AsSpan(i * width, width), _drawn[i], sums, cross);
            }
        }

        return _table.N;
    }

    static void Add(ReadOnlySpan<double> row, double times, Span<double> sums, Span<double> cross)
    {
        var at = 0;
        for (var i = 0; i < row.Length; i++)
        {
            var x = times * row[i];
            sums[i] += x;
            var rest = row[i..];
            var into = cross.Slice(at, rest.Length);
            for (var j = 0; j < rest.Length; j++)
            {
                into[j] += x * rest[j];
            }

            at += rest.Length;
        }
    }
}

/// <summary>
/// The rows as every thread reads them: centred, with counts, and for tables of mostly different rows an index from
/// row to pattern.
/// </summary>
sealed class RowTable
{
    public RowTable(DriverRows rows)
    {
        Width = rows.Width;
        N = rows.N;
        Counts = rows.Counts.ToArray();
        Centred = new double[Counts.Length * Width];
        var means = rows.Means();
        for (var i = 0; i < Counts.Length; i++)
        {
            var row = rows.Row(i);
            for (var j = 0; j < Width; j++)
            {
                Centred[i * Width + j] = row[j] - means[j];
            }
        }

        // With few repeats, dealing rows one by one is cheaper than one binomial per pattern.
        if (N <= 4L * Counts.Length)
        {
            PatternOfRow = new int[N];
            for (int i = 0, at = 0; i < Counts.Length; i++)
            {
                Array.Fill(PatternOfRow, i, at, (int)Counts[i]);
                at += (int)Counts[i];
            }
        }
    }

    public int Width { get; }

    public long N { get; }

    public long[] Counts { get; }

    public double[] Centred { get; }

    public int[]? PatternOfRow { get; }
}

/// <summary>Redraws whole random parts of the rows.</summary>
sealed class BlockRedrawing(IReadOnlyList<Moments> parts) : Redrawing
{
    readonly int[] _drawn = new int[parts.Count];

    public override double Draw(Dice dice, double[] sums, double[] cross)
    {
        Array.Clear(sums);
        Array.Clear(cross);
        Array.Clear(_drawn);
        for (var i = 0; i < _drawn.Length; i++)
        {
            _drawn[dice.Below(_drawn.Length)]++;
        }

        long n = 0;
        for (var i = 0; i < _drawn.Length; i++)
        {
            if (_drawn[i] > 0)
            {
                parts[i].AddTo(sums, cross, _drawn[i]);
                n += _drawn[i] * parts[i].N;
            }
        }

        return n;
    }
}
