namespace Throughline.Stats;

/// <summary>
/// Complete rows of a driver analysis: each driver a column, the outcome a column, and optionally how often each row
/// occurs. Equal rows are folded into one pattern with a count and the patterns are put in order, so that rows in any
/// order, or patterns with counts, are the same table and give the same answer to the last bit.
/// </summary>
public sealed class DriverRows
{
    readonly double[] _values; // row after row: drivers, then outcome
    readonly long[] _counts;

    /// <param name="names">Name of each driver, each once.</param>
    /// <param name="drivers">One column per driver; only finite numbers.</param>
    /// <param name="outcome">The score to explain; only finite numbers.</param>
    /// <param name="counts">How often each row occurs, 1 or more; null for once each.</param>
    /// <exception cref="ArgumentException">Columns of different lengths, a name twice, no driver, or a number that
    /// is not finite.</exception>
    public DriverRows(IReadOnlyList<string> names, IReadOnlyList<double[]> drivers, double[] outcome, long[]? counts = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(drivers);
        ArgumentNullException.ThrowIfNull(outcome);
        Names = RequireNames(names, drivers.Count);
        Width = names.Count + 1;
        var columns = drivers.Append(outcome).ToArray();
        for (var j = 0; j < columns.Length; j++)
        {
            RequireColumn(columns[j], outcome.Length, j < names.Count ? names[j] : "outcome");
        }

        if (counts is not null && (counts.Length != outcome.Length || counts.Any(c => c < 1)))
        {
            throw new ArgumentException("Counts are one per row, each 1 or more.", nameof(counts));
        }

        (_values, _counts) = Fold(columns, counts);
        N = _counts.Sum();
    }

    /// <summary>Names of the drivers, in the order of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Rows, equal ones counted each.</summary>
    public long N { get; }

    /// <summary>Different rows.</summary>
    public int Patterns => _counts.Length;

    internal int Width { get; }

    internal ReadOnlySpan<long> Counts => _counts;

    internal ReadOnlySpan<double> Row(int pattern) => _values.AsSpan(pattern * Width, Width);

    /// <summary>All rows as sums around the column means.</summary>
    public Moments ToMoments()
    {
        var moments = new Moments(Means());
        for (var i = 0; i < _counts.Length; i++)
        {
            moments.Add(Row(i), _counts[i]);
        }

        return moments;
    }

    /// <summary>
    /// The rows dealt at random into <paramref name="blocks"/> parts of nearly equal size, for a bootstrap whose cost
    /// does not grow with the rows. Each row goes to a block of its own accord: the dealing is by seed alone.
    /// </summary>
    public DriverBlocks ToBlocks(int blocks, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        var origin = Means();
        var parts = Enumerable.Range(0, blocks).Select(_ => new Moments(origin)).ToArray();
        var weights = new long[blocks];
        Array.Fill(weights, 1);
        var shares = new long[blocks];
        var dice = new Dice(seed, 0);
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] < blocks)
            {
                for (var row = 0; row < _counts[i]; row++)
                {
                    parts[dice.Below(blocks)].Add(Row(i));
                }

                continue;
            }

            dice.Multinomial(_counts[i], weights, shares);
            for (var b = 0; b < blocks; b++)
            {
                parts[b].Add(Row(i), shares[b]);
            }
        }

        return new DriverBlocks(Names, parts);
    }

    internal double[] Means()
    {
        var means = new double[Width];
        for (var i = 0; i < _counts.Length; i++)
        {
            var row = Row(i);
            for (var j = 0; j < Width; j++)
            {
                means[j] += _counts[i] * row[j];
            }
        }

        for (var j = 0; j < Width; j++)
        {
            means[j] /= Math.Max(1, N);
        }

        return means;
    }

    internal static IReadOnlyList<string> RequireNames(IReadOnlyList<string> names, int drivers)
    {
        if (names.Count == 0 || names.Count != drivers || names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            throw new ArgumentException($"{names.Count} names for {drivers} drivers; each driver needs a name of its own.", nameof(names));
        }

        return names.ToArray();
    }

    static void RequireColumn(double[] column, int rows, string name)
    {
        if (column.Length != rows)
        {
            throw new ArgumentException($"Column {name} has {column.Length} rows, the outcome {rows}.");
        }

        var bad = Array.FindIndex(column, x => !double.IsFinite(x));
        if (bad >= 0)
        {
            throw new ArgumentException($"Column {name} holds {column[bad]} in row {bad}: a finite number is needed.");
        }
    }

    static (double[] Values, long[] Counts) Fold(double[][] columns, long[]? counts)
    {
        var order = Enumerable.Range(0, columns[0].Length).ToArray();
        int Compare(int a, int b)
        {
            foreach (var column in columns)
            {
                var compared = column[a].CompareTo(column[b]);
                if (compared != 0)
                {
                    return compared;
                }
            }

            return 0;
        }

        Array.Sort(order, Compare);
        var values = new List<double>();
        var folded = new List<long>();
        for (var i = 0; i < order.Length; i++)
        {
            var count = counts?[order[i]] ?? 1;
            if (i > 0 && Compare(order[i], order[i - 1]) == 0)
            {
                folded[^1] += count;
                continue;
            }

            folded.Add(count);
            foreach (var column in columns)
            {
                values.Add(column[order[i]]);
            }
        }

        return (values.ToArray(), folded.ToArray());
    }
}
