using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

public sealed class PresetIntakeTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    [Fact]
    public async Task A_form_posted_by_a_webhook_becomes_signals_with_answers_exactly_once()
    {
        var key = await KeyAsync("form");
        var first = await PostAsync("form", key, "typeform", Typeform("t1", 9, "All went well"));
        Assert.Equal((1, 1, 0, 0), Counts(first));
        Assert.Equal((1, 0, 1, 0), Counts(await PostAsync("form", key, "typeform", Typeform("t1", 9, "All went well"))));
        var other = await PostAsync("form", key, "typeform", Typeform("t1", 2, "Not at all"));
        Assert.Equal((1, 0, 0, 1), Counts(other));
        Assert.Equal("drop", (string)other["results"]!["t1"]!["result"]!);
        Assert.Equal((1, 1, 0, 0), Counts(await PostAsync("form", key, "typeform", Typeform("t2", 3, "The queue was long"))));

        // Off its scale: held with the reason, and the mapping that held it is named.
        var bad = await PostAsync("form", key, "typeform", Typeform("t3", 12, "Beyond the scale"));
        Assert.Equal((1, 0, 0, 1), Counts(bad));
        Assert.Contains("typeform: form, version", (string)bad["results"]!["t3"]!["problems"]![0]!["detail"]!, StringComparison.Ordinal);
        await BalancesAsync("form", received: 5, stored: 2, duplicate: 1, quarantined: 2);

        var mapping = (await server.GetAsync("/api/v1/mappings/typeform%3A%20form"))["mapping"]!;
        await AfterTheScaleIsCorrectedAsync(mapping);
        mapping = (await server.GetAsync("/api/v1/mappings/typeform%3A%20form?version=" + mapping["version"]))["mapping"]!;
        Assert.Equal("typeform@1", (string)mapping["preset"]!);
        Assert.Contains(mapping["fields"]!.AsArray(), field => (string?)field!["label"] == "How likely are you to recommend us?" && (string)field["metric"]! == "nps");
        var catalogue = await server.GetAsync("/api/v1/catalogue");
        Assert.Contains("How likely are you to recommend us?", catalogue.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("The queue was long", (await server.GetAsync("/api/v1/records?limit=50")).ToJsonString(), StringComparison.Ordinal);
    }

    async Task AfterTheScaleIsCorrectedAsync(JsonNode mapping)
    {
        var wider = mapping.DeepClone();
        var score = wider["fields"]!.AsArray().Single(field => (string)field!["column"]! == "answers.nps_ref")!;
        (score["metric"], score["scale"]) = ("mean", new JsonObject { ["min"] = 0, ["max"] = 20, ["low_is_good"] = false });
        using var saved = await server.Client.PutAsJsonAsync(new Uri("/api/v1/mappings/typeform%3A%20form", UriKind.Relative), new JsonObject { ["mapping"] = wider });
        _ = await RunningThroughline.ReadAsync(saved);
        using var again = await server.Client.PostAsJsonAsync(new Uri("/api/v1/quarantine/replay", UriKind.Relative), new { source = "form", reason = "off_scale" });
        var replayed = await RunningThroughline.ReadAsync(again);
        Assert.Equal((1, 1), ((int)replayed["selected"]!, (int)replayed["passed"]!));
        await BalancesAsync("form", received: 5, stored: 3, duplicate: 1, quarantined: 1);
    }

    [Fact]
    public async Task Where_a_secret_is_set_only_what_is_signed_with_it_comes_in()
    {
        var key = await KeyAsync("signed");
        using var set = await server.Client.PutAsJsonAsync(new Uri("/api/v1/sources/signed/webhooks/typeform", UriKind.Relative), new { secret = "a-secret-of-tests" });
        Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        var body = Typeform("s1", 9, "Signed");
        using var unsigned = await SendAsync("signed", key, "typeform", body);
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.Contains("bad_signature", await unsigned.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var signature = "sha256=" + Convert.ToBase64String(HMACSHA256.HashData("a-secret-of-tests"u8.ToArray(), Encoding.UTF8.GetBytes(body)));
        using var signed = await SendAsync("signed", key, "typeform", body, ("Typeform-Signature", signature));
        Assert.Equal((1, 1, 0, 0), Counts(await RunningThroughline.ReadAsync(signed)));
        using var changed = await SendAsync("signed", key, "typeform", body.Replace("Signed", "Changed", StringComparison.Ordinal), ("Typeform-Signature", signature));
        Assert.Equal(HttpStatusCode.Unauthorized, changed.StatusCode);
        await BalancesAsync("signed", received: 1, stored: 1, duplicate: 0, quarantined: 0);
    }

    [Fact]
    public async Task A_form_that_brings_its_scales_is_read_on_them_and_a_chat_keeps_the_employees_words_apart()
    {
        var key = await KeyAsync("google");
        Assert.Equal((2, 2, 0, 0), Counts(await PostAsync("google", key, "google-forms", """
            [{"responseId":"g1","timestamp":"2026-01-02T10:00:00Z","respondentEmail":"a@x.example","formTitle":"Visit","answers":[
              {"id":1,"title":"Overall satisfaction","type":"SCALE","low":1,"high":7,"value":6},{"id":2,"title":"What else?","type":"PARAGRAPH_TEXT","value":"Nothing to add"}]},
             {"responseId":"g2","timestamp":"2026-01-02T11:00:00Z","answers":[{"id":1,"title":"Overall satisfaction","type":"SCALE","low":1,"high":7,"value":2}]}]
            """)));
        var scale = (await server.GetAsync("/api/v1/mappings/google-forms%3A%20google"))["mapping"]!["fields"]!.AsArray().Single(field => (string)field!["column"]! == "answers.1")!;
        Assert.Equal((7.0, "outcome"), ((double)scale["scale"]!["max"]!, (string)scale["role"]!));

        var chat = await KeyAsync("chat");
        Assert.Equal((3, 3, 0, 0), Counts(await PostAsync("chat", chat, "chatwoot", """
            {"event":"message_created","id":1,"content":"Where is my parcel, please","created_at":"2026-01-02T10:00:00Z","message_type":"incoming","sender":{"email":"c@x.example"},"conversation":{"id":5}}
            {"event":"message_created","id":2,"content":"It left this morning","created_at":"2026-01-02T10:01:00Z","message_type":"outgoing","sender":{"email":"agent@we.example"},"conversation":{"id":5,"meta":{"sender":{"email":"c@x.example"}}}}
            {"event":"conversation_status_changed","id":5,"created_at":"2026-01-02T10:02:00Z","status":"resolved"}
            """)));
        var shown = (await server.GetAsync("/api/v1/records?limit=100")).ToJsonString();
        Assert.Contains("Where is my parcel", shown, StringComparison.Ordinal);
        var counts = await server.Installation.Log.ReadAsync(log => (
            log.Scalar<long>("SELECT count(*) FROM signal WHERE text LIKE 'It left%'"),
            log.Scalar<long>("SELECT count(*) FROM signal WHERE rest LIKE '%It left%' AND kind = 5 AND customer = 'email:c@x.example'"),
            log.Scalar<long>("SELECT count(*) FROM signal WHERE customer LIKE '%agent@%'")), TestContext.Current.CancellationToken);
        Assert.Equal((0L, 1L, 0L), counts);
    }

    [Fact]
    public async Task A_preset_that_is_unknown_is_refused_with_the_ones_there_are()
    {
        var key = await KeyAsync("unknown-preset");
        using var answer = await SendAsync("unknown-preset", key, "nothing-like-it", "{}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("typeform", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(12, (await server.GetAsync("/api/v1/presets"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Activities_get_their_touchpoints_when_they_arrive_and_again_when_the_table_changes()
    {
        var key = await KeyAsync("shop");
        async Task TrackAsync(string id, string name) => Assert.Equal((1, 1, 0, 0), Counts(await PostAsync("shop", key, null,
            $$"""{"type":"track","event":"{{name}}","messageId":"{{id}}","userId":"u1","timestamp":"2026-01-02T10:00:00Z"}""")));
        await TrackAsync("a", "Checkout Started");
        using var saved = await server.Client.PutAsJsonAsync(new Uri("/api/v1/sources/shop/touchpoints", UriKind.Relative),
            new { lines = new[] { new { activity = "checkout *", touchpoint = "Checkout" } } });
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        await TrackAsync("b", "Checkout Completed");
        await TrackAsync("c", "Product Viewed");
        Assert.Equal(1, await AtCheckoutAsync());
        var table = await server.GetAsync("/api/v1/sources/shop/touchpoints");
        Assert.Equal(["Product Viewed"], table["without"]!.AsArray().Select(one => (string)one!["activity"]!));

        Assert.Equal(1, await RerunAsync(dryRun: true));
        Assert.Equal(1, await AtCheckoutAsync());
        Assert.Equal(1, await RerunAsync(dryRun: false));
        Assert.Equal(2, await AtCheckoutAsync());
        Assert.Equal(0, await RerunAsync(dryRun: false));

        // A repeat of an event is still a repeat after its touchpoint changed.
        Assert.Equal((1, 0, 1, 0), Counts(await PostAsync("shop", key, null,
            """{"type":"track","event":"Checkout Started","messageId":"a","userId":"u1","timestamp":"2026-01-02T10:00:00Z"}""")));

        Task<long> AtCheckoutAsync() => server.Installation.Log.ReadAsync(log => log.Scalar<long>("SELECT count(*) FROM signal WHERE touchpoint = 'Checkout'"));
        async Task<long> RerunAsync(bool dryRun)
        {
            using var answer = await server.Client.PostAsJsonAsync(new Uri("/api/v1/sources/shop/touchpoints/rerun", UriKind.Relative), new { dry_run = dryRun });
            return (long)(await RunningThroughline.ReadAsync(answer))["changed"]!;
        }
    }

    [Fact]
    public async Task A_qualtrics_file_is_suggested_as_one_and_imported_by_the_name_of_the_preset()
    {
        const string Text = "V1,V8,V9,Q1,Q2,\nResponseID,StartDate,EndDate,How satisfied are you?,What else?,\n"
            + "R_1,2026-01-02 10:00:00,2026-01-02 10:05:00,5,All was fine with us,\nR_2,2026-01-03 10:00:00,2026-01-03 10:05:00,1,The queue was long,\nR_3,2026-01-04 10:00:00,2026-01-04 10:05:00,5,,\n";
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Text));
        var upload = await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri("/api/v1/uploads?name=wave.csv", UriKind.Relative), body));
        var suggestion = await server.GetAsync($"/api/v1/uploads/{upload["id"]}/suggestion");
        Assert.Equal(("qualtrics", 1), ((string)suggestion["preset"]!["name"]!, (int)suggestion["preset"]!["version"]!));
        Assert.Equal("qualtrics@1", (string)(await server.GetAsync($"/api/v1/uploads/{upload["id"]}/suggestion?mapping=qualtrics"))["mapping"]!["preset"]!);
        using var refused = await server.Client.GetAsync(new Uri($"/api/v1/uploads/{upload["id"]}/suggestion?mapping=call-records", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    async Task<string> KeyAsync(string source)
    {
        using var made = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = source, source });
        return (string)(await RunningThroughline.ReadAsync(made))["secret"]!;
    }

    async Task<HttpResponseMessage> SendAsync(string source, string key, string? preset, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/ingest/{source}?writeKey={key}{(preset is null ? "" : $"&preset={preset}")}", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var anonymous = server.Anonymous();
        return await anonymous.SendAsync(request);
    }

    async Task<JsonNode> PostAsync(string source, string key, string? preset, string body)
    {
        using var answer = await SendAsync(source, key, preset, body);
        return await RunningThroughline.ReadAsync(answer);
    }

    static (int Received, int Accepted, int Duplicate, int Quarantined) Counts(JsonNode answer) =>
        ((int)answer["received"]!, (int)answer["accepted"]!, (int)answer["duplicate"]!, (int)answer["quarantined"]!);

    async Task BalancesAsync(string source, long received, long stored, long duplicate, long quarantined)
    {
        var counters = await server.GetAsync($"/api/v1/ingest/counters?source={source}");
        Assert.Equal((received, stored, duplicate, quarantined, 0L),
            ((long)counters["received"]!, (long)counters["stored"]!, (long)counters["duplicate"]!, (long)counters["quarantined"]!, (long)counters["rejected"]!));
    }

    static string Typeform(string token, int nps, string words) => $$$"""
        {"event_id":"e-{{{token}}}","event_type":"form_response","form_response":{"form_id":"lT4Z3j","token":"{{{token}}}","submitted_at":"2026-01-18T18:17:02Z",
         "definition":{"id":"lT4Z3j","fields":[{"id":"a1","title":"How likely are you to recommend us?","type":"opinion_scale","ref":"nps_ref"},
           {"id":"a2","title":"What should we do better?","type":"long_text","ref":"why_ref"}]},
         "answers":[{"type":"number","number":{{{nps}}},"field":{"id":"a1","type":"opinion_scale","ref":"nps_ref"}},
           {"type":"text","text":"{{{words}}}","field":{"id":"a2","type":"long_text","ref":"why_ref"}}]}}
        """;
}
