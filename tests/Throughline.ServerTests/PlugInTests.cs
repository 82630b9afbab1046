using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.ServerTests;

/// <summary>The plug-in reader over HTTP, against an endpoint of the test's own.</summary>
public sealed class PlugInTests : IAsyncLifetime
{
    const string Route = "/api/v1/understanding/plug-in";
    const string Key = "sk-plantedkey-93b1";
    const string Subtle = "Oh wonderful, another week without a fridge";

    static readonly string s_variable = "THROUGHLINE_PLUG_IN_TEST";

    readonly RunningThroughline _server = new();
    PlugInStub _stub = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(s_variable, Key);
        await _server.InitializeAsync();
        _stub = await PlugInStub.StartAsync();
        _stub.Says = (detector, text) => detector == "frustration" && text.Contains("another week", StringComparison.Ordinal) ? "another week" : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stub.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_leaves_before_it_is_switched_on_for_a_named_purpose_and_a_person_agreed()
    {
        _ = await SayAsync("refuser", false, Subtle);
        Assert.False((bool)(await _server.GetAsync(Route))["is_on"]!);
        await SetAsync();
        var named = await SayAsync("silent", true, Subtle);
        await ReadAsync();
        using (var wrong = await _server.Client.PostAsJsonAsync(new Uri($"{Route}/switch", UriKind.Relative), new JsonObject { ["purpose"] = "improve_experience", ["is_on"] = true }, Stop))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        await AgreeAsync("refuser", true);
        await SwitchAsync(true, history: true);
        await Eventually.SeeAsync(() => _server.GetAsync(Route), page => (long?)page["ledger"]!["not_sent"]!["no_consent"] == 1 && (long)page["behind"]! == 0);
        Assert.Empty(_stub.Heard);

        await AgreeAsync("silent", true);
        await SwitchAsync(true, history: true);
        var told = await ToldAsync(named);
        Assert.Equal(("stub-2026-01", "detect.1", "absent"), ((string)told["plug_in"]!["model"]!, (string)told["plug_in"]!["prompt"]!, (string)told["plug_in"]!["own"]!));
        Assert.True((bool)told["is_experimental"]!);
        Assert.Equal([Subtle], _stub.Texts);
        Assert.Equal($"Bearer {Key}", _stub.Keys.Single());
        Assert.Single(Items(await _server.GetAsync($"/api/v1/records?source={named}&detector=frustration")));
        var csv = await _server.Client.GetStringAsync(new Uri($"/api/v1/signals.csv?source={named}", UriKind.Relative), Stop);
        Assert.Contains("frustration (experimental)", csv, StringComparison.Ordinal);
        var page = await _server.GetAsync(Route);
        Assert.Equal((1, 200, 0.3), ((long)page["ledger"]!["texts"]!, (long)page["ledger"]!["tokens_in"]!, Math.Round((double)page["ledger"]!["cost"]!["EUR"]!, 6)));
        Assert.Equal((1, 1, 1), ((int)page["detectors"]![0]!["read"]!, (int)page["detectors"]![0]!["present"]!, (int)page["detectors"]![0]!["differs"]!));

        // A person takes their consent back: what was read is out, and nothing more is sent.
        await AgreeAsync("silent", false);
        await Eventually.SeeAsync(() => _server.GetAsync($"/api/v1/records?source={named}&detector=frustration"), found => Items(found).Count == 0);
        await SayAsync("silent", true, "and another week");
        await Eventually.SeeAsync(() => _server.GetAsync(Route), seen => (long?)seen["ledger"]!["not_sent"]!["refused_consent"] == 1);
        Assert.Single(_stub.Heard);
    }

