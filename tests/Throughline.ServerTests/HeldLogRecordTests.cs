using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Log records that were held and are mended become the very signals that they would have been at once.</summary>
public sealed class HeldLogRecordTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replay_sees_the_resource_and_the_scope_and_gives_the_same_signals_as_if_nothing_had_been_held()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"kvlistValue":{"values":[{"key":"k","value":""", 20)) + "{}" + string.Concat(Enumerable.Repeat("}]}}", 20));
        string Record(string name, string more) =>
            $$$"""{"eventName":"{{{name}}}","timeUnixNano":"1795320380421000000","attributes":[{"key":"user.id","value":{"stringValue":"u1"}}{{{more}}}]}""";
        string Body(string more) => $$$"""
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{{{Record("paid", "")}}},{{{Record("sent", more)}}},{{{Record("sent", more)}}}],"scope":{"name":"checkout","version":"2"}}],
            "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}}]}
            """;
        await SendAsync("whole", Body(""));
        await SendAsync("mended", Body($$$""",{"key":"deep","value":{{{deep}}}}"""));
        var held = (await server.GetAsync("/api/v1/quarantine?source=mended"))["items"]!.AsArray();
        Assert.Equal(["too-deep", "too-deep"], held.Select(one => (string)one!["reason"]!));
        var original = JsonNode.Parse((string)(await server.GetAsync($"/api/v1/quarantine/{held[0]!["id"]}"))["original"]!, documentOptions: new() { MaxDepth = 1_000 })!;
        Assert.Equal("checkout", (string)original["scope"]!["name"]!);
        Assert.Equal("shop", (string)original["resource"]!["attributes"]![0]!["value"]!["stringValue"]!);

        var done = await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(new Uri("/api/v1/quarantine/replay", UriKind.Relative), new JsonObject
        {
            ["source"] = "mended",
            ["patch"] = new JsonArray(new JsonObject { ["op"] = "remove", ["path"] = "/record/attributes/1" }),
        }, Stop));
        Assert.Equal((2, 0), ((int)done["passed"]!, (int)done["failed"]!));
        Assert.Equal(3, (await RowsAsync("whole")).Distinct().Count());
        Assert.Equal(await RowsAsync("whole"), await RowsAsync("mended"));
    }

    [Fact]
    public async Task A_resource_that_is_no_text_holds_its_records_and_a_huge_one_before_many_is_refused()
    {
        var body = Encoding.UTF8.GetBytes("""{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s??p"}}]},"scopeLogs":[{"logRecords":[{"eventName":"paid"}]}]}]}""");
        var broken = body.AsSpan().IndexOf("??"u8);
        (body[broken], body[broken + 1]) = (0xff, 0xfe);
        await SendAsync("not-text", body);
        Assert.Equal("not-text", (string)Assert.Single((await server.GetAsync("/api/v1/quarantine?source=not-text"))["items"]!.AsArray())!["reason"]!);

        var records = string.Join(',', Enumerable.Repeat("{}", 1_000));
        var huge = $$"""{"resourceLogs":[{"resource":{"name":"{{new string('x', 600_000)}}"},"scopeLogs":[{"logRecords":[{{records}}]}]}]}""";
        using var answer = await PostAsync("huge", Encoding.UTF8.GetBytes(huge));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(0, (int)(await server.GetAsync("/api/v1/ingest/counters?source=huge"))["received"]!);
    }

    /// <summary>Everything that the log has of a source's signals but their ids, which name the source.</summary>
    Task<List<string>> RowsAsync(string source) => server.Installation.Log.ReadAsync(connection =>
    {
        var rows = new List<string>();
        using var reader = connection.Query("""
            SELECT concat_ws('|', record_key, kind, mode, occurred_at, content_hash, customer, identifiers, activity, channel, touchpoint, text, rest, warnings, sent_at)
            FROM signal WHERE source_id = $source ORDER BY record_key
            """, ("source", server.Installation.Log.Catalogue.Contents.Sources.First(one => one.Name == source).Id));
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    });

    async Task SendAsync(string source, string body) => await SendAsync(source, Encoding.UTF8.GetBytes(body));

    async Task SendAsync(string source, byte[] body)
    {
        using var answer = await PostAsync(source, body);
        await RunningThroughline.ReadAsync(answer);
        await server.GetAsync("/api/v1/sources");
    }

    async Task<HttpResponseMessage> PostAsync(string source, byte[] body)
    {
        var made = await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative),
            new JsonObject { ["kind"] = "write", ["name"] = "test", ["source"] = source }, Stop));
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var client = server.Anonymous();
        return await client.PostAsync(new Uri($"/v1/logs?writeKey={made["secret"]}", UriKind.Relative), content, Stop);
    }
}
