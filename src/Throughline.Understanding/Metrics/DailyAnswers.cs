using System.Runtime.CompilerServices;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;

namespace Throughline.Understanding.Metrics;

/// <summary>
/// The answers to several questions, day by day, from one scan of the log: every period, trend and comparison of a page is a sum
/// over these.
/// </summary>
public sealed class DailyAnswers
{
    const long Day = TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond;

    static readonly int _epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    readonly IReadOnlyList<Question> _questions;
    readonly AnswerGrid[] _grids;
    readonly Dictionary<long, int> _numbers = []; // days since 1970 to numbers in order of turning up
    readonly List<long> _days = [];
    readonly List<long> _signals = [];
    readonly List<long> _texts = [];
    long _last = long.MinValue;
    int _lastNumber;

    DailyAnswers(IReadOnlyList<Question> questions)
    {
        _questions = questions;
        _grids = [.. questions.Select(_ => new AnswerGrid())];
    }

    /// <summary>Counts what the filter lets through on the days of the periods.</summary>
    /// <param name="log">The log.</param>
    /// <param name="filter">Which signals; its own period is not looked at.</param>
    /// <param name="periods">Any number of periods; none for all signals.</param>
    /// <param name="questions">What is counted.</param>
    /// <param name="cancellation">Stops the scan.</param>
    public static async Task<DailyAnswers> ReadAsync(
        SignalLog log, SignalFilter filter, IReadOnlyList<Period> periods, IReadOnlyList<Question> questions, CancellationToken cancellation)
    {
        var where = new SignalWhere(filter with { Period = Hull(periods) }, log.Catalogue.Contents);
        return Sum(await log.ReadStretchesAsync((c, stretch) => Read(c, where, Between(periods), questions, stretch), cancellation));
    }

    /// <summary>All answers of one source in a part of the log.</summary>
    internal static async Task<DailyAnswers> ReadAsync(
        SignalLog log, int sourceId, LogStretch part, IReadOnlyList<Question> questions, CancellationToken cancellation)
    {
        var where = new SignalWhere(new SignalFilter { SourceId = sourceId }, log.Catalogue.Contents);
        return Sum(await log.ReadStretchesAsync(part.After, part.UpTo, (c, stretch) => Read(c, where, null, questions, stretch), cancellation));
    }

    /// <summary>Different days times different answers, of all questions: what this takes of memory.</summary>
    internal long Cells => _grids.Sum(grid => grid.Cells);

    /// <summary>What was counted.</summary>
    internal IReadOnlyList<Question> Questions => _questions;

    /// <summary>True when all these were counted.</summary>
    internal bool Has(IReadOnlyList<Question> questions) => questions.All(q => _questions.Any(known => known.Id == q.Id));

    /// <summary>These counts and those of the same questions in signals that came later; neither changes.</summary>
    internal DailyAnswers With(DailyAnswers later) => Sum([new DailyAnswers(_questions), this, later]);

    /// <summary>Signals of a period, answered or not; all counted, null for all.</summary>
    public long Signals(Period? period) => Sum(_signals, period);

    /// <summary>Signals of a period that have words; null for all.</summary>
    public long Texts(Period? period) => Sum(_texts, period);

    /// <summary>The answers of a period; null for all.</summary>
    /// <exception cref="ArgumentException">The question is not among those that were counted.</exception>
    public ScoreCounts Count(Question question, Period? period) => new(question, Grid(question).Sum(Wanted(period)));

    /// <summary>The answers in stretches of time; those without answers are missing.</summary>
    /// <param name="question">One of the questions counted.</param>
    /// <param name="grain">One of <see cref="Split.Grains"/>.</param>
    /// <param name="period">The days.</param>
    public IReadOnlyList<(Period Days, ScoreCounts Counts)> By(Question question, string grain, Period period) =>
        [.. _days.Select(DayOf).Where(day => day >= period.From && day <= period.To)
            .Select(day => Split.FirstDay(grain, day)).Distinct().Order()
            .Select(first => new Period(first, Split.LastDay(grain, first)))
            .Select(days => (days, Count(question, new Period(Later(days.From, period.From), Earlier(days.To, period.To)))))
            .Where(point => point.Item2.N > 0)];

