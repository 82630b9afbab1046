using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Data quality over HTTP: a file's profile proposes checks, checks hold and turn away files and events, a replay asks them again.</summary>
public sealed class QualityTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    [Fact]
    public async Task The_profile_of_a_file_proposes_checks_and_taking_them_gives_scores()
    {
        await ImportAsync("proposed", string.Concat(Enumerable.Range(0, 200).Select(i => $"P{i},2026-01-{1 + (i % 28):00},c{i}@mail.example,{1 + (i % 5)},{(i % 20 == 0 ? " Rome" : "Paris")}\n")));
        var page = await Eventually.SeeAsync(() => server.GetAsync("/api/v1/quality/proposed"), one => (long)one["rows"]! == 200);
        var email = page["fields"]!.AsArray().First(one => (string)one!["kind"]! == "email")!;
        Assert.Equal((true, 200L, 200L), ((bool)email["personal"]!, (long)email["filled"]!["count"]!, (long)email["filled"]!["of"]!));
        Assert.DoesNotContain("@mail.example", page.ToJsonString(), StringComparison.Ordinal);
        var line = page["suggestions"]!.AsArray().Select(one => (string)one!["text"]!).First(one => one.EndsWith(" is_email", StringComparison.Ordinal));
        Assert.Empty(page["checks"]!.AsArray());

        var broken = await server.Client.PutAsJsonAsync(new Uri("/api/v1/quality/proposed/checks", UriKind.Relative), new JsonObject { ["text"] = $"{line}\nwarn city reqired" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.StatusCode);
        var problem = (await broken.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal((2, 11, "city", "check_unknown"), ((int)problem["errors"]![0]!["line"]!, (int)problem["errors"]![0]!["column"]!, (string)problem["errors"]![0]!["field"]!, (string)problem["errors"]![0]!["code"]!));
        foreach (var (send, path) in new[] { (HttpMethod.Put, "checks"), (HttpMethod.Post, "checks/try") })
        {
            using var request = new HttpRequestMessage(send, new Uri($"/api/v1/quality/proposed/{path}", UriKind.Relative)) { Content = JsonContent.Create(new JsonObject { ["text"] = $"{line}\nwarn City unique" }) };
            var absent = (await (await server.Client.SendAsync(request)).Content.ReadFromJsonAsync<JsonNode>())!["errors"]![0]!;
            Assert.Equal((2, 6, "City", "check_no_field"), ((int)absent["line"]!, (int)absent["column"]!, (string)absent["field"]!, (string)absent["code"]!));
            Assert.StartsWith("The source has no field City. Did you mean city? It has ", (string)absent["detail"]!, StringComparison.Ordinal);
        }

        await SaveAsync("proposed", "checks", line);
        page = await server.GetAsync("/api/v1/quality/proposed");
        Assert.Equal((1.0, 200L, 0L), ((double)page["scores"]![0]!["value"]!, (long)page["scores"]![0]!["asked"]!, (long)page["scores"]![0]!["failed"]!));
    }

    [Fact]
    public async Task An_uploaded_file_is_profiled_before_its_import_and_the_checks_that_are_switched_on_come_with_it()
    {
        const string Rows = "id,time,email,score,city\n";
        var csv = Rows + string.Concat(Enumerable.Range(0, 120).Select(i => $"U{i},2026-01-{1 + (i % 28):00},u{i}@mail.example,{1 + (i % 5)},{(i % 40 == 0 ? "" : i % 2 == 0 ? "Oslo" : "Paris")}\n"));
        var upload = await UploadAsync("before", csv);
        var profile = await server.GetAsync($"/api/v1/uploads/{upload}/profile?source=before");
        Assert.Equal((120L, true, 5), ((long)profile["rows"]!, (bool)profile["whole"]!, profile["fields"]!.AsArray().Count));
        var city = profile["fields"]!.AsArray().Single(one => (string)one!["field"]! == "city")!;
        Assert.Equal(("attribute", 117L), ((string)city["use"]!, (long)city["filled"]!["count"]!));
        Assert.DoesNotContain("mail.example", profile.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Paris", profile.ToJsonString(), StringComparison.Ordinal);
        var lines = profile["suggestions"]!.AsArray().Select(one => (string)one!["text"]!).Where(line => line.Contains(" email ", StringComparison.Ordinal)).ToList();
        Assert.Contains("warn email is_email", lines);

        // A line that cannot be used keeps the import from beginning.
        var request = Request(upload, "before");
        request["checks"] = new JsonArray("warn city reqired");
        var refused = await server.Client.PostAsJsonAsync(new Uri("/api/v1/imports", UriKind.Relative), request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("checks_invalid", (string)(await refused.Content.ReadFromJsonAsync<JsonNode>())!["code"]!);

        request["checks"] = new JsonArray([.. lines.Select(line => (JsonNode)line)]);
        await EndAsync(request);
        var page = await Eventually.SeeAsync(() => server.GetAsync("/api/v1/quality/before"), one => (long)one["rows"]! == 120 && one["scores"]!.AsArray().Count > 0);
        Assert.Equal(lines.Count, page["checks"]!.AsArray().Count);
        Assert.All(page["checks"]!.AsArray(), check => Assert.Equal((120L, 0L), ((long)check!["asked"]!, (long)check["failed"]!)));

        // What stands there already is neither proposed nor said twice.
        profile = await server.GetAsync($"/api/v1/uploads/{await UploadAsync("before", csv.Replace("U1", "V1", StringComparison.Ordinal))}/profile?source=before");
        Assert.DoesNotContain(profile["suggestions"]!.AsArray(), one => lines.Contains((string)one!["text"]!));
        request = Request(await UploadAsync("before", Rows + "W1,2026-02-01,w@mail.example,3,Rome\n"), "before");
        request["checks"] = new JsonArray(lines[0]);
        await EndAsync(request);
        Assert.Single((await server.GetAsync("/api/v1/quality/before/checks"))["versions"]!.AsArray());
    }

    [Fact]
    public async Task Events_that_do_not_keep_a_check_are_held_or_turned_away_and_replayed_when_mended()
    {
        var key = (string)(await PostAsync("/api/v1/keys", new JsonObject { ["name"] = "checked", ["kind"] = "write", ["source"] = "checked" }))["secret"]!;
        await SendAsync(key, Event("e0", "gold", "buy"));
        await SaveAsync("checked", "checks", "reject activity none_of \"test event\"\nquarantine properties.plan one_of gold, silver\nquarantine user matches \"^u\"");
        await SendAsync(key, Event("e1", "gold", "buy"), Event("e2", "lead", "buy"), Event("e3", "gold", "test event"), Event("e4", "silver", "buy"), Event("e1", "gold", "buy"));
        await CountsAsync(received: 6, stored: 3, duplicate: 1, quarantined: 1, rejected: 1);
        var held = (await server.GetAsync("/api/v1/quarantine?source=checked"))["items"]!.AsArray();
        var one = Assert.Single(held)!;
        Assert.Equal(("e2", "not_in_list", "Check: properties.plan one_of gold, silver"), ((string)one["messageId"]!, (string)one["reason"]!, (string)one["detail"]!));
        Assert.EndsWith("/properties/plan", (string)one["pointer"]!, StringComparison.Ordinal);

        // As it is it stays held; mended it passes; and what was turned away is counted by its check.
        var choice = new JsonObject { ["source"] = "checked" };
        Assert.Equal(0, (int)(await PostAsync("/api/v1/quarantine/replay", choice.DeepClone()))["passed"]!);
        choice["patch"] = new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/properties/plan", ["value"] = "gold" });
        Assert.Equal(1, (int)(await PostAsync("/api/v1/quarantine/replay", choice))["passed"]!);
        await CountsAsync(received: 6, stored: 4, duplicate: 1, quarantined: 0, rejected: 1);
        var checks = (await server.GetAsync("/api/v1/quality/checked"))["checks"]!.AsArray();
        Assert.Equal(1, (long)checks.First(check => (string)check!["action"]! == "reject")!["turned"]!);
    }

    [Fact]
    public async Task Values_and_failing_rows_are_shown_only_where_the_register_names_a_purpose()
    {
        await ImportAsync("shown", string.Concat(Enumerable.Range(0, 60).Select(i => $"S{i},2026-01-{1 + (i % 28):00},c{i}@mail.example,{1 + (i % 5)},{(i % 2 == 0 ? "Rome" : "Paris")}\n")), purpose: "");
        await SaveAsync("shown", "checks", "warn city one_of Rome");
        foreach (var path in new[] { "values?field=city", "rows?check=city%20one_of%20Rome", "clusters?field=city&by=fingerprint" })
        {
            var refused = await server.Client.GetAsync(new Uri($"/api/v1/quality/shown/{path}", UriKind.Relative));
            Assert.True(refused.StatusCode == HttpStatusCode.Forbidden, $"{path}: {await refused.Content.ReadAsStringAsync()}");
        }

        await ImportAsync("allowed", string.Concat(Enumerable.Range(0, 60).Select(i => $"A{i},2026-01-{1 + (i % 28):00},c{i}@mail.example,{1 + (i % 5)},{(i % 2 == 0 ? "Rome" : "rome ")}\n")));
        await SaveAsync("allowed", "checks", "warn city none_of rome");
        Assert.Equal(2, (int)(await server.GetAsync("/api/v1/quality/allowed/values?field=city"))["distinct"]!);
        Assert.Equal(50, (await server.GetAsync("/api/v1/quality/allowed/rows?check=city%20none_of%20rome"))["rows"]!.AsArray().Count);
        var cluster = (await server.GetAsync("/api/v1/quality/allowed/clusters?field=city&by=fingerprint"))["clusters"]![0]!;
        Assert.Contains(" map ", (string)cluster["step"]!, StringComparison.Ordinal);
        var tried = await PostAsync("/api/v1/quality/allowed/recipe/try", new JsonObject { ["text"] = "city trim\ncity title" });
        Assert.Equal((60, 30, "Rome"), ((int)tried["rows"]!, (int)tried["changed"]![0]!["count"]!, (string)tried["examples"]![0]!["after"]!));
    }

    static string Event(string id, string plan, string name) =>
        $$"""{"type":"track","messageId":"{{id}}","userId":"u1","event":"{{name}}","properties":{"plan":"{{plan}}"},"timestamp":"2026-11-20T10:00:00Z"}""";

    async Task SendAsync(string key, params string[] events)
    {
        using var body = new StringContent($$"""{"writeKey":"{{key}}","batch":[{{string.Join(',', events)}}]}""", Encoding.UTF8, "application/json");
        using var sender = server.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await sender.PostAsync(new Uri("/v1/batch", UriKind.Relative), body)).StatusCode);
    }

    async Task CountsAsync(long received, long stored, long duplicate, long quarantined, long rejected)
    {
        var counts = await server.GetAsync("/api/v1/ingest/counters?source=checked");
        Assert.Equal((received, stored, duplicate, quarantined, rejected),
            ((long)counts["received"]!, (long)counts["stored"]!, (long)counts["duplicate"]!, (long)counts["quarantined"]!, (long)counts["rejected"]!));
    }

    async Task SaveAsync(string source, string kind, string text)
    {
        var answer = await server.Client.PutAsJsonAsync(new Uri($"/api/v1/quality/{source}/{kind}", UriKind.Relative), new JsonObject { ["text"] = text });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    async Task<JsonNode> PostAsync(string path, JsonNode body) => await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body));

    async Task ImportAsync(string source, string rows, string? purpose = null)
    {
        var request = Request(await UploadAsync(source, "id,time,email,score,city\n" + rows), source);
        if (purpose is not null)
        {
            request["purpose"] = purpose;
        }

        await EndAsync(request);
    }

    async Task<string> UploadAsync(string source, string csv)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        body.Headers.ContentType = new("text/csv");
        return (string)(await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri($"/api/v1/uploads?name={source}.csv", UriKind.Relative), body)))["id"]!;
    }

    static JsonObject Request(string upload, string source) => new()
    {
        ["upload_id"] = upload,
        ["mapping"] = JsonNode.Parse($$$"""
            {"name":"{{{source}}}","kind":"response","fields":[{"column":"id","as":"record_id"},{"column":"time","as":"time"},{"column":"email","as":"identifier","namespace":"email"},
             {"column":"score","as":"score","scale":{"min":1,"max":5}},{"column":"city","as":"attribute"}]}
            """),
        ["source_name"] = source,
    };

    async Task EndAsync(JsonObject request)
    {
        var id = (int)(await PostAsync("/api/v1/imports", request.DeepClone()))["id"]!;
        await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/imports/{id}"), import => (string?)import["finished_at"] is not null);
    }
}