    [Fact]
    public async Task Reading_anew_keeps_its_answers_and_a_switch_a_purpose_and_an_erasure_take_them_out()
    {
        await SetAsync();
        await AgreeAsync("ann", true);
        await SwitchAsync(true);
        var source = await SayAsync("ann", true, Subtle, "The fridge is white and another week older");
        await ToldAsync(source);
        await _server.Client.PostAsync(new Uri("/api/v1/understanding/redetect", UriKind.Relative), null, Stop);
        await ReadAsync();
        Assert.Equal(2, Items(await _server.GetAsync($"/api/v1/records?source={source}&detector=frustration")).Count);
        Assert.NotNull((await ToldAsync(source))["plug_in"]);

        Name(source, Purposes.ReadOutside, false);
        await Eventually.SeeAsync(() => _server.GetAsync($"/api/v1/records?source={source}&detector=frustration"), found => Items(found).Count == 0);
        Assert.Equal(0, await RowsAsync());
        Name(source, Purposes.ReadOutside, true);
        await SwitchAsync(true, history: true);
        await ToldAsync(source);

        using var asked = await _server.Client.PostAsJsonAsync(new Uri("/api/v1/profiles/user:ann/erasure", UriKind.Relative), new JsonObject { ["why"] = "asked", ["all"] = true }, Stop);
        var proof = await RunningThroughline.ReadAsync(asked);
        Assert.All(proof["checks"]!.AsArray(), check => Assert.True((bool)check!["ok"]!, check.ToJsonString()));
        Assert.Equal(0, await RowsAsync());

        await AgreeAsync("bob", true);
        var other = await SayAsync("bob", true, Subtle);
        await ToldAsync(other);
        await SwitchAsync(false);
        await Eventually.SeeAsync(() => _server.GetAsync($"/api/v1/records?source={other}&detector=frustration"), found => Items(found).Count == 0);
        Assert.Equal(0, await RowsAsync());
        var heard = _stub.Heard.Count;
        await SayAsync("bob", true, "one more and another week");
        await ReadAsync();
        Assert.Equal(heard, _stub.Heard.Count);
    }

    [Fact]
    public async Task An_employees_words_and_a_conversation_without_speakers_are_never_sent()
    {
        await SetAsync();
        await AgreeAsync("ann", true);
        await SwitchAsync(true);
        await SayAsync("ann", true, SignalKind.Employee, "another week with this tool");
        await SayAsync("ann", true, SignalKind.Transcript, "agent or customer, another week");
        await SayAsync("ann", true, SignalKind.Operation, "we wrote another week");
        var said = await SayAsync("ann", true, Subtle);
        await ToldAsync(said);
        Assert.Equal([Subtle], _stub.Texts);
    }

