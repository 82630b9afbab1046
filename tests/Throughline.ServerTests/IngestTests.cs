using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

public sealed class IngestTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static int _sources;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_event_never_harms_its_batch_and_is_told_of_with_a_pointer()
    {
        using var client = await ClientAsync();
        var answer = await PostAsync(client, "/v1/batch", """
            {"batch":[{"type":"track","event":"A","userId":"u","messageId":"1"},{"type":"track","userId":"u","messageId":"2"},"text",{"type":"hop","userId":"u","messageId":"4"},
              {"type":"page","messageId":"5","userId":{"a":1}},{"type":"page","anonymousId":7,"messageId":"6"}]}
            """);
        Assert.Equal((6, 2, 0, 4), (Int(answer, "received"), Int(answer, "accepted"), Int(answer, "duplicate"), Int(answer, "quarantined")));
        var problems = answer["results"]!.AsObject().Select(r => (r.Key, Type: (string)r.Value!["problems"]![0]!["type"]!, Where: (string)r.Value["problems"]![0]!["pointer"]!)).ToList();
        Assert.Contains(problems, p => p.Key == "2" && p.Type.EndsWith("/missing-event", StringComparison.Ordinal) && p.Where == "/batch/1/event");
        Assert.Contains(problems, p => p.Type.EndsWith("/not-an-object", StringComparison.Ordinal) && p.Where == "/batch/2");
        Assert.Contains(problems, p => p.Key == "4" && p.Type.EndsWith("/unknown-type", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Key == "5" && p.Type.EndsWith("/missing-identity", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hundred_poisoned_batches_keep_all_their_sound_events()
    {
        var source = NewSource();
        using var client = await ClientAsync(source);
        for (var batch = 0; batch < 100; batch++)
        {
            var events = Enumerable.Range(0, 15).Select(i => i == 7
                ? $$"""{"type":"track","userId":"u","messageId":"{{batch}}-{{i}}"}"""
                : $$"""{"type":"track","event":"A","userId":"u","messageId":"{{batch}}-{{i}}"}""");
            await PostAsync(client, "/v1/batch", $$"""{"batch":[{{string.Join(",", events)}}],"sentAt":"2026-11-22T00:00:0{{batch % 10}}.000Z"}""");
        }

        Assert.Equal((1500, 1400, 0, 100), await CountersAsync(source));
        Assert.Equal(1400, (await AllSignalsAsync(source)).Distinct().Count());
    }

    [Fact]
    public async Task The_same_batch_again_with_another_sending_time_is_all_duplicates()
    {
        var source = NewSource();
        using var client = await ClientAsync(source);
        foreach (var second in new[] { 1, 2 })
        {
            await PostAsync(client, "/v1/batch", $$"""
                {"batch":[{"messageId":"a","type":"identify","userId":"u","traits":{"x":1,"y":[1,2]},"_metadata":{"try":{{second}}} }],"sentAt":"2026-11-22T00:00:0{{second}}.000Z"}
                """);
        }

        await PostAsync(client, "/v1/b", """{"batch":[{"type":"identify","traits":{"y":[1,2],"x":1},"userId":"u","messageId":"a"}]}""");
        Assert.Equal((3, 1, 2, 0), await CountersAsync(source));
    }

    [Theory]
    [InlineData("/v1/t", "text/plain", false)]
    [InlineData("/v1/track/", "application/x-www-form-urlencoded", true)]
    [InlineData("/api/v1/ingest/SOURCE", "application/octet-stream", true)]
    public async Task Bodies_are_read_by_their_bytes_whatever_they_are_called(string path, string type, bool gzip)
    {
        var source = NewSource();
        using var client = await ClientAsync(source);
        var bytes = Encoding.UTF8.GetBytes("""{"type":"track","event":"خرید","userId":"۱","messageId":"ü-1"}""");
        using var content = new ByteArrayContent(gzip ? Gzip(bytes) : bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await client.PostAsync(new Uri(path.Replace("SOURCE", source, StringComparison.Ordinal), UriKind.Relative), content, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["ü-1"], await AllSignalsAsync(source));
    }

    [Fact]
    public async Task A_preflight_gets_every_header_it_asks_for_and_errors_name_the_origin()
    {
        using var client = server.Anonymous();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/batch");
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Headers", "anonymousid, authorization, sentat");
        using var allowed = await client.SendAsync(preflight, Stop);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("anonymousid, authorization, sentat", allowed.Headers.GetValues("Access-Control-Allow-Headers").Single());
        using var post = new HttpRequestMessage(HttpMethod.Post, "/v1/batch") { Content = new StringContent("{}") };
        post.Headers.Add("Origin", "https://shop.example");
        using var refused = await client.SendAsync(post, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("https://shop.example", refused.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Deep_wide_and_odd_events_have_verdicts_of_their_own()
    {
        var source = NewSource();
        using var client = await ClientAsync(source);
        var deep = new string('[', 10_000) + new string(']', 10_000);
        var wide = string.Join(",", Enumerable.Range(0, 3_000).Select(i => $"\"k{i}\":{i}"));
        var large = new string('x', 2 << 20);
        var answer = await PostAsync(client, "/v1/batch", $$$$"""
            {"batch":[{"type":"track","event":"A","userId":"u","messageId":"deep","p":{{{{deep}}}}},
              {"type":"track","event":"A","userId":"u","messageId":"wide","p":{ {{{{wide}}}} } },
              {"type":"track","event":"A","userId":"u","messageId":"large","p":"{{{{large}}}}"},
              {"type":"track","event":"A \ud800 B","userId":"u","messageId":"surrogate","timestamp":"9999-12-31T23:59:59Z"},
              {"type":"track","event":"A","event":"B","userId":"u","messageId":"twice","timestamp":"0000-01-01"},
              {"type":"track","event":"A","userId":"u","messageId":"huge","n":123456789012345678901234567890,"timestamp":-1}]}
            """);
        Assert.Equal((6, 3, 3), (Int(answer, "received"), Int(answer, "accepted"), Int(answer, "quarantined")));
        var page = await server.GetAsync($"/api/v1/signals?source={source}");
        var warnings = page["items"]!.AsArray().ToDictionary(i => (string)i!["messageId"]!, i => string.Join(' ', i!["warnings"]!.AsArray().Select(w => (string)w!)));
        Assert.Equal("bad-timestamp broken-text", warnings["surrogate"]);
        Assert.Equal("bad-timestamp duplicate-keys", warnings["twice"]);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_or_end_too_early_lose_nothing()
    {
        var source = NewSource();
        using var client = await ClientAsync(source);
        var bytes = Encoding.UTF8.GetBytes("""{"batch":[{"type":"track","event":"A","userId":"u","messageId":"1"},{"type":"track","event":"B?","userId":"u","messageId":"2"},{"type":"track","eve""");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xff;
        using var cut = new ByteArrayContent(Gzip(bytes)[..^6]);
        using var response = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), cut, Stop);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!;
        Assert.Equal((3, 1, 2), (Int(answer, "received"), Int(answer, "accepted"), Int(answer, "quarantined")));
    }

    [Fact]
    public async Task A_gzip_bomb_is_refused_quickly_without_taking_memory()
    {
        using var client = await ClientAsync();
        var bomb = Gzip(new byte[64 << 20]); // a thousand to one
        await PostAsync(client, "/v1/t", """{"type":"track","event":"A","userId":"u"}""");
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        using var response = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), new ByteArrayContent(bomb), Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64L << 20);
        TestContext.Current.SendDiagnosticMessage($"A bomb was refused in {watch.ElapsedMilliseconds} ms.");
    }

    [Fact]
    public async Task Too_many_events_are_refused_as_a_whole_and_none_is_kept()
    {
        var source = NewSource();
        using var client = await ClientAsync(source);
        var events = string.Join(",", Enumerable.Range(0, 20_000).Select(i => $$"""{"type":"page","userId":"u","messageId":"{{i}}"}"""));
        using var response = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), new StringContent($$"""{"batch":[{{events}}]}"""), Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("events", (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!["limit"]!);
        Assert.Equal((0, 0, 0, 0), await CountersAsync(source));
    }

    [Fact]
    public async Task A_key_writes_to_its_source_alone_from_its_pages_alone_and_ends_when_it_is_stopped()
    {
        var source = NewSource();
        var made = await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri("/api/v1/keys", UriKind.Relative), new StringContent(
            $$"""{"kind":"write","name":"page","source":"{{source}}","origins":["https://shop.example"]}""", Encoding.UTF8, "application/json"), Stop));
        using var client = WithKey((string)made["secret"]!);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/v1/t", "https://shop.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "/v1/t", "https://other.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "/api/v1/ingest/elsewhere", null));
        var rotated = await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri($"/api/v1/keys/{made["id"]}/rotate", UriKind.Relative),
            new StringContent("""{"overlap_hours":24}""", Encoding.UTF8, "application/json"), Stop));
        using var newer = WithKey((string)rotated["secret"]!);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/v1/t", "https://shop.example"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(newer, "/v1/t", "https://shop.example"));
        await server.Client.DeleteAsync(new Uri($"/api/v1/keys/{made["id"]}", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/v1/t", "https://shop.example"));
        using var read = WithKey((string)rotated["secret"]!);
        using var forbidden = await read.GetAsync(new Uri("/api/v1/signals", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task A_capped_key_that_took_too_much_is_asked_to_wait_whole_seconds()
    {
        var source = NewSource();
        var secret = server.Installation.AccessKeys.Create("write", "slow", Declare(source), perSecond: 5).Secret;
        using var client = WithKey(secret);

        // A batch may overdraw a full bucket, here by two hundred seconds: the next must wait, however slow the machine is.
        var answer = await PostAsync(client, "/v1/batch", $$"""{"batch":[{{string.Join(',', Enumerable.Range(0, 1_000).Select(i => $$"""{"type":"page","userId":"u","messageId":"{{i}}"}"""))}}]}""");
        Assert.Equal(1_000, Int(answer, "accepted"));
        using var capped = await client.PostAsync(new Uri("/v1/t", UriKind.Relative), new StringContent("""{"type":"page","userId":"u"}"""), Stop);
        Assert.Equal(HttpStatusCode.TooManyRequests, capped.StatusCode);
        Assert.Equal("1", capped.Headers.GetValues("Retry-After").Single());
        Assert.Equal((1_000, 1_000), ((await CountersAsync(source)).Received, (await CountersAsync(source)).Stored));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_live_view_tells_of_an_event()
    {
        var source = NewSource();
        using var client = await ClientAsync(source);
        using var live = await server.Client.GetStreamAsync(new Uri($"/api/v1/sources/{source}/live", UriKind.Relative), Stop).ContinueWith(s => new StreamReader(s.Result));
        await live.ReadLineAsync(Stop);
        await PostAsync(client, "/v1/t", """{"type":"track","event":"Bought","userId":"u","messageId":"live-1"}""");
        string? line;
        do
        {
            line = await live.ReadLineAsync(Stop);
        }
        while (line is not null && !line.StartsWith("data:", StringComparison.Ordinal));

        Assert.Contains("\"live-1\"", line, StringComparison.Ordinal);
        Assert.Contains("\"stored\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_the_live_view_and_does_not_wait_for_its_watcher()
    {
        var stopped = new RunningThroughline();
        await stopped.InitializeAsync();
        stopped.Installation.Log.Catalogue.DeclareSource("watched", hasTime: true);
        using var live = new StreamReader(await stopped.Client.GetStreamAsync(new Uri("/api/v1/sources/watched/live", UriKind.Relative), Stop));
        Assert.Equal(": watching", await live.ReadLineAsync(Stop));
        var end = stopped.DisposeAsync();
        Assert.Equal("\n", await live.ReadToEndAsync(Stop)); // a connection that was cut would throw
        await end;
    }

    [Fact]
    public async Task Clocks_that_are_off_are_put_right_within_bounds_and_flagged()
    {
        var source = NewSource();
        using var client = await ClientAsync(source);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (id, off) in new[] { ("right", TimeSpan.Zero), ("behind", TimeSpan.FromHours(3)), ("days", TimeSpan.FromDays(-3)) })
        {
            await PostAsync(client, "/v1/batch", $$"""
                {"batch":[{"type":"page","userId":"u","messageId":"{{id}}","timestamp":"{{(now - TimeSpan.FromMinutes(5) + off).UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}}"}],"sentAt":"{{(now + off).UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}}"}
                """);
        }

        var items = (await server.GetAsync($"/api/v1/signals?source={source}"))["items"]!.AsArray().ToDictionary(i => (string)i!["messageId"]!);
        Assert.InRange((DateTime)items["behind"]!["occurredAt"]! - now.UtcDateTime, TimeSpan.FromMinutes(-6), TimeSpan.FromMinutes(-4));
        Assert.Contains("clock-skew", items["days"]!["warnings"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("[]", items["right"]!["warnings"]!.ToJsonString());
    }

    static string NewSource() => $"s{Interlocked.Increment(ref _sources)}";

    static int Int(JsonNode node, string name) => (int)node[name]!;

    static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    string Declare(string source)
    {
        server.Installation.Log.Catalogue.DeclareSource(source, hasTime: true);
        return source;
    }

    Task<HttpClient> ClientAsync(string? source = null) =>
        Task.FromResult(WithKey(server.Installation.AccessKeys.Create("write", "tests", Declare(source ?? NewSource())).Secret));

    HttpClient WithKey(string secret)
    {
        var client = server.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(secret + ":")));
        return client;
    }

    static async Task<JsonNode> PostAsync(HttpClient client, string path, string body)
    {
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body), Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("""{"type":"page","userId":"u"}""") };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await client.SendAsync(request, Stop);
        return response.StatusCode;
    }

    async Task<(int Received, int Stored, int Duplicate, int Quarantined)> CountersAsync(string source)
    {
        var counters = await server.GetAsync($"/api/v1/ingest/counters?source={source}");
        return (Int(counters, "received"), Int(counters, "stored"), Int(counters, "duplicate"), Int(counters, "quarantined"));
    }

    async Task<List<string>> AllSignalsAsync(string source)
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = await server.GetAsync($"/api/v1/signals?source={source}&limit=333{(after is null ? "" : $"&after={after}")}");
            ids.AddRange(page["items"]!.AsArray().Select(i => (string)i!["messageId"]!));
            after = (string?)page["next"];
        }
        while (after is not null);

        return ids;
    }
}
