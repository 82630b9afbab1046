using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Throughline.Contracts;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Profiles.Timelines;
using Throughline.Server;

namespace Throughline.Bench;

/// <summary>One profile with a hundred thousand signals in a long log, read over HTTP page by page.</summary>
sealed class ProfileScenario : Scenario
{
    const int Heavy = 100_000;

    public override string Name => "profile";

    public override string Question =>
        "One profile with 100,000 signals within a long log (BENCH_SIGNALS, 1,000,000 unless said; eight scores, five attributes, half with words), read over HTTP on loopback, warm; goal: profile and pages of its timeline p99 at most 20 ms.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var rows = quick ? 200_000 : long.Parse(Environment.GetEnvironmentVariable("BENCH_SIGNALS") ?? "1000000", CultureInfo.InvariantCulture);
        var kept = Environment.GetEnvironmentVariable("BENCH_FOLDER");
        var folder = kept is null ? Directory.CreateTempSubdirectory("throughline-bench-") : Directory.CreateDirectory(kept);
        try
        {
            using (var installation = Installation.Open(folder.FullName))
            {
                if (installation.Log.Head == 0)
                {
                    await FillAsync(installation.Log, rows);
                }
            }

            await RunAsync(report, quick, folder.FullName, rows);
        }
        finally
        {
            if (kept is null)
            {
                folder.Delete(recursive: true);
            }
        }
    }

    static async Task RunAsync(Report report, bool quick, string folder, long rows)
    {
        report.Add("signals, log on disk", $"{rows:N0}, {new FileInfo(Path.Combine(folder, "log.duckdb")).Length / 1048576.0:F0} MiB");
        var heavy = Math.Min(Heavy, rows / 2);
        using (var installation = Installation.Open(folder))
        {
            var watch = Stopwatch.StartNew();
            await new FollowerPump(installation.Log, installation.Keys, [new TimelineFollower(installation.Log, installation.Keys)]).CatchUpAsync();
            if (watch.Elapsed.TotalSeconds > 0.5)
            {
                report.Add("index of timelines: signals a second", $"{rows / watch.Elapsed.TotalSeconds:N0}");
            }

            var (bytes, postings, runs) = new TimelineIndex(installation.Keys).Size();
            report.Add("index of timelines: bytes a signal, runs", $"{bytes / (double)postings:F1}, {runs}");
        }

        using var server = new ServingProgram(folder);
        await server.ReadyAsync();
        const string Profile = "/api/v1/profiles/customer:heavy";
        var waited = Stopwatch.StartNew();
        while (JsonNode.Parse(await server.ReadAsync("/api/v1/profiles?q=customer:heavy"))!["items"]!.AsArray() is var found && (found.Count == 0 || (long)found[0]!["signals"]! < heavy))
        {
            await Task.Delay(500);
        }

        if (waited.Elapsed.TotalSeconds > 2)
        {
            report.Add("until every record was there, seconds", $"{waited.Elapsed.TotalSeconds:F0}");
        }

        // Resolving takes what the machine has; what is read is measured beside nothing else.
        var resolving = Stopwatch.StartNew();
        while (JsonNode.Parse(await server.ReadAsync("/api/v1/identity"))!["behind"]!["records"]!.GetValue<long>() > 0 && resolving.Elapsed.TotalSeconds < 90)
        {
            await Task.Delay(1000);
        }

        report.Add("what else follows the log (households, names, quality) until it rests, seconds", $"{await server.RestsAsync():F0}");
        report.Add("records that still wait to be resolved meanwhile", $"{(long)JsonNode.Parse(await server.ReadAsync("/api/v1/identity"))!["behind"]!["records"]!:N0}");
        report.Add("signals of the profile", $"{(long)JsonNode.Parse(await server.ReadAsync(Profile))!["signals"]!:N0}");
        await TellAsync(report, server, "the profile, ms: p50, p99 (goal 20)", Enumerable.Repeat(Profile, quick ? 50 : 500));
        var after = "";
        var pages = new List<double>();
        for (var i = 0; i < (quick ? 50 : 1000) + 20 && after is not null; i++)
        {
            var watch = Stopwatch.StartNew();
            var page = await server.ReadAsync($"{Profile}/timeline?after={after}");
            pages.Add(watch.Elapsed.TotalMilliseconds);
            after = (string?)JsonNode.Parse(page)!["next"];
        }

        report.Add("a page of fifty of its timeline, ms: p50, p99 (goal 20)", $"{At(pages.Skip(20), 0.5):F1}, {At(pages.Skip(20), 0.99):F1}");
        await TellAsync(report, server, "any other profile, ms: p50, p99 (goal 20)", Enumerable.Range(1, quick ? 50 : 500).Select(i => $"/api/v1/profiles/customer:c{i * 37}"));
        await server.TimeAsync("/api/v1/profiles?q=somebody");
        report.Add("customers", $"{(long)JsonNode.Parse(await server.ReadAsync("/api/v1/profiles"))!["total"]!:N0}");
        var asked = quick ? 30 : 200;
        await TellAsync(report, server, "all customers, a page of fifty, ms: p50, p95 (must 150)", Enumerable.Repeat("/api/v1/profiles", asked), 0.95);
        await TellAsync(report, server, "search by identifier, ms: p50, p95 (must 150)", Enumerable.Range(1, asked).Select(i => $"/api/v1/profiles?q=customer:c{i * 31}"), 0.95);
        await TellAsync(report, server, "search by name, ms: p50, p95 (must 150)", Enumerable.Range(1, asked).Select(i => $"/api/v1/profiles?q={Uri.EscapeDataString(BenchNames.Slip(i * 7919))}"), 0.95);
        await TellAsync(report, server, "search by name in Arabic letters, ms: p50, p95 (must 150)",
            Enumerable.Range(1, asked).Select(i => $"/api/v1/profiles?q={Uri.EscapeDataString(BenchNames.Arabic(i))}"), 0.95);
        report.Add("peak memory of the server, MiB", $"{server.PeakMiB:F0}");
        report.Add("keys.db, MiB", $"{new FileInfo(Path.Combine(folder, "keys.db")).Length / 1048576.0:F0}");
    }

    static async Task TellAsync(Report report, ServingProgram server, string what, IEnumerable<string> paths, double high = 0.99)
    {
        var times = new List<double>();
        foreach (var (path, i) in paths.Take(10).Concat(paths).Select((path, i) => (path, i)))
        {
            var seconds = await server.TimeAsync(path);
            if (i >= 10)
            {
                times.Add(seconds * 1000);
            }
        }

        report.Add(what, $"{At(times, 0.5):F1}, {At(times, high):F1}");
    }

    static double At(IEnumerable<double> times, double share)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * share) - 1)];
    }

    /// <summary>Customers of two sources, and one whom a tenth of everything names, in stretches and all over the log.</summary>
    public static Task<bool> FillAsync(SignalLog log, long rows)
    {
        var sample = new SampleSignals(log.Catalogue);
        var acts = log.Catalogue.DeclareSource("bench acts", hasTime: true);
        var name = log.Catalogue.DeclareAttribute("name", AttributeKind.Identity);
        log.Uses.Register(
            [.. sample.Questions.Select(q => new DataElement { Key = DataUse.KeyOf(q), Captured = "a bench", Stored = "log.duckdb" }),
             .. sample.Names.Append(name).Select(a => new DataElement { Key = new ElementKey(sample.Source.Id, ElementKind.Attribute, a.Name), Captured = "a bench", Stored = "log.duckdb" }),
             .. new[] { sample.Source.Id, acts.Id }.SelectMany(source => new[] { ElementKind.Text, ElementKind.Channel, ElementKind.Identifier, ElementKind.Activity }.Select(kind =>
                 new DataElement { Key = new ElementKey(source, kind, kind.ToString()), Captured = "a bench", Stored = "log.duckdb" }))],
            new PurposeNaming(Purposes.Improve, "bench", "program"));
        return log.ReadAsync(connection =>
        {
            connection.Execute("SELECT setseed(0.5)");
            foreach (var question in sample.Questions)
            {
                connection.Execute($"ALTER TABLE signal ADD COLUMN IF NOT EXISTS score_{question.Id} DOUBLE");
            }

            foreach (var attribute in sample.Names.Append(name))
            {
                connection.Execute($"ALTER TABLE signal ADD COLUMN IF NOT EXISTS attribute_{attribute.Id} VARCHAR");
            }

            var scores = string.Join(", ", sample.Questions.Select(q => $"score_{q.Id}"));
            var attributes = string.Join(", ", sample.Names.Select(a => $"attribute_{a.Id}"));
            var answers = string.Join(", ", sample.Questions.Select(_ => "CASE WHEN acts THEN NULL ELSE 1 + floor(random() * 5) END"));
            var values = string.Join(", ", sample.Names.Select((_, i) => $"CASE WHEN acts THEN NULL ELSE 'v' || CAST(floor(random() * {20 * (i + 1)}) AS INTEGER) END"));
            connection.Execute("CREATE TEMP TABLE bench_name (number INTEGER, name VARCHAR)");
            using (var append = connection.Append("bench_name"))
            {
                for (var number = 0; number < rows / 10; number++)
                {
                    append.BeginRow();
                    append.Value(number);
                    append.Value(BenchNames.Of(number));
                    append.EndRow();
                }

                append.Flush();
            }

            // The first half by time from one source, then a file of acts of the same two years, so that pages lie in two places of the log.
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"""
                INSERT INTO signal (seq, id, source_id, import_id, kind, mode, occurred_at, received_at, content_hash, row_number, record_key,
                    customer, channel, language, text, has_text, activity, {scores}, {attributes}, attribute_{name.Id})
                SELECT n, uuid(), CASE WHEN acts AND NOT heavy THEN {acts.Id} ELSE {sample.Source.Id} END, 1, CASE WHEN acts THEN {(int)SignalKind.Event} ELSE {(int)SignalKind.Review} END, 0,
                    TIMESTAMP '2024-01-01' + to_seconds(CAST((n % {rows / 2}) * 78840000.0 / {rows / 2} AS BIGINT)), TIMESTAMP '2026-07-01', n, n, CAST(n AS VARCHAR),
                    'customer:' || CASE WHEN heavy THEN 'heavy' ELSE 'c' || who END,
                    CASE WHEN random() < 0.5 THEN 'web' ELSE 'app' END,
                    CASE WHEN has_text THEN 'en' END, CASE WHEN has_text THEN 'Waited ' || n % 97 || ' minutes and nobody told us why, though the staff was kind. ' || n END, has_text,
                    CASE WHEN acts THEN 'Act ' || n % 40 END, {answers}, {values}, CASE WHEN acts OR heavy THEN NULL ELSE name END
                FROM (SELECT range AS n, CAST(floor(random() * {rows / 10}) AS INTEGER) AS who, range > {rows / 2} AS acts, range <= {rows / 2} AND random() < 0.5 AS has_text, range % {Math.Max(2, rows / Heavy)} = 0 AS heavy FROM range(1, {rows} + 1)) LEFT JOIN bench_name ON number = who ORDER BY n
                """));
            connection.Execute($"""
                INSERT INTO intake (import_id, source_id, received, stored, duplicate, quarantined, rejected, set_aside, received_at)
                VALUES (1, {sample.Source.Id}, {rows}, {rows}, 0, 0, 0, 0, TIMESTAMP '2026-07-01')
                """);
            connection.Execute("CHECKPOINT");
            return true;
        });
    }
}

