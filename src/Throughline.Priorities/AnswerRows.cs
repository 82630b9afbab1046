using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Stats;

namespace Throughline.Priorities;

/// <summary>
/// The complete cases of an outcome and its drivers under a filter, read in one scan: every row while they are few,
/// sums of random blocks when they are many, and in both cases who left what empty.
/// </summary>
sealed class AnswerRows
{
    /// <summary>
    /// Up to so many complete rows the bootstrap redraws rows (0.1 to 0.7 s of CPU); beyond, 1,000 blocks of at least ten
    /// rows tell the same at 0.1 s however many there are.
    /// </summary>
    public const int MostKept = 10_000;

    /// <summary>Rows of a batch: one word of validity bits.</summary>
    const int Batch = 64;

    readonly Ladder[] _ladders; // drivers, then the outcome
    readonly int _width; // of a row in the batch: padded with zeros
    readonly double[] _batch;
    readonly long[] _empty;
    readonly RungTable _rungs;
    readonly List<double> _kept = [];
    readonly List<long> _numbers = [];
    BlockTally? _tally;
    double _outcomeSum;
    double _outcomeSquares;

    AnswerRows(Question outcome, IReadOnlyList<Question> drivers)
    {
        _ladders = [.. drivers.Append(outcome).Select(q => new Ladder(q))];
        _width = BlockTally.WidthOf(_ladders.Length);
        _batch = new double[Batch * _width];
        _empty = new long[drivers.Count];
        _rungs = new RungTable([.. drivers, outcome]);
    }

    /// <summary>Signals that answered the outcome.</summary>
    public long Answered { get; private set; }

    /// <summary>Those of them that answered every driver too.</summary>
    public long N { get; private set; }

    /// <summary>Signals that answered the outcome but not this driver.</summary>
    public IReadOnlyList<long> Empty => _empty;

    /// <summary>Answers at each rung among the complete rows: the drivers, then the outcome.</summary>
    public RungTable Rungs => _rungs;

    /// <summary>The outcome's answers among the complete rows, turned; null when there is none.</summary>
    public Sample? Outcome => N == 0 ? null : Sample.FromSums(N, _outcomeSum, _outcomeSquares);

    /// <summary>The rows themselves; null when there are too many of them, or none.</summary>
    public DriverRows? ToRows(IReadOnlyList<string> names)
    {
        if (_tally is not null || N == 0)
        {
            return null;
        }

        var columns = Enumerable.Range(0, _ladders.Length)
            .Select(c => Enumerable.Range(0, (int)N).Select(row => _kept[row * _width + c]).ToArray())
            .ToArray();
        return new DriverRows(names, columns[..^1], columns[^1]);
    }

    /// <summary>The blocks; null when the rows are few enough to keep.</summary>
    public DriverBlocks? ToBlocks(IReadOnlyList<string> names) => _tally?.ToBlocks(names);

