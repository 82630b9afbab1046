using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>
/// What data quality tells by itself, over HTTP and through everything between an event and an alert: the collector, the log, the profiles behind it,
/// and the look every minute, on a clock that runs fast.
/// </summary>
public sealed class QualityAlertTests : IAsyncLifetime
{
    const int OfDay = 200;

    readonly QuickTime _time = new(new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));
    readonly RunningThroughline _server;
    int _sent;
    int _days;

    public QualityAlertTests() => _server = new RunningThroughline(_time);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_source_that_worsens_is_told_and_a_steady_one_is_not_and_the_alert_ends_when_it_is_mended()
    {
        var (steady, worsening) = (await SourceAsync("steady"), await SourceAsync("worsening"));
        for (var day = 0; day < 3; day++)
        {
            await DayAsync(new("steady", steady, Failing: 4, Refunds: 20), new("worsening", worsening, Failing: 4, Refunds: 20));
        }

        Assert.Empty(await AlertsAsync("on"));

        await DayAsync(new("steady", steady, Failing: 6, Refunds: 22), new("worsening", worsening, Failing: 120, Refunds: 180));
        var on = await Eventually.SeeAsync(() => AlertsAsync("on"), alerts => alerts.Count == 2);
        Assert.All(on, alert => Assert.Equal("worsening", (string)alert["source"]!["name"]!));
        var quality = on.Single(alert => (string)alert["kind"]! == "quality");
        Assert.Equal((OfDay, 120, 601, 12), ((int)quality["events"]!, (int)quality["held"]!, (int)quality["usual_events"]!, (int)quality["usual_held"]!));
        Assert.Equal("activity", (string)on.Single(alert => (string)alert["kind"]! == "drift")["field"]!);

        await DayAsync(new("steady", steady, Failing: 4, Refunds: 20), new("worsening", worsening, Failing: 4, Refunds: 20));
        var ended = await Eventually.SeeAsync(() => AlertsAsync("ended"), alerts => alerts.Any(alert => (string)alert["kind"]! == "quality"));
        Assert.All(ended, alert => Assert.Equal("worsening", (string)alert["source"]!["name"]!));
        Assert.DoesNotContain(await AlertsAsync("on"), alert => (string)alert["source"]!["name"]! == "steady" || (string)alert["kind"]! == "quality");
    }

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>A source whose events are checked; the secret of its key.</summary>
    async Task<string> SourceAsync(string name)
    {
        using var made = await _server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new JsonObject { ["kind"] = "write", ["name"] = name, ["source"] = name }, Stop);
        var secret = (string)(await RunningThroughline.ReadAsync(made))["secret"]!;
        await SendAsync(secret, Event("first", "gold", "buy")); // the source is there with its first event
        using var saved = await _server.Client.PutAsJsonAsync(
            new Uri($"/api/v1/quality/{name}/checks", UriKind.Relative), new JsonObject { ["text"] = "warn properties.plan one_of gold, silver" }, Stop);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        await Eventually.SeeAsync(() => _server.GetAsync($"/api/v1/quality/{name}"), page => (long)page["rows"]! == 1);
        return secret;
    }

    /// <summary>The next day's events, some of which do not keep the check, and some of which are of another act; they were looked at when this returns.</summary>
    async Task DayAsync(params DayOf[] sources)
    {
        _time.Pass(TimeSpan.FromDays(1));
        _days++;
        foreach (var of in sources)
        {
            await SendAsync(of.Secret, [.. Enumerable.Range(0, OfDay).Select(i => Event($"{of.Source}{_sent++}", i < of.Failing ? "lead" : "gold", i < of.Refunds ? "refund" : "buy"))]);
        }

        foreach (var of in sources)
        {
            await Eventually.SeeAsync(() => _server.GetAsync($"/api/v1/quality/{of.Source}"), page => (long)page["rows"]! == 1 + (_days * OfDay));
        }

        await Task.Delay(1_000, Stop); // ten looks
    }

    async Task<IReadOnlyList<JsonNode>> AlertsAsync(string state) => [.. (await _server.GetAsync($"/api/v1/alerts?state={state}"))["items"]!.AsArray().Select(one => one!)];

    async Task SendAsync(string secret, params JsonObject[] events)
    {
        using var sender = _server.Anonymous();
        using var body = new StringContent(new JsonObject { ["writeKey"] = secret, ["batch"] = new JsonArray([.. events]) }.ToJsonString(), Encoding.UTF8, "application/json");
        using var sent = await sender.PostAsync(new Uri("/v1/batch", UriKind.Relative), body, Stop);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
    }

    static JsonObject Event(string id, string plan, string name) => new()
    {
        ["type"] = "track", ["messageId"] = id, ["userId"] = $"u{id}", ["event"] = name, ["properties"] = new JsonObject { ["plan"] = plan },
    };

    /// <summary>What a source sends on a day.</summary>
    sealed record DayOf(string Source, string Secret, int Failing, int Refunds);
}
