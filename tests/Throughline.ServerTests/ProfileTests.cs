using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Customers over HTTP, from files and events through the real followers to pages.</summary>
public sealed class ProfileTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_is_found_by_identifier_by_its_beginning_and_by_name_in_any_script()
    {
        await ImportAsync("crm names", ["n1,ln1,Leila Marandi,Porto,5", "n2,ln2,محمد رضایی,Braga,4", "n3,ln3,Carol Weatherby,Faro,3"]);
        var exact = await SeenAsync("/api/v1/profiles?q=LN1", one => Total(one) == 1);
        var leila = exact["items"]![0]!;
        Assert.Equal(("Leila Marandi", "identifier", "customer:ln1", 1.0),
            ((string)leila["name"]!, (string)leila["match"]!["by"]!, (string)leila["match"]!["value"]!, (double)leila["match"]!["score"]!));
        Assert.Equal("customer:ln1", (string)(await SeenAsync("/api/v1/profiles?q=customer:ln1", one => Total(one) > 0))["items"]![0]!["identifiers"]![0]!);
        Assert.Equal(3, Total(await server.GetAsync("/api/v1/profiles?q=customer:ln")));
        var beginning = await server.GetAsync("/api/v1/profiles?q=ln");
        Assert.All(beginning["items"]!.AsArray(), one => Assert.InRange((double)one!["match"]!["score"]!, 0.5, 0.99));

        foreach (var (query, name) in new[] { ("Mohammad Rezaei", "محمد رضایی"), ("ليلى مرندي", "Leila Marandi"), ("Weatherby", "Carol Weatherby") })
        {
            var found = (await server.GetAsync($"/api/v1/profiles?q={Uri.EscapeDataString(query)}"))["items"]!.AsArray();
            Assert.Contains(found, one => (string?)one!["name"] == name && (string)one["match"]!["by"]! == "name");
        }

        Assert.Equal(0, Total(await server.GetAsync("/api/v1/profiles?q=zzzzqqqq")));
    }

    [Fact]
    public async Task All_customers_are_listed_once_page_by_page_those_with_most_signals_first()
    {
        await ImportAsync("crm pages", [.. Enumerable.Range(0, 60).Select(i => $"p{i},pg{i % 17},Name {i % 17},Town,{(i % 5) + 1}")]);
        await SeenAsync("/api/v1/profiles?q=customer:pg", one => Total(one) == 17);
        var (ids, signals, after) = (new List<string>(), new List<long>(), "");
        do
        {
            var page = await server.GetAsync($"/api/v1/profiles?take=7&after={after}");
            ids.AddRange(page["items"]!.AsArray().Select(one => (string)one!["id"]!));
            signals.AddRange(page["items"]!.AsArray().Select(one => (long)one!["signals"]!));
            after = (string?)page["next"];
        }
        while (after is not null);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(signals.OrderByDescending(count => count), signals);
        Assert.True(ids.Count >= 17);
    }

    [Fact]
    public async Task A_profile_tells_each_value_with_its_source_and_why_and_a_choice_holds_until_it_is_taken_back()
    {
        await ImportAsync("crm values", ["v1,vv1,Ada Byron,London,5", "v2,vv1,Ada Byron,Ockham,2"]);
        var profile = await SeenAsync("/api/v1/profiles/customer:vv1", one => (long)one["signals"]! == 2
            && one["values"]!.AsArray().Any(value => (string)value!["by"]! == "count" && (string)value["value"]! == "2"));
        var id = (string)profile["id"]!;
        Assert.Equal(("customer:vv1", "Ada Byron", 2L), ((string)profile["asked_for"]!, (string)profile["name"]!, (long)profile["answered"]!));
        var town = Value(profile, "town");
        Assert.Equal(("Ockham", "identity", "crm values", "newest", false),
            ((string)town["value"]!, (string)town["kind"]!, (string)town["source"]!, (string)town["why"]!["rule"]!, (bool)town["pinned"]!));
        Assert.Equal(["kept", "set_aside"], town["why"]!["candidates"]!.AsArray().Select(one => (string)one!["verdict"]!));
        Assert.Equal("replaced", (string)town["why"]!["candidates"]![1]!["reason"]!);
        Assert.Equal(["improve_experience"], town["purposes"]!.AsArray().Select(one => (string)one!));
        Assert.Equal("2", (string)profile["values"]!.AsArray().Single(one => (string)one!["by"]! == "answer")!["value"]!);
        Assert.Equal("2", (string)profile["values"]!.AsArray().Single(one => (string)one!["by"]! == "count")!["value"]!);
        Assert.Equal((2, 2), ((int)profile["quality"]!["completeness"]!["have"]!, (int)profile["quality"]!["completeness"]!["of"]!));

        var attribute = (int)town["attribute_id"]!;
        using var refused = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/profiles/{id}/pins", UriKind.Relative), new { attribute, value = "Paris", why = "a guess" }, Stop);
        Assert.Equal((HttpStatusCode.BadRequest, "no_value"), (refused.StatusCode, (string)JsonNode.Parse(await refused.Content.ReadAsStringAsync(Stop))!["code"]!));
        using var pinned = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/profiles/{id}/pins", UriKind.Relative), new { attribute, value = "London", why = "She said so on the phone." }, Stop);
        Assert.NotNull((await RunningThroughline.ReadAsync(pinned))["fact"]);
        profile = await server.GetAsync($"/api/v1/profiles/{id}");
        Assert.Equal(("London", true, "pinned"), ((string)Value(profile, "town")["value"]!, (bool)Value(profile, "town")["pinned"]!, (string)Value(profile, "town")["why"]!["rule"]!));
        Assert.Contains(profile["history"]!.AsArray(), one => (string)one!["kind"]! == "value_pinned" && (string?)one["who"] == "tests");
        using var taken = await server.Client.DeleteAsync(new Uri($"/api/v1/profiles/{id}/pins/{attribute}", UriKind.Relative), Stop);
        Assert.NotNull((await RunningThroughline.ReadAsync(taken))["fact"]);
        Assert.Equal("Ockham", (string)Value(await server.GetAsync($"/api/v1/profiles/{id}"), "town")["value"]!);
    }

    [Fact]
    public async Task The_timeline_has_every_signal_once_over_all_pages_while_more_arrive()
    {
        var key = await WriteKeyAsync("timeline-events");
        for (var batch = 0; batch < 4; batch++)
        {
            await SendAsync(key, [.. Enumerable.Range(batch * 130, 130).Select(i => Event($"t{i}", "timeliner", $"Act {i % 7}", new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i * 37 % 500)))]);
        }

        await server.NamePurposeAsync("timeline-events", named: true);
        var path = "/api/v1/profiles/user:timeliner";
        await SeenAsync(path, one => (long)one["signals"]! == 520);
        await SeenAsync($"{path}/timeline", one => Total(one) == 520);
        var (ids, times, after, pages) = (new List<string>(), new List<string>(), "", 0);
        do
        {
            var page = await server.GetAsync($"{path}/timeline?take=60&after={after}");
            Assert.Equal(520, Total(page));
            ids.AddRange(page["items"]!.AsArray().Select(one => (string)one!["id"]!));
            times.AddRange(page["items"]!.AsArray().Select(one => (string)one!["occurred_at"]!));
            after = (string?)page["next"];
            await SendAsync(key, [Event($"late {pages++}", "timeliner", "Late", new DateTime(2026, 5, 1, 2, 0, 0, DateTimeKind.Utc))]);
        }
        while (after is not null);
        Assert.Equal((520, 9), (ids.Distinct().Count(), pages));
        Assert.Equal(520, ids.Count);
        Assert.Equal(times.OrderByDescending(at => at, StringComparer.Ordinal), times);

        var acts = (await server.GetAsync(path))["values"]!.AsArray().Where(one => (string)one!["by"]! == "count").ToList();
        Assert.Contains(acts, one => (string)one!["name"]! == "Act 1" && (string)one["value"]! == "75" && (string)one["kind"]! == "behavioural");
        using var wrong = await server.Client.GetAsync(new Uri($"{path}/timeline?after=nonsense", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Profiles_that_are_merged_are_read_as_one_by_either_id_and_as_two_again_when_it_is_taken_back()
    {
        await ImportAsync("crm one side", ["m1,mm1,Edith Clarke,Austin,5"]);
        await ImportAsync("crm other side", ["m1,mm2,E. Clarke,Boston,1", "m2,mm2,E. Clarke,Boston,2"]);
        var one = await SeenAsync("/api/v1/profiles/customer:mm1", seen => (long)seen["signals"]! == 1);
        var other = await SeenAsync("/api/v1/profiles/customer:mm2", seen => (long)seen["signals"]! == 2);
        var (left, right) = ((string)one["id"]!, (string)other["id"]!);
        Assert.NotEqual(left, right);
        using var merged = await server.Client.PostAsJsonAsync(new Uri("/api/v1/profiles/merge", UriKind.Relative), new { profiles = new[] { left, right }, why = "She wrote from both." }, Stop);
        var fact = (long)(await RunningThroughline.ReadAsync(merged))["fact"]!;
        var both = await server.GetAsync($"/api/v1/profiles/{right}");
        Assert.Equal((left, right), ((string)both["id"]!, (string)both["asked_for"]!));
        Assert.Equal([right], both["former_ids"]!.AsArray().Select(id => (string)id!));
        Assert.Equal((3L, 2), ((long)both["signals"]!, both["records"]!.AsArray().Count));
        Assert.Equal(["crm one side", "crm other side"], Value(both, "town")["why"]!["candidates"]!.AsArray().Select(candidate => (string)candidate!["source"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("Edith Clarke", (string)both["name"]!);
        var joined = both["records"]!.AsArray().Single(record => (string)record!["customer"]! == "customer:mm2")!["joined"]!;
        Assert.Equal("person", (string)joined["by"]!);
        Assert.Contains(both["history"]!.AsArray(), entry => (string)entry!["kind"]! == "profiles_merged" && (bool)entry["can_undo"]! && (string?)entry["why"] == "She wrote from both.");
        Assert.Equal(3, Total(await SeenAsync($"/api/v1/profiles/{right}/timeline", page => Total(page) == 3)));

        using var undone = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/profiles/{left}/unmerge", UriKind.Relative), new { fact, why = "Her daughter did." }, Stop);
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Equal((right, 2L), ((string)(await server.GetAsync($"/api/v1/profiles/{right}"))["id"]!, (long)(await server.GetAsync($"/api/v1/profiles/{right}"))["signals"]!));
        Assert.Equal("Austin", (string)Value(await server.GetAsync("/api/v1/profiles/customer:mm1"), "town")["value"]!);
    }

    [Fact]
    public async Task What_has_no_purpose_is_neither_shown_nor_found_by_and_is_named()
    {
        await ImportAsync("crm purposes", ["q1,pp1,Grace Hopperton,Vigo,5"]);
        var shown = await SeenAsync("/api/v1/profiles/customer:pp1", one => one["name"] is not null);
        Assert.Equal("Vigo", (string)Value(shown, "town")["value"]!);
        await server.NamePurposeAsync("crm purposes", named: false, "town");
        await server.NamePurposeAsync("crm purposes", named: false, "name");
        var profile = await server.GetAsync("/api/v1/profiles/customer:pp1");
        Assert.Null(profile["name"]);
        Assert.DoesNotContain("Vigo", profile.ToJsonString(), StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { "town", "name" }, profile["left_out"]!.AsArray().Where(one => one!["sources"]!.AsArray().Any(source => (string)source! == "crm purposes"))
            .Select(one => (string)one!["name"]!).ToHashSet());
        Assert.DoesNotContain("pp1", (await server.GetAsync("/api/v1/profiles?q=Grace Hopperton")).ToJsonString(), StringComparison.Ordinal);

        await server.NamePurposeAsync("crm purposes", named: false, "customer");
        using var refused = await server.Client.GetAsync(new Uri("/api/v1/profiles/customer:pp1", UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.Forbidden, "no_purpose"), (refused.StatusCode, (string)JsonNode.Parse(await refused.Content.ReadAsStringAsync(Stop))!["code"]!));
        Assert.Equal(0, Total(await server.GetAsync("/api/v1/profiles?q=customer:pp1")));
        using var byId = await server.Client.GetAsync(new Uri($"/api/v1/profiles/{(string)shown["id"]!}/timeline", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, byId.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/profiles/P-0000000")]
    [InlineData("/api/v1/profiles/email:secret@x.example")]
    [InlineData("/api/v1/profiles/email:secret@x.example/timeline")]
    [InlineData("/api/v1/profiles/nonsense")]
    public async Task An_unknown_customer_is_a_problem_that_does_not_repeat_the_name(string path)
    {
        using var answer = await server.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal((HttpStatusCode.NotFound, "no_customer"), (answer.StatusCode, (string)JsonNode.Parse(text)!["code"]!));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consents_are_the_newest_word_over_all_identifiers_and_employees_are_no_customers()
    {
        await ImportAsync("crm consents", ["c1,cc1,Ken Iverson,Oslo,4"]);
        await SeenAsync("/api/v1/profiles/customer:cc1", one => (long)one["signals"]! == 1);
        foreach (var (given, day) in new[] { (true, 1), (false, 3), (true, 2) })
        {
            using var said = await server.Client.PostAsJsonAsync(new Uri("/api/v1/consents", UriKind.Relative),
                new { subject = "customer:cc1", purpose = "contact", given, evidence = $"letter {day}", at = new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero) }, Stop);
            Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        }

        var consent = Assert.Single((await server.GetAsync("/api/v1/profiles/customer:cc1"))["consents"]!.AsArray())!;
        Assert.Equal(("contact", false, "letter 3", "customer:cc1"), ((string)consent["purpose"]!, (bool)consent["given"]!, (string)consent["evidence"]!, (string)consent["subject"]!));
    }

    [Fact]
    public async Task Trust_in_a_source_is_read_and_said()
    {
        await ImportAsync("crm trust", ["s1,tt1,Some One,Rome,4"]);
        var source = (await server.GetAsync("/api/v1/trust"))["items"]!.AsArray().Single(one => (string)one!["source"]! == "crm trust")!;
        Assert.Equal(0.5, (double)source["trust"]!);
        using var put = await server.Client.PutAsJsonAsync(new Uri($"/api/v1/trust/{source["source_id"]}", UriKind.Relative), new { trust = 0.9 }, Stop);
        Assert.Equal(0.9, (double)(await RunningThroughline.ReadAsync(put))["trust"]!);
        using var wrong = await server.Client.PutAsJsonAsync(new Uri($"/api/v1/trust/{source["source_id"]}", UriKind.Relative), new { trust = 1.5 }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var none = await server.Client.PutAsJsonAsync(new Uri("/api/v1/trust/99999", UriKind.Relative), new { trust = 0.5 }, Stop);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal(0.9, (double)(await server.GetAsync("/api/v1/trust"))["items"]!.AsArray().Single(one => (string)one!["source"]! == "crm trust")!["trust"]!);
    }

    static int Total(JsonNode page) => (int)page["total"]!;

    static JsonNode Value(JsonNode profile, string name) => profile["values"]!.AsArray().Single(one => (string)one!["name"]! == name)!;

    Task<JsonNode> SeenAsync(string path, Func<JsonNode, bool> seen) => Eventually.SeeAsync(async () =>
    {
        using var answer = await server.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }, one => one["code"] is null && seen(one));

    async Task<string> WriteKeyAsync(string source)
    {
        using var made = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = source, source }, Stop);
        return (string)(await RunningThroughline.ReadAsync(made))["secret"]!;
    }

    static JsonObject Event(string id, string user, string name, DateTime at) => new()
    {
        ["type"] = "track", ["event"] = name, ["messageId"] = id, ["userId"] = user, ["timestamp"] = at.ToString("O", CultureInfo.InvariantCulture),
    };

    async Task SendAsync(string key, IReadOnlyList<JsonObject> events)
    {
        using var anonymous = server.Anonymous();
        using var sent = await anonymous.PostAsync(new Uri($"/v1/batch?writeKey={key}", UriKind.Relative),
            new StringContent(new JsonObject { ["batch"] = new JsonArray([.. events]) }.ToJsonString(), Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
    }

    /// <summary>A source of records with a name, a town and an answer; the n-th row is of the n-th day of January.</summary>
    async Task ImportAsync(string name, IReadOnlyList<string> rows)
    {
        var text = "answer_id,customer,name,town,overall_rating,date\n" + string.Concat(rows.Select((row, i) => string.Create(CultureInfo.InvariantCulture, $"{row},2026-01-{(i % 28) + 1:00}\n")));
        var score = new JsonObject { ["column"] = "overall_rating", ["as"] = "score", ["metric"] = "csat", ["role"] = "outcome", ["scale"] = new JsonObject { ["min"] = 1, ["max"] = 5 } };
        await server.ImportAsync(name, text, new JsonObject
        {
            ["name"] = name,
            ["fields"] = new JsonArray(
                new JsonObject { ["column"] = "answer_id", ["as"] = "record_id" },
                new JsonObject { ["column"] = "customer", ["as"] = "identifier", ["namespace"] = "customer" },
                new JsonObject { ["column"] = "name", ["as"] = "attribute", ["kind"] = "identity" },
                new JsonObject { ["column"] = "town", ["as"] = "attribute", ["kind"] = "identity" },
                score,
                new JsonObject { ["column"] = "date", ["as"] = "time", ["time"] = "iso" }),
        });
    }
}
