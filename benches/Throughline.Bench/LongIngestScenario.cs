using System.Globalization;
using Throughline.Server;

namespace Throughline.Bench;

/// <summary>Ten minutes of events without a pause: does memory stay, does the log keep up.</summary>
sealed class LongIngestScenario : Scenario
{
    public override string Name => "ingest-long";

    public override string Question =>
        "Ten minutes of batches of 100 from 16 connections without a pause, as in the scenario ingest. Memory of the server is resident memory, each minute; what its database may keep while events arrive is a gibibyte of it.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var minutes = quick ? 0.5 : 10;
        var folder = Directory.CreateTempSubdirectory("throughline-bench-");
        try
        {
            string key;
            using (var installation = Installation.Open(folder.FullName))
            {
                installation.Log.Catalogue.DeclareSource("bench", hasTime: true);
                key = installation.AccessKeys.Create("write", "bench", "bench").Secret;
            }

            using var server = new ServingProgram(folder.FullName);
            await server.ReadyAsync();
            var memory = new List<double>();
            using var over = new CancellationTokenSource();
            var watching = WatchAsync(server, memory, over.Token);
            var load = await IngestLoad.RunAsync(server.Address, key, "long", 100, minutes * 60);
            await over.CancelAsync();
            await watching;
            report.Add("events/s over all of it", $"{load.Rate:N0}");
            report.Add("answers, ms: p50, p99, worst", $"{load.P50:F1}, {load.P99:F1}, {load.Worst:F0}");
            report.Add("all of them in the log, seconds after the last answer", $"{await IngestLoad.BehindAsync(server):F1}");
            report.Add("memory each minute, MiB", $"{string.Join(", ", memory.Select(m => m.ToString("F0", CultureInfo.InvariantCulture)))}");
            report.Add("peak, MiB", $"{server.PeakMiB:F0}");
            report.Add("counters at the end", $"{await server.ReadAsync("/api/v1/ingest/counters")}");
            report.Add("sent", $"{load.Events}");
            report.Add("log on disk, bytes an event", $"{(double)new FileInfo(Path.Combine(folder.FullName, "log.duckdb")).Length / load.Events:F0}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task WatchAsync(ServingProgram server, List<double> memory, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromMinutes(1), over);
                memory.Add(server.NowMiB ?? double.NaN);
            }
        }
        catch (OperationCanceledException)
        {
            memory.Add(server.NowMiB ?? double.NaN);
        }
    }
}