    /// <summary>
    /// Reads them. The adding up is the work of one thread, so a long log is read in several stretches at once.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="filter">Which signals.</param>
    /// <param name="outcome">What is to be explained.</param>
    /// <param name="drivers">At least one question of the same source.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<AnswerRows> ReadAsync(
        SignalLog log, SignalFilter filter, Question outcome, IReadOnlyList<Question> drivers, CancellationToken cancellation)
    {
        var where = new SignalWhere(filter, log.Catalogue.Contents);
        var parts = await log.ReadStretchesAsync((c, stretch) => Read(c, where, outcome, drivers, (stretch.After, stretch.UpTo)), cancellation);
        foreach (var part in parts.Skip(1))
        {
            parts[0].Add(part, MostKept);
        }

        return parts[0];
    }

    /// <summary>Reads the signals numbered beyond the first and up to the last of <paramref name="numbers"/>.</summary>
    /// <param name="connection">A connection of the log.</param>
    /// <param name="where">Which signals.</param>
    /// <param name="outcome">What is to be explained.</param>
    /// <param name="drivers">At least one question of the same source.</param>
    /// <param name="numbers">Numbers in the log: after, up to.</param>
    /// <param name="mostKept">Rows to keep at most; <see cref="MostKept"/> everywhere but in tests.</param>
    public static AnswerRows Read(
        DuckConnection connection,
        SignalWhere where,
        Question outcome,
        IReadOnlyList<Question> drivers,
        (long After, long Last) numbers,
        int mostKept = MostKept)
    {
        var rows = new AnswerRows(outcome, drivers);
        var columns = string.Join(", ", drivers.Append(outcome).Select(SignalWhere.Column));
        var sql = $"""
            SELECT seq, {columns} FROM signal
            WHERE {where.Sql} AND {SignalWhere.Column(outcome)} IS NOT NULL AND seq > $after AND seq <= $last
            """;
        using var reader = connection.Query(sql, where.With(("after", numbers.After), ("last", numbers.Last)));
        while (reader.NextChunk())
        {
            rows.Answered += reader.RowCount;
            for (var start = 0; start < reader.RowCount; start += Batch)
            {
                var complete = rows.Load(reader, start, Math.Min(Batch, reader.RowCount - start));
                rows.Take(reader.Column<long>(0)[start..], complete, mostKept);
            }
        }

        return rows;
    }

    /// <summary>Turns columns of the chunk into rows of the batch; the bits of the rows where nothing is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    ulong Load(DuckReader reader, int start, int rows)
    {
        var all = ulong.MaxValue >> (Batch - rows);
        var complete = all;
        for (var c = 0; c < _ladders.Length; c++)
        {
            var valid = reader.Validity(c + 1) is { IsEmpty: false } bits ? bits[start / Batch] & all : all;
            if (c < _empty.Length)
            {
                _empty[c] += rows - BitOperations.PopCount(valid);
            }

            complete &= valid;
            var column = reader.Column<double>(c + 1).Slice(start, rows);
            var into = _batch.AsSpan(c);
            if (_ladders[c].Question.Scale.LowIsGood)
            {
                var ends = _ladders[c].Turn(0);
                for (int row = 0, at = 0; row < column.Length; row++, at += _width)
                {
                    into[at] = ends - column[row];
                }
            }
            else
            {
                for (int row = 0, at = 0; row < column.Length; row++, at += _width)
                {
                    into[at] = column[row];
                }
            }
        }

        return complete;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Take(ReadOnlySpan<long> numbers, ulong complete, int mostKept)
    {
        N += BitOperations.PopCount(complete);
        for (; complete != 0; complete &= complete - 1)
        {
            var at = BitOperations.TrailingZeroCount(complete);
            var row = _batch.AsSpan(at * _width, _width);
            _rungs.Add(row);
            var outcome = row[_ladders.Length - 1];
            _outcomeSum += outcome;
            _outcomeSquares += outcome * outcome;
            if (_tally is not null)
            {
                _tally.Add(numbers[at], row);
            }
            else
            {
                Keep(numbers[at], row, mostKept);
            }
        }
    }

    void Keep(long number, ReadOnlySpan<double> row, int mostKept)
    {
        _numbers.Add(number);
        _kept.AddRange(row);
        if (_numbers.Count > mostKept)
        {
            Spill();
        }
    }

    /// <summary>Adds all rows of another part of the log.</summary>
    public void Add(AnswerRows other, int mostKept)
    {
        Answered += other.Answered;
        N += other.N;
        _outcomeSum += other._outcomeSum;
        _outcomeSquares += other._outcomeSquares;
        _rungs.Add(other._rungs);
        for (var i = 0; i < _empty.Length; i++)
        {
            _empty[i] += other._empty[i];
        }

        if (_tally is null && other._tally is null && N <= mostKept)
        {
            _numbers.AddRange(other._numbers);
            _kept.AddRange(other._kept);
            return;
        }

        Spill().Add(other.Spill());
    }

    /// <summary>From kept rows to sums; nothing happens when that is done already.</summary>
    BlockTally Spill()
    {
        if (_tally is not null)
        {
            return _tally;
        }

        _tally = new BlockTally(_ladders.Length);
        var kept = CollectionsMarshal.AsSpan(_kept);
        for (var i = 0; i < _numbers.Count; i++)
        {
            _tally.Add(_numbers[i], kept.Slice(i * _width, _width));
        }

        _kept.Clear();
        _numbers.Clear();
        return _tally;
    }
}
