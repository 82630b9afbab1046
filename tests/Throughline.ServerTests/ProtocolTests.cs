using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>The corners of the clients' protocols that their libraries do not visit by themselves.</summary>
public sealed class ProtocolTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static int _sources;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/batch", """{"api_key":"KEY","batch":[{"event":"A","distinct_id":"d","uuid":"u-1"}]}""")]
    [InlineData("/batch/", """{"token":"KEY","batch":[{"event":"A","properties":{"distinct_id":7},"uuid":"u-1"}]}""")]
    [InlineData("/e/?compression=gzip-js", """[{"event":"A","uuid":"u-1","properties":{"distinct_id":"d","token":"KEY"},"offset":1500}]""")]
    [InlineData("/capture/", """{"api_key":"KEY","event":"A","distinct_id":"d","uuid":"u-1"}""")]
    [InlineData("/track", """{"api_key":"KEY","event":"A","properties":{"distinct_id":"d","$insert_id":"u-1"}}""")]
    [InlineData("/i/v0/e/", """{"api_key":"KEY","event":"A","distinct_id":"d","uuid":"u-1"}""")]
    [InlineData("/i/v1/analytics/events/?token=KEY", """{"batch":[{"event":"A","distinct_id":"d","uuid":"u-1"}]}""")]
    [InlineData("/e/", "data=BASE64&ip=1", """[{"event":"A","uuid":"u-1","properties":{"distinct_id":"d","token":"KEY"}}]""")]
    [InlineData("/e/", "api_key=KEY&compression=base64&data=BASE64", """[{"event":"A","uuid":"u-1","distinct_id":"d"}]""")]
    [InlineData("/e/", "data=%7B%22api_key%22%3A%22KEY%22%2C%22event%22%3A%22A%22%2C%22uuid%22%3A%22u-1%22%2C%22distinct_id%22%3A%22d%22%7D")]
    public async Task PostHog_sends_one_event_in_many_ways_and_it_is_stored(string path, string body, string? inside = null)
    {
        var (source, key) = NewKey();
        var packed = Convert.ToBase64String(Encoding.UTF8.GetBytes((inside ?? "").Replace("KEY", key, StringComparison.Ordinal)));
        var sent = body.Replace("KEY", key, StringComparison.Ordinal).Replace("BASE64", Uri.EscapeDataString(packed), StringComparison.Ordinal);
        using var client = server.Anonymous();
        var answer = await AnswerAsync(client, path.Replace("KEY", key, StringComparison.Ordinal), Encoding.UTF8.GetBytes(sent), "text/plain");
        Assert.Equal((1, 1), ((int)answer["status"]!, (int)answer["accepted"]!));
        var stored = Assert.Single(await SignalsAsync(source));
        Assert.Equal(("u-1", "A"), ((string)stored["messageId"]!, (string)stored["activity"]!));
    }

    [Fact]
    public async Task PostHogs_newer_way_hears_of_every_event()
    {
        var (_, key) = NewKey();
        using var client = Bearer(key);
        const string Batch = """{"created_at":"2026-11-22T00:00:00Z","batch":[{"event":"A","distinct_id":"d","uuid":"ok"},{"distinct_id":"d","uuid":"bad"},{"event":"A","uuid":"who","distinct_id":{}}]}""";
        var results = (await AnswerAsync(client, "/i/v1/analytics/events", Encoding.UTF8.GetBytes(Batch)))["results"]!;
        Assert.Equal(("ok", "drop", "drop"), ((string)results["ok"]!["result"]!, (string)results["bad"]!["result"]!, (string)results["who"]!["result"]!));
        Assert.EndsWith("/missing-event", (string)results["bad"]!["problems"]![0]!["type"]!, StringComparison.Ordinal);
        Assert.EndsWith("/missing-identity", (string)results["who"]!["problems"]![0]!["type"]!, StringComparison.Ordinal);
        results = (await AnswerAsync(client, "/i/v1/analytics/events", Encoding.UTF8.GetBytes(Batch)))["results"]!;
        Assert.Equal("ok", (string)results["ok"]!["result"]!);
    }

    [Fact]
    public async Task PostHogs_pages_get_their_configuration_and_no_invented_flags()
    {
        var (_, key) = NewKey();
        using var client = server.Anonymous();
        var config = JsonNode.Parse(await client.GetStringAsync(new Uri($"/array/{key}/config", UriKind.Relative), Stop))!;
        Assert.False((bool)config["hasFeatureFlags"]!);
        Assert.Contains("_POSTHOG_REMOTE_CONFIG", await client.GetStringAsync(new Uri($"/array/{key}/config.js", UriKind.Relative), Stop), StringComparison.Ordinal);
        var asked = Encoding.UTF8.GetBytes($$"""{"token":"{{key}}","distinct_id":"d"}""");
        Assert.Empty((await AnswerAsync(client, "/flags/?v=2", asked))["flags"]!.AsObject());
        Assert.Empty((await AnswerAsync(client, "/decide/?v=3", asked))["featureFlags"]!.AsObject());
        using var unknown = await client.GetAsync(new Uri("/array/tlw_nobody/config", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        using var refused = await client.PostAsync(new Uri("/flags/?v=2", UriKind.Relative), new StringContent("""{"token":"tlw_nobody"}"""), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Pictures_carry_an_event_in_their_address()
    {
        var (source, key) = NewKey();
        using var client = server.Anonymous();
        client.DefaultRequestHeaders.Accept.ParseAdd("image/avif,image/webp,*/*");
        foreach (var path in new[]
        {
            $"/pixel/v1/track?writeKey={key}&anonymousId=a&event=Mail%20opened&messageId=p-1&context.campaign.name=spring",
            $"/pixel/v1/page?writeKey={key}&userId=u&name=Start&messageId=p-2",
            $"/i?e=pv&aid={key}&eid=p-3&url=https%3A%2F%2Fshop.example%2F&page=Start&uid=u&p=web&dtm=1795320380104",
            $"/e/?data={Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"event":"A","uuid":"p-4","properties":{"token":"{{key}}","distinct_id":"d"} }""")))}",
        })
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
            Assert.True(response.IsSuccessStatusCode, path + await response.Content.ReadAsStringAsync(Stop));
        }

        var stored = (await SignalsAsync(source)).Select(s => ((string)s["messageId"]!, (string)s["activity"]!));
        Assert.Equal([("p-1", "Mail opened"), ("p-2", "Start"), ("p-3", "page_view"), ("p-4", "A")], stored);
    }

    [Fact]
    public async Task A_Snowplow_event_is_named_by_what_it_describes_and_held_when_it_says_nothing()
    {
        var (source, key) = NewKey();
        var described = Convert.ToBase64String(Encoding.UTF8.GetBytes(
            """{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":{"schema":"iglu:com.acme/checkout_done/jsonschema/1-0-0","data":{"n":"?>~"}}}"""))
            .Replace('+', '-').Replace('/', '_').TrimEnd('=');
        using var client = server.Anonymous();
        var answer = await AnswerAsync(client, "/com.snowplowanalytics.snowplow/tp2", Encoding.UTF8.GetBytes(
            $$"""{"schema":"s","data":[{"e":"ue","eid":"1","aid":"{{key}}","ue_px":"{{described}}","stm":"1795320380109"},{"eid":"2","aid":"{{key}}"},7]}"""));
        Assert.Equal((1, 2), ((int)answer["accepted"]!, (int)answer["quarantined"]!));
        Assert.EndsWith("/unknown-type", (string)answer["results"]!["2"]!["problems"]![0]!["type"]!, StringComparison.Ordinal);
        Assert.Equal("/data/2", (string)answer["results"]!["/data/2"]!["problems"]![0]!["pointer"]!);
        Assert.Equal("checkout_done", (string)Assert.Single(await SignalsAsync(source))["activity"]!);
    }

    [Fact]
    public async Task A_CloudEvent_is_known_by_its_source_and_id_in_every_mode()
    {
        var (source, key) = NewKey();
        using var client = Bearer(key);
        const string Structured = """{"specversion":"1.0","id":"7 é","source":"/till","type":"sold","time":"2026-11-22T10:00:00Z","datacontenttype":"application/json","data":{"n":1}}""";
        await AnswerAsync(client, "/cloudevents", Encoding.UTF8.GetBytes(Structured), "application/cloudevents+json");
        await AnswerAsync(client, "/cloudevents", Encoding.UTF8.GetBytes($"[{Structured},{Structured.Replace("/till", "/shop", StringComparison.Ordinal)}]"), "application/cloudevents-batch+json");
        using var binary = new HttpRequestMessage(HttpMethod.Post, "/cloudevents") { Content = new ByteArrayContent("""{"n":1}"""u8.ToArray()) };
        binary.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in new[] { ("specversion", "1.0"), ("id", "7%20%C3%A9"), ("source", "/till"), ("type", "sold"), ("time", "2026-11-22T10:00:00Z") })
        {
            binary.Headers.Add($"ce-{name}", value);
        }

        using var response = await client.SendAsync(binary, Stop);
        Assert.Equal(1, (int)JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!["duplicate"]!);
        Assert.Equal(["7 é", "7 é"], (await SignalsAsync(source)).Select(s => (string)s["messageId"]!));
        var answer = await AnswerAsync(client, "/cloudevents", """{"specversion":"1.0","id":"8","source":"/till"}"""u8.ToArray());
        Assert.EndsWith("/missing-event", (string)answer["results"]!["8"]!["problems"]![0]!["type"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_log_records_of_a_request_are_all_stored_and_the_request_again_is_nothing_new()
    {
        var (source, key) = NewKey();
        using var client = Bearer(key);
        var body = """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795320380421000000","body":{"stringValue":"x"}},{"timeUnixNano":"1795320380421000000","body":{"stringValue":"x"}}],"scope":{"name":"s"}}],
              "resource":{"attributes":[]}},{"scopeLogs":[{"logRecords":[5,{"observedTimeUnixNano":1795320380421000000,"attributes":[{"key":"event.name","value":{"stringValue":"sold"}}]}]}]}]}
            """u8.ToArray();
        var answer = await AnswerAsync(client, "/v1/logs", body);
        Assert.Equal((3, 1, "1"), ((int)answer["accepted"]!, (int)answer["quarantined"]!, (string)answer["partialSuccess"]!["rejectedLogRecords"]!));
        answer = await AnswerAsync(client, "/v1/logs", body);
        Assert.Equal((0, 3), ((int)answer["accepted"]!, (int)answer["duplicate"]!));
        Assert.Equal(["log", "log", "sold"], (await SignalsAsync(source)).Select(s => (string)s["activity"]!));
    }

    [Fact]
    public async Task Protobuf_is_answered_with_protobuf_and_a_deep_record_is_held_alone()
    {
        var (source, key) = NewKey();
        using var client = Bearer(key);
        byte[] deep = [0x0a, 1, (byte)'x']; // stringValue
        for (var i = 0; i < 40; i++)
        {
            deep = Field(5, Field(1, deep)); // arrayValue of one value
        }

        var request = Field(1, Field(2, [.. Field(2, [.. Field(12, "sold"u8), .. Field(77, "later"u8)]), .. Field(2, Field(5, deep))]));
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new("application/x-protobuf");
        using var response = await client.PostAsync(new Uri("/v1/logs", UriKind.Relative), content, Stop);
        Assert.Equal("application/x-protobuf", response.Content.Headers.ContentType!.MediaType);
        var bytes = await response.Content.ReadAsByteArrayAsync(Stop);
        Assert.Equal([0x0a, (byte)(bytes.Length - 2), 0x08, 0x01, 0x12], bytes[..5]);
        Assert.Equal("sold", (string)Assert.Single(await SignalsAsync(source))["activity"]!);
        using var broken = new ByteArrayContent(request[..^3]);
        broken.Headers.ContentType = new("application/x-protobuf");
        using var refused = await client.PostAsync(new Uri("/v1/logs", UriKind.Relative), broken, Stop);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
    }

    [Fact]
    public async Task A_derived_id_is_the_same_at_every_attempt_although_the_clock_went_on()
    {
        var (source, key) = NewKey();
        using var client = Bearer(key);
        foreach (var second in new[] { 1, 2 })
        {
            var answer = await AnswerAsync(client, "/v1/batch", Encoding.UTF8.GetBytes(
                $$"""{"batch":[{"type":"page","userId":"u","timestamp":"2026-11-22T00:00:00Z"},{"type":"page","userId":"u"}],"sentAt":"2026-11-22T00:00:0{{second}}.000Z"}"""));
            Assert.Equal(second == 1 ? 2 : 0, (int)answer["accepted"]!);
        }

        Assert.All(await SignalsAsync(source), s => Assert.Contains("derived", s["warnings"]!.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_of_nearly_five_mebibytes_is_taken()
    {
        var (_, key) = NewKey();
        using var client = Bearer(key);
        var filling = new string('x', 980_000);
        var events = Enumerable.Range(0, 5).Select(i => $$"""{"type":"track","event":"A","userId":"u","messageId":"{{i}}","properties":{"p":"{{filling}}"} }""");
        var answer = await AnswerAsync(client, "/v1/batch", Encoding.UTF8.GetBytes($$"""{"batch":[{{string.Join(",", events)}}]}"""));
        Assert.Equal(5, (int)answer["accepted"]!);
    }

    static byte[] Field(int number, ReadOnlySpan<byte> value)
    {
        var bytes = new List<byte>();
        for (var tag = (uint)((number << 3) | 2); ; tag >>= 7)
        {
            bytes.Add((byte)(tag >= 0x80 ? tag | 0x80 : tag));
            if (tag < 0x80)
            {
                break;
            }
        }

        for (var length = (uint)value.Length; ; length >>= 7)
        {
            bytes.Add((byte)(length >= 0x80 ? length | 0x80 : length));
            if (length < 0x80)
            {
                break;
            }
        }

        return [.. bytes, .. value];
    }

    (string Source, string Key) NewKey()
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"p{Interlocked.Increment(ref _sources)}");
        server.Installation.Log.Catalogue.DeclareSource(source, hasTime: true);
        return (source, server.Installation.AccessKeys.Create("write", "tests", source).Secret);
    }

    HttpClient Bearer(string key)
    {
        var client = server.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    static async Task<JsonNode> AnswerAsync(HttpClient client, string path, byte[] body, string type = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(type);
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    async Task<List<JsonNode>> SignalsAsync(string source) =>
        [.. (await server.GetAsync($"/api/v1/signals?source={source}"))["items"]!.AsArray().Select(i => i!)];
}
