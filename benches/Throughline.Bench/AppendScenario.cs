using System.Diagnostics;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Server;

namespace Throughline.Bench;

/// <summary>Durable appends to the log against a loop that only appends the same chunks to the same table.</summary>
sealed class AppendScenario : Scenario
{
    const int InBatch = 1000;
    const int Senders = 16;

    public override string Name => "append";

    public override string Question =>
        "Signals appended to the log (16 senders, batches of 1,000, group commit, answered after the commit) against a raw loop that appends the same rows to the same table in chunks and commits every 10,000; both in this run, in turn.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var batches = quick ? 50 : 400;
        var ratios = new List<double>();
        var rates = new List<double>();
        var raws = new List<double>();
        for (var round = 0; round < (quick ? 2 : 5); round++)
        {
            var folder = Directory.CreateTempSubdirectory("throughline-bench-");
            try
            {
                using var installation = Installation.Open(folder.FullName);
                var sample = new SampleSignals(installation.Log.Catalogue);
                var signals = Enumerable.Range(0, batches).Select(i => sample.Make(i * InBatch, InBatch)).ToArray();
                await LogAsync(installation.Log, [sample.Make(-InBatch, InBatch)]);
                var raw = await RawAsync(installation.Log, sample, signals);
                var log = await LogAsync(installation.Log, signals);
                raws.Add(raw);
                rates.Add(log);
                ratios.Add(log / raw);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        report.Add("raw chunk-append loop, rows/s (median)", $"{Middle(raws).Median:N0}");
        report.Add("log, durable, rows/s (median)", $"{Middle(rates).Median:N0}");
        report.Add("log / raw, median of pairs (must 0.60)", $"{Middle(ratios).Median:F2}");
    }

    static async Task<double> LogAsync(SignalLog log, Signal[][] batches)
    {
        var watch = Stopwatch.StartNew();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < batches.Length; i = Interlocked.Increment(ref next))
            {
                await log.AppendAsync(batches[i]);
            }
        })));
        return batches.Sum(b => (long)b.Length) / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The same values, into a table of the same columns, with nothing else done.</summary>
    static Task<double> RawAsync(SignalLog log, SampleSignals sample, Signal[][] batches) => log.ReadAsync(connection =>
    {
        connection.Execute("CREATE TABLE raw_copy AS SELECT * FROM signal LIMIT 0");
        List<string> columns =
        [
            "seq", "id", "source_id", "import_id", "kind", "mode", "occurred_at", "received_at", "content_hash", "row_number", "record_key",
            "customer", "identifiers", "touchpoint", "channel", "language", "text", "rest",
            .. sample.Questions.Select(q => $"score_{q.Id}"), .. sample.Names.Select(a => $"attribute_{a.Id}"),
        ];
        var watch = Stopwatch.StartNew();
        var seq = 0L;
        using (var appender = connection.Append("raw_copy", [.. columns]))
        {
            for (var i = 0; i < batches.Length; i += 10)
            {
                using var transaction = connection.Begin();
                var row = 0;
                foreach (var signal in batches.Skip(i).Take(10).SelectMany(b => b))
                {
                    Write(appender, row++, seq++, signal);
                    if (row == appender.Capacity)
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

        var rate = seq / watch.Elapsed.TotalSeconds;
        connection.Execute("DROP TABLE raw_copy");
        return rate;
    });

    static void Write(DuckAppender appender, int row, long seq, Signal signal)
    {
        appender.Column<long>(0)[row] = seq;
        appender.Column<UInt128>(1)[row] = DuckRaw.Uuid(signal.Id.Value);
        appender.Column<int>(2)[row] = signal.SourceId;
        appender.Column<int>(3)[row] = 0;
        appender.Column<byte>(4)[row] = (byte)signal.Kind;
        appender.Column<byte>(5)[row] = (byte)signal.Mode;
        appender.Column<long>(6)[row] = DuckRaw.Micros(signal.OccurredAt);
        appender.Column<long>(7)[row] = DuckRaw.Micros(signal.OccurredAt);
        appender.Column<ulong>(8)[row] = (ulong)seq;
        appender.SetNull(9, row);
        appender.SetString(10, row, signal.RecordKey);
        appender.SetString(11, row, signal.Identifiers[0].Value);
        appender.SetNull(12, row);
        appender.SetNull(13, row);
        appender.SetString(14, row, signal.Channel);
        appender.SetString(15, row, signal.Language);
        appender.SetString(16, row, signal.Text);
        appender.SetNull(17, row);
        for (var i = 0; i < signal.Answers.Count; i++)
        {
            appender.Column<double>(18 + i)[row] = signal.Answers[i].Value;
        }

        for (var i = 0; i < signal.Attributes.Count; i++)
        {
            appender.SetString(18 + signal.Answers.Count + i, row, signal.Attributes[i].Value);
        }
    }
}
