namespace Throughline.Stats;

/// <summary>
/// What a regression needs to know of rows: how many, the sums of each column and of each pair of columns, and each
/// column's lowest and highest value. Columns are the drivers in order, then the outcome. Moments of parts add up to
/// the moments of the whole, so a database or several workers can make them piece by piece.
/// </summary>
/// <remarks>
/// Sums are taken of (value - origin); parts that are merged share the origin. An origin near the means keeps all
/// digits for columns far from 0; ratings can leave it at 0.
/// </remarks>
public sealed class Moments
{
    readonly double[] _origin;
    readonly double[] _sums;
    readonly double[] _cross;
    readonly double[] _lows;
    readonly double[] _highs;

    /// <summary>No rows yet.</summary>
    /// <param name="origin">One number per column, drivers first, outcome last.</param>
    /// <exception cref="ArgumentException">Fewer than two columns.</exception>
    public Moments(ReadOnlySpan<double> origin)
    {
        if (origin.Length < 2)
        {
            throw new ArgumentException($"{origin.Length} columns; at least one driver and the outcome are needed.", nameof(origin));
        }

        _origin = origin.ToArray();
        _sums = new double[origin.Length];
        _cross = new double[origin.Length * (origin.Length + 1) / 2];
        _lows = new double[origin.Length];
        _highs = new double[origin.Length];
        Array.Fill(_lows, double.PositiveInfinity);
        Array.Fill(_highs, double.NegativeInfinity);
    }

    /// <summary>
    /// From sums that someone else made, for instance in SQL. <paramref name="crossProducts"/> is the upper triangle with
    /// its diagonal, row after row: 11, 12 .. 1k, 22 .. 2k, .. kk; lows and highs are plain values, not minus the origin.
    /// </summary>
    /// <exception cref="ArgumentException">Lengths that do not fit, n below 0, or a number that is not
    /// finite.</exception>
    public Moments(
        long n, double[] sums, double[] crossProducts, double[] lows, double[] highs, double[]? origin = null)
        : this(origin ?? new double[(sums ?? []).Length])
    {
        if (n < 0 || sums!.Length != Columns || crossProducts.Length != _cross.Length || lows.Length != Columns || highs.Length != Columns)
        {
            throw new ArgumentException(
                $"n {n}, {sums!.Length} sums, {crossProducts.Length} products, {lows.Length} lows, {highs.Length} highs for {Columns} columns.", nameof(sums));
        }

        N = n;
        if (n == 0)
        {
            return;
        }

        foreach (var numbers in (double[][])[sums, crossProducts, lows, highs])
        {
            if (!numbers.All(double.IsFinite))
            {
                throw new ArgumentException("A sum is not a finite number.", nameof(sums));
            }
        }

        sums.CopyTo(_sums, 0);
        crossProducts.CopyTo(_cross, 0);
        lows.CopyTo(_lows, 0);
        highs.CopyTo(_highs, 0);
    }

    /// <summary>Number of columns: drivers and the outcome.</summary>
    public int Columns => _sums.Length;

    /// <summary>Rows added so far, 0 or more.</summary>
    public long N { get; private set; }

    /// <summary>Lowest value of a column; positive infinity while there is no row.</summary>
    public double Low(int column) => _lows[column];

    /// <summary>Highest value of a column; negative infinity while there is no row.</summary>
    public double High(int column) => _highs[column];

    /// <summary>Mean of a column, in its own unit.</summary>
    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public double Mean(int column) => N > 0 ? _origin[column] + _sums[column] / N : throw new InvalidOperationException("No rows, no mean.");

    /// <summary>Adds a row, <paramref name="count"/> times.</summary>
    /// <exception cref="ArgumentException">The row has another number of columns, or a value is not finite.</exception>
    public void Add(ReadOnlySpan<double> row, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (row.Length != Columns)
        {
            throw new ArgumentException($"{row.Length} values for {Columns} columns.", nameof(row));
        }

        if (count == 0)
        {
            return;
        }

        for (int i = 0, at = 0; i < row.Length; i++)
        {
            if (!double.IsFinite(row[i]))
            {
                throw new ArgumentException($"Column {i} holds {row[i]}: a finite number is needed.", nameof(row));
            }

            var x = (row[i] - _origin[i]) * count;
            _sums[i] += x;
            _lows[i] = Math.Min(_lows[i], row[i]);
            _highs[i] = Math.Max(_highs[i], row[i]);
            for (var j = i; j < row.Length; j++)
            {
                _cross[at++] += x * (row[j] - _origin[j]);
            }
        }

        N += count;
    }

    /// <summary>Adds all rows of another part.</summary>
    /// <exception cref="ArgumentException">The other part has other columns or another origin.</exception>
    public void Add(Moments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!other._origin.AsSpan().SequenceEqual(_origin))
        {
            throw new ArgumentException("Moments add up only when they share columns and origin.", nameof(other));
        }

        N += other.N;
        AddTo(other._sums, _sums, 1);
        AddTo(other._cross, _cross, 1);
        for (var i = 0; i < Columns; i++)
        {
            _lows[i] = Math.Min(_lows[i], other._lows[i]);
            _highs[i] = Math.Max(_highs[i], other._highs[i]);
        }
    }

    /// <summary>All parts together; the parts stay as they are.</summary>
    /// <exception cref="ArgumentException">There is no part, or they do not share columns and origin.</exception>
    public static Moments Of(IEnumerable<Moments> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Moments? whole = null;
        foreach (var part in parts)
        {
            whole ??= new Moments(part._origin);
            whole.Add(part);
        }

        return whole ?? throw new ArgumentException("There are no parts.", nameof(parts));
    }

    /// <summary>
    /// Adds this part, <paramref name="times"/> over, to sums and cross products held elsewhere (a bootstrap draw).
    /// </summary>
    internal void AddTo(Span<double> sums, Span<double> cross, double times)
    {
        AddTo(_sums, sums, times);
        AddTo(_cross, cross, times);
    }

    static void AddTo(ReadOnlySpan<double> from, Span<double> into, double times)
    {
        for (var i = 0; i < from.Length; i++)
        {
            into[i] += times * from[i];
        }
    }
}
