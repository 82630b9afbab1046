using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Files;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Listening.Uploads;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>Runs a mapping on held rows: those that it can read now become signals and leave the quarantine in the same transaction.</summary>
static class ReplayQuarantine
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/quarantine/replay", RunAsync)
        .WithName("ReplayQuarantine").WithSummary("Try held rows again with the source's mapping or another; or only say what would happen");

    static async Task<Results<Ok<ReplayResult>, ProblemHttpResult>> RunAsync(
        ReplayRequest request, HttpContext context, SignalLog log, MappingStore mappings, ImportStore imports, UploadStore uploads,
        TimeProvider time, CancellationToken cancellation)
    {
        var source = log.Catalogue.Contents.FindSource(request.SourceId)
            ?? throw new NotFoundException($"There is no source {request.SourceId}.", "no_source");
        var mapping = request.Mapping
            ?? (mappings.UseOf(source.Id) is { } use ? mappings.Find(use.Name, use.Version) : null)
            ?? throw new BadInputException("mapping", "This source has no mapping; give one.", "no_mapping_yet");
        if (MappingCheck.Problems(mapping) is { Count: > 0 } problems)
        {
            return Answers.Unusable(problems);
        }

        var lines = await log.ReadAsync(connection => Held(connection, new HeldWhere(source.Id, null, request.Code, request.Column)), cancellation);
        var total = new ReplayResult(0, 0, lines.Count(line => line.ImportId <= 0));
        if (!request.DryRun && request.Mapping is not null)
        {
            mapping = mappings.Save(mapping, context.Features.Get<SignedIn>()?.Name, "replay of quarantine");
        }

        foreach (var file in lines.Where(line => line.ImportId > 0).GroupBy(line => line.ImportId))
        {
            if (imports.Find(file.Key) is not { } import || uploads.FindFile(import.Digest) is not { } upload
                || MappingCheck.Problems(mapping, upload.File.Columns).Count > 0)
            {
                total = total with { StayHeld = total.StayHeld + file.Count() };
                continue;
            }

            var replay = new FileReplay(log, source, mapping, import, upload.File, time);
            total += request.DryRun
                ? await replay.ForecastAsync([.. file], cancellation)
                : await Task.Run(() => replay.Run([.. file], cancellation), cancellation);
        }

        if (!request.DryRun && total.Stored > 0)
        {
            mappings.Use(source.Id, mapping, []);
        }

        return TypedResults.Ok(total);
    }

    static List<HeldLine> Held(DuckConnection connection, HeldWhere where)
    {
        var lines = new List<HeldLine>();
        using var reader = connection.Query(
            $"SELECT id, import_id, row_number, code, raw FROM held WHERE {where.Sql} ORDER BY import_id, row_number", where.Parameters);
        while (reader.Read())
        {
            lines.Add(new(reader.GetGuid(0), reader.GetInt32(1), reader.GetInt64OrNull(2), reader.GetString(3), reader.GetString(4)));
        }

        return lines;
    }
}

/// <summary>Which held rows to try again, and how.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Code">Only rows held for this reason.</param>
/// <param name="Column">Only rows held for this column.</param>
/// <param name="Mapping">The mapping; null = the one that the source has.</param>
/// <param name="DryRun">True only says what would happen.</param>
sealed record ReplayRequest(int SourceId, string? Code = null, string? Column = null, Mapping? Mapping = null, bool DryRun = false);

/// <summary>What became of the held rows, or would.</summary>
/// <param name="Stored">Signals now.</param>
/// <param name="Duplicate">In the log already; they leave the quarantine.</param>
/// <param name="StayHeld">Still held.</param>
sealed record ReplayResult(long Stored, long Duplicate, long StayHeld)
{
    /// <summary>The same figures under the names of a dry run.</summary>
    public long WouldStore => Stored;

    /// <inheritdoc cref="WouldStore"/>
    public long WouldDuplicate => Duplicate;

    public static ReplayResult operator +(ReplayResult a, ReplayResult b) =>
        new(a.Stored + b.Stored, a.Duplicate + b.Duplicate, a.StayHeld + b.StayHeld);
}
