using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Collectors;
using Throughline.Platform.Access;
using Throughline.Listening.Mappings;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>
/// Reads held events again, changed by a patch if one is given: those that pass become signals and leave the quarantine in one
/// transaction, in the order in which they happened. A dry run says what would happen and changes nothing.
/// </summary>
static class ReplayHeld
{
    const long MostEvents = 200_000;
    const long MostBytes = 256L << 20;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/quarantine/replay", RunAsync)
        .WithName("ReplayQuarantine").WithSummary("Read held events again, with a patch if need be; or only say what would happen");

    static async Task<Ok<ReplayAnswer>> RunAsync(
        ReplayChoice request, HttpContext context, SignalLog log, HeldReading reading, DecisionLog decisions, LiveFeed live, ReplayRows rows, MappingStore mappings,
        Quality.QualityBook quality, CancellationToken cancellation)
    {
        if (request.IsOpen != request.All)
        {
            throw new BadInputException("all", request.All
                ? "Choose all, or by source, reason, ids or time; not both."
                : "Say which: by source, reason, ids or time, or \"all\": true for everything that waits.", "nothing_chosen");
        }

        var patch = Parse(request.Patch);
        var who = context.Features.Get<SignedIn>()?.Name ?? "";
        var mapping = request.Mapping is { } named ? mappings.Saved(named) : null;
        if (mapping is not null && await IsOfRowsAsync(request, log, cancellation))
        {
            return TypedResults.Ok(await rows.RunAsync(request, mapping, who, cancellation));
        }

        var held = await SelectAsync(request, log, cancellation);
        var source = mapping is null || held.Count == 0 ? null : SourceOf(held, log);
        var problems = new Dictionary<string, long>(StringComparer.Ordinal);
        var events = Passing(held, reading, patch, source is null ? null : MappedReading.Forecast(mapping!, source, log, quality.Of(source.Id)), problems);
        if (source is not null && events.Count > 0 && !request.DryRun)
        {
            problems.Clear();
            events = Passing(held, reading, patch, MappedReading.Real(mapping!, source, log, quality.Of(source.Id)), problems);
        }

        if (request.DryRun)
        {
            await log.JudgeAsync(new Replay(0, events), cancellation);
            return TypedResults.Ok(Answer(null, held.Count, events, problems) with { Passed = null, WouldPass = Passed(events) });
        }

        var id = decisions.Begin("replay", who, Choice(request), request.Patch?.ToJsonString(), mapping is null ? null : $"{mapping.Name}@{mapping.Version}");
        try
        {
            await log.ReplayAsync(new Replay(id, events), CancellationToken.None);
        }
        catch (Exception e) when (e is DuckException or IOException)
        {
            decisions.Cancel(id);
            throw;
        }

        var answer = Answer(id, held.Count, events, problems);
        decisions.End(id, held.Count, Passed(events), problems);
        foreach (var one in events.Where(e => e.Outcome is ReplayOutcome.Stored or ReplayOutcome.Duplicate))
        {
            live.Tell(one.Arrival.SourceId, one.Arrival);
        }

        return TypedResults.Ok(answer);
    }

    /// <summary>True when the choice holds rows of files, which a mapping runs on in the way of an import; both at once are refused.</summary>
    static async Task<bool> IsOfRowsAsync(ReplayChoice choice, SignalLog log, CancellationToken cancellation)
    {
        var where = new HeldSelection(choice, log);
        var (rows, events) = await log.ReadAsync(connection =>
        {
            using var reader = connection.Query(
                $"SELECT count(*) FILTER (WHERE import_id > 0), count(*) FILTER (WHERE import_id = 0) FROM held WHERE state = 0 AND {where.Sql}", where.Parameters);
            reader.Read();
            return (reader.GetInt64(0), reader.GetInt64(1));
        }, cancellation);
        return rows > 0 && events > 0
            ? throw new BadInputException("reason", $"{rows:N0} rows of files and {events:N0} events are chosen. A mapping runs on one of the two at once: narrow the choice by reason, ids or time.",
                "rows_and_events")
            : rows > 0;
    }

    static Source SourceOf(List<HeldOnce> held, SignalLog log) => held.TrueForAll(one => one.SourceId == held[0].SourceId)
        ? log.Catalogue.Contents.FindSource(held[0].SourceId)!
        : throw new BadInputException("source", "A mapping runs on the events of one source; name it.");

    static JsonPatch Parse(JsonNode? patch)
    {
        try
        {
            return JsonPatch.Parse(patch);
        }
        catch (JsonPatchException e)
        {
            throw new BadInputException("patch" + e.Where, e.Message, "bad_patch");
        }
    }

