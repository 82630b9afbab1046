using System.Diagnostics;
using Throughline.Contracts;
using Throughline.Language.Detecting;
using Throughline.Platform.Followers;
using Throughline.Platform.Uses;
using Throughline.Server;
using Throughline.Understanding.Detections;

namespace Throughline.Bench;

/// <summary>Detectors behind the log, from the log's file to rows on disk.</summary>
sealed class DetectionsScenario : Scenario
{
    const int AtOnce = 10_000;

    public override string Name => "detections";

    public override string Question =>
        "Generated texts of about 100 characters in four languages, a quarter each, in the log: read by all detectors behind it, rows with spans and watermark on disk; beside it the same texts in memory alone, and reading them all anew after a change.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var texts = SampleTexts.Of(quick ? 50_000 : 1_000_000);
        var folder = Directory.CreateTempSubdirectory("throughline-bench-");
        try
        {
            using var installation = Installation.Open(folder.FullName);
            await FillAsync(installation, texts);
            var book = new DetectorBook(installation.Keys, installation.Understanding, installation.Time);
            var follower = new DetectionFollower(installation.Understanding, book);
            var pump = new FollowerPump(installation.Log, installation.Keys, [follower]);
            var set = book.Now.Set;
            report.Add("texts, detectors", $"{texts.Length:N0}, {set.Detectors.Count}");
            var memory = InMemory(set, texts);
            report.Add("in memory alone, two threads: texts/s", $"{texts.Length / memory:N0}");
            using var own = Process.GetCurrentProcess();
            var watch = Stopwatch.StartNew();
            await pump.CatchUpAsync();
            var behind = watch.Elapsed.TotalSeconds;
            report.Add("behind the log, to rows on disk: texts/s (share of the above)", $"{texts.Length / behind:N0} ({100 * memory / behind:F0} %)");
            own.Refresh();
            report.Add("memory of the process afterwards, MiB (texts of the bench included)", $"{own.WorkingSet64 >> 20}");
            report.Add("understanding.duckdb, bytes a text", $"{new FileInfo(installation.Folder.UnderstandingFile).Length / (double)texts.Length:F0}");
            book.Change("joy", false, null, "bench");
            watch.Restart();
            await pump.CatchUpAsync();
            report.Add("all read anew after a change: texts/s", $"{texts.Length / watch.Elapsed.TotalSeconds:N0}");
            var times = new List<double>();
            for (var i = 0; i < 10; i++)
            {
                watch.Restart();
                await installation.Log.ReadAsync(connection => connection.Scalar<long>("""
                    SELECT count(*) FROM signal WHERE seq IN (SELECT seq FROM understanding.reading WHERE (present & (
                        SELECT coalesce(bit_or(1::BIGINT << number), 0) FROM understanding.detector WHERE is_on AND id IN ('refund'))) <> 0)
                    """));
                times.Add(1000 * watch.Elapsed.TotalSeconds);
            }

            report.Add("signals that want a refund, counted over both files, ms: median, worst of ten", $"{Middle(times).Median:F0}, {Middle(times).P95:F0}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task FillAsync(Installation installation, string[] texts)
    {
        var source = installation.Log.Catalogue.DeclareSource("bench", hasTime: true).Id;
        installation.Log.Uses.Register([new DataElement { Key = new ElementKey(source, ElementKind.Text, "text"), Captured = "a bench", Stored = "log.duckdb" }],
            new PurposeNaming(Purposes.Improve, "bench", "program"));
        for (var first = 0; first < texts.Length; first += AtOnce)
        {
            await installation.Log.AppendAsync([.. Enumerable.Range(first, Math.Min(AtOnce, texts.Length - first)).Select(i => new Signal
            {
                Id = SignalId.OfEvent(source, $"{i}"), SourceId = source, Kind = SignalKind.Review, OccurredAt = DateTime.UnixEpoch.AddMinutes(i), RecordKey = $"{i}", Text = texts[i],
            })]);
        }
    }

    static double InMemory(DetectorSet set, string[] texts) => Seconds(() => Parallel.For(0, 2, thread =>
    {
        var reader = set.Reader();
        for (var i = thread; i < texts.Length; i += 2)
        {
            reader.Read(texts[i], null);
        }
    }));
}
