using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>A key that is stopped while a client sends with it.</summary>
public sealed class StoppedKeyTests : IDisposable
{
    /// <summary>Promised: so long after it was stopped a key may still be taken.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-stopped-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_that_is_stopped_while_it_sends_is_refused_at_once_and_keeps_what_was_acknowledged(bool byTheCommandLine)
    {
        var program = new BuiltProgram(_folder.FullName);
        var (key, other, admin) = (await program.VerbAsync("keys", "create", "--source", "load"),
            await program.VerbAsync("keys", "create", "--source", "load"), await program.VerbAsync("keys", "admin"));
        using var serving = await program.ServeAsync();
        var acknowledged = new List<string>();
        var sending = SendAsync(serving.Address, key, acknowledged);
        while (Volatile.Read(ref _sent) < 20)
        {
            await Task.Delay(10, Stop);
        }

        var id = (int)(await BuiltProgram.GetAsync(serving.Address, admin, "/api/v1/keys"))["items"]!.AsArray().Min(k => (int)k!["id"]!);
        if (byTheCommandLine)
        {
            Assert.Equal($"Key {id} is stopped.", await program.VerbAsync("keys", "revoke", $"{id}"));
        }
        else
        {
            using var client = new HttpClient { BaseAddress = serving.Address };
            client.DefaultRequestHeaders.Authorization = new("Bearer", admin);
            using var stopped = await client.DeleteAsync(new Uri($"/api/v1/keys/{id}", UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        }

        var since = Stopwatch.GetTimestamp();
        var (last, refusal) = await sending;
        Assert.True(Stopwatch.GetElapsedTime(since, last) < Soon);
        Assert.Equal("unknown_key", (string)JsonNode.Parse(refusal)!["code"]!);
        Assert.False((bool)JsonNode.Parse(refusal)!["retryable"]!);
        using var goesOn = BuiltProgram.Writer(serving.Address, other);
        using var taken = await PostAsync(goesOn, 1_000_000);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await BuiltProgram.HoldsExactlyAsync(serving.Address, admin, "load", [.. acknowledged, .. Ids(1_000_000)]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    int _sent;

    /// <summary>Sends until it is refused, and ten times more; when it was last taken, and what the refusal says.</summary>
    async Task<(long Last, string Refusal)> SendAsync(Uri address, string key, List<string> acknowledged)
    {
        using var client = BuiltProgram.Writer(address, key);
        var last = 0L;
        for (var batch = 0; ; batch++)
        {
            using var response = await PostAsync(client, batch);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                acknowledged.AddRange(Ids(batch));
                last = Stopwatch.GetTimestamp();
                Interlocked.Increment(ref _sent);
                continue;
            }

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            for (var again = 1; again <= 10; again++)
            {
                using var refused = await PostAsync(client, batch + again);
                Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            }

            return (last, await response.Content.ReadAsStringAsync(Stop));
        }
    }

    static string[] Ids(int batch) => [.. Enumerable.Range(0, 15).Select(i => $"{batch}-{i}")];

    static Task<HttpResponseMessage> PostAsync(HttpClient client, int batch) => client.PostAsync(new Uri("/v1/batch", UriKind.Relative), new StringContent(
        $$"""{"batch":[{{string.Join(",", Ids(batch).Select(id => $$"""{"type":"track","event":"Sent","userId":"u","messageId":"{{id}}"}"""))}}]}"""), Stop);
}
