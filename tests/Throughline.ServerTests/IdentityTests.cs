using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.ServerTests;

/// <summary>Who is who, over HTTP: what arrives is resolved, people merge and take back, and all of it is told.</summary>
public sealed class IdentityTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_arrives_is_resolved_to_its_profile()
    {
        var (shop, app) = (await WriteKeyAsync("id-shop"), await WriteKeyAsync("id-app"));
        await IdentifyAsync(shop, "i1", "s1", "Leila", "Marandi", "leila@mail.example");
        await IdentifyAsync(app, "i2", "a1", "Joan", "Clarke", "joan@mail.example");
        await ResolvedAsync();
        var (first, other) = (Profile("user:s1"), Profile("user:a1"));
        Assert.NotEqual(first, other);
        await IdentifyAsync(app, "i3", "s1", "Leila", "Marandi", "leila@mail.example");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.IsAsync(() => Records("user:s1").Count == 2 && Records("user:s1").Distinct().Count() == 1);
        TestContext.Current.SendDiagnosticMessage($"resolved {watch.ElapsedMilliseconds} ms after the answer");
        Assert.Equal([first, first], Records("user:s1"));

        var identity = await server.GetAsync("/api/v1/identity");
        Assert.True((long)identity["records"]! >= 3 && (long)identity["profiles"]! < (long)identity["records"]! && (long)identity["largest"]! >= 2);
        Assert.Equal((0, 0), ((int)identity["behind"]!["signals"]!, (int)identity["behind"]!["records"]!));
    }

    [Fact]
    public async Task People_merge_take_back_and_are_told_why_not()
    {
        var key = await WriteKeyAsync("id-desk");
        await IdentifyAsync(key, "m1", "m1", "Grace", "Hopper", "grace@mail.example");
        await IdentifyAsync(key, "m2", "m2", "Katherine", "Johnson", "kath@mail.example");
        await ResolvedAsync();
        var merged = await PostAsync("/api/v1/profiles/merge", new { profiles = new[] { "user:m1", "user:m2" }, why = "the same person on the phone" });
        var id = (string)merged["profiles"]![0]!;
        Assert.Equal(Profile("user:m1"), Profile("user:m2"));
        var (left, right) = (Record("user:m1"), Record("user:m2"));
        var links = await server.GetAsync($"/api/v1/profiles/{id}/links?left={left}&right={right}");
        Assert.Equal((double)links["weight"]!, (double)links["prior"]! + links["parts"]!.AsArray().Sum(part => (double)part!["bits"]!), 6);
        Assert.Equal([left, right], links["path"]!.AsArray().Select(one => (int)one!));
        Assert.Empty(links["left"]!["values"]!.AsArray()); // no purpose is named for them
        Assert.True((double)links["strongest_against"]!["bits"]! < 0);
        Assert.Contains(links["would_change"]!.AsArray(), one => (string)one!["code"]! == "statement");

        var undone = await PostAsync($"/api/v1/profiles/{id}/unmerge", new { fact = (long)merged["fact"]! });
        Assert.NotEqual(Profile("user:m1"), Profile("user:m2"));
        using var refused = await server.Client.PostAsJsonAsync(new Uri("/api/v1/profiles/merge", UriKind.Relative), new { profiles = new[] { "user:m1", "user:m2" } }, Stop);
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Stop))!;
        Assert.Equal((HttpStatusCode.Conflict, "said_apart", 1), (refused.StatusCode, (string)problem["code"]!, problem["facts"]!.AsArray().Count));
        await PostAsync($"/api/v1/profiles/{id}/unmerge", new { fact = (long)undone["fact"]! });
        Assert.Equal(Profile("user:m1"), Profile("user:m2"));

        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync(new Uri("/api/v1/profiles/user:nobody/links?left=1&right=2", UriKind.Relative), Stop)).StatusCode);
        using var odd = await server.Client.PostAsJsonAsync(new Uri("/api/v1/identity/statements", UriKind.Relative), new { left, right, kind = "perhaps" }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
        using var none = await server.Client.DeleteAsync(new Uri("/api/v1/identity/statements/999999", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_join_that_would_bring_more_browsers_in_a_week_than_the_policy_allows_is_refused_counted_and_told()
    {
        var before = (await server.GetAsync("/api/v1/identity/policies"))["policies"]!.AsArray();
        var policies = before.DeepClone().AsArray();
        var anonymous = policies.Single(one => (string)one!["namespace"]! == "anonymous")!;
        (anonymous["limit"], anonymous["window_days"]) = (2, 7);
        await PutAsync(policies);
        foreach (var (i, day) in new[] { "2026-03-01", "2026-03-02", "2026-03-03", "2026-03-20" }.Index())
        {
            var key = await WriteKeyAsync($"id-browser-{i}");
            await SendAsync(key, new { messageId = $"l{i}", userId = $"l{i}", anonymousId = $"browser-{i}", timestamp = $"{day}T10:00:00Z", traits = new { firstName = "Rosalind", lastName = "Franklin", email = "rosalind@mail.example" } });
            await ResolvedAsync();
        }

        Assert.Equal(Profile("user:l0"), Profile("user:l1"));
        Assert.NotEqual(Profile("user:l0"), Profile("user:l2"));
        Assert.Contains(Profile("user:l3"), new[] { Profile("user:l0"), Profile("user:l2") }); // the third browser of any week is one too many, the third of a month is not

        var refused = await server.GetAsync("/api/v1/identity/refused?reason=over_limit");
        int[] sides = [Record("user:l0"), Record("user:l1"), Record("user:l2"), Record("user:l3")];
        Assert.Contains(refused["items"]!.AsArray(), one => sides.Contains((int)one!["left"]!) && sides.Contains((int)one["right"]!) && (string)one["left_profile"]! != (string)one["right_profile"]! && (double)one["weight"]! > 0);
        Assert.Contains(refused["reasons"]!.AsArray(), one => (string)one!["reason"]! == "over_limit" && (long)one["joins"]! > 0);
        var ofOne = await server.GetAsync("/api/v1/identity/refused?profile=user:l2");
        Assert.All(ofOne["items"]!.AsArray(), one => Assert.Contains(new ProfileId(Profile("user:l2")).ToString(), new[] { (string)one!["left_profile"]!, (string)one["right_profile"]! }));
        Assert.NotEmpty(ofOne["items"]!.AsArray());
        Assert.Equal((long)refused["total"]!, refused["reasons"]!.AsArray().Sum(one => (long)one!["joins"]!));
        var link = await server.GetAsync($"/api/v1/profiles/user:l0/links?left={sides[0]}&right={sides[2]}");
        Assert.Contains("over_limit", link["objections"]!.AsArray().Select(one => (string)one!));

        // A person may join them all the same; then nothing is refused of them any more.
        await PostAsync("/api/v1/profiles/merge", new { profiles = new[] { "user:l0", "user:l2" } });
        Assert.DoesNotContain((await server.GetAsync("/api/v1/identity/refused"))["items"]!.AsArray(), one => sides.Contains((int)one!["left"]!));
        using var odd = await server.Client.GetAsync(new Uri("/api/v1/identity/refused?reason=perhaps", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
        await PutAsync(before);
    }

    KeyStore Keys => server.Installation.Keys;

    List<int> Records(string customer) => Keys.Read(connection => connection.All(
        "SELECT profile FROM profiles_record WHERE customer = @customer", r => r.GetInt32(0), ("@customer", customer)));

    int Profile(string customer) => Records(customer)[0];

    int Record(string customer) => Keys.Read(connection => connection.One("SELECT id FROM profiles_record WHERE customer = @customer", r => r.GetInt32(0), ("@customer", customer)));

    Task ResolvedAsync() => ResolvedAsync(server);

    /// <summary>Waits until everything that was acknowledged stands in profiles.</summary>
    internal static Task ResolvedAsync(RunningThroughline server) => Eventually.IsAsync(async () =>
    {
        var behind = (await server.GetAsync("/api/v1/identity"))["behind"]!;
        Assert.Null((string?)behind["trouble"]);
        return (long)behind["signals"]! == 0 && (long)behind["records"]! == 0;
    });

    async Task<JsonNode> PostAsync(string path, object body) =>
        await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Stop));

    async Task<string> WriteKeyAsync(string source) => (string)(await PostAsync("/api/v1/keys", new { kind = "write", name = source, source }))["secret"]!;

    async Task PutAsync(JsonNode policies)
    {
        using var put = await server.Client.PutAsJsonAsync(new Uri("/api/v1/identity/policies", UriKind.Relative), new JsonObject { ["policies"] = policies.DeepClone() }, Stop);
        await RunningThroughline.ReadAsync(put);
    }

    Task IdentifyAsync(string key, string id, string user, string given, string family, string email) =>
        SendAsync(key, new { messageId = id, userId = user, traits = new { firstName = given, lastName = family, email } });

    async Task SendAsync(string key, object identify)
    {
        using var content = new StringContent(JsonSerializer.Serialize(identify), Encoding.UTF8, "application/json");
        using var anonymous = server.Anonymous();
        using var answer = await anonymous.PostAsync(new Uri($"/v1/identify?writeKey={key}", UriKind.Relative), content, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}

/// <summary>The demo company's planted duplicates, found by the program as it runs.</summary>
public sealed class DemoIdentityTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_planted_duplicates_of_the_demo_company_are_found()
    {
        using var loaded = await server.Client.PostAsJsonAsync(new Uri("/api/v1/demo", UriKind.Relative), new { customers = 2000, seed = 5 }, Stop);
        _ = await RunningThroughline.ReadAsync(loaded);
        await IdentityTests.ResolvedAsync(server);
        var personOf = new Dictionary<string, int>(StringComparer.Ordinal);
        using (var truth = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(server.Folder, "truth.json"), Stop)))
        {
            foreach (var (person, customer) in truth.RootElement.GetProperty("customers").EnumerateArray().Index())
            {
                foreach (var record in customer.GetProperty("records").EnumerateArray())
                {
                    personOf.Add(record.GetString()!, person);
                }
            }
        }

        var rows = server.Installation.Keys.Read(connection => connection.All(
            "SELECT customer, profile FROM profiles_record ORDER BY id", r => (Customer: r.GetString(0), Profile: r.GetInt32(1)))).Where(row => personOf.ContainsKey(row.Customer)).ToList();
        var all = Score(rows.Select(row => (personOf[row.Customer], row.Profile)));
        // One customer key stands in several sources; what the keys of one person are to each other is the planted question.
        var keys = Score(rows.GroupBy(row => row.Customer).Select(row => (personOf[row.Key], row.First().Profile)));
        var text = string.Create(CultureInfo.InvariantCulture, $"records {rows.Count}: P {all.Precision:0.0000} R {all.Recall:0.0000} F1 {all.F1:0.0000}; keys {personOf.Count}: P {keys.Precision:0.0000} R {keys.Recall:0.0000} F1 {keys.F1:0.0000}");
        TestContext.Current.SendDiagnosticMessage(text);
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        Assert.True(all.Precision >= 0.97 && keys.Precision >= 0.95 && keys.F1 >= 0.9, text);

        // Gone without a trace.
        using var removed = await server.Client.DeleteAsync(new Uri("/api/v1/demo", UriKind.Relative), Stop);
        await Eventually.IsAsync(async () => (long)(await server.GetAsync("/api/v1/identity"))["records"]! == 0);
        await IdentityTests.ResolvedAsync(server);
        Assert.Equal(0, server.Installation.Keys.Read(connection => connection.One("SELECT count(*) FROM profiles_redirect", r => r.GetInt64(0))));
    }

    static (double Precision, double Recall, double F1) Score(IEnumerable<(int Person, int Profile)> rows)
    {
        var list = rows.ToList();
        double both = Pairs(list), found = Pairs(list.Select(row => row.Profile)), there = Pairs(list.Select(row => row.Person));
        return (both / found, both / there, 2 * both / (found + there));

        static double Pairs<T>(IEnumerable<T> groups)
            where T : notnull => groups.CountBy(group => group).Sum(group => group.Value * (group.Value - 1.0) / 2);
    }
}
