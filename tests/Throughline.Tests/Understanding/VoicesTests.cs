using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Understanding.Voices;

namespace Throughline.Tests.Understanding;

public sealed class VoicesTests
{
    static Task<VoicesPage> FirstAsync(VoicesLog voices, SignalFilter filter) =>
        voices.Book.ListVoicesAsync(filter, VerbatimOrder.Newest, null, 200, VoicesLog.Stop);

    [Fact]
    public async Task Words_come_back_as_they_were_written_in_every_script()
    {
        using var voices = new VoicesLog().With(30);
        var page = await FirstAsync(voices, new SignalFilter());
        Assert.Equal(VoicesLog.Texts.Order(StringComparer.Ordinal), page.Items.Select(v => v.Text).Distinct().Order(StringComparer.Ordinal));
        Assert.All(page.Items, v => Assert.Equal(Array.IndexOf(VoicesLog.Texts, v.Text) switch { 1 => "fa", 2 => "ar", 3 => "zh", _ => "en" }, v.Language));
    }

    [Theory]
    [InlineData("ENDLESS hour", "endless", "hour")]
    [InlineData("حسابم", "حسابم")]
    [InlineData("كم", "کم")] // Arabic kaf finds Persian kaf
    [InlineData("الي", "إلى")] // and bare letters those with marks
    [InlineData("页面", "页面")]
    public async Task A_search_marks_what_it_found_in_the_text_as_written(string words, params string[] marked)
    {
        using var voices = new VoicesLog().With(30);
        var page = await FirstAsync(voices, new SignalFilter { Words = words });
        Assert.NotEmpty(page.Items);
        Assert.True(page.WithFilterTotal < page.Total);
        Assert.Equal(page.WithFilterTotal, page.Items.Count);
        Assert.All(page.Items, v => Assert.Equal(
            marked.Order(StringComparer.Ordinal), v.Matches.Select(m => v.Text![m.Start..m.End]).Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Each_part_adds_up_to_the_list_that_its_own_choice_leaves_out_of_account()
    {
        using var voices = new VoicesLog().With(90);
        foreach (var words in new[] { null, "endless" })
        {
            var filter = new SignalFilter
            {
                Channels = ["web"],
                Attributes = [new AttributeChoice(voices.Open.Airline.Id, ["blue", ""])],
                Scores = [new ScoreRange(voices.Open.Overall.Id, 1, 4)],
                Words = words,
            };
            var page = await FirstAsync(voices, filter);
            var facets = page.Facets!;
            Assert.Equal(page.WithFilterTotal, facets.Language.Sum(f => f.Count));
            Assert.Equal(page.WithFilterTotal, facets.Touchpoint.Sum(f => f.Count));
            Assert.Equal((await FirstAsync(voices, filter with { Channels = [] })).WithFilterTotal, facets.Channel.Sum(f => f.Count));
            Assert.Equal((await FirstAsync(voices, filter with { Attributes = [] })).WithFilterTotal,
                Assert.Single(facets.Attributes).Values.Sum(f => f.Count));
            var overall = facets.Scores.Single(s => s.Question.Id == voices.Open.Overall.Id);
            Assert.Equal(
                (await FirstAsync(voices, filter with { Scores = [new ScoreRange(voices.Open.Overall.Id, 1, 5)] })).WithFilterTotal,
                overall.Values.Sum(v => v.Count));
            Assert.Equal(overall.Values.OrderBy(v => v.Value), overall.Values);
            foreach (var channel in facets.Channel)
            {
                Assert.Equal((await FirstAsync(voices, filter with { Channels = [channel.Value] })).WithFilterTotal, channel.Count);
            }

            Assert.Equal((await FirstAsync(voices, new SignalFilter())).WithFilterTotal, page.Total);
        }
    }

    [Fact]
    public async Task What_is_chosen_stays_to_be_seen_and_an_attribute_of_too_many_values_does_not()
    {
        using var voices = new VoicesLog();
        voices.Open.Import(1, [.. Enumerable.Range(0, 400).Select(n => voices.Signal(n) with
        {
            Text = "x", Language = "en", Attributes = [new AttributeValue(voices.Open.Airline.Id, $"line {n % 201}")],
        })]);
        Assert.Empty((await FirstAsync(voices, new SignalFilter())).Facets!.Attributes);

        var some = await FirstAsync(voices, new SignalFilter { Channels = ["web", "pigeon"], Period = new Period(new(2026, 3, 1), new(2026, 3, 1)) });
        Assert.Contains(some.Facets!.Channel, f => f is { Value: "pigeon", Count: 0 });
        var airlines = Assert.Single(some.Facets.Attributes);
        Assert.Equal(FacetCount.ShownValues, airlines.Values.Count);
        Assert.Equal(airlines.Values.OrderByDescending(v => v.Count).Select(v => v.Count), airlines.Values.Select(v => v.Count));
    }

    [Fact]
    public async Task Who_someone_is_is_nothing_to_choose_by()
    {
        using var voices = new VoicesLog();
        var name = voices.Log.Catalogue.DeclareAttribute("name", AttributeKind.Identity);
        await voices.Log.AppendAsync([voices.Signal(1) with { Attributes = [new AttributeValue(name.Id, "Zoë"), new AttributeValue(voices.Open.Airline.Id, "red")] }]);
        var page = await FirstAsync(voices, new SignalFilter());
        Assert.Equal("airline", Assert.Single(page.Facets!.Attributes).Attribute.Name);
        Assert.Contains(page.Items[0].Attributes, a => a.Value == "Zoë");
    }

    [Fact]
    public async Task Counts_kept_in_memory_are_forgotten_when_the_log_moves_or_a_source_goes()
    {
        using var voices = new VoicesLog().With(10);
        var before = await FirstAsync(voices, new SignalFilter());
        Assert.Same(before.Facets, (await FirstAsync(voices, new SignalFilter())).Facets);
        await voices.Log.AppendAsync([voices.Signal(300)]);
        Assert.Equal(before.Total + 1, (await FirstAsync(voices, new SignalFilter())).Total);
        voices.Log.RemoveSource(voices.Open.Source.Id);
        var after = await FirstAsync(voices, new SignalFilter());
        Assert.Equal((0, 0), (after.Total, after.Facets!.Channel.Count));
    }

    [Fact]
    public async Task What_an_employee_said_stands_in_no_list_no_record_and_no_file()
    {
        using var voices = new VoicesLog().With(10);
        var said = voices.Employee(1);
        Assert.Equal(12, await voices.Open.CountAsync());
        Assert.DoesNotContain((await FirstAsync(voices, new SignalFilter())).Items, v => v.Kind == SignalKind.Employee);
        Assert.Empty((await FirstAsync(voices, new SignalFilter { Words = "own queue" })).Items);
        Assert.Equal(10, (await voices.Book.ListAsync(new SignalFilter(), VerbatimOrder.Newest, null, 50, VoicesLog.Stop)).Total);
        Assert.Null(await GetSignal.FindAsync(voices.Log, voices.Told, said.Id.ToString(), null, VoicesLog.Stop));
        using var file = new MemoryStream();
        await ExportSignals.WriteAsync(voices.Log, voices.Told, new SignalFilter(), voices.Log.Uses.Ask(Throughline.Platform.Uses.Use.Export, voices.Log.Catalogue.Contents), file, VoicesLog.Stop);
        Assert.DoesNotContain(said.Id.ToString(), System.Text.Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_record_is_whole()
    {
        using var voices = new VoicesLog();
        var signal = voices.Signal(1) with
        {
            Identifiers = [new Identifier("email", "zoë+1@x.example"), new Identifier("phone", "۰۹۱۲")],
            Row = 7,
            Rest = """{"seat":"12A","weight":3,"set_aside":{"overall":"ten"}}""",
        };
        using (var stage = voices.Log.BeginImport(
            new IntakeOrigin { ImportId = 5, SourceId = voices.Open.Source.Id, File = "a.csv", Mapping = "reviews", MappingVersion = 2 }, [voices.Open.Airline.Id]))
        {
            stage.Add(signal);
            stage.Commit(VoicesLog.Stop);
        }

        var record = await GetSignal.FindAsync(voices.Log, voices.Told, signal.Id.ToString(), "شارژ", VoicesLog.Stop);
        Assert.NotNull(record);
        Assert.Equal((signal.Text, signal.RecordKey, 7L, 5), (record.Text, record.RecordKey, record.Row, record.ImportId));
        Assert.Equal(["email:zoë+1@x.example", "phone:۰۹۱۲"], record.Identifiers);
        Assert.Equal(("12A", 3), (record.Rest!["seat"].GetString(), record.Rest["weight"].GetInt32()));
        Assert.False(record.Rest.ContainsKey("set_aside"));
        Assert.Equal("ten", record.SetAside!["overall"].GetString());
        Assert.Equal(new MappingName("reviews", 2), record.Mapping);
        Assert.Equal(["occurred", "imported"], record.Trail.Select(t => t.What));
        Assert.Equal("شارژ", record.Text![record.Matches[0].Start..record.Matches[0].End]);
        Assert.Equal(signal.Answers, record.Answers);
        Assert.Equal(signal.Attributes, record.Attributes);
        Assert.Contains("\"text\"", JsonSerializer.Serialize(record, JsonSerializerOptions.Web), StringComparison.Ordinal);
        Assert.Null(await GetSignal.FindAsync(voices.Log, voices.Told, "not an id", null, VoicesLog.Stop));
    }
}
