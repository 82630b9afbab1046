using Throughline.Contracts;
using Throughline.Language.Detecting;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Voices;

namespace Throughline.Tests.Understanding.Detections;

public sealed class DetectionFollowerTests : IDisposable
{
    const string Angry = "I am furious, this is outrageous";
    const string Refund = "I want a refund please";
    const string Plain = "The room had two beds";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-detections-");

    static CancellationToken Stop => DetectionLog.Stop;

    [Fact]
    public async Task Words_are_read_with_the_places_that_say_so_in_four_languages()
    {
        using var log = new DetectionLog();
        string[] texts = [Angry, "أريد استرداد المبلغ", "پولم رو پس بدید", "我要申请退款", Plain];
        await log.SayAsync(texts);
        await log.ReadAsync();
        var present = await log.PresentAsync();
        Assert.Contains("anger", present[Angry]);
        Assert.All(texts[1..4], text => Assert.Contains("refund", present[text]));
        Assert.Empty(present[Plain]);
        var page = await log.Voices.ListAsync(new SignalFilter(), VerbatimOrder.Newest, null, 200, Stop);
        Assert.Equal(["ar", "en", "en", "fa", "zh"], page.Items.Select(one => one.ReadIn).Order());
        Assert.All(page.Items.SelectMany(one => one.Detections.Where(d => d.State == DetectionState.Present).Select(d => (one.Text, d))), one =>
        {
            Assert.NotEmpty(one.d.Spans);
            Assert.All(one.d.Spans, span => Assert.True(span.Start >= 0 && span.Start < span.End && span.End <= one.Text!.Length));
            Assert.True(one.d.IsExperimental);
        });
    }

    [Fact]
    public async Task The_rows_are_what_a_reader_of_one_text_says()
    {
        using var log = new DetectionLog();
        string[] pieces = [Angry, Refund, Plain, "我要申请退款", "پولم رو پس بدید", "thank you so much", "c'est la vie", "😡", "محد يرد على الاتصال"];
        string[] texts = [.. Enumerable.Range(0, 3000).Select(i => $"{pieces[i % pieces.Length]} {pieces[i / 7 % pieces.Length]} {i}")];
        await log.SayAsync(texts);
        await log.ReadAsync();
        var set = log.Book.Now;
        var reader = set.Set.Reader();
        var rows = await log.Open.Log.ReadAsync(connection =>
        {
            var found = new List<(string Text, long Assessed, long Present)>();
            using var read = connection.Query("SELECT text, assessed, present FROM signal JOIN understanding.reading USING (seq) ORDER BY seq");
            while (read.Read())
            {
                found.Add((read.GetString(0), read.GetInt64(1), read.GetInt64(2)));
            }

            return found;
        }, Stop);
        Assert.Equal(texts, rows.Select(row => row.Text));
        Assert.All(rows, row =>
        {
            reader.Read(row.Text, null);
            Assert.Equal(set.Detectors.Sum(one => reader.State(one.Place) == DetectionState.NotAssessed ? 0 : 1L << one.Number), row.Assessed);
            Assert.Equal(set.Detectors.Sum(one => reader.State(one.Place) == DetectionState.Present ? 1L << one.Number : 0), row.Present);
        });
    }

    [Fact]
    public async Task What_the_company_wrote_or_a_machine_noted_is_not_read()
    {
        using var log = new DetectionLog();
        await log.SayAsync(SignalKind.Operation, Angry);
        await log.SayAsync(SignalKind.Event, Angry);
        await log.ReadAsync();
        Assert.Equal((0, 0), (await log.CountAsync("reading"), await log.CountAsync("detection")));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("not_assessed", false)]
    [InlineData("partly_known", true)]
    [InlineData("known", true)]
    public async Task A_transcript_is_assessed_only_when_it_says_whose_turns_are_the_customers(string? roles, bool isAssessed)
    {
        using var log = new DetectionLog();
        var attribute = log.Open.Log.Catalogue.DeclareAttribute("roles", AttributeKind.Descriptive);
        var said = log.Open.Signal("t1", text: Angry) with { Kind = SignalKind.Transcript };
        await log.Open.Log.AppendAsync([roles is null ? said : said with { Attributes = [.. said.Attributes, new AttributeValue(attribute.Id, roles)] }], Stop);
        await log.ReadAsync();
        Assert.Equal(1, await log.CountAsync("reading", isAssessed ? "assessed <> 0 AND present <> 0" : "assessed = 0 AND present = 0 AND language = ''"));
        Assert.Equal(isAssessed, await log.CountAsync("detection") > 0);
    }

