using System.Globalization;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Server;

namespace Throughline.Bench;

/// <summary>Pages over ten million signals on disk.</summary>
sealed class QueryScenario : Scenario
{
    public override string Name => "queries";

    public override string Question =>
        "10,000,000 signals on disk (eight scores, five attributes, half with words), asked over HTTP on loopback with filters that change each time, so that nothing is answered from a cache; must: each at most 1 s.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var rows = quick ? 200_000 : 10_000_000;
        // BENCH_FOLDER keeps the filled log between runs: filling it takes longer than asking.
        var kept = Environment.GetEnvironmentVariable("BENCH_FOLDER");
        var folder = kept is null ? Directory.CreateTempSubdirectory("throughline-bench-") : Directory.CreateDirectory(kept);
        try
        {
            int source;
            int[] questions;
            using (var installation = Installation.Open(folder.FullName))
            {
                var sample = new SampleSignals(installation.Log.Catalogue);
                source = sample.Source.Id;
                questions = [.. sample.Questions.Select(q => q.Id)];
                installation.Log.Uses.Register(
                    [.. sample.Questions.Select(q => new DataElement { Key = DataUse.KeyOf(q), Captured = "a bench", Stored = "log.duckdb" }),
                     .. sample.Names.Select(a => new DataElement { Key = new ElementKey(source, ElementKind.Attribute, a.Name), Captured = "a bench", Stored = "log.duckdb" }),
                     .. new[] { ElementKind.Text, ElementKind.Channel, ElementKind.Identifier }.Select(kind =>
                         new DataElement { Key = new ElementKey(source, kind, kind.ToString()), Captured = "a bench", Stored = "log.duckdb" })],
                    new PurposeNaming(Purposes.Improve, "bench", "program"));
                if (installation.Log.Head == 0)
                {
                    await FillAsync(installation.Log, sample, rows);
                }
            }

            report.Add("signals, log on disk", $"{rows:N0}, {new FileInfo(Path.Combine(folder.FullName, "log.duckdb")).Length / 1048576.0:F0} MiB");
            using var server = new ServingProgram(folder.FullName);
            report.Add("start to /health, seconds", $"{await server.ReadyAsync():F2}");
            var first = await server.TimeAsync("/api/v1/catalogue");
            report.Add("catalogue, once after each change of the log, seconds", $"{first:F2}");
            foreach (var (what, path) in Pages(source, questions))
            {
                var times = new List<double>();
                for (var i = 0; i < (quick ? 3 : 10); i++)
                {
                    var from = new DateOnly(2025, 1, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                    times.Add(await server.TimeAsync(path.Replace("DAY", from, StringComparison.Ordinal)));
                }

                var (median, p95) = Middle(times);
                report.Add($"{what}, seconds: median, worst of ten (must 1)", $"{median:F2}, {p95:F2}");
            }

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

    static IEnumerable<(string What, string Path)> Pages(int source, int[] questions)
    {
        var days = "from=DAY&to=2026-06-30";
        yield return ("Pulse, all of it, compared", $"/api/v1/pulse?source={source}&{days}&against_from=2024-01-01&against_to=2024-12-31");
        yield return ("Pulse, all of one channel, compared", $"/api/v1/pulse?source={source}&channel=web&{days}&against_from=2024-01-01&against_to=2024-12-31");
        yield return ("Pulse, without words in its address", "/api/v1/pulse");
        yield return ("how many customers ever answered", "/api/v1/silence");
        yield return ("a metric by attribute", $"/api/v1/metrics/{questions[0]}?{days}&by=a.1");
        yield return ("what stands behind a number", $"/api/v1/metrics/{questions[0]}/explain?{days}");
        yield return ("Priorities, seven drivers, 2,000 redraws", $"/api/v1/priorities?source={source}&outcome={questions[0]}&{days}");
        yield return ("Voices, newest fifty with facets", $"/api/v1/voices?source={source}&{days}");
    }

    /// <summary>Filled by the database itself: the question is how fast it is read.</summary>
    static Task<bool> FillAsync(SignalLog log, SampleSignals sample, int rows) => log.ReadAsync(connection =>
    {
        connection.Execute("SELECT setseed(0.5)");
        foreach (var question in sample.Questions)
        {
            connection.Execute($"ALTER TABLE signal ADD COLUMN IF NOT EXISTS score_{question.Id} DOUBLE");
        }

        foreach (var attribute in sample.Names)
        {
            connection.Execute($"ALTER TABLE signal ADD COLUMN IF NOT EXISTS attribute_{attribute.Id} VARCHAR");
        }

        var scores = string.Join(", ", sample.Questions.Select(q => $"score_{q.Id}"));
        var attributes = string.Join(", ", sample.Names.Select(a => $"attribute_{a.Id}"));
        // Every score leans on a mood that the row shares, so that drivers have something to find.
        var answers = string.Join(", ", sample.Questions.Select((q, i) =>
            $"least(5, greatest(1, round(3 + {(i == 0 ? 1.2 : 0.9).ToString(CultureInfo.InvariantCulture)} * mood + 1.1 * (random() + random() + random() - 1.5))))"));
        var values = string.Join(", ", sample.Names.Select((_, i) => $"'v' || CAST(floor(random() * {20 * (i + 1)}) AS INTEGER)"));
        connection.Execute($"""
            INSERT INTO signal (seq, id, source_id, import_id, kind, mode, occurred_at, received_at, content_hash, row_number, record_key,
                customer, channel, language, text, has_text, {scores}, {attributes})
            SELECT n, uuid(), {sample.Source.Id}, 1, 1, 0, TIMESTAMP '2024-01-01' + to_seconds(CAST(n * 78840000.0 / {rows} AS BIGINT)), TIMESTAMP '2026-07-01', n, n, CAST(n AS VARCHAR),
                'customer:c' || CAST(floor(random() * 500000) AS INTEGER), CASE WHEN random() < 0.5 THEN 'web' ELSE 'app' END,
                CASE WHEN has_text THEN 'en' END, CASE WHEN has_text THEN 'Waited ' || n % 97 || ' minutes and nobody told us why, though the staff was kind. ' || n END, has_text,
                {answers}, {values}
            FROM (SELECT range AS n, random() < 0.5 AS has_text, random() + random() + random() - 1.5 AS mood FROM range(1, {rows} + 1))
            """);
        connection.Execute($"""
            INSERT INTO intake (import_id, source_id, received, stored, duplicate, quarantined, rejected, set_aside, received_at)
            VALUES (1, {sample.Source.Id}, {rows}, {rows}, 0, 0, 0, 0, TIMESTAMP '2026-07-01')
            """);
        connection.Execute("CHECKPOINT");
        return true;
    });
}
