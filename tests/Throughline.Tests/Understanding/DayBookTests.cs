using Throughline.Contracts;
using Throughline.Tests.Platform;
using Throughline.Understanding.Metrics;

namespace Throughline.Tests.Understanding;

public sealed class DayBookTests
{
    static readonly Period _march = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_kept_moves_on_with_the_log_and_counts_as_a_scan_does()
    {
        using var open = new OpenLog();
        var book = new DayBook(open.Log);
        var random = new Random(11);
        for (var round = 0; round < 5; round++)
        {
            await AppendAsync(open, random, round, 400);
            await SameAsScanAsync(open, book, [open.Overall, open.Comfort]);
            await SameAsScanAsync(open, book, [open.Comfort]);
        }
    }

    [Fact]
    public async Task What_is_kept_starts_anew_when_signals_were_taken_out_and_when_another_question_is_asked()
    {
        using var open = new OpenLog();
        var book = new DayBook(open.Log);
        var march = new DateTime(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc);
        open.Import(1, [.. Enumerable.Range(0, 300).Select(i => open.Signal($"k{i}", i % 5, comfort: i % 4, at: march))]);
        await SameAsScanAsync(open, book, [open.Comfort]);
        await SameAsScanAsync(open, book, [open.Comfort, open.Overall]);
        open.Import(2, 1, [.. Enumerable.Range(0, 200).Select(i => open.Signal($"k{i}", i % 3, comfort: 1, at: march))]);
        await SameAsScanAsync(open, book, [open.Comfort, open.Overall]);
        await AppendAsync(open, new Random(3), 1, 100);
        await SameAsScanAsync(open, book, [open.Comfort, open.Overall]);
    }

    [Fact]
    public async Task A_source_with_too_many_different_answers_is_scanned()
    {
        using var open = new OpenLog();
        var book = new DayBook(open.Log) { MostCells = 500 };
        await open.Log.AppendAsync([.. Enumerable.Range(0, 2_000).Select(i => open.Signal($"k{i}", overall: i + 0.5))], Stop);
        await SameAsScanAsync(open, book, [open.Overall]);
        await AppendAsync(open, new Random(4), 1, 100);
        await SameAsScanAsync(open, book, [open.Overall]);
    }

    /// <summary>A new kind of filter has to be looked at by the door of the book.</summary>
    [Fact]
    public void Every_part_of_a_filter_but_source_and_days_makes_it_scan()
    {
        Assert.True(DayBook.HasOnlySourceAndDays(new SignalFilter { SourceId = 1, Period = _march }));
        SignalFilter[] others =
        [
            new() { WithoutSources = [1] }, new() { Channels = ["web"] }, new() { Touchpoints = ["desk"] }, new() { Languages = ["fa"] },
            new() { Topics = [1] },
            new() { Attributes = [new AttributeChoice(1, ["a"])] }, new() { Scores = [new ScoreRange(1, 0, 1)] },
            new() { Customer = new Identifier("customer", "1") }, new() { WithText = true }, new() { Words = "late" }, new() { Detectors = ["anger"] }, new() { ReadIn = ["fa"] },
        ];
        Assert.All(others, filter => Assert.False(DayBook.HasOnlySourceAndDays(filter)));
        Assert.Equal(others.Length + 2, typeof(SignalFilter).GetProperties().Length);
    }

    static Task AppendAsync(OpenLog open, Random random, int round, int rows) => open.Log.AppendAsync([.. Enumerable.Range(0, rows).Select(i => open.Signal(
        $"{round}-{i}", overall: random.Next(0, 11), comfort: i % 3 == 0 ? null : random.Next(1, 6), text: i % 5 == 0 ? "words" : null,
        at: new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(0, 86_400 * 90))))], Stop);

    static async Task SameAsScanAsync(OpenLog open, DayBook book, Question[] questions)
    {
        var filter = new SignalFilter { SourceId = open.Source.Id, Period = _march };
        var kept = await book.ReadAsync(filter, [_march], questions, Stop);
        var scan = await DailyAnswers.ReadAsync(open.Log, filter, [_march], questions, Stop);
        Assert.Equal((scan.Signals(_march), scan.Texts(_march)), (kept.Signals(_march), kept.Texts(_march)));
        foreach (var question in questions)
        {
            Assert.Equal(scan.Count(question, _march).Counts, kept.Count(question, _march).Counts);
            Assert.Equal(scan.By(question, "week", _march).Select(p => (p.Days, p.Counts.N)), kept.By(question, "week", _march).Select(p => (p.Days, p.Counts.N)));
        }
    }
}