    /// <summary>Reads one stretch. The words of the filter and the periods are in <paramref name="where"/> already.</summary>
    internal static DailyAnswers Read(
        DuckConnection connection, SignalWhere where, Period? leaveOut, IReadOnlyList<Question> questions, LogStretch stretch)
    {
        var answers = new DailyAnswers(questions);
        var gap = leaveOut is { } days
            ? $" AND NOT (occurred_at >= TIMESTAMP '{days.Start:yyyy-MM-dd}' AND occurred_at < TIMESTAMP '{days.End:yyyy-MM-dd}')"
            : "";
        var scores = string.Concat(questions.Select(q => ", " + SignalWhere.Column(q)));
        using var reader = connection.Query(
            $"SELECT occurred_at, has_text{scores} FROM signal WHERE {where.Sql}{gap} AND seq > $after AND seq <= $upto",
            where.With(("after", stretch.After), ("upto", stretch.UpTo)));
        Span<int> numbers = stackalloc int[2048];
        while (reader.NextChunk())
        {
            if (numbers.Length < reader.RowCount)
            {
                numbers = new int[reader.RowCount];
            }

            answers.Take(reader.Column<long>(0), reader.Column<byte>(1), numbers);
            for (var i = 0; i < questions.Count; i++)
            {
                answers._grids[i].Add(reader.Column<double>(i + 2), reader.Validity(i + 2), numbers);
            }
        }

        return answers;
    }

    /// <summary>Adds what another stretch has counted.</summary>
    internal void Add(DailyAnswers other)
    {
        var numbers = new int[other._days.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = NumberOf(other._days[i]);
            _signals[numbers[i]] += other._signals[i];
            _texts[numbers[i]] += other._texts[i];
        }

        for (var i = 0; i < _grids.Length; i++)
        {
            _grids[i].Add(other._grids[i], numbers);
        }
    }

    /// <summary>Numbers the days of a chunk and counts its signals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Take(ReadOnlySpan<long> times, ReadOnlySpan<byte> hasText, Span<int> numbers)
    {
        for (var row = 0; row < times.Length; row++)
        {
            var day = times[row] >= 0 ? times[row] / Day : (times[row] + 1) / Day - 1;
            if (day != _last)
            {
                _lastNumber = NumberOf(day);
                _last = day;
            }

            numbers[row] = _lastNumber;
            _signals[_lastNumber]++;
            _texts[_lastNumber] += hasText[row];
        }
    }

    int NumberOf(long day)
    {
        if (!_numbers.TryGetValue(day, out var number))
        {
            _numbers.Add(day, number = _days.Count);
            _days.Add(day);
            _signals.Add(0);
            _texts.Add(0);
        }

        return number;
    }

    AnswerGrid Grid(Question question) =>
        Enumerable.Range(0, _questions.Count).Where(i => _questions[i].Id == question.Id).Select(i => _grids[i]).FirstOrDefault()
        ?? throw new ArgumentException($"Question {question.Id} was not counted.", nameof(question));

    bool[] Wanted(Period? period) =>
        [.. _days.Select(day => period is not { } days || (DayOf(day) >= days.From && DayOf(day) <= days.To))];

    static DailyAnswers Sum(IReadOnlyList<DailyAnswers> parts)
    {
        foreach (var part in parts.Skip(1))
        {
            parts[0].Add(part);
        }

        return parts[0];
    }

    long Sum(List<long> counts, Period? period) => Wanted(period).Zip(counts).Sum(pair => pair.First ? pair.Second : 0);

    static DateOnly DayOf(long sinceEpoch) => DateOnly.FromDayNumber((int)sinceEpoch + _epoch);

    static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    static Period? Hull(IReadOnlyList<Period> periods) =>
        periods.Count == 0 ? null : new Period(periods.Min(p => p.From), periods.Max(p => p.To));

    /// <summary>The days between two periods that do not touch: read for nothing, were they not left out.</summary>
    static Period? Between(IReadOnlyList<Period> periods) =>
        periods.Count == 2 && periods.Min(p => p.To).AddDays(1) < periods.Max(p => p.From)
            ? new Period(periods.Min(p => p.To).AddDays(1), periods.Max(p => p.From).AddDays(-1))
            : null;
}
