using System.Diagnostics;
using Throughline.Language.Detecting;

namespace Throughline.Bench;

/// <summary>Detectors on short texts, in memory.</summary>
sealed class DetectScenario : Scenario
{
    static readonly string[] s_languages = ["English", "Arabic", "Persian", "Chinese"];

    public override string Name => "detect";

    public override string Question =>
        "Generated texts of about 100 characters in English, Arabic, Persian and Chinese, a quarter each: language, normal form, detectors with spans, by two threads in memory (floor 30,000 texts/s, goal 100,000), and what a text allocates.";

    public override Task RunAsync(Report report, bool quick)
    {
        var texts = SampleTexts.Of(quick ? 20_000 : 200_000);
        report.Add("texts, characters each", $"{texts.Length:N0}, {texts.Average(text => text.Length):F0}");
        var all = DetectorSet.BuiltIn;
        var sixteen = DetectorSet.Only([.. all.Detectors.Take(16).Select(detector => detector.Id)]);
        Measure(report, "16 detectors", sixteen, texts, quick);
        Measure(report, $"{all.Detectors.Count} detectors", all, texts, quick);
        for (var language = 0; language < s_languages.Length; language++)
        {
            var part = texts.Where((_, i) => i % s_languages.Length == language).ToArray();
            Run(all, part, 1);
            report.Add($"{all.Detectors.Count} detectors, one thread, {s_languages[language]}: texts/s", $"{part.Length / Seconds(() => Run(all, part, 1)):N0}");
        }

        var reader = all.Reader();
        Allocated(reader, texts);
        report.Add("allocated for each text: bytes", $"{Allocated(reader, texts):F3}");
        return Task.CompletedTask;
    }

    static void Measure(Report report, string what, DetectorSet set, string[] texts, bool quick)
    {
        Run(set, texts, 2);
        var best = 0.0;
        var present = 0L;
        for (var round = 0; round < (quick ? 1 : 3); round++)
        {
            var watch = Stopwatch.StartNew();
            present = Run(set, texts, 2);
            best = Math.Max(best, texts.Length / watch.Elapsed.TotalSeconds);
        }

        report.Add($"{what}, two threads: texts/s", $"{best:N0}");
        report.Add($"{what}: present in a text, mean", $"{(double)present / texts.Length:F2}");
    }

    static long Run(DetectorSet set, string[] texts, int threads)
    {
        var present = 0L;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            var reader = set.Reader();
            var found = 0;
            for (var i = thread; i < texts.Length; i += threads)
            {
                reader.Read(texts[i], null);
                for (var detector = 0; detector < set.Detectors.Count; detector++)
                {
                    found += reader.Spans(detector).IsEmpty ? 0 : 1;
                }
            }

            Interlocked.Add(ref present, found);
        });
        return present;
    }

    static double Allocated(DetectorReading reader, string[] texts)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts)
        {
            reader.Read(text, null);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)texts.Length;
    }
}
