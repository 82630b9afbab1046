using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>
/// The built program, ended by kill -9 while eight clients send: what was acknowledged is there exactly once, and what was not is sent
/// again and is there exactly once too. THROUGHLINE_KILLS sets the number of rounds.
/// </summary>
public sealed class KillTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-kill-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_acknowledged_event_is_lost_or_stored_twice_over_kills_under_load()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("THROUGHLINE_KILLS") ?? "3", CultureInfo.InvariantCulture);
        var (key, admin) = (await VerbAsync("keys", "create", "--source", "load"), await VerbAsync("keys", "admin"));
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var pending = new ConcurrentQueue<string[]>();
        var next = 0;
        var random = new Random(11);
        for (var round = 0; round < rounds; round++)
        {
            using var server = await ServeAsync();
            var senders = Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(server.Address, key, acknowledged, pending, () => Interlocked.Add(ref next, 50) - 50))).ToList();
            await Task.Delay(random.Next(700, 2500), Stop);
            server.Process.Kill(); // SIGKILL
            await server.Process.WaitForExitAsync(Stop);
            await Task.WhenAll(senders);
        }

        using var last = await ServeAsync();
        while (pending.TryDequeue(out var unsure))
        {
            using var client = Client(last.Address, key);
            Assert.True(await PostAsync(client, unsure));
            Array.ForEach(unsure, id => acknowledged[id] = true);
        }

        var stored = await StoredAsync(last.Address, admin);
        TestContext.Current.SendDiagnosticMessage($"{rounds} kills, {acknowledged.Count} events acknowledged, {stored.Count} stored.");
        Assert.Equal(stored.Count, stored.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(acknowledged.Keys.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
        var counters = await GetAsync(last.Address, admin, "/api/v1/ingest/counters");
        Assert.Equal(stored.Count, (int)counters["stored"]!);
        Assert.Equal((int)counters["received"]!, (int)counters["stored"]! + (int)counters["duplicate"]! + (int)counters["quarantined"]!);
        last.Process.Kill();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    static async Task SendAsync(Uri address, string key, ConcurrentDictionary<string, bool> acknowledged, ConcurrentQueue<string[]> pending, Func<int> take)
    {
        using var client = Client(address, key);
        while (true)
        {
            var first = take();
            var ids = Enumerable.Range(first, 50).Select(i => $"e{i}").ToArray();
            try
            {
                if (await PostAsync(client, ids))
                {
                    Array.ForEach(ids, id => acknowledged[id] = true);
                    continue;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
            }

            // Nobody knows what became of it: sent again after the last round.
            pending.Enqueue(ids);
            return;
        }
    }

    static HttpClient Client(Uri address, string key)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":")));
        return client;
    }

    static async Task<bool> PostAsync(HttpClient client, string[] ids)
    {
        var events = string.Join(",", ids.Select(id => $$"""{"type":"track","event":"Sent","userId":"u","messageId":"{{id}}"}"""));
        using var response = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), new StringContent($$"""{"batch":[{{events}}]}"""), Stop);
        return response.StatusCode == HttpStatusCode.OK;
    }

    static async Task<List<string>> StoredAsync(Uri address, string admin)
    {
        var stored = new List<string>();
        string? after = null;
        do
        {
            var page = await GetAsync(address, admin, $"/api/v1/signals?source=load&limit=1000{(after is null ? "" : $"&after={after}")}");
            stored.AddRange(page["items"]!.AsArray().Select(i => (string)i!["messageId"]!));
            after = (string?)page["next"];
        }
        while (after is not null);

        return stored;
    }

    static async Task<JsonNode> GetAsync(Uri address, string admin, string path)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", admin);
        return JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), Stop))!;
    }

    async Task<string> VerbAsync(params string[] arguments)
    {
        using var process = Start([.. arguments, "--data", _folder.FullName]);
        var printed = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return printed.Trim().Split('\n')[^1];
    }

    async Task<Serving> ServeAsync()
    {
        var process = Start(["serve", "--port", "0", "--no-demo", "--data", _folder.FullName]);
        var line = await process.StandardOutput.ReadLineAsync(Stop) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Stop));
        _ = process.StandardOutput.ReadToEndAsync(Stop);
        _ = process.StandardError.ReadToEndAsync(Stop);
        return new Serving(process, new Uri(line.Split(' ')[^1]));
    }

    static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "throughline"), arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    sealed record Serving(Process Process, Uri Address) : IDisposable
    {
        public void Dispose()
        {
            if (!Process.HasExited)
            {
                Process.Kill();
                Process.WaitForExit();
            }

            Process.Dispose();
        }
    }
}
