using System.Collections.Concurrent;
using Throughline.Contracts;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;

namespace Throughline.Understanding.Metrics;

/// <summary>
/// The answers of each source by day, kept in memory as the log moves: where a page asks for nothing but a source and days, what arrived
/// since the last look is added to what was counted then. Anything else is counted by a scan.
/// </summary>
public sealed class DayBook(SignalLog log)
{
    /// <summary>Above so many counts (sliders and amounts give every day hundreds of answers) a source is scanned each time.</summary>
    internal long MostCells { get; init; } = 1_000_000;

    readonly ConcurrentDictionary<int, Shelf> _shelves = [];

    /// <summary>Counts what the filter lets through on the days of the periods.</summary>
    /// <param name="filter">Which signals; its own period is not looked at.</param>
    /// <param name="periods">Any number of periods; none for all signals.</param>
    /// <param name="questions">What is counted.</param>
    /// <param name="cancellation">Stops the counting.</param>
    /// <returns>At least the days of the periods; perhaps others beside them.</returns>
    public async Task<DailyAnswers> ReadAsync(
        SignalFilter filter, IReadOnlyList<Period> periods, IReadOnlyList<Question> questions, CancellationToken cancellation) =>
        filter.SourceId is { } source && HasOnlySourceAndDays(filter) && await KeptAsync(source, questions, cancellation) is { } kept
            ? kept
            : await DailyAnswers.ReadAsync(log, filter, periods, questions, cancellation);

    internal static bool HasOnlySourceAndDays(SignalFilter filter) => filter is
    {
        WithoutSources.Count: 0, Channels.Count: 0, Touchpoints.Count: 0, Languages.Count: 0, Detectors.Count: 0, ReadIn.Count: 0, Topics.Count: 0, Attributes.Count: 0, Scores.Count: 0,
        Customer: null, WithText: false, Words: null,
    };

    async Task<DailyAnswers?> KeptAsync(int source, IReadOnlyList<Question> questions, CancellationToken cancellation)
    {
        var shelf = _shelves.GetOrAdd(source, _ => new Shelf());
        await shelf.Turn.WaitAsync(cancellation);
        try
        {
            var (removals, head) = (log.Removals, log.Head);
            var last = shelf.Removals == removals && shelf.Answers?.Has(questions) == true ? shelf.Answers : null;
            if (shelf.IsTooLarge || (last is not null && shelf.Head == head))
            {
                return last;
            }

            var part = new LogStretch(last is null ? 0 : shelf.Head, head);
            var counted = await DailyAnswers.ReadAsync(log, source, part, last?.Questions ?? questions, cancellation);
            counted = last is null ? counted : last.With(counted);
            shelf.IsTooLarge = counted.Cells > MostCells;
            (shelf.Removals, shelf.Head, shelf.Answers) = (removals, head, shelf.IsTooLarge ? null : counted);
            return counted;
        }
        finally
        {
            shelf.Turn.Release();
        }
    }

    sealed class Shelf
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public long Removals { get; set; }

        public long Head { get; set; }

        public bool IsTooLarge { get; set; }

        public DailyAnswers? Answers { get; set; }
    }
}
