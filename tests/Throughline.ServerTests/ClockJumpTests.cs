using System.Net;
using System.Text.Json.Nodes;
using Throughline.Server;
using Throughline.Server.Hosting;

namespace Throughline.ServerTests;

/// <summary>The whole program while the clock of its machine jumps.</summary>
public sealed class ClockJumpTests : IAsyncLifetime
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-clock-");
    readonly JumpingTime _time = new();
    Installation? _installation;
    WebApplication? _app;
    HttpClient? _client;
    Uri _address = null!;
    string _admin = "";
    string _key = "";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jumps_of_the_clock_lose_nothing_forget_no_repeat_and_break_no_page()
    {
        var sent = new List<string>();
        foreach (var jump in new[] { TimeSpan.Zero, TimeSpan.FromHours(-1), TimeSpan.FromDays(2), TimeSpan.FromDays(-2) })
        {
            _time.Now += jump;
            var ids = Enumerable.Range(sent.Count, 30).Select(i => $"e{i}").ToList();
            Assert.Equal(30, (int)(await PostAsync(ids))["accepted"]!);
            sent.AddRange(ids);
            Assert.Equal(sent.Count, (int)(await PostAsync(sent))["duplicate"]!);
            await RestartAsync(); // what is known is read again under the clock as it is now
            Assert.Equal(sent.Count, (int)(await PostAsync(sent))["duplicate"]!);
        }

        var paged = new List<string>();
        string? after = null;
        do
        {
            var page = await BuiltProgram.GetAsync(_address, _admin, $"/api/v1/signals?source=load&limit=7{(after is null ? "" : $"&after={after}")}");
            paged.AddRange(page["items"]!.AsArray().Select(i => (string)i!["messageId"]!));
            after = (string?)page["next"];
        }
        while (after is not null);

        Assert.Equal(sent, paged); // in the order of storing, whatever the clock said
        await BuiltProgram.HoldsExactlyAsync(_address, _admin, "load", sent);
    }

    [Fact]
    public async Task An_event_is_marked_by_how_far_the_clocks_are_apart_and_put_right_within_bounds()
    {
        var right = _time.Now;
        foreach (var (id, jump) in new[] { ("even", TimeSpan.Zero), ("back", TimeSpan.FromHours(-1)), ("forward", TimeSpan.FromDays(2)) })
        {
            _time.Now = right + jump;
            await PostAsync([id], right - TimeSpan.FromMinutes(5), right);
        }

        _time.Now = right - TimeSpan.FromHours(1);
        await PostAsync(["ahead"], right, null); // a page that says no time of sending, before a clock that went back
        var items = (await BuiltProgram.GetAsync(_address, _admin, "/api/v1/signals?source=load"))["items"]!.AsArray().ToDictionary(i => (string)i!["messageId"]!, i => i!);
        Assert.Equal("[]", Warnings("even"));
        Assert.Equal("[]", Warnings("back"));
        Assert.Equal("""["clock-skew"]""", Warnings("forward"));
        Assert.Equal("""["future"]""", Warnings("ahead"));
        Assert.Equal(right - TimeSpan.FromMinutes(5), When("even"));
        Assert.Equal(right - TimeSpan.FromMinutes(65), When("back")); // beside its receipt by that clock
        Assert.Equal(right + TimeSpan.FromMinutes(5), When("forward")); // ten minutes are put right, no more

        string Warnings(string id) => items[id]["warnings"]!.ToJsonString();
        DateTimeOffset When(string id) => new((DateTime)items[id]["occurredAt"]!, TimeSpan.Zero);
    }

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        _installation!.Log.Catalogue.DeclareSource("load", hasTime: true);
        _admin = _installation.AccessKeys.Create("admin", "tests", null).Secret;
        _key = _installation.AccessKeys.Create("write", "tests", "load").Secret;
        _client = BuiltProgram.Writer(_address, _key);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _folder.Delete(recursive: true);
    }

    async Task RestartAsync()
    {
        await EndAsync();
        await StartAsync();
        _client = BuiltProgram.Writer(_address, _key);
    }

    async Task StartAsync()
    {
        _installation = Installation.Open(_folder.FullName, _time);
        _app = ThroughlineServer.Build(_installation, new ServerOptions { Port = 0 }, "local");
        await _app.StartAsync();
        _address = new Uri(_app.Urls.First());
    }

    async Task EndAsync()
    {
        _client?.Dispose();
        await _app!.DisposeAsync();
        _installation!.Dispose();
    }

    async Task<JsonNode> PostAsync(IEnumerable<string> ids, DateTimeOffset? at = null, DateTimeOffset? sentAt = null)
    {
        var when = at is { } time ? $",\"timestamp\":\"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\"" : "";
        var events = ids.Select(id => $$"""{"type":"page","userId":"u","messageId":"{{id}}"{{when}}}""");
        var sent = sentAt is { } sending ? $",\"sentAt\":\"{sending.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\"" : "";
        using var response = await _client!.PostAsync(
            new Uri("/v1/batch", UriKind.Relative), new StringContent($$"""{"batch":[{{string.Join(",", events)}}]{{sent}}}"""), Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    sealed class JumpingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