    static Task<List<HeldOnce>> SelectAsync(HeldChoice choice, SignalLog log, CancellationToken cancellation)
    {
        var where = new HeldSelection(choice, log);
        return log.ReadAsync(connection =>
        {
            using (var size = connection.Query($"""
                SELECT count(*), coalesce(sum(strlen(raw) + coalesce(octet_length(raw_bytes), 0)), 0)::BIGINT FROM held
                WHERE import_id = 0 AND state = 0 AND {where.Sql}
                """, where.Parameters))
            {
                size.Read();
                if (size.GetInt64(0) > MostEvents || size.GetInt64(1) > MostBytes)
                {
                    throw new BadInputException("from",
                        $"{size.GetInt64(0):N0} events are chosen; at most {MostEvents:N0} and {MostBytes >> 20} MiB go at once. Narrow the choice by reason or time.",
                        "too_many_selected");
                }
            }

            var held = new List<HeldOnce>();
            using var reader = connection.Query(
                $"SELECT {HeldOnce.Columns} FROM held WHERE import_id = 0 AND state = 0 AND {where.Sql} ORDER BY held_at, id", where.Parameters);
            while (reader.Read())
            {
                held.Add(HeldOnce.Of(reader));
            }

            return held;
        }, cancellation);
    }

    /// <summary>The events that can be read now, in the order in which they happened.</summary>
    static List<ReplayedEvent> Passing(List<HeldOnce> held, HeldReading reading, JsonPatch patch, MappedReading? mapping, Dictionary<string, long> problems)
    {
        var events = new List<ReplayedEvent>();
        foreach (var one in held)
        {
            var (arrival, reason) = reading.Read(one, patch, mapping);
            if (arrival is null)
            {
                problems[reason!] = problems.GetValueOrDefault(reason!) + 1;
                continue;
            }

            events.Add(new ReplayedEvent(one.Id, arrival, one.HeldAt));
        }

        return [.. events.OrderBy(e => e.OccurredAt)]; // stable: of one time, first come first
    }

    static ReplayAnswer Answer(int? id, long selected, List<ReplayedEvent> events, Dictionary<string, long> problems)
    {
        foreach (var one in events)
        {
            var reason = one.Outcome switch
            {
                ReplayOutcome.Conflict => IngestReasons.Conflict,
                ReplayOutcome.Gone => "decided-meanwhile",
                _ => null,
            };
            if (reason is not null)
            {
                problems[reason] = problems.GetValueOrDefault(reason) + 1;
            }
        }

        var passed = Passed(events);
        return new ReplayAnswer(id?.ToString(CultureInfo.InvariantCulture), selected, selected - passed, problems)
        {
            Passed = passed,
            Duplicate = events.Count(e => e.Outcome == ReplayOutcome.Duplicate),
        };
    }

    static long Passed(List<ReplayedEvent> events) => events.Count(e => e.Outcome is ReplayOutcome.Stored or ReplayOutcome.Duplicate);

    /// <summary>The choice without what is done to it.</summary>
    internal static HeldChoice Choice(HeldChoice request) =>
        new() { Source = request.Source, Reason = request.Reason, Ids = request.Ids, From = request.From, To = request.To };
}

/// <summary>Which held events, and what to do to them before they are read.</summary>
sealed record ReplayChoice : HeldChoice
{
    /// <summary>True chooses everything that waits; not together with another choice.</summary>
    [JsonPropertyName("all")]
    public bool All { get; init; }

    /// <summary>A JSON Patch (RFC 6902) for each event, with pointers into the event; null changes nothing.</summary>
    [JsonPropertyName("patch")]
    public JsonNode? Patch { get; init; }

    /// <summary>A saved mapping that reads them, as <c>name@version</c>, or <c>name</c> for its newest version; null for the reader that they came to.</summary>
    [JsonPropertyName("mapping")]
    public string? Mapping { get; init; }

    /// <summary>True only says what would happen.</summary>
    [JsonPropertyName("dryRun")]
    public bool DryRun { get; init; }
}

/// <summary>What became of the chosen events, or would.</summary>
/// <param name="ReplayId">Number of the decision, for an undo; null for a dry run.</param>
/// <param name="Selected">Events that were chosen and wait.</param>
/// <param name="Failed">Those that stay held.</param>
/// <param name="Problems">Why, each code with its count.</param>
sealed record ReplayAnswer(
    [property: JsonPropertyName("replayId")] string? ReplayId, [property: JsonPropertyName("selected")] long Selected,
    [property: JsonPropertyName("failed")] long Failed, [property: JsonPropertyName("problems")] IReadOnlyDictionary<string, long> Problems)
{
    /// <summary>Those that left the quarantine.</summary>
    [JsonPropertyName("passed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Passed { get; init; }

    /// <summary>Those that would leave the quarantine.</summary>
    [JsonPropertyName("wouldPass"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? WouldPass { get; init; }

    /// <summary>Those of the passed that are in the log already, so that nothing new comes of them.</summary>
    [JsonPropertyName("duplicate")]
    public long Duplicate { get; init; }
}
