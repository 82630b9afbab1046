using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Everything that is held of one customer as a file, over HTTP.</summary>
[Collection(Alone.Name)]
public sealed class ProfileExportTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_holds_values_with_source_time_and_purpose_consents_ties_history_and_every_signal_of_every_channel()
    {
        await ImportAsync("given crm", ["g1,gg1,Ada Byron,London,they were kind,web", "g2,gg1,Ada Byron,Ockham,I waited long,phone", "g3,gg2,Charles Somebody,Paris,nothing,web"]);
        await SeenAsync("customer:gg1", signals: 2);
        await SeenAsync("customer:gg2", signals: 1);
        foreach (var given in new[] { true, false })
        {
            await PostAsync("/api/v1/consents", new { subject = "customer:gg1", purpose = "contact", given, evidence = given ? "letter 1" : "letter 2", at = new DateTimeOffset(2026, 1, given ? 1 : 2, 0, 0, 0, TimeSpan.Zero) });
        }

        await PostAsync("/api/v1/relations", new { from = "customer:gg1", to = "customer:gg2", type = "guardian", why = "They said so." });
        var (type, name, text) = await FileAsync("customer:gg1", "json");
        var file = JsonNode.Parse(text)!;
        var profile = file["profile"]!;
        Assert.Equal(("application/json", $"{profile["id"]}.json"), (type, name));
        Assert.Equal(("Ada Byron", 2L), ((string)profile["name"]!, (long)profile["signals"]!));
        var town = profile["values"]!.AsArray().Single(one => (string)one!["name"]! == "town")!;
        Assert.Equal(("Ockham", "given crm", "improve_experience"), ((string)town["value"]!, (string)town["source"]!, (string)town["purposes"]![0]!));
        Assert.NotNull(town["at"]);
        Assert.Contains(town["why"]!["candidates"]!.AsArray(), one => (string)one!["value"]! == "London");
        Assert.Equal([false, true], profile["consents"]!.AsArray().Select(one => (bool)one!["given"]!));
        Assert.Equal("guardian", (string)Assert.Single(profile["relations"]!.AsArray())!["type"]!);
        Assert.Contains(profile["elements"]!.AsArray(), one => (string)one!["name"]! == "town" && (string)one["purposes"]![0]! == "improve_experience");
        var timeline = file["timeline"]!.AsArray();
        Assert.Equal(["phone", "web"], timeline.Select(one => (string)one!["channel"]!));
        Assert.Equal(("I waited long", "g2", "Ockham", 4.0), ((string)timeline[0]!["text"]!, (string)timeline[0]!["record_key"]!,
            (string)timeline[0]!["attributes"]!["town"]!, (double)timeline[0]!["answers"]!["overall_rating"]!));
        Assert.Equal(2, (int)file["end"]!["signals"]!);
        Assert.Empty(file["end"]!["left_out"]!.AsArray());

        // Nothing of anybody else is in it, and that it was made is in the history of the profile.
        Assert.DoesNotContain("gg2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Charles", text, StringComparison.Ordinal);
        Assert.DoesNotContain((string)(await server.GetAsync("/api/v1/profiles/customer:gg2"))["id"]!, text, StringComparison.Ordinal);
        var history = (await server.GetAsync("/api/v1/profiles/customer:gg1"))["history"]!.AsArray();
        Assert.Contains(history, one => (string)one!["kind"]! == "profile_exported" && (string)one["who"]! == "tests");
    }

    [Fact]
    public async Task What_has_no_purpose_is_left_out_and_named_and_counted_as_refused()
    {
        await ImportAsync("shut crm", ["s1,ss1,Grace Hopperton,Vigo,a secret word,web"]);
        await SeenAsync("customer:ss1", signals: 1);
        await server.NamePurposeAsync("shut crm", named: false, "town", "comment");
        var (_, _, text) = await FileAsync("customer:ss1", "json");
        Assert.DoesNotContain("Vigo", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret word", text, StringComparison.Ordinal);
        var left = JsonNode.Parse(text)!["end"]!["left_out"]!.AsArray().Select(one => (string)one!["name"]!).ToHashSet();
        Assert.Superset(new HashSet<string> { "text", "town" }, left);
        Assert.Contains((await server.GetAsync("/api/v1/register"))["refusals"]!.AsArray(),
            one => (string?)one!["source"] == "shut crm" && (string)one["use"]! == "access" && (string)one["name"]! == "town");

        await server.NamePurposeAsync("shut crm", named: false, "customer");
        Assert.Equal((HttpStatusCode.Forbidden, "no_purpose"), await RefusedAsync("customer:ss1", ""));
        Assert.Equal((HttpStatusCode.NotFound, "no_customer"), await RefusedAsync("customer:nobody-at-all", ""));
        Assert.Equal((HttpStatusCode.BadRequest, "bad_input"), await RefusedAsync("customer:ss1", "?format=pdf"));
    }

    [Fact]
    public async Task A_hundred_thousand_events_come_line_by_line_while_they_are_read_and_take_no_more_memory_than_a_page()
    {
        const int events = 100_000;
        using var made = await server.Client.PostAsJsonAsync(
            new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = "many", source = "many", purpose = "improve_experience" }, Stop);
        var key = (string)(await RunningThroughline.ReadAsync(made))["secret"]!;
        using var sender = server.Anonymous();
        var begin = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var part in Enumerable.Range(0, events).Chunk(2_500))
        {
            var batch = string.Join(',', part.Select(i => $$"""{"type":"track","event":"Act {{i % 5}}","messageId":"m{{i}}","userId":"much-heard","timestamp":"{{begin.AddMinutes(i):O}}","properties":{"n":{{i}}} }"""));
            using var sent = await sender.PostAsync(new Uri($"/v1/batch?writeKey={key}", UriKind.Relative), new StringContent($$"""{"batch":[{{batch}}]}""", Encoding.UTF8, "application/json"), Stop);
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        }

        await SeenAsync("user:much-heard", events);
        await Eventually.SeeAsync(() => server.GetAsync("/api/v1/profiles/user:much-heard/timeline?take=1"), page => (int)page["total"]! == events);
        GC.Collect();
        var (before, most, first) = (GC.GetTotalMemory(forceFullCollection: true), 0L, TimeSpan.Zero);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var answer = await server.Client.GetAsync(new Uri("/api/v1/profiles/user:much-heard/export?format=ndjson", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        var (ids, latest, bytes, end) = (new HashSet<string>(events), DateTime.MaxValue, 0L, default(JsonElement));
        while (await lines.ReadLineAsync(Stop) is { } line)
        {
            bytes += line.Length + 1;
            using var document = JsonDocument.Parse(line);
            switch (document.RootElement.GetProperty("part").GetString())
            {
                case "signal":
                    var signal = document.RootElement.GetProperty("signal");
                    Assert.True(ids.Add(signal.GetProperty("id").GetString()!));
                    Assert.True(signal.GetProperty("occurred_at").GetDateTime() < latest);
                    latest = signal.GetProperty("occurred_at").GetDateTime();
                    first = first == TimeSpan.Zero ? watch.Elapsed : first;
                    break;
                case "end":
                    end = document.RootElement.GetProperty("end").Clone();
                    break;
            }

            if (ids.Count % 20_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture,
            $"{bytes / 1e6:F0} MB in {watch.Elapsed.TotalSeconds:F1} s, the first signal after {first.TotalMilliseconds:F0} ms, at most {most / 1e6:F0} MB more in memory (with the ids that the test keeps)."));
        Assert.Equal((events, events), (ids.Count, end.GetProperty("signals").GetInt32()));
        Assert.True(first < watch.Elapsed / 2, "the first signal came before half of the time was over");
        Assert.InRange(most, 0, 40_000_000); // the file has about as many bytes as that twice over, and the test's own set of ids is a third of it
    }

    async Task<(HttpStatusCode Status, string Code)> RefusedAsync(string id, string query)
    {
        using var answer = await server.Client.GetAsync(new Uri($"/api/v1/profiles/{id}/export{query}", UriKind.Relative), Stop);
        return (answer.StatusCode, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["code"]!);
    }

    async Task<(string Type, string Name, string Text)> FileAsync(string id, string format)
    {
        using var answer = await server.Client.GetAsync(new Uri($"/api/v1/profiles/{id}/export?format={format}", UriKind.Relative), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return (answer.Content.Headers.ContentType!.MediaType!, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), text);
    }

    async Task PostAsync(string path, object body)
    {
        using var answer = await server.Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    Task<JsonNode> SeenAsync(string id, long signals) => Eventually.SeeAsync(async () =>
    {
        using var answer = await server.Client.GetAsync(new Uri($"/api/v1/profiles/{id}", UriKind.Relative), Stop);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }, one => one["code"] is null && (long)one["signals"]! == signals && one["values"]!.AsArray().Any(value => (string)value!["by"]! == "count"));

    async Task ImportAsync(string name, IReadOnlyList<string> rows)
    {
        var text = "answer_id,customer,name,town,comment,channel,overall_rating,date\n" + string.Concat(rows.Select((row, i) => string.Create(CultureInfo.InvariantCulture, $"{row},{3 + i},2026-01-{i + 1:00}\n")));
        var mapping = JsonNode.Parse($$"""
            {"name":"{{name}}","fields":[{"column":"answer_id","as":"record_id"},{"column":"customer","as":"identifier","namespace":"customer"},{"column":"name","as":"attribute","kind":"identity"},
             {"column":"town","as":"attribute","kind":"identity"},{"column":"comment","as":"text"},{"column":"channel","as":"channel"},
             {"column":"overall_rating","as":"score","metric":"csat","role":"outcome","scale":{"min":1,"max":5} },{"column":"date","as":"time","time":"iso"}]}
            """)!;
        await server.ImportAsync(name, text, mapping);
    }
}
