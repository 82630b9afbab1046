using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>
/// The built program, ended as a supervisor ends it and started again at once, while programs send with the library that gives up
/// soonest: RudderStack's for servers makes four attempts in 1.7 seconds. How long nothing is taken in: <c>./bench restart</c>.
/// </summary>
public sealed class PlannedRestartTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-restart-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_planned_restart_loses_nothing_of_the_library_that_gives_up_soonest()
    {
        var program = new BuiltProgram(_folder.FullName);
        var (key, probe, admin) = (await program.VerbAsync("keys", "create", "--source", "load"),
            await program.VerbAsync("keys", "create", "--source", "probe"), await program.VerbAsync("keys", "admin"));
        await using var clients = ClientProgram.Start("stream.mjs");
        var serving = await program.ServeAsync();
        var address = serving.Address;
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var accepted = ProbeAsync(address, probe, probing.Token);
        await clients.GiveAsync(new JsonObject { ["to"] = address.ToString().TrimEnd('/'), ["key"] = key, ["clients"] = 8, ["everyMs"] = 20, ["forMs"] = 12_000 });
        Assert.True((bool)(await clients.AnswerAsync(Stop))["started"]!);
        var ended = new List<TimeSpan>();
        for (var round = 0; round < 2; round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(4), Stop);
            using var watched = await WatchAsync(address, admin); // an open page does not hold the end up
            var watch = Stopwatch.GetTimestamp();
            await serving.EndAsync();
            ended.Add(Stopwatch.GetElapsedTime(watch));
            Assert.Equal(0, serving.Process.ExitCode);
            serving.Dispose();
            serving = await program.ServeAsync(address.Port);
        }

        var said = await clients.AnswerAsync(Stop);
        await Task.Delay(500, Stop);
        await probing.CancelAsync();
        var times = await accepted;
        var gaps = times.Zip(times.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b)).OrderDescending().Take(2).ToList();
        TestContext.Current.SendDiagnosticMessage(
            $"Accept gaps {string.Join(", ", gaps.Select(g => $"{g.TotalMilliseconds:F0} ms"))}, of that the end {string.Join(", ", ended.Select(e => $"{e.TotalMilliseconds:F0} ms"))}; "
            + $"{said["ids"]!.AsArray().Count} events of 8 clients, {said["errors"]!.AsArray().Count} given up.");
        Assert.Empty(said["errors"]!.AsArray().Select(e => (string)e!));
        await BuiltProgram.HoldsExactlyAsync(address, admin, "load", said["ids"]!.AsArray().Select(i => (string)i!));
        serving.Dispose();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    static async Task<StreamReader> WatchAsync(Uri address, string admin)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", admin);
        var stream = new StreamReader(await client.GetStreamAsync(new Uri("/api/v1/sources/probe/live", UriKind.Relative), Stop));
        await stream.ReadLineAsync(Stop);
        return stream;
    }

    /// <summary>Sends an event after the other; when each was acknowledged.</summary>
    static async Task<List<long>> ProbeAsync(Uri address, string key, CancellationToken until)
    {
        using var client = BuiltProgram.Writer(address, key);
        var accepted = new List<long>();
        for (var i = 0; !until.IsCancellationRequested; i++)
        {
            try
            {
                using var response = await client.PostAsync(new Uri("/v1/t", UriKind.Relative), new StringContent($$"""{"type":"page","userId":"u","messageId":"p{{i}}"}"""), Stop);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    accepted.Add(Stopwatch.GetTimestamp());
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
            }

            await Task.Delay(5, Stop);
        }

        return accepted;
    }
}
