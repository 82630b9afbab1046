using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Held events over HTTP: listed, read, mended, replayed, taken back, dropped.</summary>
public sealed class QuarantineTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static readonly JsonArray _fix = [new JsonObject { ["op"] = "add", ["path"] = "/anonymousId", ["value"] = "somebody" }];

    [Fact]
    public async Task A_hundred_batches_with_one_poisoned_event_each_are_mended_replayed_and_taken_back()
    {
        var key = await KeyAsync("poisoned");
        for (var batch = 0; batch < 100; batch++)
        {
            var poisoned = batch % 15;
            var answer = await SendAsync(key, [.. Enumerable.Range(0, 15).Select(i =>
                Event($"p{batch}-{i}", i == poisoned ? null : "c1", minute: (15 * batch) + i))]);
            Assert.Equal((14, 1), ((int)answer["accepted"]!, (int)answer["quarantined"]!));
        }

        await CountsAsync("poisoned", 1500, 1400, 0, 100);
        var choice = new JsonObject { ["source"] = "poisoned", ["reason"] = "missing-identity" };
        var same = await ReplayAsync(choice, patch: null, dryRun: true);
        Assert.Equal((100, 0, 100), ((int)same["selected"]!, (int)same["wouldPass"]!, (int)same["problems"]!["missing-identity"]!));
        var dry = await ReplayAsync(choice, _fix, dryRun: true);
        Assert.Equal((100, 100, 0), ((int)dry["selected"]!, (int)dry["wouldPass"]!, (int)dry["failed"]!));
        Assert.Null(dry["replayId"]);
        Assert.Null(dry["passed"]);
        await CountsAsync("poisoned", 1500, 1400, 0, 100);

        var done = await ReplayAsync(choice, _fix, dryRun: false);
        Assert.Equal((100, 100, 0), ((int)done["selected"]!, (int)done["passed"]!, (int)done["failed"]!));
        await CountsAsync("poisoned", 1500, 1500, 0, 0);
        await InOrderAsync("poisoned", 1500);
        var again = await ReplayAsync(choice, _fix, dryRun: false);
        Assert.Equal((0, 0), ((int)again["selected"]!, (int)again["passed"]!));
        await CountsAsync("poisoned", 1500, 1500, 0, 0);
        Assert.All((await ListAsync("source=poisoned&limit=1000")).Items, one => Assert.Equal("replayed", (string)one!["state"]!));

        var id = (string)done["replayId"]!;
        var undone = await PostAsync($"/api/v1/quarantine/replays/{id}/undo", new JsonObject());
        Assert.Equal(100, (int)undone["waiting"]!);
        await CountsAsync("poisoned", 1500, 1400, 0, 100);
        Assert.Equal(0, (int)(await PostAsync($"/api/v1/quarantine/replays/{id}/undo", new JsonObject()))["waiting"]!);
        var source = (await server.GetAsync("/api/v1/sources"))["items"]!.AsArray().First(s => (string)s!["name"]! == "poisoned")!;
        Assert.Equal((1400, 100, 100), ((int)source["stored"]!, (int)source["quarantined"]!, (int)source["waiting"]!));
        var entry = (await server.GetAsync("/api/v1/quarantine/replays"))["items"]!.AsArray().First(e => (string)e!["replayId"]! == id)!;
        Assert.Equal(("replay", "tests", 100, 100), ((string)entry["kind"]!, (string)entry["madeBy"]!, (int)entry["selected"]!, (int)entry["passed"]!));
        Assert.Equal(("poisoned", "/anonymousId", "tests"), ((string)entry["choice"]!["source"]!, (string)entry["patch"]![0]!["path"]!, (string)entry["undoneBy"]!));

        // Storable again: by a replay, and by its own client.
        await SendAsync(key, Event("p3-3", "c9", minute: 1));
        var last = await ReplayAsync(choice, _fix, dryRun: false);
        Assert.Equal((99, 1), ((int)last["passed"]!, (int)last["problems"]!["conflict"]!));
        await CountsAsync("poisoned", 1501, 1500, 0, 1);
    }

    [Fact]
    public async Task A_conflict_is_never_replayed_by_a_patch_that_changes_nothing()
    {
        var key = await KeyAsync("torn");
        await SendAsync(key, Event("t1", "c1", minute: 1));
        await SendAsync(key, Event("t1", "c2", minute: 1));
        await CountsAsync("torn", 2, 1, 0, 1);
        var held = Assert.Single((await ListAsync("source=torn")).Items)!;
        Assert.Equal(("t1", "conflict", "waiting"), ((string)held["messageId"]!, (string)held["reason"]!, (string)held["state"]!));
        var choice = new JsonObject { ["ids"] = new JsonArray((string)held["id"]!) };
        JsonArray nothing = [new JsonObject { ["op"] = "test", ["path"] = "/type", ["value"] = "track" }];
        foreach (var patch in new[] { null, new JsonArray(), nothing })
        {
            var tried = await ReplayAsync(choice, patch, dryRun: false);
            Assert.Equal((1, 0, 1), ((int)tried["selected"]!, (int)tried["passed"]!, (int)tried["problems"]!["conflict"]!));
        }

        await CountsAsync("torn", 2, 1, 0, 1);

        // An id of its own is a change.
        JsonArray own = [new JsonObject { ["op"] = "replace", ["path"] = "/messageId", ["value"] = "t2" }];
        Assert.Equal(1, (int)(await ReplayAsync(choice, own, dryRun: false))["passed"]!);
        await CountsAsync("torn", 2, 2, 0, 0);
    }

    [Fact]
    public async Task What_is_held_can_be_paged_filtered_and_read_without_secrets()
    {
        var key = await KeyAsync("paged");
        await SendAsync(key, "3", Event("g1", null, 1), $$"""{"type":"track","messageId":"g2","writeKey":"{{key}}","userId":"u"}""", """{"type":"sing","messageId":"g3"}""");
        using var broken = new ByteArrayContent([.. "[{\"type\":\"track\",\"event\":\"x\",\"userId\":\"u\",\"messageId\":\"g4\",\"no\":\""u8, 0xff, 0xfe, .. "\"}]"u8]);
        await SendAsync(key, broken, "paged");
        var seen = new List<string>();
        string? after = null;
        do
        {
            var (items, next) = await ListAsync($"source=paged&limit=2{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(items.Select(i => (string)i!["reason"]!));
            after = next;
        }
        while (after is not null);
        Assert.Equal(["missing-event", "missing-identity", "not-an-object", "not-text", "unknown-type"], seen.Order());
        var one = Assert.Single((await ListAsync("source=paged&reason=missing-event")).Items)!;
        Assert.Equal("/batch/2/event", (string)one["pointer"]!);
        var original = await server.GetAsync($"/api/v1/quarantine/{one["id"]}");
        Assert.Equal("text", (string)original["encoding"]!);
        Assert.Contains("\"messageId\":\"g2\"", (string)original["original"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(key[4..], original.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("application/json", ((string)original["headers"]!["content-type"]!).Split(';')[0]);
        Assert.DoesNotContain("authorization", original["headers"]!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        var bytes = Assert.Single((await ListAsync("source=paged&reason=not-text")).Items)!;
        original = await server.GetAsync($"/api/v1/quarantine/{bytes["id"]}");
        Assert.Equal("base64", (string)original["encoding"]!);
        Assert.Contains((byte)0xff, Convert.FromBase64String((string)original["original"]!));
        using var missing = await server.Client.GetAsync(new Uri($"/api/v1/quarantine/{Guid.NewGuid()}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        // A list among events is one held event, and no patch makes several of it.
        var list = await ReplayAsync(new JsonObject { ["source"] = "paged", ["reason"] = "not-an-object" },
            [new JsonObject { ["op"] = "replace", ["path"] = "", ["value"] = new JsonArray(JsonNode.Parse(Event("x1", "u", 1)), JsonNode.Parse(Event("x2", "u", 1))) }], dryRun: false);
        Assert.Equal((0, 1), ((int)list["passed"]!, (int)list["problems"]!["not-an-object"]!));
        var unfit = await ReplayAsync(new JsonObject { ["source"] = "paged", ["reason"] = "missing-event" },
            [new JsonObject { ["op"] = "remove", ["path"] = "/none" }], dryRun: true);
        Assert.Equal(1, (int)unfit["problems"]!["patch-failed"]!);
    }

    [Fact]
    public async Task Dropped_events_stay_counted_and_can_be_had_back()
    {
        var key = await KeyAsync("dropping");
        await SendAsync(key, Event("d1", null, 1), Event("d2", null, 2), Event("d3", "c", 3));
        using var open = await server.Client.PostAsJsonAsync("/api/v1/quarantine/drop", new JsonObject());
        Assert.Equal(HttpStatusCode.BadRequest, open.StatusCode);
        var dropped = await PostAsync("/api/v1/quarantine/drop", new JsonObject { ["source"] = "dropping" });
        Assert.Equal((2, 2), ((int)dropped["selected"]!, (int)dropped["dropped"]!));
        await CountsAsync("dropping", 3, 1, 0, 2);
        Assert.Equal(0, (int)(await ReplayAsync(new JsonObject { ["source"] = "dropping" }, _fix, dryRun: false))["selected"]!);
        Assert.Equal(2, (int)(await PostAsync($"/api/v1/quarantine/replays/{dropped["replayId"]}/undo", new JsonObject()))["waiting"]!);
        Assert.Equal(2, (int)(await ReplayAsync(new JsonObject { ["source"] = "dropping" }, _fix, dryRun: false))["passed"]!);
        await CountsAsync("dropping", 3, 3, 0, 0);
    }

    [Theory]
    [InlineData("""{"source":"nobody"}""", 404)]
    [InlineData("""{"patch":{"op":"add"}}""", 400)]
    [InlineData("""{"patch":[{"op":"add","path":"x","value":1}]}""", 400)]
    [InlineData("""{"ids":["no id"]}""", 400)]
    [InlineData("""{"source":"nobody","mapping":"none@1"}""", 404)]
    public async Task A_replay_that_cannot_be_is_refused(string body, int status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(new Uri("/api/v1/quarantine/replay", UriKind.Relative), content);
        Assert.Equal(status, (int)response.StatusCode);
    }

    public static TheoryData<string, string, string, string, string, string> EveryFormat() => new()
    {
        { "posthog", "/batch/", """{"api_key":"KEY","batch":[{"event":"Paid","uuid":"h1","properties":{}},{"event":"Paid","uuid":"h2","distinct_id":"u","properties":{}}]}""", "missing-identity", "/distinct_id", "\"u-9\"" },
        { "snowplow", "/com.snowplowanalytics.snowplow/tp2", """{"schema":"s","data":[{"eid":"h1","aid":"KEY","uid":"u"},{"e":"pv","eid":"h2","aid":"KEY","uid":"u"}]}""", "unknown-type", "/e", "\"pv\"" },
        { "cloudevents", "/cloudevents?writeKey=KEY", """[{"specversion":"1.0","id":"h1","source":"/s"},{"specversion":"1.0","id":"h2","source":"/s","type":"paid"}]""", "missing-event", "/type", "\"paid\"" },
        { "otlp", "/v1/logs?writeKey=KEY", """{"resourceLogs":[{"resource":{"attributes":[]},"scopeLogs":[{"logRecords":[7,{"eventName":"paid","timeUnixNano":"1767225600000000000"}]}]}]}""", "not-an-object", "/record", """{"eventName":"paid","timeUnixNano":"1767225600000000001"}""" },
        { "segment-one", "/v1/track?writeKey=KEY", """{"event":"Paid","messageId":"h1"}""", "missing-identity", "/userId", "\"u-9\"" },
        { "preset", "/api/v1/ingest/preset?writeKey=KEY&preset=google-forms", """{"responseId":"h1","timestamp":"2026-01-02T10:00:00Z","answers":[{"id":1,"title":"Overall","type":"SCALE","low":1,"high":7,"value":60}]}""", "off_scale", "/answers/0/value", "6" },
    };

    [Theory]
    [MemberData(nameof(EveryFormat))]
    public async Task What_any_client_sent_is_read_again_by_the_reader_that_it_came_to(string source, string path, string body, string reason, string place, string value)
    {
        var key = await KeyAsync(source);
        using var content = new StringContent(body.Replace("KEY", key, StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var client = server.Anonymous();
        using var response = await client.PostAsync(new Uri(path.Replace("KEY", key, StringComparison.Ordinal), UriKind.Relative), content);
        await RunningThroughline.ReadAsync(response);
        var held = Assert.Single((await ListAsync($"source={source}")).Items)!;
        Assert.Equal(reason, (string)held["reason"]!);
        var before = (int)(await server.GetAsync($"/api/v1/ingest/counters?source={source}"))["stored"]!;
        var choice = new JsonObject { ["source"] = source };
        Assert.Equal(1, (int)(await ReplayAsync(choice, null, dryRun: true))["problems"]![reason]!);
        JsonArray patch = [new JsonObject { ["op"] = place.Length == 0 ? "replace" : "add", ["path"] = place, ["value"] = JsonNode.Parse(value) }];
        if (place.StartsWith("/answers", StringComparison.Ordinal))
        {
            patch[0]!["op"] = "replace";
        }

        Assert.Equal((1, 0), ((int)(await ReplayAsync(choice, patch, dryRun: true))["wouldPass"]!, before - (int)(await server.GetAsync($"/api/v1/ingest/counters?source={source}"))["stored"]!));
        var done = await ReplayAsync(choice, patch, dryRun: false);
        Assert.Equal(1, (int)done["passed"]!);
        await CountsAsync(source, before + 1, before + 1, 0, 0);
        await PostAsync($"/api/v1/quarantine/replays/{done["replayId"]}/undo", new JsonObject());
        await CountsAsync(source, before + 1, before, 0, 1);
        Assert.Equal(1, (int)(await ReplayAsync(choice, patch, dryRun: false))["passed"]!);
    }

    static string Event(string id, string? user, int minute) => new JsonObject
    {
        ["type"] = "track",
        ["event"] = "Order placed",
        ["messageId"] = id,
        ["userId"] = user is null ? new JsonObject() : user,
        ["timestamp"] = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
    }.ToJsonString();

    async Task<string> KeyAsync(string source) =>
        (string)(await PostAsync("/api/v1/keys", new JsonObject { ["kind"] = "write", ["name"] = "test", ["source"] = source }))["secret"]!;

    async Task<JsonNode> SendAsync(string key, params string[] events)
    {
        using var content = new StringContent($$"""{"batch":[{{string.Join(',', events)}}]}""", Encoding.UTF8, "application/json");
        return await SendAsync(key, content, null);
    }

    async Task<JsonNode> SendAsync(string key, HttpContent content, string? source)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, source is null ? "/v1/batch" : $"/api/v1/ingest/{source}")) { Content = content };
        request.Headers.Authorization = new("Bearer", key);
        using var client = server.Anonymous();
        using var response = await client.SendAsync(request);
        return await RunningThroughline.ReadAsync(response);
    }

    async Task<JsonNode> PostAsync(string path, JsonNode body)
    {
        using var response = await server.Client.PostAsJsonAsync(path, body);
        return await RunningThroughline.ReadAsync(response);
    }

    Task<JsonNode> ReplayAsync(JsonObject choice, JsonArray? patch, bool dryRun)
    {
        var body = choice.DeepClone().AsObject();
        (body["patch"], body["dryRun"]) = (patch?.DeepClone(), dryRun);
        return PostAsync("/api/v1/quarantine/replay", body);
    }

    async Task<(JsonArray Items, string? Next)> ListAsync(string query)
    {
        var page = await server.GetAsync($"/api/v1/quarantine?{query}");
        return (page["items"]!.AsArray(), (string?)page["next"]);
    }

    async Task CountsAsync(string source, int received, int stored, int duplicate, int quarantined)
    {
        var counts = await server.GetAsync($"/api/v1/ingest/counters?source={source}");
        Assert.Equal((received, stored, duplicate, quarantined, 0),
            ((int)counts["received"]!, (int)counts["stored"]!, (int)counts["duplicate"]!, (int)counts["quarantined"]!, (int)counts["rejected"]!));
        Assert.Equal(stored, (await SignalsAsync(source)).Count);
    }

    async Task<List<JsonNode>> SignalsAsync(string source)
    {
        var all = new List<JsonNode>();
        string? after = null;
        do
        {
            var page = await server.GetAsync($"/api/v1/signals?source={source}&limit=1000{(after is null ? "" : $"&after={after}")}");
            all.AddRange(page["items"]!.AsArray().Select(i => i!));
            after = (string?)page["next"];
        }
        while (after is not null);
        return all;
    }

    /// <summary>Every id once, and those of the replay behind the others in the order in which they happened.</summary>
    async Task InOrderAsync(string source, int count)
    {
        var signals = await SignalsAsync(source);
        Assert.Equal(count, signals.Select(s => (string)s["messageId"]!).Distinct().Count());
        var times = signals.TakeLast(100).Select(s => (DateTime)s["occurredAt"]!).ToList();
        Assert.Equal(times.Order(), times);
        Assert.All(signals.TakeLast(100), s => Assert.True((DateTime)s["receivedAt"]! <= (DateTime)signals[^101]["receivedAt"]!));
    }
}
