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

    readonly Ladder[] _ladders; // drivers, then the outcome
    readonly long[] _empty;
    readonly RungCounts[] _rungs;
    readonly List<double> _kept = [];
    readonly List<long> _numbers = [];
    BlockTally? _tally;
    double _outcomeSum;
    double _outcomeSquares;

    AnswerRows(Question outcome, IReadOnlyList<Question> drivers)
    {
        _ladders = [.. drivers.Append(outcome).Select(q => new Ladder(q))];
        _empty = new long[drivers.Count];
        _rungs = [.. _ladders.Select(l => new RungCounts(l.Question))];
    }

    /// <summary>Signals that answered the outcome.</summary>
    public long Answered { get; private set; }

    /// <summary>Those of them that answered every driver too.</summary>
    public long N { get; private set; }

    /// <summary>Signals that answered the outcome but not this driver.</summary>
    public IReadOnlyList<long> Empty => _empty;

    /// <summary>Answers at each rung among the complete rows: the drivers, then the outcome.</summary>
    public IReadOnlyList<RungCounts> Rungs => _rungs;

    /// <summary>The outcome's answers among the complete rows, turned; null when there is none.</summary>
    public Sample? Outcome => N == 0 ? null : Sample.FromSums(N, _outcomeSum, _outcomeSquares);

    /// <summary>The rows themselves; null when there are too many of them, or none.</summary>
    public DriverRows? ToRows(IReadOnlyList<string> names)
    {
        if (_tally is not null || N == 0)
        {
            return null;
        }

        var width = _ladders.Length;
        var columns = Enumerable.Range(0, width)
            .Select(c => Enumerable.Range(0, (int)N).Select(row => _kept[row * width + c]).ToArray())
            .ToArray();
        return new DriverRows(names, columns[..^1], columns[^1]);
    }

    /// <summary>The blocks; null when the rows are few enough to keep.</summary>
    public DriverBlocks? ToBlocks(IReadOnlyList<string> names) => _tally?.ToBlocks(names);

    /// <summary>Reads them.</summary>
    /// <param name="connection">A connection of the log.</param>
    /// <param name="where">Which signals.</param>
    /// <param name="outcome">What is to be explained.</param>
    /// <param name="drivers">At least one question of the same source.</param>
    /// <param name="mostKept">Rows to keep at most; <see cref="MostKept"/> everywhere but in tests.</param>
    public static AnswerRows Read(
        DuckConnection connection, SignalWhere where, Question outcome, IReadOnlyList<Question> drivers, int mostKept = MostKept)
    {
        var rows = new AnswerRows(outcome, drivers);
        var columns = string.Join(", ", drivers.Append(outcome).Select(SignalWhere.Column));
        var sql = $"SELECT seq, {columns} FROM signal WHERE {where.Sql} AND {SignalWhere.Column(outcome)} IS NOT NULL";
        using var reader = connection.Query(sql, where.With());
        double[] values = [];
        bool[] complete = [];
        while (reader.NextChunk())
        {
            if (values.Length < reader.RowCount * rows._ladders.Length)
            {
                values = new double[reader.RowCount * rows._ladders.Length];
                complete = new bool[reader.RowCount];
            }

            rows.Transpose(reader, values, complete);
            rows.Take(reader, values, complete, mostKept);
        }

        return rows;
    }

    /// <summary>Column by column out of the chunk, row by row into <paramref name="values"/>.</summary>
    void Transpose(DuckReader reader, double[] values, bool[] complete)
    {
        var width = _ladders.Length;
        Array.Fill(complete, true);
        for (var c = 0; c < width; c++)
        {
            var column = reader.Column<double>(c + 1);
            var (turned, ends) = (_ladders[c].Question.Scale.LowIsGood, _ladders[c].Turn(0));
            for (var row = 0; row < column.Length; row++)
            {
                if (reader.IsValid(c + 1, row))
                {
                    values[row * width + c] = turned ? ends - column[row] : column[row];
                }
                else
                {
                    complete[row] = false;
                    _empty[c]++; // never the outcome: the query leaves those out
                }
            }
        }

        Answered += reader.RowCount;
    }

    void Take(DuckReader reader, double[] values, bool[] complete, int mostKept)
    {
        var width = _ladders.Length;
        var numbers = reader.Column<long>(0);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!complete[i])
            {
                continue;
            }

            var row = values.AsSpan(i * width, width);
            N++;
            for (var c = 0; c < width; c++)
            {
                _rungs[c].Add(row[c]);
            }

            var outcome = row[^1];
            _outcomeSum += outcome;
            _outcomeSquares += outcome * outcome;
            if (_tally is not null)
            {
                _tally.Add(numbers[i], row);
            }
            else
            {
                Keep(numbers[i], row, mostKept);
            }
        }
    }

    void Keep(long number, ReadOnlySpan<double> row, int mostKept)
    {
        _numbers.Add(number);
        _kept.AddRange(row);
        if (_numbers.Count <= mostKept)
        {
            return;
        }

        _tally = new BlockTally(row.Length);
        var kept = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_kept);
        for (var i = 0; i < _numbers.Count; i++)
        {
            _tally.Add(_numbers[i], kept.Slice(i * row.Length, row.Length));
        }

        _kept.Clear();
        _numbers.Clear();
    }
}