    [Fact]
    public async Task Employees_are_counted_for_effort_in_groups_and_nothing_else_is_kept_of_them()
    {
        using var log = new DetectionLog();
        var effort = new EmployeeEffort(log.Open.Log, log.Book);
        const string Hard = "I am furious, I had to call three times and nobody helped";
        await log.SayAsync(SignalKind.Employee, [.. Enumerable.Repeat(Hard, 6), Plain, Plain, Plain]);
        await log.ReadAsync();
        var few = await effort.ReadAsync(Stop);
        Assert.Empty(few.Groups);
        Assert.Equal(1, few.Hidden);
        await log.SayAsync(SignalKind.Employee, Plain);
        await log.ReadAsync();
        var group = Assert.Single((await effort.ReadAsync(Stop)).Groups);
        Assert.Equal((60, 10), (group.Effort.Value, group.Effort.N));
        Assert.Equal((0, 0), (await log.CountAsync("reading"), await log.CountAsync("detection")));
        log.Book.Again();
        await log.ReadAsync();
        Assert.Equal((60, 10), (Assert.Single((await effort.ReadAsync(Stop)).Groups) is var again ? (again.Effort.Value, again.Effort.N) : default));
        Assert.All(EmployeeEffort.Detectors, detector => Assert.Equal(Trait.Effort, detector.Trait));
    }

    [Fact]
    public async Task Words_whose_purpose_was_taken_away_are_not_read_not_shown_and_not_kept_until_it_is_named_again()
    {
        using var log = new DetectionLog();
        var text = new ElementKey(log.Open.Source.Id, ElementKind.Text, "Text");
        await log.SayAsync(Angry);
        await log.ReadAsync();
        log.Open.Log.Uses.Name([text], new PurposeNaming(Purposes.Improve, "me", "person"), named: false, "a test");
        Assert.Empty(await log.PresentAsync());
        await log.SayAsync(Refund);
        await log.ReadAsync();
        Assert.Equal((0, 0), (await log.CountAsync("reading"), await log.CountAsync("detection")));
        Assert.Contains(log.Open.Log.Uses.Refusals(), refusal => refusal.Use == "detections");
        log.Open.Log.Uses.Name([text], new PurposeNaming(Purposes.Improve, "me", "person"), named: true, "a test");
        await log.ReadAsync();
        var present = await log.PresentAsync();
        Assert.Contains("anger", present[Angry]);
        Assert.Contains("refund", present[Refund]);
    }

    [Fact]
    public async Task Switched_off_for_its_purpose_nothing_is_kept_and_switched_on_all_is_read()
    {
        using var log = new DetectionLog();
        await log.SayAsync(Angry, Plain);
        await log.ReadAsync();
        log.Book.Allow(false);
        Assert.Empty((await log.PresentAsync())[Angry]);
        await log.ReadAsync();
        Assert.Equal(0, await log.CountAsync("reading"));
        log.Book.Allow(true);
        await log.ReadAsync();
        Assert.Contains("anger", (await log.PresentAsync())[Angry]);
    }

    [Fact]
    public async Task A_detector_that_is_switched_off_tells_nothing_at_once_and_its_rows_go()
    {
        using var log = new DetectionLog();
        await log.SayAsync(Angry, Plain);
        await log.ReadAsync();
        var (number, version) = (log.Book.Now.Find("anger")!.Number, log.Book.Now.Version);
        log.Book.Change("anger", false, null, "me");
        Assert.DoesNotContain("anger", (await log.PresentAsync())[Angry]);
        Assert.Empty(await log.PresentAsync(new SignalFilter { Detectors = ["anger"] }));
        await log.ReadAsync();
        Assert.Equal(0, await log.CountAsync("detection", $"detector = {number}"));
        Assert.True(log.Book.Now.Version > version);
        log.Book.Change("anger", true, null, "me");
        await log.ReadAsync();
        Assert.Equal([Angry], (await log.PresentAsync(new SignalFilter { Detectors = ["anger"] })).Keys);
        Assert.Equal(number, log.Book.Now.Find("anger")!.Number);
        Assert.Equal(["switched_on", "switched_off"], log.Book.History("anger").Select(change => change.What));
    }

    [Fact]
    public async Task Another_threshold_reads_history_anew()
    {
        using var log = new DetectionLog();
        await log.SayAsync(Refund, Plain);
        await log.ReadAsync();
        Assert.Contains("refund", (await log.PresentAsync())[Refund]);
        log.Book.Change("refund", null, 0.99, "me");
        await log.ReadAsync();
        Assert.DoesNotContain("refund", (await log.PresentAsync())[Refund]);
        Assert.Equal(0, await log.CountAsync("reading", $"set_version <> {log.Book.Now.Version}"));
        Assert.Equal(("threshold", "me", "0.99"), log.Book.History("refund")[0] is var change ? (change.What, change.By, change.To!) : default);
    }

