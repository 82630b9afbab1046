using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

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
        var program = new BuiltProgram(_folder.FullName);
        var (key, admin) = (await program.VerbAsync("keys", "create", "--source", "load"), await program.VerbAsync("keys", "admin"));
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var pending = new ConcurrentQueue<string[]>();
        var next = 0;
        var random = new Random(11);
        for (var round = 0; round < rounds; round++)
        {
            using var server = await program.ServeAsync();
            var senders = Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(server.Address, key, acknowledged, pending, () => Interlocked.Add(ref next, 50) - 50))).ToList();
            await Task.Delay(random.Next(700, 2500), Stop);
            await server.KillAsync();
            await Task.WhenAll(senders);
        }

        using var last = await program.ServeAsync();
        while (pending.TryDequeue(out var unsure))
        {
            using var client = BuiltProgram.Writer(last.Address, key);
            var (status, said) = await PostAsync(client, unsure);
            Assert.True(status == HttpStatusCode.OK, $"{(int)status} {said} health {await HealthAsync(client)} errors {(last.Errors.IsCompleted ? await last.Errors : "none")}");
            Array.ForEach(unsure, id => acknowledged[id] = true);
        }

        TestContext.Current.SendDiagnosticMessage($"{rounds} kills, {acknowledged.Count} events acknowledged, {next / 50} batches begun.");
        await BuiltProgram.HoldsExactlyAsync(last.Address, admin, "load", acknowledged.Keys);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    static async Task SendAsync(Uri address, string key, ConcurrentDictionary<string, bool> acknowledged, ConcurrentQueue<string[]> pending, Func<int> take)
    {
        using var client = BuiltProgram.Writer(address, key);
        while (true)
        {
            var first = take();
            var ids = Enumerable.Range(first, 50).Select(i => $"e{i}").ToArray();
            try
            {
                if ((await PostAsync(client, ids)).Status == HttpStatusCode.OK)
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

    static async Task<string> HealthAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("/health", UriKind.Relative), Stop);
        return await response.Content.ReadAsStringAsync(Stop);
    }

    static async Task<(HttpStatusCode Status, string Said)> PostAsync(HttpClient client, string[] ids)
    {
        var events = string.Join(",", ids.Select(id => $$"""{"type":"track","event":"Sent","userId":"u","messageId":"{{id}}"}"""));
        using var response = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), new StringContent($$"""{"batch":[{{events}}]}"""), Stop);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }
}
