using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Imports;
using Throughline.Listening.Uploads;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Mappings;

/// <summary>Reads the files of a source again with another version of a mapping; the new signals take the place of the old ones.</summary>
static class RerunMapping
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/mappings/{name}/rerun", RunAsync)
        .WithName("RerunMapping").WithSummary("Run a mapping on the history of a source, or say what that would change");

    static async Task<Results<Ok<RerunForecast>, Accepted<RerunBegun>, ProblemHttpResult>> RunAsync(
        string name, RerunRequest request, HttpContext context, MappingStore mappings, ImportStore imports, UploadStore uploads, BackgroundImports background,
        SignalLog log, Quality.QualityBook quality, TimeProvider time, CancellationToken cancellation)
    {
        var mapping = mappings.Find(name, request.Version)
            ?? throw new NotFoundException($"The mapping {name} has no version {request.Version}.", "no_mapping");
        var source = log.Catalogue.Contents.FindSource(request.SourceId)
            ?? throw new NotFoundException($"There is no source {request.SourceId}.", "no_source");
        var past = imports.InLog(source.Id);
        if (past.Count == 0)
        {
            return Answers.Conflict("no_files", "No file of this source was imported, so there is nothing to run it on.");
        }

        var files = new List<(ImportRecord Import, Upload Upload)>();
        foreach (var import in past)
        {
            if (uploads.FindFile(import.Digest) is not { } upload)
            {
                return Answers.Conflict("file_gone", $"The file {import.File} is not in the data folder any more; import it again.");
            }

            if (MappingCheck.Problems(mapping, upload.File.Columns) is { Count: > 0 } problems)
            {
                return Answers.Unusable(problems);
            }

            files.Add((import, upload));
        }

        if (request.DryRun)
        {
            return TypedResults.Ok(await ForecastAsync(files, mapping, source, log, quality.Of(source.Id), time, cancellation));
        }

        var begun = new List<int>();
        foreach (var (import, upload) in files)
        {
            if (background.Begin(upload with { Name = import.File }, mapping, source.Name, [], import.Id, new PurposeNaming(MappedElements.Proposed, context.Features.Get<SignedIn>()?.Name, "rerun")) is not { } view)
            {
                break;
            }

            begun.Add(view.Id);
        }

        return begun.Count > 0
            ? TypedResults.Accepted($"/api/v1/imports/{begun[0]}", new RerunBegun(begun[0], begun))
            : Answers.Conflict("too_many_imports", $"{BackgroundImports.Most} imports are waiting. Begin this one when some are done.");
    }

    static async Task<RerunForecast> ForecastAsync(
        List<(ImportRecord Import, Upload Upload)> files, Mapping mapping, Source source, SignalLog log, Quality.SourceRules? rules, TimeProvider time,
        CancellationToken cancellation)
    {
        long store = 0, hold = 0, changed = 0;
        var ids = CatalogueIds.Known(mapping, source, log.Catalogue.Contents);
        foreach (var (import, upload) in files)
        {
            var compiled = new CompiledMapping(mapping, upload.File.Columns, ids,
                new ReadingOf(upload.Digest, time.GetUtcNow().UtcDateTime, upload.File.DecimalComma, Rules: rules));
            foreach (var batch in new FileRead(upload.File, compiled).Batches(cancellation))
            {
                store += batch.Signals.Count;
                hold += batch.Rejects.Count;
                changed += await log.ReadAsync(connection => CountChanged(connection, batch.Signals, import.Id, !compiled.TimeIsReceipt), cancellation);
            }
        }

        return new(store, hold, changed);
    }

    /// <summary>Signals of these rows that are not in the log as they would be now.</summary>
    static long CountChanged(DuckConnection connection, IReadOnlyList<Signal> signals, int importId, bool timeIsKnown)
    {
        if (signals.Count == 0)
        {
            return 0;
        }

        var known = new Dictionary<Guid, ulong>();
        using (var reader = connection.Query("""
            SELECT id, content_hash FROM signal WHERE import_id = $import AND row_number BETWEEN $first AND $last
            """, ("import", importId), ("first", signals[0].Row), ("last", signals[^1].Row)))
        {
            while (reader.Read())
            {
                known[reader.GetGuid(0)] = (ulong)reader.GetUInt128(1);
            }
        }

        return signals.Count(signal => !known.TryGetValue(signal.Id.Value, out var hash) || hash != ContentHash.Of(signal, timeIsKnown));
    }
}

/// <summary>What to run again.</summary>
/// <param name="SourceId">The source whose files are read again.</param>
/// <param name="Version">Version of the mapping; null = the newest.</param>
/// <param name="DryRun">True only says what would change.</param>
sealed record RerunRequest(int SourceId, int? Version, bool DryRun);

/// <summary>What a run would make.</summary>
/// <param name="WouldStore">Rows that would be signals.</param>
/// <param name="WouldHold">Rows that would be held.</param>
/// <param name="Changed">Signals that would differ from what the log holds now, new ones included.</param>
sealed record RerunForecast(long WouldStore, long WouldHold, long Changed);

/// <summary>The imports that were begun, one a file.</summary>
/// <param name="Id">The first of them.</param>
/// <param name="Ids">All of them.</param>
sealed record RerunBegun(int Id, IReadOnlyList<int> Ids);