    [Fact]
    public async Task The_key_is_in_no_route_and_no_file_and_another_address_switches_it_off()
    {
        await SetAsync();
        await AgreeAsync("ann", true);
        await SwitchAsync(true);
        var source = await SayAsync("ann", true, Subtle);
        await ToldAsync(source);
        var page = await _server.GetAsync(Route);
        Assert.Equal((true, s_variable), ((bool)page["has_key"]!, (string)page["key_variable"]!));
        foreach (var path in new[] { Route, "/api/v1/detectors", "/api/v1/register", "/api/openapi.json" })
        {
            Assert.DoesNotContain(Key, await _server.Client.GetStringAsync(new Uri(path, UriKind.Relative), Stop), StringComparison.Ordinal);
        }

        foreach (var file in Directory.EnumerateFiles(_server.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, Stop);
            Assert.True(bytes.AsSpan().IndexOf("plantedkey"u8) < 0, file);
        }

        Assert.False((bool)(await PatchAsync(new JsonObject { ["url"] = _stub.Url + "/other" }))["is_on"]!);
        foreach (var (wish, code) in new[]
        {
            (new JsonObject { ["key_variable"] = "AWS_SECRET_ACCESS_KEY" }, "plug_in_key_variable"), (new JsonObject { ["url"] = "https://10.0.0.1/v1" }, "plug_in_address"),
            (new JsonObject { ["url"] = "https://user:pw@models.example/v1" }, "plug_in_url"), (new JsonObject { ["timeout_seconds"] = 0 }, "plug_in_timeout"),
            (new JsonObject { ["detectors"] = new JsonArray(new JsonObject { ["id"] = "nothing" }) }, "no_detector"),
        })
        {
            using var answer = await _server.Client.PatchAsJsonAsync(new Uri(Route, UriKind.Relative), wish, Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(code, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_it_fails_the_own_words_stand_and_a_try_says_why()
    {
        await SetAsync();
        await AgreeAsync("ann", true);
        _stub.Instead = context =>
        {
            context.Response.StatusCode = 401;
            return Task.FromResult(true);
        };
        await SwitchAsync(true);
        var source = await SayAsync("ann", true, "I want a refund please, another week");
        await Eventually.SeeAsync(() => _server.GetAsync(Route), page => (long?)page["ledger"]!["failures"]!["key_refused"] >= 1);
        await Eventually.SeeAsync(() => _server.GetAsync($"/api/v1/records?source={source}&detector=refund"), found => Items(found).Count == 1);
        Assert.Equal(0, await RowsAsync());
        var test = await RunningThroughline.ReadAsync(await _server.Client.PostAsync(new Uri($"{Route}/test", UriKind.Relative), null, Stop));
        Assert.Equal((false, "key_refused"), ((bool)test["ok"]!, (string)test["failure"]!));
        _stub.Instead = null;
        test = await RunningThroughline.ReadAsync(await _server.Client.PostAsync(new Uri($"{Route}/test", UriKind.Relative), null, Stop));
        Assert.Equal((true, "stub-2026-01"), ((bool)test["ok"]!, (string)test["model"]!));
    }

    Task<JsonNode> SetAsync() => PatchAsync(new JsonObject
    {
        ["url"] = _stub.Url, ["model"] = "stub", ["key_variable"] = s_variable, ["price_in"] = 1, ["price_out"] = 2, ["currency"] = "EUR",
        ["detectors"] = new JsonArray(new JsonObject { ["id"] = "frustration" }),
    });

    async Task<JsonNode> PatchAsync(JsonObject wish) => await RunningThroughline.ReadAsync(await _server.Client.PatchAsJsonAsync(new Uri(Route, UriKind.Relative), wish, Stop));

    async Task SwitchAsync(bool isOn, bool history = false) => await RunningThroughline.ReadAsync(await _server.Client.PostAsJsonAsync(new Uri($"{Route}/switch", UriKind.Relative),
        new JsonObject { ["purpose"] = "read_outside", ["is_on"] = isOn, ["history"] = history }, Stop));

    async Task AgreeAsync(string user, bool given) => await RunningThroughline.ReadAsync(await _server.Client.PostAsJsonAsync(new Uri("/api/v1/consents", UriKind.Relative),
        new JsonObject { ["subject"] = $"user:{user}", ["purpose"] = "read_outside", ["given"] = given, ["evidence"] = "a test" }, Stop));

    Task<JsonNode> ReadAsync() => Eventually.SeeAsync(() => _server.GetAsync("/api/v1/understanding/reading"),
        reading => (string?)reading["state"] == "idle" && (long)reading["read_up_to"]! == (long)reading["head"]!);

    Task<long> RowsAsync() => _server.Installation.Log.ReadAsync(connection => connection.Scalar<long>("SELECT count(*) FROM understanding.plug_in_reading"), Stop);

    /// <summary>The detection that the plug-in gave, once it is there.</summary>
    async Task<JsonNode> ToldAsync(int source)
    {
        var page = await Eventually.SeeAsync(() => _server.GetAsync($"/api/v1/voices?source={source}"), page => Items(page).SelectMany(Detections).Any(one => one["plug_in"] is not null));
        return Items(page).SelectMany(Detections).First(one => one["plug_in"] is not null);
    }

    Task<int> SayAsync(string user, bool named, params string[] texts) => SayAsync(user, named, SignalKind.Review, texts);

    async Task<int> SayAsync(string user, bool named, SignalKind kind, params string[] texts)
    {
        var log = _server.Installation.Log;
        var source = log.Catalogue.DeclareSource($"said-{Guid.NewGuid():N}", hasTime: true).Id;
        log.Uses.Register([.. new[] { ElementKind.Text, ElementKind.Identifier }.Select(element => new DataElement { Key = new ElementKey(source, element, element.ToString()), Captured = "a test", Stored = "log.duckdb" })],
            new PurposeNaming(Purposes.Improve, "tests", "person"));
        if (named)
        {
            Name(source, Purposes.ReadOutside, true);
        }

        await log.AppendAsync([.. texts.Select((text, i) => new Signal
        {
            Id = SignalId.OfEvent(source, $"{i}"), SourceId = source, Kind = kind, OccurredAt = new DateTime(2026, 3, 1, 1, 2, 3, DateTimeKind.Utc).AddMinutes(i), RecordKey = $"{i}",
            Identifiers = [new Identifier("user", user)], Text = text,
        })], Stop);
        return source;
    }

    void Name(int source, string purpose, bool named) => _server.Installation.Log.Uses.Name(
        [new ElementKey(source, ElementKind.Text, "Text")], new PurposeNaming(purpose, "tests", "person"), named, "a test");

    static List<JsonNode> Items(JsonNode page) => [.. page["items"]!.AsArray().Select(one => one!)];

    static IEnumerable<JsonNode> Detections(JsonNode signal) => signal["detections"]!.AsArray().Select(one => one!);
}
