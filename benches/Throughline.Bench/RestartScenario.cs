using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Throughline.Bench;

/// <summary>What a client meets while the program is ended and started again.</summary>
sealed class RestartScenario : Scenario
{
    const int Clients = 8;

    public override string Name => "restart";

    public override string Question =>
        "`throughline serve` ended with SIGTERM and started again at once while eight connections send batches of twenty events and one more connects every millisecond: "
        + "how long connections are refused or cut (must: accepted again within 1.5 s), and how long nobody gets an answer. Client libraries count a refusal, not a wait.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var folder = Directory.CreateTempSubdirectory("throughline-bench-");
        try
        {
            var key = await KeyAsync(folder.FullName);
            var (refused, unanswered, ended) = (new List<double>(), new List<double>(), new List<double>());
            var server = new ServingProgram(folder.FullName);
            await server.ReadyAsync();
            for (var round = 0; round < (quick ? 2 : 10); round++)
            {
                using var stop = new CancellationTokenSource();
                var connecting = ConnectAsync(server.Address, stop.Token);
                var sending = Enumerable.Range(0, Clients).Select(client => SendAsync(server.Address, key, $"{round}-{client}", stop.Token)).ToList();
                await Task.Delay(2_000);
                var watch = Stopwatch.StartNew();
                await server.EndAsync();
                ended.Add(watch.Elapsed.TotalSeconds);
                server.Dispose();
                server = new ServingProgram(folder.FullName, server.Address.Port);
                await server.ReadyAsync();
                await Task.Delay(1_000);
                await stop.CancelAsync();
                refused.Add(LongestGap([await connecting]));
                unanswered.Add(LongestGap(await Task.WhenAll(sending)));
            }

            server.Dispose();
            Add(report, "no connection is accepted, seconds: median, worst (must 1.5)", refused);
            Add(report, "nobody gets an answer, seconds: median, worst", unanswered);
            Add(report, "of that the end of the old process, seconds: median, worst", ended);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Add(Report report, string what, List<double> seconds)
    {
        seconds.Sort();
        report.Add(what, $"{seconds[seconds.Count / 2]:F2}, {seconds[^1]:F2}");
    }

    static async Task<string> KeyAsync(string folder)
    {
        using var verb = new ChildProgram("keys", "create", "--source", "bench", "--data", folder);
        return (await verb.EndAsync()).Printed.Trim().Split('\n')[^1];
    }

    /// <summary>When connections were made, one after the other.</summary>
    static async Task<List<long>> ConnectAsync(Uri address, CancellationToken until)
    {
        var made = new List<long>();
        while (!until.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, address.Port, CancellationToken.None);
                made.Add(Stopwatch.GetTimestamp());
            }
            catch (SocketException)
            {
            }

            await Task.Delay(1, CancellationToken.None);
        }

        return made;
    }

    /// <summary>When batches were acknowledged; what fails is sent again until it is.</summary>
    static async Task<List<long>> SendAsync(Uri address, string key, string name, CancellationToken until)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":")));
        var acknowledged = new List<long>();
        for (var batch = 0; !until.IsCancellationRequested;)
        {
            try
            {
                using var response = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), new StringContent(Batch(name, batch)), CancellationToken.None);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    acknowledged.Add(Stopwatch.GetTimestamp());
                    batch++;
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5, CancellationToken.None);
            }
        }

        return acknowledged;
    }

    static string Batch(string name, int batch) => "{\"batch\":[" + string.Join(',', Enumerable.Range(0, 20).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"type":"track","event":"Viewed","userId":"u{{i}}","messageId":"{{name}}-{{batch}}-{{i}}"}"""))) + "]}";

    static double LongestGap(IEnumerable<List<long>> times)
    {
        var all = times.SelectMany(t => t).Order().ToList();
        return all.Zip(all.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b).TotalSeconds).DefaultIfEmpty().Max();
    }
}
