using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Voices;

/// <summary>One signal with everything the log holds of it and the way it came.</summary>
static class GetSignal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/signals/{id}", Handle)
        .WithName("GetSignal").WithTags("Voices").ProducesProblem(StatusCodes.Status404NotFound)
        .WithSummary("Gives one record whole: what it says in normal form, everything else that came with it, by which import and mapping, and what was set aside.");

    static async Task<Ok<SignalRecord>> Handle(string id, string? q, SignalLog log, DetectionRows told, CancellationToken cancellation) =>
        TypedResults.Ok(await FindAsync(log, told, id, q, cancellation)
            ?? throw new NotFoundException("No record has this id. It may have been removed with its source.", "no_record"));

    /// <summary>The record; null when there is none, or when an employee said it.</summary>
    internal static async Task<SignalRecord?> FindAsync(SignalLog log, DetectionRows told, string id, string? words, CancellationToken cancellation)
    {
        if (SignalId.Parse(id) is not { } known)
        {
            return null;
        }

        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Records, catalogue);
        return await log.ReadAsync(connection => Find(connection, known, words, catalogue, asking, told), cancellation) is { } record
            ? record with { LeftOut = asking.LeftOut }
            : null;
    }

    static SignalRecord? Find(DuckConnection connection, SignalId id, string? words, CatalogueContents catalogue, Asking asking, DetectionRows told)
    {
        using var oneMoment = connection.Begin();
        (long Seq, int Source, long? Row, int ImportId, SignalBeside Came)? found = null;
        using (var reader = connection.Query($"""
            SELECT seq, source_id, row_number, import_id, {SignalBeside.Columns}
            FROM signal WHERE id = $id AND {Listed.NoEmployee} ORDER BY seq DESC LIMIT 1
            """, ("id", id.Value)))
        {
            if (reader.Read())
            {
                found = (reader.GetInt64(0), reader.GetInt32(1), reader.GetInt64OrNull(2), reader.GetInt32(3),
                    SignalBeside.Read(reader, 4, reader.GetInt32(1), catalogue, asking));
            }
        }

        if (found is not { } beside || !VerbatimRows.Read(connection, [beside.Seq], words, catalogue, asking, told).TryGetValue(beside.Seq, out var verbatim))
        {
            return null;
        }

        return new SignalRecord
        {
            Id = verbatim.Id,
            Source = verbatim.Source,
            Kind = verbatim.Kind,
            Mode = verbatim.Mode,
            OccurredAt = verbatim.OccurredAt,
            OccurredDay = verbatim.OccurredDay,
            TimeKnown = verbatim.TimeKnown,
            Activity = verbatim.Activity,
            Channel = verbatim.Channel,
            Touchpoint = verbatim.Touchpoint,
            Language = verbatim.Language,
            ReadIn = verbatim.ReadIn,
            Detections = verbatim.Detections,
            Text = verbatim.Text,
            Topics = verbatim.Topics,
            TopicsNone = verbatim.TopicsNone,
            Matches = verbatim.Matches,
            Answers = verbatim.Answers,
            Attributes = verbatim.Attributes,
            Customer = verbatim.Customer,
            Withheld = verbatim.Withheld,
            ReceivedAt = beside.Came.ReceivedAt,
            Row = beside.Row,
            RecordKey = beside.Came.RecordKey,
            Identifiers = beside.Came.Identifiers,
            Rest = beside.Came.Rest,
            SetAside = beside.Came.SetAside,
            ImportId = beside.ImportId,
            Mapping = Mapping(connection, beside.ImportId),
            Trail =
            [
                .. verbatim.TimeKnown ? [new TrailStep(verbatim.OccurredAt, "occurred")] : Array.Empty<TrailStep>(),
                new TrailStep(beside.Came.ReceivedAt, beside.ImportId == 0 ? "received" : "imported"),
            ],
        };
    }

    static MappingName? Mapping(DuckConnection connection, int importId)
    {
        using var reader = connection.Query(
            "SELECT mapping, mapping_version FROM intake WHERE import_id = $import AND import_id > 0 AND mapping IS NOT NULL LIMIT 1",
            ("import", importId));
        return reader.Read() ? new MappingName(reader.GetString(0), reader.GetInt32OrNull(1)) : null;
    }
}

/// <summary>A signal with everything the log holds of it.</summary>
public sealed record SignalRecord : Verbatim
{
    /// <summary>When we received it, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>Position in its file, counted from 0 without the header; null when it came by itself.</summary>
    public required long? Row { get; init; }

    /// <summary>The key that the source itself uses; null when it has none.</summary>
    public required string? RecordKey { get; init; }

    /// <summary>All identifiers of the customer, the strongest first.</summary>
    public required IReadOnlyList<string> Identifiers { get; init; }

    /// <summary>
    /// What the source sent that has no place of its own, by its column; null when there is nothing more. It is shown to check how the
    /// record was taken in; nothing is listed, split or counted by it.
    /// </summary>
    public required IReadOnlyDictionary<string, JsonElement>? Rest { get; init; }

    /// <summary>The mapping it was read by; null when it came by itself.</summary>
    public required MappingName? Mapping { get; init; }

    /// <summary>The import it came with; 0 when it came by itself.</summary>
    public required int ImportId { get; init; }

    /// <summary>Answers kept as they were written and not counted, by question; null when there are none.</summary>
    public required IReadOnlyDictionary<string, JsonElement>? SetAside { get; init; }

    /// <summary>What happened to it, in order of time.</summary>
    public required IReadOnlyList<TrailStep> Trail { get; init; }

    /// <summary>What of it is not shown, because no purpose is named for it.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];
}

/// <summary>A version of a mapping.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; null when it has none.</param>
public sealed record MappingName(string Name, int? Version);

/// <summary>One step of a signal's way.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="What"><c>occurred</c>, <c>received</c> (by itself) or <c>imported</c> (with a file).</param>
public sealed record TrailStep(DateTime At, string What);
