using System.Diagnostics;
using System.Globalization;
using System.Text;
using Throughline.Server;

namespace Throughline.Bench;

/// <summary>Events over HTTP, each batch answered after it is on disk, beside a raw append loop in the same run.</summary>
sealed class IngestScenario : Scenario
{
    public override string Name => "ingest";

    public override string Question =>
        "Segment events of about 600 bytes over HTTP on loopback, 16 connections that wait for each answer, the generator on the same machine; every answer after the flush to disk. Beside it, in the same run, a raw chunk-append loop of the same columns.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var seconds = quick ? 3 : 20;
        var folder = Directory.CreateTempSubdirectory("throughline-bench-");
        try
        {
            string key;
            double raw;
            using (var installation = Installation.Open(folder.FullName))
            {
                installation.Log.Catalogue.DeclareSource("bench", hasTime: true);
                key = installation.AccessKeys.Create("write", "bench", "bench").Secret;
                raw = await RawAsync(installation, quick ? 100_000 : 1_000_000);
            }

            report.Add("raw chunk-append loop, commit every 10,000, events/s", $"{raw:N0}");
            using var server = new ServingProgram(folder.FullName);
            await server.ReadyAsync();
            await IngestLoad.RunAsync(server.Address, key, "warm", 100, quick ? 1 : 5);
            var cpu = server.CpuSeconds;
            var batches = await IngestLoad.RunAsync(server.Address, key, "b", 100, seconds);
            var behind = await IngestLoad.BehindAsync(server);
            cpu = (server.CpuSeconds - cpu) / (batches.Rate * seconds);
            report.Add("batches of 100, 16 connections, events/s (must 100,000, goal 250,000)", $"{batches.Rate:N0}");
            report.Add("its answers, ms: p50, p99 (must 50, goal 25)", $"{batches.P50:F1}, {batches.P99:F1}");
            report.Add("of the raw loop", $"{batches.Rate / raw:F2}");
            report.Add("all of them in the log, seconds after the last answer", $"{behind:F1}");
            report.Add("processor of the server for one event, its way into the log included, µs", $"{cpu * 1e6:F1}");
            var single = await IngestLoad.RunAsync(server.Address, key, "s", 1, seconds / 2);
            report.Add("single events, 16 connections, events/s (must 5,000, goal 20,000)", $"{single.Rate:N0}");
            report.Add("its answers, ms: p50, p99", $"{single.P50:F1}, {single.P99:F1}");
            using var busy = new CancellationTokenSource();
            var asking = AskAsync(server, busy.Token);
            var beside = await IngestLoad.RunAsync(server.Address, key, "q", 100, seconds / 2);
            await busy.CancelAsync();
            report.Add("batches of 100 while Pulse and Voices are asked for without a pause, events/s; p99, ms", $"{beside.Rate:N0}; {beside.P99:F1}");
            report.Add("pages answered meanwhile", $"{await asking}");
            await IngestLoad.BehindAsync(server);
            var counters = await server.ReadAsync("/api/v1/ingest/counters");
            report.Add("counters at the end", $"{counters}");
            report.Add("sent by the generator", $"{IngestLoad.Sent}");
            report.Add("memory of the server, MiB: now, peak", $"{server.NowMiB:F0}, {server.PeakMiB:F0}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<int> AskAsync(ServingProgram server, CancellationToken stop)
    {
        var pages = 0;
        while (!stop.IsCancellationRequested)
        {
            await server.TimeAsync("/api/v1/catalogue");
            await server.TimeAsync("/api/v1/voices?source=1&from=2026-01-01&to=2026-12-31");
            await server.TimeAsync("/api/v1/silence?source=1");
            pages += 3;
        }

        return pages;
    }

    static Task<double> RawAsync(Installation installation, int rows) => installation.Log.ReadAsync(connection =>
    {
        connection.Execute("CREATE TABLE raw_copy AS SELECT seq, id, source_id, kind, occurred_at, received_at, content_hash, record_key, customer, activity, rest FROM signal LIMIT 0");
        var template = Encoding.UTF8.GetBytes(IngestLoad.BatchText.Event("raw", 0, 0));
        var watch = Stopwatch.StartNew();
        using (var appender = connection.Append("raw_copy"))
        {
            for (var done = 0; done < rows; done += 10_000)
            {
                using var transaction = connection.Begin();
                var row = 0;
                for (var i = 0; i < 10_000; i++)
                {
                    appender.Column<long>(0)[row] = done + i;
                    appender.Column<UInt128>(1)[row] = new UInt128((ulong)(done + i) * 0x9E3779B97F4A7C15UL, (ulong)i);
                    appender.Column<int>(2)[row] = 1;
                    appender.Column<byte>(3)[row] = 4;
                    appender.Column<long>(4)[row] = done + i;
                    appender.Column<long>(5)[row] = done + i;
                    appender.Column<ulong>(6)[row] = (ulong)i;
                    appender.SetString(7, row, "raw-0000-0000000001"u8);
                    appender.SetString(8, row, "user:u-000123"u8);
                    appender.SetString(9, row, "Product Viewed"u8);
                    appender.SetString(10, row, template);
                    if (++row == appender.Capacity)
                    {
                        appender.EndChunk(row);
                        row = 0;
                    }
                }

                if (row > 0)
                {
                    appender.EndChunk(row);
                }

                appender.Flush();
                transaction.Commit();
            }
        }

        var rate = rows / watch.Elapsed.TotalSeconds;
        connection.Execute("DROP TABLE raw_copy");
        return rate;
    });
}
