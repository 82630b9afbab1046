using System.Globalization;
using System.Text.Json.Nodes;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
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
        using var server = new ServingProgram(folder);
        await server.ReadyAsync();
    }

    /// <summary>Customers of two sources, and one whom a tenth of everything names, in stretches and all over the log.</summary>
    static Task<bool> FillAsync(SignalLog log, long rows)
    {
        var sample = new SampleSignals(log.Catalogue);
        var acts = log.Catalogue.DeclareSource("bench acts", hasTime: true);
        log.Uses.Register(
            [.. sample.Questions.Select(q => new DataElement { Key = DataUse.KeyOf(q), Captured = "a bench", Stored = "log.duckdb" }),
             .. sample.Names.Select(a => new DataElement { Key = new ElementKey(sample.Source.Id, ElementKind.Attribute, a.Name), Captured = "a bench", Stored = "log.duckdb" }),
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

            foreach (var attribute in sample.Names)
            {
                connection.Execute($"ALTER TABLE signal ADD COLUMN IF NOT EXISTS attribute_{attribute.Id} VARCHAR");
            }

            var scores = string.Join(", ", sample.Questions.Select(q => $"score_{q.Id}"));
            var attributes = string.Join(", ", sample.Names.Select(a => $"attribute_{a.Id}"));
            var answers = string.Join(", ", sample.Questions.Select(_ => "CASE WHEN acts THEN NULL ELSE 1 + floor(random() * 5) END"));
            var values = string.Join(", ", sample.Names.Select((_, i) => $"CASE WHEN acts THEN NULL ELSE 'v' || CAST(floor(random() * {20 * (i + 1)}) AS INTEGER) END"));
            // The first half by time from one source, then a file of acts of the same two years, so that pages lie in two places of the log.
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"""
                INSERT INTO signal (seq, id, source_id, import_id, kind, mode, occurred_at, received_at, content_hash, row_number, record_key,
                    customer, channel, language, text, has_text, activity, {scores}, {attributes})
                SELECT n, uuid(), CASE WHEN acts THEN {acts.Id} ELSE {sample.Source.Id} END, 1, CASE WHEN acts THEN {(int)SignalKind.Event} ELSE {(int)SignalKind.Review} END, 0,
                    TIMESTAMP '2024-01-01' + to_seconds(CAST((n % {rows / 2}) * 78840000.0 / {rows / 2} AS BIGINT)), TIMESTAMP '2026-07-01', n, n, CAST(n AS VARCHAR),
                    'customer:' || CASE WHEN heavy THEN 'heavy' ELSE 'c' || CAST(floor(random() * {rows / 20}) AS INTEGER) END,
                    CASE WHEN random() < 0.5 THEN 'web' ELSE 'app' END,
                    CASE WHEN has_text THEN 'en' END, CASE WHEN has_text THEN 'Waited ' || n % 97 || ' minutes and nobody told us why, though the staff was kind. ' || n END, has_text,
                    CASE WHEN acts THEN 'Act ' || n % 40 END, {answers}, {values}
                FROM (SELECT range AS n, range > {rows / 2} AS acts, range <= {rows / 2} AND random() < 0.5 AS has_text, range % {rows / Heavy} = 0 AS heavy FROM range(1, {rows} + 1))
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
