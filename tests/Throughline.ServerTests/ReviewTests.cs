using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Throughline.Platform.Storage;

namespace Throughline.ServerTests;

/// <summary>The queue of doubtful pairs over HTTP, on the demo company: read, decided, taken back.</summary>
public sealed class ReviewTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pair_is_looked_at_decided_and_the_verdict_taken_back()
    {
        using var loaded = await server.Client.PostAsJsonAsync(new Uri("/api/v1/demo", UriKind.Relative), new { customers = 1500, seed = 1 }, Stop);
        _ = await RunningThroughline.ReadAsync(loaded);
        await CaughtUpAsync();
        var queue = await Eventually.SeeAsync(() => server.GetAsync("/api/v1/identity/reviews?take=100"), page => (long)page["total"]! > 10);
        var items = queue["items"]!.AsArray();
        Assert.Equal(Math.Min(100, (int)(long)queue["total"]!), items.Count);
        Assert.Equal("not_enough_answers", (string)queue["precision"]!["shortfall"]!["code"]!);
        foreach (var item in items)
        {
            Assert.NotEmpty(item!["left"]!["values"]!.AsArray());
            Assert.StartsWith("P-", (string)item["right"]!["profile"]!, StringComparison.Ordinal);
            Assert.Equal((string)item["left"]!["profile"]! == (string)item["right"]!["profile"]!, (bool)item["joined"]!);
            Assert.Equal((bool)item["drawn"]!, (string)item["because"]! == "drawn");
        }

        var apartOnes = items.Where(item => !(bool)item!["joined"]!).Select(item => $"{item!["left"]!["profile"]} {item["right"]!["profile"]}").ToList();
        Assert.Equal(apartOnes.Distinct(), apartOnes); // two profiles are asked about once

        var worthy = items.Where(item => !(bool)item!["drawn"]!).Select(item => (double)item!["worth"]!).ToList();
        Assert.Equal(worthy.OrderDescending(), worthy);

        var joined = items.First(item => (bool)item!["joined"]!)!;
        var apart = items.First(item => !(bool)item!["joined"]!)!;
        var parted = await DecideAsync(joined, "different");
        Assert.NotEqual(ProfileOf(joined, "left"), ProfileOf(joined, "right"));
        var together = await DecideAsync(apart, "same");
        Assert.Equal(ProfileOf(apart, "left"), ProfileOf(apart, "right"));
        Assert.True(parted > 0 && together > parted);
        Assert.Equal(parted, await DecideAsync(joined, "different")); // once more is the same word
        var after = await server.GetAsync("/api/v1/identity/reviews?take=100");
        Assert.DoesNotContain(after["items"]!.AsArray(), item => (string)item!["id"]! == (string)joined["id"]! || (string)item["id"]! == (string)apart["id"]!);
        Assert.Equal(2, (long)after["reviewed"]!);

        using var lifted = await server.Client.DeleteAsync(new Uri($"/api/v1/identity/statements/{parted}", UriKind.Relative), Stop);
        _ = await RunningThroughline.ReadAsync(lifted);
        var again = await server.GetAsync("/api/v1/identity/reviews?take=100");
        Assert.Equal(1, (long)again["reviewed"]!);
        Assert.Contains(again["items"]!.AsArray(), item => (string)item!["id"]! == (string)joined["id"]!);

        Assert.Null(await DecideAsync(after["items"]![0]!, "later"));
        using var odd = await server.Client.PostAsJsonAsync(new Uri("/api/v1/identity/reviews/1-2-3", UriKind.Relative), new { verdict = "same" }, Stop);
        Assert.Equal(HttpStatusCode.NotFound, odd.StatusCode);
        using var word = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/identity/reviews/{(string)after["items"]![1]!["id"]!}", UriKind.Relative), new { verdict = "perhaps" }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, word.StatusCode);
    }

    async Task<long?> DecideAsync(JsonNode item, string verdict)
    {
        using var answer = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/identity/reviews/{(string)item["id"]!}", UriKind.Relative), new { verdict }, Stop);
        return (long?)(await RunningThroughline.ReadAsync(answer))["fact"];
    }

    long ProfileOf(JsonNode item, string side) => Keys.Read(connection => connection.One(
        "SELECT profile FROM profiles_record WHERE id = @id", r => r.GetInt64(0), ("@id", (int)item[side]!["record"]!)));

    KeyStore Keys => server.Installation.Keys;

    Task CaughtUpAsync() => Eventually.IsAsync(async () =>
    {
        await server.Installation.Log.CaughtUpAsync(Stop);
        return Keys.Read(connection => connection.One("""
            SELECT coalesce((SELECT seq FROM platform_watermark WHERE follower = 'profiles_records'), 0) >= @head AND NOT EXISTS (SELECT 1 FROM profiles_waiting)
            """, r => r.GetBoolean(0), ("@head", server.Installation.Log.Head)));
    });
}
