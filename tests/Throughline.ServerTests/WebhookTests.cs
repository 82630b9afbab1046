using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Throughline.ServerTests;

public sealed class WebhookTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_over_http_reaches_another_system_signed_and_the_log_of_it_can_be_read_and_sent_again()
    {
        var heard = new System.Collections.Concurrent.ConcurrentQueue<(string Id, string Signed, string Signature, string Body)>();
        await using var other = await OtherSystemAsync(heard);
        var key = await PostAsync("/api/v1/keys", new JsonObject { ["kind"] = "write", ["name"] = "shop", ["source"] = "hooked" });
        var made = await PostAsync("/api/v1/webhooks", new JsonObject
        {
            ["name"] = "warehouse",
            ["url"] = other.Urls.First() + "/in",
            ["kinds"] = new JsonArray("signal.stored", "signal.quarantined"),
            ["sources"] = new JsonArray("hooked"),
        });
        var (id, secret) = ((int)made["id"]!, (string)made["secret"]!);

        using var sender = server.Anonymous();
        using var body = new StringContent($$"""
            {"writeKey":"{{key["secret"]}}","batch":[{"type":"track","event":"Bought","userId":"u@shop.example","messageId":"m1"},{"type":"track","event":"Nobody","messageId":"m2"}]}
            """);
        (await sender.PostAsync(new Uri("/v1/batch", UriKind.Relative), body, Stop)).EnsureSuccessStatusCode();
        await Eventually.IsAsync(() => heard.Count >= 2);

        Assert.Equal(["signal.quarantined", "signal.stored"], heard.Select(h => (string)JsonNode.Parse(h.Body)!["type"]!).Order());
        Assert.All(heard, told =>
        {
            var mac = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(told.Signed + told.Body));
            Assert.Equal("v1," + Convert.ToBase64String(mac), told.Signature);
            Assert.DoesNotContain("shop.example", told.Body, StringComparison.Ordinal);
        });

        await Eventually.IsAsync(async () => (await server.GetAsync($"/api/v1/webhooks/{id}/deliveries?state=delivered"))["items"]!.AsArray().Count == 2);
        var page = await server.GetAsync($"/api/v1/webhooks/{id}/deliveries?limit=1");
        var rest = await server.GetAsync($"/api/v1/webhooks/{id}/deliveries?limit=1&after={page["next"]}");
        Assert.Null(rest["next"]);
        var delivery = (string)rest["items"]![0]!["id"]!;
        Assert.NotEqual((string)page["items"]![0]!["id"]!, delivery);
        await PostAsync($"/api/v1/deliveries/{delivery}/resend", []);
        await Eventually.IsAsync(() => heard.Count == 3);
        Assert.Equal(delivery, heard.Last().Id);
        await Eventually.IsAsync(async () => (await server.GetAsync($"/api/v1/deliveries/{delivery}"))["attempts"]!.AsArray().Count == 2);

        await PostAsync($"/api/v1/webhooks/{id}/test", []);
        await Eventually.IsAsync(() => heard.Count == 4);
        var rotated = await PostAsync($"/api/v1/webhooks/{id}/rotate", new JsonObject { ["overlap_hours"] = 1 });
        Assert.StartsWith("whsec_", (string)rotated["secret"]!, StringComparison.Ordinal);
        Assert.Equal("paused", await StateAfterAsync(id, "pause"));
        Assert.Equal("on", await StateAfterAsync(id, "resume"));
        (await server.Client.DeleteAsync(new Uri($"/api/v1/webhooks/{id}", UriKind.Relative), Stop)).EnsureSuccessStatusCode();
        Assert.DoesNotContain((await server.GetAsync("/api/v1/webhooks"))["items"]!.AsArray(), w => (int)w!["id"]! == id);
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data", "webhook_address")]
    [InlineData("https://[::ffff:10.0.0.1]/", "webhook_address")]
    [InlineData("https://192.168.1.1/", "webhook_address")]
    [InlineData("ftp://hooks.example/", "webhook_url")]
    [InlineData("https://user:password@hooks.example/", "webhook_url")]
    [InlineData("not an address", "webhook_url")]
    public async Task An_address_that_will_not_do_is_refused_with_its_reason(string url, string code)
    {
        var answer = await server.Client.PostAsJsonAsync(new Uri("/api/v1/webhooks", UriKind.Relative),
            new JsonObject { ["name"] = "x", ["url"] = url, ["kinds"] = new JsonArray("signal.stored") }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["code"]!);
    }

    async Task<string> StateAfterAsync(int id, string deed)
    {
        await PostAsync($"/api/v1/webhooks/{id}/{deed}", []);
        return (string)(await server.GetAsync("/api/v1/webhooks"))["items"]!.AsArray().Single(w => (int)w!["id"]! == id)!["state"]!;
    }

    async Task<JsonNode> PostAsync(string path, JsonObject body) =>
        await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Stop));

    static async Task<WebApplication> OtherSystemAsync(System.Collections.Concurrent.ConcurrentQueue<(string, string, string, string)> heard)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/in", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            heard.Enqueue((headers["webhook-id"]!, $"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.", headers["webhook-signature"]!, await reader.ReadToEndAsync()));
            context.Response.StatusCode = 204;
        });
        await app.StartAsync();
        return app;
    }
}
