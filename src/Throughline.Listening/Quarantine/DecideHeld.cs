using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.DuckDb;
using Throughline.Listening.Sources;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>Dropping held events, taking a decision back, and the list of decisions.</summary>
static class DecideHeld
{
    const int Most = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/quarantine/drop", DropAsync).WithName("DropQuarantine").WithSummary("Drop held events; they stay counted, and can be had back for 30 days");
        routes.MapGet("/quarantine/replays", (DecisionLog decisions) => TypedResults.Ok(new DecisionList(decisions.List(Most))))
            .WithName("ListReplays").WithSummary("Replays and drops with their outcome, the newest first");
        routes.MapPost("/quarantine/replays/{id:int}/undo", UndoAsync).WithName("UndoReplay")
            .WithSummary("Take a replay or a drop back: what it stored leaves the log, the events wait again");
    }

    static async Task<Ok<DropAnswer>> DropAsync(
        HeldChoice request, HttpContext context, SignalLog log, DecisionLog decisions, CancellationToken cancellation)
    {
        if (request.IsOpen)
        {
            throw new BadInputException("", "Say which: by source, reason, ids or time.", "nothing_chosen");
        }

        var where = new HeldSelection(request, log);
        var ids = await log.ReadAsync(connection =>
        {
            var found = new List<Guid>();
            using var reader = connection.Query($"SELECT id FROM held WHERE state = 0 AND {where.Sql}", where.Parameters);
            while (reader.Read())
            {
                found.Add(reader.GetGuid(0));
            }

            return found;
        }, cancellation);
        var id = decisions.Begin("drop", context.Features.Get<SignedIn>()?.Name ?? "", request, null, null);
        try
        {
            var dropped = await log.DropHeldAsync(id, ids, CancellationToken.None);
            decisions.End(id, ids.Count, dropped, new Dictionary<string, long>());
            return TypedResults.Ok(new DropAnswer(id.ToString(CultureInfo.InvariantCulture), ids.Count, dropped));
        }
        catch (Exception e) when (e is DuckException or IOException)
        {
            decisions.Cancel(id);
            throw;
        }
    }

    static async Task<Results<Ok<UndoAnswer>, ProblemHttpResult>> UndoAsync(
        int id, HttpContext context, SignalLog log, DecisionLog decisions, SourceActivityRecount recount, TimeProvider time)
    {
        var decision = decisions.Find(id) ?? throw new NotFoundException($"There is no replay {id}.", "no_replay");
        if (decision.OfRows)
        {
            return Answers.Conflict("not_undone", "Rows of files are taken back by running a mapping over the history of the source.");
        }

        if (decision.UndoneAt is null && decision.MadeAt + HeldSweep.Kept <= time.GetUtcNow().UtcDateTime)
        {
            return Answers.Conflict("too_late", "Decisions can be taken back for 30 days.");
        }

        var waiting = await log.UndoDecisionAsync(id, CancellationToken.None);
        decisions.Undo(id, context.Features.Get<SignedIn>()?.Name ?? "");
        if (decision.Kind == "replay")
        {
            await recount.RunAsync(CancellationToken.None);
        }

        return TypedResults.Ok(new UndoAnswer(decision.ReplayId, waiting));
    }
}

/// <summary>What was dropped.</summary>
/// <param name="ReplayId">Number of the decision, for an undo.</param>
/// <param name="Selected">Events that were chosen.</param>
/// <param name="Dropped">Events that do not wait any more.</param>
sealed record DropAnswer(
    [property: JsonPropertyName("replayId")] string ReplayId, [property: JsonPropertyName("selected")] long Selected,
    [property: JsonPropertyName("dropped")] long Dropped);

/// <summary>What was taken back.</summary>
/// <param name="ReplayId">Number of the decision.</param>
/// <param name="Waiting">Events that wait again; 0 when it had been taken back before.</param>
sealed record UndoAnswer([property: JsonPropertyName("replayId")] string ReplayId, [property: JsonPropertyName("waiting")] long Waiting);

/// <summary>Decisions on held events, the newest first.</summary>
sealed record DecisionList([property: JsonPropertyName("items")] IReadOnlyList<Decision> Items);
