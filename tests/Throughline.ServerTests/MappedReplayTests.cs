using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Held events are read again through another mapping: tried, replayed once, written down and taken back.</summary>
public sealed class MappedReplayTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_webhook_brought_and_its_mapping_held_is_replayed_through_a_changed_mapping_and_taken_back()
    {
        var key = await KeyAsync("widened");
        for (var i = 0; i < 3; i++)
        {
            await SendAsync($"/api/v1/ingest/widened?preset=google-forms&writeKey={key}",
                $$"""{"responseId":"r{{i}}","timestamp":"2026-01-0{{3 - i}}T10:00:00Z","answers":[{"id":1,"title":"Overall","type":"SCALE","low":1,"high":7,"value":{{(i == 0 ? 9 : 60)}}}]}""");
        }

        await CountsAsync("widened", 3, 0, 3);
        var mapping = (await server.GetAsync("/api/v1/mappings/google-forms%3A%20widened"))["mapping"]!;
        var wider = mapping.DeepClone();
        wider["fields"]!.AsArray().Single(field => (string)field!["column"]! == "answers.1")!["scale"] = new JsonObject { ["min"] = 1, ["max"] = 10 };
        using (var saved = await server.Client.PutAsJsonAsync(new Uri("/api/v1/mappings/wider", UriKind.Relative), new JsonObject { ["mapping"] = wider }, Stop))
        {
            Assert.Equal(1, (int)(await RunningThroughline.ReadAsync(saved))["version"]!);
        }

        var choice = new JsonObject { ["source"] = "widened", ["mapping"] = "wider@1", ["dryRun"] = true };
        var dry = await ReplayAsync(choice);
        Assert.Equal((3, 1, 2, 2), ((int)dry["selected"]!, (int)dry["wouldPass"]!, (int)dry["failed"]!, (int)dry["problems"]!["off_scale"]!));
        await CountsAsync("widened", 3, 0, 3);

        choice["dryRun"] = false;
        var done = await ReplayAsync(choice);
        Assert.Equal((3, 1), ((int)done["selected"]!, (int)done["passed"]!));
        await CountsAsync("widened", 3, 1, 2);
        Assert.Equal("r0", (string)Assert.Single((await server.GetAsync("/api/v1/signals?source=widened"))["items"]!.AsArray())!["messageId"]!);
        Assert.Equal((2, 0), ((int)(await ReplayAsync(choice))["selected"]!, (int)(await ReplayAsync(choice))["passed"]!));

        // A patch and a mapping together.
        choice["patch"] = new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/answers/0/value", ["value"] = 6 });
        var mended = await ReplayAsync(choice);
        Assert.Equal(2, (int)mended["passed"]!);
        await CountsAsync("widened", 3, 3, 0);
        var inOrder = (await server.GetAsync("/api/v1/signals?source=widened"))["items"]!.AsArray().Select(one => (string)one!["messageId"]!);
        Assert.Equal(["r0", "r2", "r1"], inOrder);

        var entries = (await server.GetAsync("/api/v1/quarantine/replays"))["items"]!.AsArray();
        var entry = entries.Single(one => (string)one!["replayId"]! == (string)mended["replayId"]!)!;
        Assert.Equal(("wider@1", "/answers/0/value", "tests", false), ((string)entry["mapping"]!, (string)entry["patch"]![0]!["path"]!, (string)entry["madeBy"]!, (bool)entry["ofRows"]!));
        using var undone = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/quarantine/replays/{mended["replayId"]}/undo", UriKind.Relative), new JsonObject(), Stop);
        Assert.Equal(2, (int)(await RunningThroughline.ReadAsync(undone))["waiting"]!);
        await CountsAsync("widened", 3, 1, 2);
        Assert.Equal(2, (int)(await ReplayAsync(choice))["passed"]!);
    }

    [Fact]
    public async Task An_event_of_no_known_type_becomes_an_answer_through_a_mapping_of_its_own_names()
    {
        var key = await KeyAsync("kiosk");
        await SendAsync($"/api/v1/ingest/kiosk?writeKey={key}", """{"no":"k1","when":"2026-02-03T04:05:06Z","guest":{"mail":"g@kiosk.example"},"stars":4,"said":"Lovely"}""");
        Assert.Equal("unknown-type", (string)Assert.Single((await server.GetAsync("/api/v1/quarantine?source=kiosk"))["items"]!.AsArray())!["reason"]!);
        using var saved = await server.Client.PutAsJsonAsync(new Uri("/api/v1/mappings/kiosk", UriKind.Relative), JsonNode.Parse("""
            {"mapping":{"name":"kiosk","kind":"response","mode":"direct","zone":"UTC","fields":[{"column":"no","as":"record_id"},{"column":"when","as":"time"},
            {"column":"guest.mail","as":"identifier","namespace":"email"},{"column":"stars","as":"score","scale":{"min":1,"max":5},"metric":"csat"},{"column":"said","as":"text"}]}}
            """), Stop);
        await RunningThroughline.ReadAsync(saved);
        var before = server.Installation.Log.Catalogue.Contents.Questions.Length;
        Assert.Equal(1, (int)(await ReplayAsync(new JsonObject { ["source"] = "kiosk", ["mapping"] = "kiosk", ["dryRun"] = true }))["wouldPass"]!);
        Assert.Equal(before, server.Installation.Log.Catalogue.Contents.Questions.Length);
        Assert.Equal(1, (int)(await ReplayAsync(new JsonObject { ["source"] = "kiosk", ["mapping"] = "kiosk" }))["passed"]!);
        var question = server.Installation.Log.Catalogue.Contents.Questions.Single(one => one.Name == "stars");
        Assert.Equal("k1|email:g@kiosk.example|Lovely|4.0|0", await server.Installation.Log.ReadAsync(connection => connection.Scalar<string>(
            $"SELECT concat_ws('|', record_key, customer, text, score_{question.Id}, kind) FROM signal WHERE source_id = {question.SourceId}")));
    }

    [Fact]
    public async Task Events_of_several_sources_are_not_read_through_one_mapping()
    {
        foreach (var source in new[] { "one-of-two", "two-of-two" })
        {
            await SendAsync($"/api/v1/ingest/{source}?writeKey={await KeyAsync(source)}", """{"type":"sing","messageId":"m"}""");
        }

        using var saved = await server.Client.PutAsJsonAsync(new Uri("/api/v1/mappings/both", UriKind.Relative),
            JsonNode.Parse("""{"mapping":{"name":"both","fields":[{"column":"type","as":"text"}]}}"""), Stop);
        await RunningThroughline.ReadAsync(saved);
        using var answer = await server.Client.PostAsJsonAsync(new Uri("/api/v1/quarantine/replay", UriKind.Relative), new JsonObject { ["all"] = true, ["mapping"] = "both", ["dryRun"] = true }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEqual("nothing_chosen", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["code"]!);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"dryRun\":true}")]
    [InlineData("{\"all\":true,\"reason\":\"bad-id\"}")]
    public async Task A_replay_of_everything_that_waits_must_be_asked_for_in_words(string choice)
    {
        using var content = new StringContent(choice, Encoding.UTF8, "application/json");
        using var answer = await server.Client.PostAsync(new Uri("/api/v1/quarantine/replay", UriKind.Relative), content, Stop);
        Assert.Equal((HttpStatusCode.BadRequest, "nothing_chosen"), (answer.StatusCode, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["code"]!));
        Assert.True((long)(await ReplayAsync(new JsonObject { ["all"] = true, ["dryRun"] = true }))["selected"]! >= 0);
    }

    async Task<string> KeyAsync(string source) => (string)(await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(
        new Uri("/api/v1/keys", UriKind.Relative), new JsonObject { ["kind"] = "write", ["name"] = "test", ["source"] = source }, Stop)))["secret"]!;

    async Task SendAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var client = server.Anonymous();
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, Stop);
        await RunningThroughline.ReadAsync(response);
    }

    async Task<JsonNode> ReplayAsync(JsonObject choice) =>
        await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(new Uri("/api/v1/quarantine/replay", UriKind.Relative), choice, Stop));

    async Task CountsAsync(string source, int received, int stored, int quarantined)
    {
        var counts = await server.GetAsync($"/api/v1/ingest/counters?source={source}");
        Assert.Equal((received, stored, quarantined), ((int)counts["received"]!, (int)counts["stored"]!, (int)counts["quarantined"]!));
    }
}
