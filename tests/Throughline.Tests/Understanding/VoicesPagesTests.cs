using FsCheck;
using FsCheck.Fluent;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Understanding.Voices;

namespace Throughline.Tests.Understanding;

public sealed class VoicesPagesTests
{
    static async Task<List<Verbatim>> AllPagesAsync(VoicesLog voices, SignalFilter filter, VerbatimOrder order, int take, Func<Task>? between = null)
    {
        var all = new List<Verbatim>();
        string? after = null;
        long? total = null;
        do
        {
            var page = await voices.Book.ListVoicesAsync(filter, order, after, take, VoicesLog.Stop);
            Assert.InRange(page.Items.Count, 0, take);
            Assert.Equal(after is null, page.Facets is not null);
            Assert.Equal(total ??= page.WithFilterTotal, page.WithFilterTotal);
            all.AddRange(page.Items);
            after = page.Next;
            if (between is not null)
            {
                await between();
            }
        }
        while (after is not null);

        Assert.Equal(total, all.Count);
        return all;
    }

    static double? Overall(VoicesLog voices, Verbatim verbatim) =>
        verbatim.Answers.Where(a => a.QuestionId == voices.Open.Overall.Id).Select(a => (double?)a.Value).FirstOrDefault();

    [Fact]
    public void All_pages_together_are_the_filtered_set_each_once_and_in_order()
    {
        using var voices = new VoicesLog().With(120);
        var signals = Enumerable.Range(0, 120).Select(voices.Signal).ToList();
        var cases = (
            from order in Gen.Elements(Enum.GetValues<VerbatimOrder>())
            from take in Gen.Choose(3, 60)
            from channels in Gen.SubListOf("web", "app", "phone")
            from worst in Gen.Elements(true, false)
            from day in Gen.Choose(0, 5)
            select (order, take, channels, worst, day)).ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            var filter = new SignalFilter
            {
                Channels = [.. c.channels],
                Scores = c.worst ? [new ScoreRange(voices.Open.Overall.Id, 1, 2)] : [],
                Period = c.day == 0 ? null : new Period(new(2026, 3, 1), new(2026, 3, c.day)),
            };
            var wanted = signals.Where(s => s.Text is not null
                && (c.channels.Count == 0 || c.channels.Contains(s.Channel!))
                && (!c.worst || s.Answers.Any(a => a.QuestionId == voices.Open.Overall.Id && a.Value <= 2))
                && (c.day == 0 || s.OccurredAt.Day <= c.day));
            var all = AllPagesAsync(voices, filter, c.order, c.take).GetAwaiter().GetResult();
            Assert.Equal(wanted.Select(s => s.Id.ToString()).Order(), all.Select(v => v.Id).Order());
            Assert.Equal(InOrder(voices, all, c.order).Select(v => v.Id), all.Select(v => v.Id));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    static IEnumerable<Verbatim> InOrder(VoicesLog voices, List<Verbatim> all, VerbatimOrder order)
    {
        // Signals were imported in the order of their keys, so a stable sort keeps or turns the order of arrival.
        var place = Enumerable.Range(0, 120).ToDictionary(n => SignalId.OfEvent(voices.Open.Source.Id, $"v{n}").ToString(), n => n);
        return order switch
        {
            VerbatimOrder.Newest => all.OrderByDescending(v => v.OccurredAt).ThenByDescending(v => place[v.Id]),
            VerbatimOrder.Oldest => all.OrderBy(v => v.OccurredAt).ThenBy(v => place[v.Id]),
            VerbatimOrder.Lowest => all.OrderBy(v => Overall(voices, v) ?? double.MaxValue)
                .ThenByDescending(v => v.OccurredAt).ThenByDescending(v => place[v.Id]),
            _ => all.OrderByDescending(v => Overall(voices, v) ?? double.MinValue)
                .ThenByDescending(v => v.OccurredAt).ThenByDescending(v => place[v.Id]),
        };
    }

    [Theory]
    [InlineData(VerbatimOrder.Newest)]
    [InlineData(VerbatimOrder.Oldest)]
    [InlineData(VerbatimOrder.Lowest)]
    public async Task Signals_that_arrive_while_someone_reads_shift_no_page(VerbatimOrder order)
    {
        using var voices = new VoicesLog().With(60);
        var before = await AllPagesAsync(voices, new SignalFilter(), order, 200);
        var next = 1000;
        var during = await AllPagesAsync(voices, new SignalFilter(), order, 7, async () =>
            await voices.Log.AppendAsync([voices.Signal(next++), voices.Signal(next++), voices.Signal(next++)]));
        Assert.Equal(before.Select(v => v.Id), during.Select(v => v.Id));
        Assert.True((await voices.Book.ListVoicesAsync(new SignalFilter(), order, null, 10, VoicesLog.Stop)).Total > before.Count);
    }

    [Fact]
    public async Task A_scale_where_low_is_good_is_turned_round_and_sources_with_other_scales_stand_in_one_list()
    {
        using var voices = new VoicesLog();
        var calls = voices.Log.Catalogue.DeclareSource("calls", hasTime: true);
        var effort = voices.Log.Catalogue.DeclareQuestion(new Question
        {
            Id = 0,
            SourceId = calls.Id,
            Name = "effort",
            Label = "Effort",
            Scale = new Scale(1, 7, LowIsGood: true),
            Metric = Metric.Ces,
            Role = QuestionRole.Outcome,
        });
        voices.Open.Allow(calls);
        voices.Open.Allow(effort);
        Signal Said(int source, int question, double value, string key) => voices.Signal(1) with
        {
            Id = SignalId.OfEvent(source, key),
            SourceId = source,
            Text = key,
            Answers = [new Answer(question, value)],
            Attributes = [],
        };
        await voices.Log.AppendAsync(
        [
            Said(calls.Id, effort.Id, 1, "easy call"), Said(calls.Id, effort.Id, 6, "hard call"),
            Said(voices.Open.Source.Id, voices.Open.Overall.Id, 1, "worst review"), Said(voices.Open.Source.Id, voices.Open.Overall.Id, 4, "good review"),
        ]);
        var page = await voices.Book.ListVoicesAsync(new SignalFilter(), VerbatimOrder.Lowest, null, 10, VoicesLog.Stop);
        Assert.Equal(["worst review", "hard call", "good review", "easy call"], page.Items.Select(v => v.Text));
        Assert.Equal(["easy call", "hard call"], (await voices.Book.ListVoicesAsync(
            new SignalFilter { SourceId = calls.Id }, VerbatimOrder.Highest, null, 10, VoicesLog.Stop)).Items.Select(v => v.Text));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("MDsxOzE7MTsxOzE7")] // a good place, in another order
    [InlineData("MTsxOzE7")]
    public async Task A_place_that_is_none_is_refused_in_plain_words(string after)
    {
        using var voices = new VoicesLog().With(3);
        var refused = await Assert.ThrowsAsync<BadInputException>(() =>
            voices.Book.ListVoicesAsync(new SignalFilter(), VerbatimOrder.Oldest, after, 10, VoicesLog.Stop));
        Assert.Equal("after", refused.Field);
        await Assert.ThrowsAsync<BadInputException>(() => voices.Book.ListAsync(new SignalFilter(), VerbatimOrder.Newest, null, 201, VoicesLog.Stop));
    }

    [Fact]
    public async Task Records_without_text_stand_behind_a_number_too()
    {
        using var voices = new VoicesLog().With(30);
        var page = await voices.Book.ListAsync(
            new SignalFilter { Scores = [new ScoreRange(voices.Open.Overall.Id, 1, 5)] }, VerbatimOrder.Newest, null, 200, VoicesLog.Stop);
        Assert.Equal(Enumerable.Range(0, 30).Count(n => n % 7 != 0), page.Total);
        Assert.Equal(page.Total, page.Items.Count);
        Assert.Contains(page.Items, v => v.Text is null);
    }
}
