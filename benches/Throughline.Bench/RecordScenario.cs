using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Throughline.DuckDb;
using Throughline.Platform.Facts;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;
using Throughline.Profiles.Protection;
using Throughline.Server;

namespace Throughline.Bench;

/// <summary>What it costs to keep the records behind the log, and then to resolve them, apart from each other.</summary>
sealed class RecordScenario : Scenario
{
    public override string Name => "records";

    public override string Question =>
        "The records of a log (BENCH_SIGNALS, 1,000,000 unless said; the signals of `./bench profile`) kept by their follower alone, in this process: reading stretches, writing them, and resolving what waits (goal: reading and writing at most 30 s of processor time).";

    public override async Task RunAsync(Report report, bool quick)
    {
        var rows = quick ? 100_000 : long.Parse(Environment.GetEnvironmentVariable("BENCH_SIGNALS") ?? "1000000", CultureInfo.InvariantCulture);
        var kept = Environment.GetEnvironmentVariable("BENCH_FOLDER");
        var folder = kept is null ? Directory.CreateTempSubdirectory("throughline-bench-") : Directory.CreateDirectory(kept);
        try
        {
            using (var empty = Installation.Open(folder.FullName))
            {
                if (empty.Log.Head == 0)
                {
                    await ProfileScenario.FillAsync(empty.Log, rows);
                }
            }

            using var installation = Installation.Open(folder.FullName);
            var facts = new FactLog(installation.Keys, installation.Time);
            var policies = new ProtectionPolicies(installation.Keys, facts, installation.Time);
            var residents = new Residents(installation.Log, installation.Keys, facts, policies, installation.Time, NullLogger<Residents>.Instance);
            var timed = new Timed(new RecordFollower(installation.Log, installation.Keys, residents, installation.Time));
            var pump = new FollowerPump(installation.Log, installation.Keys, [timed]);
            pump.Rebuild();
            var watch = Stopwatch.StartNew();
            await pump.CatchUpAsync();
            var records = installation.Keys.Read(connection => connection.One("SELECT count(*) FROM profiles_record", r => r.GetInt64(0)));
            report.Add("signals, records", $"{installation.Log.Head:N0}, {records:N0}");
            report.Add("all of it, seconds", $"{watch.Elapsed.TotalSeconds:F1}");
            report.Add("reading, seconds: clock, processor", $"{timed.Reading}");
            report.Add("writing, seconds: clock, processor", $"{timed.Writing}");
            report.Add("longest transaction, seconds", $"{timed.Longest:F1}");
            report.Add("resolving, seconds: clock, processor", $"{timed.Settling}");
            report.Add("resident memory of the process while reading and writing, and at most, MiB", $"{timed.Highest:F0}, {Peak():F0}");
        }
        finally
        {
            if (kept is null)
            {
                folder.Delete(recursive: true);
            }
        }
    }

    static double Peak() => Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;

    /// <summary>A span of time and of processor time.</summary>
    sealed class Spent
    {
        TimeSpan _clock, _processor;

        public TimeSpan Take(Action work)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            work();
            _clock += watch.Elapsed;
            _processor += Environment.CpuUsage.TotalTime - before;
            return watch.Elapsed;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_clock.TotalSeconds:F1}, {_processor.TotalSeconds:F1}");
    }

    sealed class Timed(RecordFollower inner) : Follower
    {
        public Spent Reading { get; } = new();

        public Spent Writing { get; } = new();

        public Spent Settling { get; } = new();

        public double Longest { get; private set; }

        public double Highest { get; private set; }

        public override string Name => inner.Name;

        public override int MostAtOnce => inner.MostAtOnce;

        public override object Read(DuckConnection log, LogStretch stretch)
        {
            object? read = null;
            Reading.Take(() => read = inner.Read(log, stretch));
            return read!;
        }

        public override void Write(SqliteConnection keys, object read)
        {
            Longest = Math.Max(Longest, Writing.Take(() => inner.Write(keys, read)).TotalSeconds);
            Highest = Math.Max(Highest, Environment.WorkingSet / 1048576.0);
        }

        public override void Clear(SqliteConnection keys) => inner.Clear(keys);

        public override Task SettleAsync(bool atEnd, CancellationToken cancellation)
        {
            Settling.Take(() => inner.SettleAsync(atEnd, cancellation).GetAwaiter().GetResult());
            return Task.CompletedTask;
        }
    }
}
