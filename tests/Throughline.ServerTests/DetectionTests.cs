using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.ServerTests;

public sealed class DetectionTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    const string Angry = "I am furious, this is outrageous";
    const string Refund = "I want a refund please";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signal_that_comes_in_says_what_its_words_say_in_every_place_that_shows_it()
    {
        var source = await SayAsync(SignalKind.Review, Angry, Refund, "The room had two beds");
        var page = await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/voices?source={source}"), page => Items(page).Count(one => one["read_in"] is not null) == 3);
        var angry = Items(page).Single(one => (string?)one["text"] == Angry);
        var anger = Detections(angry).Single(one => (string?)one["detector"] == "anger");
        Assert.Equal(("present", "emotion", true), ((string)anger["state"]!, (string)anger["trait"]!, (bool)anger["is_experimental"]!));
        var span = anger["spans"]![0]!;
        Assert.Equal("furious", Angry[(int)span["start"]!..(int)span["end"]!]);
        Assert.Equal("en", (string)angry["read_in"]!);
        Assert.Equal(1, (long)page["facets"]!["detectors"]!.AsArray().Single(one => (string?)one!["value"] == "refund")!["count"]!);
        Assert.Equal([new JsonArrayFact("en", 3)], page["facets"]!["read_in"]!.AsArray().Select(one => new JsonArrayFact((string)one!["value"]!, (long)one["count"]!)));

        Assert.Equal([Refund], Items(await server.GetAsync($"/api/v1/voices?source={source}&detector=refund&read_in=en")).Select(one => (string)one["text"]!));
        Assert.Equal([Refund], Items(await server.GetAsync($"/api/v1/records?source={source}&detector=refund")).Select(one => (string)one["text"]!));
        Assert.Contains("anger", Detections(await server.GetAsync($"/api/v1/signals/{angry["id"]}")).Select(one => (string)one["detector"]!));
        var csv = (await server.Client.GetStringAsync(new Uri($"/api/v1/signals.csv?source={source}&detector=refund", UriKind.Relative), Stop)).Trim().Split('\n');
        Assert.Equal(2, csv.Length);
        Assert.Contains("read_in,detections", csv[0], StringComparison.Ordinal);
        Assert.Contains("refund (experimental)", csv[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detector_says_how_often_it_is_present_and_is_switched_and_set_over_the_api()
    {
        var source = await SayAsync(SignalKind.Review, "Thank you so much, thanks");
        var list = await Eventually.SeeAsync(() => server.GetAsync("/api/v1/detectors"), list => Count(list, "gratitude") > 0);
        Assert.Equal(10, (int)list["employees_floor"]!);
        Assert.Equal("no_labels", (string)Detector(list, "gratitude")["card"]!["refused"]!);
        var off = await PatchAsync("/api/v1/detectors/gratitude", new JsonObject { ["is_on"] = false });
        Assert.False((bool)off["is_on"]!);
        Assert.Empty(Items(await server.GetAsync($"/api/v1/voices?source={source}&detector=gratitude")));
        Assert.DoesNotContain("gratitude", Items(await server.GetAsync($"/api/v1/voices?source={source}")).SelectMany(Detections).Select(one => (string)one["detector"]!));
        var version = (int)(await server.GetAsync("/api/v1/understanding/reading"))["set_version"]!;
        await Eventually.IsAsync(async () => await server.Installation.Log.ReadAsync(
            connection => connection.Scalar<long>($"SELECT count(*) FROM understanding.reading WHERE set_version <> {version}"), Stop) == 0);
        await PostAsync("/api/v1/understanding/pause");
        await PatchAsync("/api/v1/detectors/gratitude", new JsonObject { ["is_on"] = true, ["threshold"] = 0.4 });
        Assert.Equal(0, (long)(await server.GetAsync("/api/v1/detectors/gratitude"))["present"]!); // asked before it is read anew: that must not be the answer for good
        await PostAsync("/api/v1/understanding/resume");
        await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/voices?source={source}&detector=gratitude"), page => Items(page).Count == 1);
        var one = await server.GetAsync("/api/v1/detectors/gratitude");
        Assert.True((long)one["present"]! > 0, one.ToJsonString());
        Assert.Equal(["threshold", "switched_on", "switched_off"], one["history"]!.AsArray().Take(3).Select(change => (string)change!["what"]!));
        Assert.Empty(one["curve"]!.AsArray());
        using var wrong = await server.Client.PatchAsJsonAsync(new Uri("/api/v1/detectors/gratitude", UriKind.Relative), new JsonObject { ["threshold"] = 2 }, Stop);
        using var none = await server.Client.GetAsync(new Uri("/api/v1/detectors/nothing", UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (wrong.StatusCode, none.StatusCode));
    }

    [Fact]
    public async Task The_reading_stands_still_goes_on_and_reads_anew_over_the_api()
    {
        Assert.Equal("paused", (string)(await PostAsync("/api/v1/understanding/pause"))["state"]!);
        var source = await SayAsync(SignalKind.Review, Refund);
        Assert.True((long)(await server.GetAsync("/api/v1/understanding/reading"))["behind"]! > 0);
        Assert.Null(Items(await server.GetAsync($"/api/v1/voices?source={source}")).Single()["read_in"]);
        await PostAsync("/api/v1/understanding/resume");
        var idle = await Eventually.SeeAsync(() => server.GetAsync("/api/v1/understanding/reading"), reading => (string?)reading["state"] == "idle");
        Assert.Equal((0, (long)idle["head"]!), ((long)idle["behind"]!, (long)idle["read_up_to"]!));
        var version = (int)idle["set_version"]!;
        Assert.Equal(version + 1, (int)(await PostAsync("/api/v1/understanding/redetect"))["set_version"]!);
        await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/voices?source={source}&detector=refund"),
            page => Items(page).SelectMany(Detections).Any(one => (string?)one["detector"] == "refund" && (int)one["version"]! == version + 1));
    }

    [Fact]
    public async Task Nothing_that_the_program_says_tells_an_emotion_of_an_employee()
    {
        const string Mark = "employeemark7";
        var source = await SayAsync(SignalKind.Employee, [.. Enumerable.Range(0, 12).Select(i => $"{Mark}{i} I am furious and disappointed, I had to call three times")]);
        var effort = await Eventually.SeeAsync(() => server.GetAsync("/api/v1/understanding/employees"), said => said["groups"]!.AsArray().Count > 0);
        Assert.Equal(12, (long)effort["groups"]![0]!["effort"]!["n"]!);
        string[] paths =
        [
            "/api/v1/voices", $"/api/v1/voices?source={source}", "/api/v1/voices?detector=anger&take=200", "/api/v1/voices?detector=disappointment", $"/api/v1/voices?q={Mark}",
            "/api/v1/records?take=200", $"/api/v1/records?source={source}&detector=anger", "/api/v1/records?detector=anger&read_in=en", "/api/v1/signals.csv",
            $"/api/v1/signals.csv?source={source}&detector=anger", "/api/v1/detectors", "/api/v1/detectors/anger", "/api/v1/understanding/reading", "/api/v1/understanding/employees",
            $"/api/v1/signals/{SignalId.OfEvent(source, "0")}", "/api/v1/customers/reviewer:c0", "/api/v1/customers?q=c0", "/api/v1/profiles?q=c0",
        ];
        var before = Count(await server.GetAsync("/api/v1/detectors"), "anger");
        foreach (var path in paths)
        {
            using var answer = await server.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
            Assert.DoesNotContain(Mark, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        Assert.Empty(Items(await server.GetAsync($"/api/v1/records?source={source}&detector=anger")));
        Assert.All(Items(await server.GetAsync($"/api/v1/voices?source={source}")), one => Assert.Empty(Detections(one)));
        Assert.DoesNotMatch(new Regex("anger|joy|worry|frustration|disappointment|gratitude|emotion"), effort.ToJsonString());
        await PostAsync("/api/v1/understanding/redetect");
        await Eventually.SeeAsync(() => server.GetAsync("/api/v1/understanding/reading"), reading => (string?)reading["state"] == "idle" && reading["redetect"] is null);
        Assert.Equal(before, Count(await server.GetAsync("/api/v1/detectors"), "anger"));
        var log = server.Installation.Log;
        Assert.Equal(0, await log.ReadAsync(connection => connection.Scalar<long>($"SELECT count(*) FROM understanding.reading WHERE source_id = {source}"), Stop));
        Assert.Equal(0, await log.ReadAsync(connection => connection.Scalar<long>($"SELECT count(*) FROM understanding.detection JOIN signal USING (seq) WHERE kind = {(int)SignalKind.Employee}"), Stop));
        Assert.Equal("read,present,source_id,month".Split(',').Order(), await log.ReadAsync(connection =>
        {
            var columns = new List<string>();
            using var reader = connection.Query("SELECT column_name FROM duckdb_columns() WHERE database_name = 'understanding' AND table_name = 'employee_effort' ORDER BY 1");
            while (reader.Read())
            {
                columns.Add(reader.GetString(0));
            }

            return columns;
        }, Stop));
    }

    [Fact]
    public async Task Words_whose_purpose_is_taken_away_are_told_of_nowhere_and_again_when_it_is_named()
    {
        var source = await SayAsync(SignalKind.Review, Refund);
        await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/records?source={source}&detector=refund"), page => Items(page).Count == 1);
        Name(source, false);
        var record = Items(await server.GetAsync($"/api/v1/records?source={source}")).Single();
        Assert.Equal((0, null), (Detections(record).Count(), (string?)record["read_in"]));
        await Eventually.IsAsync(async () => await server.Installation.Log.ReadAsync(
            connection => connection.Scalar<long>($"SELECT count(*) FROM understanding.reading WHERE source_id = {source}"), Stop) == 0);
        Name(source, true);
        await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/records?source={source}&detector=refund"), page => Items(page).Count == 1);
    }

    [Fact]
    public async Task Rows_of_an_erased_customer_are_gone_and_the_proof_counts_them()
    {
        var source = await SayAsync(SignalKind.Review, $"{Angry} erased");
        await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/records?source={source}&detector=anger"), page => Items(page).Count == 1);
        using var asked = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/profiles/{Uri.EscapeDataString($"reviewer:s{source}c0")}/erasure", UriKind.Relative),
            new JsonObject { ["why"] = "asked", ["all"] = true }, Stop);
        var proof = await RunningThroughline.ReadAsync(asked);
        var store = proof["stores"]!.AsArray().Single(one => (string?)one!["store"] == "understanding")!;
        Assert.True((long)store["found"]! >= 2 && (long)store["erased"]! == (long)store["found"]!, store.ToJsonString());
        Assert.All(proof["checks"]!.AsArray(), check => Assert.True((bool)check!["ok"]!, check.ToJsonString()));
        Assert.Equal(0, await server.Installation.Log.ReadAsync(
            connection => connection.Scalar<long>($"SELECT count(*) FROM understanding.reading WHERE source_id = {source}"), Stop));
    }

    async Task<int> SayAsync(SignalKind kind, params string[] texts)
    {
        var log = server.Installation.Log;
        var source = log.Catalogue.DeclareSource($"said-{Guid.NewGuid():N}", hasTime: true).Id;
        log.Uses.Register([.. new[] { ElementKind.Text, ElementKind.Identifier }.Select(element => new DataElement { Key = new ElementKey(source, element, element.ToString()), Captured = "a test", Stored = "log.duckdb" })],
            new PurposeNaming(Purposes.Improve, "tests", "person"));
        await log.AppendAsync([.. texts.Select((text, i) => new Signal
        {
            Id = SignalId.OfEvent(source, $"{i}"), SourceId = source, Kind = kind, OccurredAt = new DateTime(2026, 3, 1, 1, 2, 3, DateTimeKind.Utc).AddMinutes(i), RecordKey = $"{i}",
            Identifiers = [new Identifier("reviewer", $"s{source}c{i}")], Text = text,
        })], Stop);
        return source;
    }

    void Name(int source, bool named) => server.Installation.Log.Uses.Name(
        [new ElementKey(source, ElementKind.Text, "Text")], new PurposeNaming(Purposes.Improve, "tests", "person"), named, "a test");

    async Task<JsonNode> PostAsync(string path) => await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri(path, UriKind.Relative), null, Stop));

    async Task<JsonNode> PatchAsync(string path, JsonObject body) =>
        await RunningThroughline.ReadAsync(await server.Client.PatchAsJsonAsync(new Uri(path, UriKind.Relative), body, Stop));

    static List<JsonNode> Items(JsonNode page) => [.. page["items"]!.AsArray().Select(one => one!)];

    static IEnumerable<JsonNode> Detections(JsonNode signal) => signal["detections"]!.AsArray().Select(one => one!);

    static JsonNode Detector(JsonNode list, string id) => list["detectors"]!.AsArray().Single(one => (string?)one!["id"] == id)!;

    static long Count(JsonNode list, string id) => (long)Detector(list, id)["present"]!;

    sealed record JsonArrayFact(string Value, long Count);
}
