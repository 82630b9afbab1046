using System.Diagnostics;
using Throughline.Matching.Live;
using Throughline.Matching.Records;

namespace Throughline.Bench;

/// <summary>Real-time resolution: a file into memory, then single records against it, by one thread.</summary>
sealed class LiveScenario : Scenario
{
    public override string Name => "live";

    public override string Question => "How fast is one record resolved against a million in memory (must: p50 1 ms, p99 5 ms, 1,500 a second and core), and what do they cost? "
        + "The file LIVE_FILE (CSV) where it is given, else made-up people.";

    public override Task RunAsync(Report report, bool quick)
    {
        var most = int.Parse(Environment.GetEnvironmentVariable("LIVE_RECORDS") ?? (quick ? "50000" : "1000000"), System.Globalization.CultureInfo.InvariantCulture);
        var records = Records(most, quick ? 2_000 : 20_000);
        var singles = records[^(quick ? 2_000 : 20_000)..];
        var live = new LiveRecords(new LiveOptions { RefitInside = 20_000 });
        var before = Memory();
        var watch = Stopwatch.StartNew();
        var told = live.PutMany(records[..^singles.Count], line => Console.Error.WriteLine($"    {watch.Elapsed.TotalSeconds,5:0.0} s {line}"));
        report.Add("records resident, and groups", $"{live.Count:N0}, {told.Groups.Count:N0}");
        report.Add("load, fit, groups and keys of all, seconds", $"{watch.Elapsed.TotalSeconds:0.0}");
        report.Add("the highest memory of the process while loading, MiB", $"{Process.GetCurrentProcess().PeakWorkingSet64 >> 20:N0}");
        told = null;
        report.Add("memory of the resident records, MiB (aim 1,229)", $"{(Memory() - before) >> 20:N0}");
        Put(live, singles[..(singles.Count / 10)]); // warm
        var times = Put(live, singles[(singles.Count / 10)..]);
        report.Add("one record, ms: p50, p95, p99, worst", $"{At(times, 0.5):0.00}, {At(times, 0.95):0.00}, {At(times, 0.99):0.00}, {times[^1]:0.0}");
        report.Add("records a second, one thread", $"{times.Count / times.Sum() * 1000:N0}");
        report.Add("explanations a second", $"{Explained(live, singles):N0}");
        var again = Stopwatch.StartNew();
        foreach (var single in singles.Take(2_000))
        {
            live.Remove(single.Number);
        }

        report.Add("removals a second", $"{Math.Min(2_000, singles.Count) / again.Elapsed.TotalSeconds:N0}");
        Restored(report, live, records[..^singles.Count]);
        return Task.CompletedTask;
    }

    static void Restored(Report report, LiveRecords live, List<RecordNow> records)
    {
        var groups = live.Groups().Index().SelectMany(group => group.Item.Select(record => (record, group.Index))).ToList();
        var model = LiveModel.FromBytes(live.Model.ToBytes());
        var watch = Stopwatch.StartNew();
        var restored = new LiveRecords(new LiveOptions());
        restored.Restore(records, groups, model, []);
        report.Add("restored after a start, seconds", $"{watch.Elapsed.TotalSeconds:0.0}");
        GC.KeepAlive(restored);
    }

    static List<double> Put(LiveRecords live, List<RecordNow> records)
    {
        var times = new List<double>();
        foreach (var record in records)
        {
            var start = Stopwatch.GetTimestamp();
            live.Put(record);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    static double Explained(LiveRecords live, List<RecordNow> records)
    {
        var watch = Stopwatch.StartNew();
        var explained = 0;
        foreach (var (a, b) in records.Zip(records.Skip(1)))
        {
            explained += live.Explain(a.Number, b.Number).Parts.Count > 0 ? 1 : 0;
        }

        return explained / watch.Elapsed.TotalSeconds;
    }

    static List<RecordNow> Records(int most, int singles)
    {
        if (Environment.GetEnvironmentVariable("LIVE_FILE") is not { Length: > 0 } path)
        {
            return new SamplePeople(1).Make(most + singles);
        }

        var columns = File.ReadLines(path).First().Split(',');
        var fields = columns.Select(name => FieldGuess.Of([(name, [])])[0].Field).ToArray();
        return [.. File.ReadLines(path).Skip(1).Take(most + singles).Select((line, i) => new RecordNow(
            i + 1, [.. fields.Zip(line.Split(','), (field, text) => (field, text)).Where(cell => cell.field is not null && cell.text.Length > 0).Select(cell => new FieldValue(cell.field!.Value, cell.text))], []))];
    }

    static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    static long Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