    [Fact]
    public async Task Paused_nothing_moves_and_what_it_had_read_stays_until_it_goes_on_after_the_next_start()
    {
        using (var log = new DetectionLog(_folder.FullName))
        {
            await log.SayAsync(Angry);
            await log.ReadAsync();
            log.Book.Pause(true);
            log.Book.Change("joy", false, null, "me");
            await log.SayAsync(Refund);
            await log.ReadAsync();
            Assert.Equal(1, await log.CountAsync("reading"));
        }

        using var again = new DetectionLog(_folder.FullName);
        Assert.True(again.Book.Now.IsPaused);
        await again.ReadAsync();
        Assert.Equal(1, await again.CountAsync("reading"));
        again.Book.Pause(false);
        await again.ReadAsync();
        Assert.Equal(2, await again.CountAsync("reading", $"set_version = {again.Book.Now.Version}"));
        Assert.Equal(0, await again.CountAsync("redetection"));
    }

    [Fact]
    public async Task A_reading_anew_goes_on_where_the_program_ended()
    {
        using (var log = new DetectionLog(_folder.FullName))
        {
            await log.SayAsync([.. Enumerable.Range(0, 300).Select(i => $"{Angry} {i}")]);
            await log.ReadAsync();
            log.Book.Change("joy", false, null, "me");

            // As the end of the program leaves it half way: the first hundred are read anew, the others are not.
            log.Store.Write(connection =>
            {
                connection.Execute($"UPDATE reading SET set_version = {log.Book.Now.Version} WHERE seq <= 100");
                connection.Execute($"INSERT INTO redetection VALUES (100, 300, {log.Book.Now.Version}, '', 100, 300)");
            });
        }

        using var again = new DetectionLog(_folder.FullName);
        Assert.Equal((100, 300), again.Follower.Redetection.Now is { } step ? (step.Done, step.Total) : default);
        await again.ReadAsync();
        Assert.Null(again.Follower.Redetection.Now);
        Assert.Equal(300, await again.CountAsync("reading", $"set_version = {again.Book.Now.Version}"));
        Assert.Equal(300, await again.CountAsync("reading"));
    }

    [Fact]
    public async Task A_rebuild_says_the_same()
    {
        using var log = new DetectionLog();
        await log.SayAsync([.. Enumerable.Range(0, 500).Select(i => $"{(i % 3 == 0 ? Angry : i % 3 == 1 ? Refund : Plain)} {i}")]);
        await log.SayAsync(SignalKind.Employee, [.. Enumerable.Repeat("I had to call three times", 12)]);
        await log.ReadAsync();
        var before = await log.RowsAsync();
        log.Pump.Rebuild();
        Assert.Equal(0, await log.CountAsync("reading"));
        await log.ReadAsync();
        Assert.Equal(before, await log.RowsAsync());
    }

    [Fact]
    public async Task Signals_that_left_the_log_left_no_row()
    {
        using var log = new DetectionLog();
        await log.SayAsync(Angry, Refund, Plain);
        await log.ReadAsync();
        await log.Open.Log.EraseAsync([new Throughline.Platform.Erasing.RecordName(log.Open.Source.Id, "reviewer:c0")], null, [], Stop);
        await log.ReadAsync();
        Assert.Equal(2, await log.CountAsync("reading"));
        Assert.Equal(0, await log.CountAsync("detection", "seq NOT IN (SELECT seq FROM signal)"));
        log.Open.Log.RemoveSource(log.Open.Source.Id);
        await log.ReadAsync();
        Assert.Equal((0, 0), (await log.CountAsync("reading"), await log.CountAsync("detection")));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_what_is_said_and_by_the_language_read_and_counts_both()
    {
        using var log = new DetectionLog();
        await log.SayAsync(Angry, Refund, $"{Angry}. {Refund}", "我要申请退款", Plain);
        await log.ReadAsync();
        Assert.Equal(3, (await log.PresentAsync(new SignalFilter { Detectors = ["refund"] })).Count);
        Assert.Equal(4, (await log.PresentAsync(new SignalFilter { Detectors = ["refund", "anger"] })).Count);
        Assert.Equal(["我要申请退款"], (await log.PresentAsync(new SignalFilter { Detectors = ["refund"], ReadIn = ["zh"] })).Keys);
        Assert.Empty(await log.PresentAsync(new SignalFilter { Detectors = ["no such thing"] }));
        var page = await log.Voices.ListVoicesAsync(new SignalFilter { Detectors = ["anger"] }, VerbatimOrder.Newest, null, 10, Stop);
        Assert.Equal(2, page.WithFilterTotal);
        Assert.Equal(3, page.Facets!.Detectors.Single(one => one.Value == "refund").Count);
        Assert.Equal(2, page.Facets.Detectors.Single(one => one.Value == "anger").Count);
        Assert.Equal([new FacetValue("en", 2)], page.Facets.ReadIn);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
