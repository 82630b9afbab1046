using Throughline.Contracts;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Tests.Platform;
using Throughline.Understanding.Metrics;

namespace Throughline.Tests.Understanding;

public sealed class DailyAnswersTests
{
    static readonly Period _spring = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 5, 31));
    static readonly Period _before = new(new DateOnly(1969, 12, 30), new DateOnly(1970, 1, 2));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Times on both sides of 1970, answers that are missing, halves, negative, and far more than a dense table holds.</summary>
    static async Task<OpenLog> FilledAsync(int rows)
    {
        var open = new OpenLog();
        var random = new Random(5);
        await open.Log.AppendAsync([.. Enumerable.Range(0, rows).Select(i => open.Signal(
            $"k{i}", overall: i % 3 == 0 ? random.Next(1, 6) : i % 3 == 1 ? random.Next(0, 2000) / 4.0 - 50 : -0.0,
            comfort: i % 4 == 0 ? null : random.Next(1, 6),
            text: i % 5 == 0 ? "words" : null,
            at: (i % 2 == 0 ? new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc) : new DateTime(1969, 12, 30, 0, 0, 0, DateTimeKind.Utc))
                .AddSeconds(random.Next(0, 86400 * (i % 2 == 0 ? 140 : 4)))))], Stop);
        return open;
    }

    [Fact]
    public async Task One_scan_counts_what_a_question_for_each_period_counts()
    {
        using var open = await FilledAsync(6_000);
        var book = new ScoreBook(open.Log);
        Question[] questions = [open.Overall, open.Comfort];
        var answers = await DailyAnswers.ReadAsync(open.Log, new SignalFilter(), [_spring, _before], questions, Stop);
        foreach (var period in new[] { _spring, _before })
        {
            foreach (var question in questions)
            {
                var oracle = await book.CountAsync(question, new SignalFilter { Period = period }, Stop);
                Assert.Equal(oracle.Counts, answers.Count(question, period).Counts);
            }

            var range = $"occurred_at >= TIMESTAMP '{period.Start:yyyy-MM-dd}' AND occurred_at < TIMESTAMP '{period.End:yyyy-MM-dd}'";
            Assert.Equal(await open.CountAsync(range), answers.Signals(period));
            Assert.Equal(await open.CountAsync(range + " AND text IS NOT NULL"), answers.Texts(period));
        }
    }

    [Theory]
    [InlineData("day")]
    [InlineData("week")]
    [InlineData("month")]
    [InlineData("quarter")]
    [InlineData("year")]
    public async Task Days_add_up_to_every_grain_as_the_log_cuts_it(string grain)
    {
        using var open = await FilledAsync(3_000);
        var answers = await DailyAnswers.ReadAsync(open.Log, new SignalFilter(), [], [open.Comfort], Stop);
        var everything = new Period(new DateOnly(1960, 1, 1), new DateOnly(2030, 1, 1));
        var oracle = await open.Log.ReadAsync(c => new ScoreBook(open.Log)
            .CountBy(c, open.Comfort, new SignalFilter(), Split.Parse(grain, open.Log.Catalogue.Contents)), Stop);
        var points = answers.By(open.Comfort, grain, everything);
        Assert.Equal(oracle.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value.N)),
            points.Select(p => ($"{p.Days.From:yyyy-MM-dd}", p.Counts.N)));
    }

    [Fact]
    public async Task Stretches_of_the_log_add_up_to_the_whole()
    {
        using var open = await FilledAsync(5_000);
        Question[] questions = [open.Overall, open.Comfort];
        var where = new SignalWhere(new SignalFilter(), open.Log.Catalogue.Contents);
        var whole = await open.Log.ReadAsync(c => DailyAnswers.Read(c, where, null, questions, new LogStretch(0, 5_000)), Stop);
        var sum = await open.Log.ReadAsync(c => DailyAnswers.Read(c, where, null, questions, new LogStretch(0, 1_234)), Stop);
        sum.Add(await open.Log.ReadAsync(c => DailyAnswers.Read(c, where, null, questions, new LogStretch(1_234, 5_000)), Stop));
        foreach (var question in questions)
        {
            Assert.Equal(whole.Count(question, null).Counts, sum.Count(question, null).Counts);
            Assert.Equal(whole.Count(question, _spring).Counts, sum.Count(question, _spring).Counts);
        }

        Assert.Equal(5_000, sum.Signals(null));
        Assert.Equal(1_000, sum.Texts(null));
    }

    [Fact]
    public async Task A_filter_narrows_the_scan()
    {
        using var open = new OpenLog();
        await open.Log.AppendAsync([open.Signal("a", 5, airline: "red"), open.Signal("b", 2), open.Signal("c", 2, airline: "red")], Stop);
        var filter = new SignalFilter { Attributes = [new AttributeChoice(open.Airline.Id, ["red"])] };
        var answers = await DailyAnswers.ReadAsync(open.Log, filter, [], [open.Overall], Stop);
        Assert.Equal([new ValueCount(2, 1), new ValueCount(5, 1)], answers.Count(open.Overall, null).Counts);
        Assert.Throws<ArgumentException>(() => answers.Count(open.Comfort, null));
    }

    [Fact]
    public async Task An_empty_log_has_no_answers()
    {
        using var open = new OpenLog();
        var answers = await DailyAnswers.ReadAsync(open.Log, new SignalFilter(), [_spring], [open.Overall], Stop);
        Assert.Equal(0, answers.Count(open.Overall, _spring).N);
        Assert.Empty(answers.By(open.Overall, "day", _spring));
    }
}
