using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Platform.Followers;
using Throughline.Profiles.Consents;

namespace Throughline.ServerTests;

public sealed class RegisterTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_without_a_purpose_is_stored_and_nothing_may_use_it_until_one_is_named()
    {
        await ImportAsync("unnamed", purpose: "");
        var elements = await ElementsAsync("unnamed");
        Assert.All(elements, one => Assert.Contains("purpose", one["open"]!.AsArray().Select(stage => (string)stage!)));
        var score = elements.Single(one => (string)one["kind"]! == "score" && (string)one["name"]! == "overall_rating");
        Assert.StartsWith("file, mapping", (string)score["captured"]!, StringComparison.Ordinal);
        Assert.Equal(("direct", "attitudinal", true), ((string)score["mode"]!, (string)score["tells"]!, (bool)score["solicited"]!));
        Assert.Equal("personal_data", (string)elements.Single(one => (string)one["kind"]! == "text")["regulation"]!);

        var (id, question) = await OutcomeAsync("unnamed");
        using var pulse = await GetAsync($"/api/v1/pulse?source={id}");
        Assert.Equal(HttpStatusCode.Forbidden, pulse.StatusCode);
        Assert.Contains("no_purpose", await pulse.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var priorities = await GetAsync($"/api/v1/priorities?outcome={question}");
        Assert.Equal(HttpStatusCode.Forbidden, priorities.StatusCode);
        using var metric = await GetAsync($"/api/v1/metrics/{question}");
        Assert.Equal(HttpStatusCode.Forbidden, metric.StatusCode);
        var voices = await server.GetAsync($"/api/v1/voices?source={id}");
        Assert.Equal((0, "unnamed"), ((int)voices["with_filter_total"]!, (string)voices["refused"]![0]!));
        var refusals = (await server.GetAsync("/api/v1/register"))["refusals"]!.AsArray().Where(one => (string?)one!["source"] == "unnamed").ToList();
        Assert.Superset(new HashSet<string> { "pulse", "priorities", "metrics", "voices" }, refusals.Select(one => (string)one!["use"]!).ToHashSet());

        await NameAsync(elements, named: true, why: "The rating is the least that tells how it went.");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/api/v1/pulse?source={id}")).StatusCode);
        Assert.Equal(60, (int)(await server.GetAsync($"/api/v1/voices?source={id}"))["with_filter_total"]!);
        var named = (await ElementsAsync("unnamed")).First(one => (string)one["kind"]! == "score")["purposes"]![0]!;
        Assert.Equal(("improve_experience", true, "tests", "program"),
            ((string)named["purpose"]!, (bool)named["confirmed"]!, (string)named["by"]!, (string)named["how"]!));
    }

    [Fact]
    public async Task A_purpose_that_is_taken_away_stays_away_when_the_file_comes_again_and_one_driver_is_left_out_by_itself()
    {
        await ImportAsync("taken", purpose: "improve_experience");
        var elements = await ElementsAsync("taken");
        var (id, question) = await OutcomeAsync("taken");
        var food = elements.Where(one => (string)one["name"]! == "food_rating").ToList();
        await NameAsync(food, named: false);
        var pulse = await server.GetAsync($"/api/v1/pulse?source={id}");
        Assert.Equal("food_rating", (string)pulse["refused"]![0]!["name"]!);
        Assert.DoesNotContain(pulse["scores"]!.AsArray(), one => (string)one!["question"]!["name"]! == "food_rating");
        var priorities = await server.GetAsync($"/api/v1/priorities?outcome={question}");
        Assert.Contains(priorities["warnings"]!.AsArray(), one => (string)one!["code"]! == "no_purpose");

        await ImportAsync("taken", purpose: "improve_experience", more: "x");
        Assert.Empty((await ElementsAsync("taken")).Single(one => (string)one["name"]! == "food_rating")["purposes"]!.AsArray());
    }

    [Fact]
    public async Task A_purpose_that_nobody_confirmed_is_shown_as_such()
    {
        await ImportAsync("proposed", purpose: null);
        var purpose = (await ElementsAsync("proposed")).First(one => (string)one["kind"]! == "score")["purposes"]![0]!;
        Assert.Equal(("proposed", false), ((string)purpose["how"]!, (bool)purpose["confirmed"]!));
        using var said = await server.Client.PostAsJsonAsync(new Uri("/api/v1/register/origins", UriKind.Relative), new JsonObject
        {
            ["elements"] = new JsonArray([.. (await ElementsAsync("proposed")).Select(KeyOf)]),
            ["permission"] = "contract",
        });
        Assert.Equal(HttpStatusCode.NoContent, said.StatusCode);
        Assert.All(await ElementsAsync("proposed"), one => Assert.Equal("contract", (string)one["permission"]!));
        Assert.All(await ElementsAsync("proposed"), one => Assert.DoesNotContain("origin", one["open"]!.AsArray().Select(stage => (string)stage!)));
    }

    [Fact]
    public async Task A_purpose_that_is_named_with_the_first_key_of_a_source_holds_for_its_events_and_for_no_other_source()
    {
        using var made = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative),
            new { kind = "write", name = "asked", source = "asked", purpose = "improve_experience" }, Stop);
        var key = (string)(await RunningThroughline.ReadAsync(made))["secret"]!;
        using var sent = await TrackAsync(key, "e1", "u1", "{}");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var elements = await ElementsAsync("asked");
        Assert.Equal(7, elements.Count);
        Assert.All(elements, one => Assert.Equal(("improve_experience", true, "tests"),
            ((string)one["purposes"]![0]!["purpose"]!, (bool)one["purposes"]![0]!["confirmed"]!, (string)one["purposes"]![0]!["by"]!)));

        // A second key changes nothing of what was said.
        await NameAsync(elements, named: false);
        using var second = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative),
            new { kind = "write", name = "asked again", source = "asked", purpose = "improve_experience" }, Stop);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.All(await ElementsAsync("asked"), one => Assert.Empty(one["purposes"]!.AsArray()));
        using var wrong = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = "x", source = "never", purpose = "Not a purpose" }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Events_that_arrive_are_in_the_register_and_have_no_purpose_yet()
    {
        using var sent = await TrackAsync(await WriteKeyAsync("arriving"), "e1", "u1", "{}");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var elements = await ElementsAsync("arriving");
        var activity = elements.Single(one => (string)one["kind"]! == "activity");
        Assert.Equal(("inferred", "behavioural", false, "collector segment-track"),
            ((string)activity["mode"]!, (string)activity["tells"]!, (bool)activity["solicited"]!, (string)activity["captured"]!));
        Assert.All(elements, one => Assert.Empty(one["purposes"]!.AsArray()));
    }

    [Fact]
    public async Task Consents_come_from_the_consent_object_the_header_and_statements_each_dated_and_proven()
    {
        var key = await WriteKeyAsync("consenting");
        using var first = await TrackAsync(key, "c1", "p1", """{"consent":{"categoryPreferences":{"Analytics":true,"Targeted Ads":false,"Odd":"perhaps"}}}""");
        using var second = await TrackAsync(key, "c2", "p1", """{"consent":{"categoryPreferences":{}}}""");
        using var third = await TrackAsync(key, "c3", "p2", "{}", gpc: "1");
        using var fourth = await TrackAsync(key, "c4", "p3", "{}", gpc: "0");
        await CaughtUpAsync();

        var one = (await server.GetAsync("/api/v1/consents?subject=user:p1"))["items"]!.AsArray();
        Assert.Equal([("analytics", true), ("targeted_ads", false)], one.Select(entry => ((string)entry!["purpose"]!, (bool)entry["given"]!)).Order());
        Assert.All(one, entry => Assert.Matches("^signal [0-9a-f]{32}, context.consent", (string)entry!["evidence"]!));
        var two = (await server.GetAsync("/api/v1/consents?subject=user:p2"))["items"]!.AsArray();
        Assert.Equal(["cross_context_advertising", "sale", "sharing"], two.Select(entry => (string)entry!["purpose"]!).Order());
        Assert.All(two, entry => Assert.True(!(bool)entry!["given"]! && ((string)entry["evidence"]!).EndsWith("header Sec-GPC: 1", StringComparison.Ordinal)));
        Assert.Empty((await server.GetAsync("/api/v1/consents?subject=user:p3"))["items"]!.AsArray());

        // A later statement is the last word; the header that comes after it opts out again, and never in.
        Assert.True(await StateAsync("user:p2", "sale", given: true));
        Assert.False(await StateAsync("user:p2", "sale", given: true));
        Assert.True(Ledger.StateOf("user:p2", "sale"));
        using var fifth = await TrackAsync(key, "c5", "p2", "{}", gpc: "1");
        await CaughtUpAsync();
        Assert.False(Ledger.StateOf("user:p2", "sale"));
        using var sixth = await TrackAsync(key, "c6", "p2", "{}");
        await CaughtUpAsync();
        Assert.False(Ledger.StateOf("user:p2", "sale"));
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => server.Installation.Keys.Write(connection =>
            Throughline.Platform.Storage.SqliteVerbs.Run(connection, "UPDATE profiles_consent SET given = 1")));

        using var anonymous = server.Anonymous();
        Assert.True((bool)JsonNode.Parse(await anonymous.GetStringAsync(new Uri("/.well-known/gpc.json", UriKind.Relative), Stop))!["gpc"]!);
    }

    [Fact]
    public async Task The_demo_comes_with_its_purpose_and_says_that_nobody_confirmed_it()
    {
        using var loaded = await server.Client.PostAsJsonAsync(new Uri("/api/v1/demo", UriKind.Relative), new { customers = 50, seed = 1 }, Stop);
        _ = await RunningThroughline.ReadAsync(loaded);
        var elements = (await server.GetAsync("/api/v1/register"))["elements"]!.AsArray().Where(one => (bool)one!["demo"]!).ToList();
        Assert.Contains(elements, one => (string)one!["kind"]! == "attribute" && (string)one["name"]! == "region");
        Assert.All(elements, one => Assert.Equal(("demo", false), ((string)one!["purposes"]![0]!["how"]!, (bool)one["purposes"]![0]!["confirmed"]!)));
        using var removed = await server.Client.DeleteAsync(new Uri("/api/v1/demo", UriKind.Relative), Stop);
        Assert.DoesNotContain((await server.GetAsync("/api/v1/register"))["elements"]!.AsArray(), one => (bool)one!["demo"]!);
    }

    ConsentLedger Ledger => new(server.Installation.Keys);

    async Task CaughtUpAsync()
    {
        await server.Installation.Log.CaughtUpAsync(Stop);
        await Eventually.IsAsync(() => server.Installation.Log.Head <= server.Installation.Keys.Read(connection =>
            Throughline.Platform.Storage.SqliteVerbs.One(connection, "SELECT seq FROM platform_watermark WHERE follower = 'consents'", r => r.GetInt64(0))));
    }

    async Task<bool> StateAsync(string subject, string purpose, bool given)
    {
        using var answer = await server.Client.PostAsJsonAsync(new Uri("/api/v1/consents", UriKind.Relative),
            new { subject, purpose, given, evidence = "said on the telephone, call 7" });
        return (bool)(await RunningThroughline.ReadAsync(answer))["added"]!;
    }

    async Task<string> WriteKeyAsync(string source)
    {
        using var made = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = source, source });
        return (string)(await RunningThroughline.ReadAsync(made))["secret"]!;
    }

    async Task<HttpResponseMessage> TrackAsync(string key, string id, string user, string context, string? gpc = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/track?writeKey={key}", UriKind.Relative))
        {
            Content = new StringContent($$"""{"type":"track","event":"Opened","messageId":"{{id}}","userId":"{{user}}","context":{{context}}}""", Encoding.UTF8, "application/json"),
        };
        if (gpc is not null)
        {
            request.Headers.Add("Sec-GPC", gpc);
        }

        using var anonymous = server.Anonymous();
        return await anonymous.SendAsync(request);
    }

    Task<HttpResponseMessage> GetAsync(string path) => server.Client.GetAsync(new Uri(path, UriKind.Relative));

    async Task<List<JsonNode>> ElementsAsync(string source) =>
        [.. (await server.GetAsync("/api/v1/register"))["elements"]!.AsArray().Where(one => (string)one!["source"]! == source).Select(one => one!)];

    static JsonNode KeyOf(JsonNode element) => new JsonObject
    {
        ["source_id"] = (int)element["source_id"]!,
        ["kind"] = (string)element["kind"]!,
        ["name"] = (string)element["name"]!,
    };

    async Task NameAsync(IEnumerable<JsonNode> elements, bool named, string? why = null)
    {
        using var answer = await server.Client.PostAsJsonAsync(new Uri("/api/v1/register/purposes", UriKind.Relative), new JsonObject
        {
            ["elements"] = new JsonArray([.. elements.Select(KeyOf)]),
            ["purpose"] = "improve_experience",
            ["named"] = named,
            ["why"] = why,
        });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    async Task<(int Source, int Question)> OutcomeAsync(string source)
    {
        var catalogue = await server.GetAsync("/api/v1/catalogue");
        var id = (int)catalogue["sources"]!.AsArray().Single(one => (string)one!["name"]! == source)!["id"]!;
        return (id, (int)catalogue["questions"]!.AsArray().Single(one => (int)one!["source_id"]! == id && (string)one["name"]! == "overall_rating")!["id"]!);
    }

    async Task ImportAsync(string source, string? purpose, string more = "")
    {
        var text = "answer_id,date,customer,overall_rating,food_rating,staff_rating,comment\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{more}{source}{i},2026-0{(i % 9) + 1}-1{i % 10},c{i % 40},{(i % 5) + 1},{(i * 7 % 5) + 1},{(i * 3 % 5) + 1},said this about number {i} of them\n"));
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        var upload = await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri($"/api/v1/uploads?name={source}.csv", UriKind.Relative), body));
        var mapping = (await server.GetAsync($"/api/v1/uploads/{upload["id"]}/suggestion"))["mapping"]!.DeepClone();
        using var posted = await server.Client.PostAsJsonAsync(new Uri("/api/v1/imports", UriKind.Relative), new JsonObject
        {
            ["upload_id"] = (string)upload["id"]!,
            ["mapping"] = mapping,
            ["source_name"] = source,
            ["purpose"] = purpose,
        });
        var id = (int)(await RunningThroughline.ReadAsync(posted))["id"]!;
        var import = await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/imports/{id}"), one => (string?)one["finished_at"] is not null);
        Assert.Equal("done", (string)import["state"]!);
    }
}