/// <summary>Invented names, so many that hardly two customers have the same.</summary>
static class BenchNames
{
    static readonly string[] _begin = ["Ma", "Le", "Ka", "Jo", "An", "Be", "Si", "Ro", "Da", "Mo", "Fa", "Ha", "Ne", "Pa", "Sa", "Ti", "Vi", "Za", "Re", "Lu"];
    static readonly string[] _middle = ["ri", "la", "na", "mi", "to", "ra", "li", "sa", "de", "ha", "mo", "ne", "ro", "ta", "vi", "za", "be", "ka", "fi", "gu"];
    static readonly string[] _end = ["n", "m", "na", "r", "s", "th", "la", "d", "ni", "ko", "man", "son", "di", "ri", "ez", "ova", "ini", "ian", "sen", "berg"];
    static readonly string[] _arabic = ["مريم ناصر", "ليلى حسن", "كريم منصور", "سارة داود", "رامي خليل", "فاطمة زهراني", "يوسف حداد", "نادية سالم"];

    public static string Of(int number) => $"{Part(number * 7919)} {Part((number / 97 * 104_729) + (number * 31))}";

    /// <summary>A name of the bench with two letters turned.</summary>
    public static string Slip(int number)
    {
        var letters = Of(number).ToCharArray();
        (letters[^2], letters[^3]) = (letters[^3], letters[^2]);
        return new string(letters);
    }

    public static string Arabic(int number) => _arabic[number % _arabic.Length];

    static string Part(int number)
    {
        var n = (uint)number;
        return $"{_begin[n % 20]}{_middle[n / 20 % 20]}{(n / 400 % 2 == 0 ? "" : _middle[n / 800 % 20])}{_end[n / 16_000 % 20]}";
    }
}
