using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Throughline.Server;

namespace Throughline.Bench;

/// <summary>How long senders of events wait for their answers while a customer is erased from a long log.</summary>
sealed class ErasureScenario : Scenario
{
    const int Connections = 4;
    const double Gap = 20; // ms between two batches of a connection: 2,000 events a second

    public override string Name => "erasure";

    public override string Question =>
        "One customer erased from a log of 1,000,000 signals (BENCH_SIGNALS; those of `./bench profile`) while four connections send batches of ten events, each fifty times a second: how long an answer takes before and meanwhile.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var rows = quick ? 100_000 : long.Parse(Environment.GetEnvironmentVariable("BENCH_SIGNALS") ?? "1000000", CultureInfo.InvariantCulture);
        var kept = Environment.GetEnvironmentVariable("BENCH_FOLDER");
        var folder = kept is null ? Directory.CreateTempSubdirectory("throughline-bench-") : Directory.CreateDirectory(kept);
        try
        {
            string key;
            using (var installation = Installation.Open(folder.FullName))
            {
                if (installation.Log.Head == 0)
                {
                    await ProfileScenario.FillAsync(installation.Log, rows);
                }

                key = installation.AccessKeys.Create("write", "bench", "bench").Secret;
            }

            using var server = new ServingProgram(folder.FullName);
            await server.ReadyAsync();
            var waited = Stopwatch.StartNew();
            while (JsonNode.Parse(await server.ReadAsync("/api/v1/profiles?q=customer:c74"))!["items"]!.AsArray().Count == 0
                || (JsonNode.Parse(await server.ReadAsync("/api/v1/identity"))!["behind"]!["records"]!.GetValue<long>() > 0 && waited.Elapsed.TotalSeconds < 120))
            {
                await Task.Delay(1000);
            }

            await IngestLoad.PaceAsync(server.Address, key, "warm", Connections, Gap, Task.Delay(3000));
            var before = await IngestLoad.PaceAsync(server.Address, key, "before", Connections, Gap, Task.Delay(quick ? 3000 : 15_000));
            report.Add("before: answers, ms: p50, p99, worst", $"{before.P50:F1}, {before.P99:F1}, {before.Worst:F1}");
            var watch = Stopwatch.StartNew();
            var erasing = server.PostAsync("/api/v1/profiles/customer:c74/erasure", """{"why":"a bench","all":true}""");
            var meanwhile = await IngestLoad.PaceAsync(server.Address, key, "during", Connections, Gap, erasing);
            var proof = JsonNode.Parse(await erasing)!;
            report.Add("the erasure, seconds; its checks", $"{watch.Elapsed.TotalSeconds:F1}; {string.Join(", ", proof["checks"]!.AsArray().Select(check => $"{check!["check"]} {check["ok"]}"))}");
            report.Add("meanwhile: answers, ms: p50, p99, worst", $"{meanwhile.P50:F1}, {meanwhile.P99:F1}, {meanwhile.Worst:F1}");
            report.Add("meanwhile: answers, events", $"{meanwhile.Events / 10:N0}, {meanwhile.Events:N0}");
            report.Add("all of them in the log, seconds after the last answer", $"{await IngestLoad.BehindAsync(server):F1}");
            report.Add("peak memory of the server, MiB", $"{server.PeakMiB:F0}");
        }
        finally
        {
            if (kept is null)
            {
                folder.Delete(recursive: true);
            }
        }
    }
}
