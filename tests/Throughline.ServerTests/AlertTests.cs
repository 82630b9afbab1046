using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>What is wrong with how a source listens, over HTTP.</summary>
public sealed class AlertTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_source_of_which_everything_is_held_is_told_with_its_numbers_and_the_reason_and_goes_with_the_source()
    {
        var key = await PostAsync("/api/v1/keys", new JsonObject { ["kind"] = "write", ["name"] = "app", ["source"] = "alarmed" });
        var hook = await PostAsync("/api/v1/webhooks", new JsonObject
        {
            ["name"] = "duty",
            ["url"] = "http://127.0.0.1:9/in",
            ["kinds"] = new JsonArray("alert.began", "alert.ended"),
            ["sources"] = new JsonArray("alarmed"),
        });
        using var sender = server.Anonymous();
        using var body = JsonContent.Create(new JsonObject
        {
            ["writeKey"] = (string)key["secret"]!,
            ["batch"] = new JsonArray([.. Enumerable.Range(0, 60).Select(i => new JsonObject { ["type"] = "track", ["event"] = "Bought", ["messageId"] = $"a{i}" })]),
        });
        (await sender.PostAsync(new Uri("/v1/batch", UriKind.Relative), body, Stop)).EnsureSuccessStatusCode();

        var alert = Assert.Single((await server.GetAsync("/api/v1/alerts?state=on&source=alarmed"))["items"]!.AsArray())!;
        Assert.Equal(("quarantine", "alarmed", 60, 60, 0), ((string)alert["kind"]!, (string)alert["source"]!["name"]!, (int)alert["events"]!, (int)alert["held"]!, (int)alert["usual_events"]!));
        Assert.Equal("missing-identity", (string)alert["reason"]!);
        Assert.Null(alert["ended_at"]);
        Assert.Empty((await server.GetAsync("/api/v1/alerts?state=ended&source=alarmed"))["items"]!.AsArray());
        var told = Assert.Single((await server.GetAsync($"/api/v1/webhooks/{hook["id"]}/deliveries"))["items"]!.AsArray())!;
        Assert.Equal("alert.began", (string)told["kind"]!);

        // A repeat of the request changes no number.
        using var again = JsonContent.Create(JsonNode.Parse(await body.ReadAsStringAsync(Stop)));
        (await sender.PostAsync(new Uri("/v1/batch", UriKind.Relative), again, Stop)).EnsureSuccessStatusCode();
        Assert.Equal(60, (int)(await server.GetAsync("/api/v1/alerts?source=alarmed"))["items"]![0]!["events"]!);

        (await server.Client.DeleteAsync(new Uri($"/api/v1/sources/{alert["source"]!["id"]}", UriKind.Relative), Stop)).EnsureSuccessStatusCode();
        Assert.DoesNotContain((await server.GetAsync("/api/v1/alerts"))["items"]!.AsArray(), one => (string?)one!["kind"] == "quarantine");
    }

    [Fact]
    public async Task A_key_that_was_revoked_and_one_that_is_unknown_are_told_when_they_are_used_again_and_again()
    {
        var key = await PostAsync("/api/v1/keys", new JsonObject { ["kind"] = "write", ["name"] = "old app", ["source"] = "stopped" });
        (await server.Client.DeleteAsync(new Uri($"/api/v1/keys/{key["id"]}", UriKind.Relative), Stop)).EnsureSuccessStatusCode();
        using var sender = server.Anonymous();
        for (var i = 0; i < 10; i++)
        {
            using var revoked = await sender.GetAsync(new Uri($"/sourceConfig?writeKey={key["secret"]}", UriKind.Relative), Stop);
            using var unknown = await sender.PostAsJsonAsync(new Uri("/v1/track?writeKey=nobodys-key", UriKind.Relative), new JsonObject { ["type"] = "track" }, Stop);
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (revoked.StatusCode, unknown.StatusCode));
        }

        var alerts = (await server.GetAsync("/api/v1/alerts?state=on"))["items"]!.AsArray().Where(one => (string)one!["kind"]! == "refused_key").ToList();
        var ours = Assert.Single(alerts, one => one!["key"] is not null)!;
        Assert.Equal(("stopped", "old app", 10), ((string)ours["source"]!["name"]!, (string)ours["key"]!["name"]!, (int)ours["events"]!));
        var theirs = Assert.Single(alerts, one => one!["key"] is null)!;
        Assert.Matches("^[0-9a-f]{8}$", (string)theirs["fingerprint"]!);
        Assert.DoesNotContain("nobodys", string.Concat(alerts), StringComparison.Ordinal);
        Assert.Null(theirs["source"]);
    }

    [Theory]
    [InlineData("/api/v1/alerts?state=loud")]
    [InlineData("/api/v1/alerts?after=yesterday")]
    public async Task A_question_that_cannot_be_is_refused(string path)
    {
        using var answer = await server.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    async Task<JsonNode> PostAsync(string path, JsonObject body) =>
        await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Stop));
}
