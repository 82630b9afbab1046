using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Mappings;

/// <summary>A source's table from activities to touchpoints: read it, change it, run it again on what is in the log.</summary>
static class MapTouchpoints
{
    const int MostLines = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sources/{source}/touchpoints", ReadAsync).WithName("ReadTouchpoints")
            .WithSummary("Which activities of a source belong to which touchpoint, and activities that belong to none");
        routes.MapPut("/sources/{source}/touchpoints", Save).WithName("SaveTouchpoints")
            .WithSummary("Put a table in place of the source's; it holds for what arrives from now on");
        routes.MapPost("/sources/{source}/touchpoints/rerun", RerunAsync).WithName("RerunTouchpoints")
            .WithSummary("Run the table on what is in the log, or say what that would change");
    }

    static async Task<Ok<TouchpointTable>> ReadAsync(string source, TouchpointRules rules, SignalLog log, CancellationToken cancellation)
    {
        var at = Get(source, log);
        var map = rules.Of(at.Id);
        var activities = await ActivitiesAsync(at.Id, log, cancellation);
        return TypedResults.Ok(new TouchpointTable(map.Lines,
            [.. activities.Where(one => map.Find(Encoding.UTF8.GetBytes(one.Activity)).IsEmpty).Take(200)]));
    }

    static NoContent Save(string source, TouchpointLines request, TouchpointRules rules, SignalLog log)
    {
        var at = Get(source, log);
        if (request.Lines.Count > MostLines)
        {
            throw new BadInputException("lines", $"Give at most {MostLines} lines.");
        }

        if (request.Lines.Any(line => line.Activity.Trim().Length is 0 or > 200 || line.Touchpoint.Trim().Length is 0 or > 200))
        {
            throw new BadInputException("lines", "Every line names an activity and a touchpoint, each of at most 200 characters.");
        }

        rules.Set(at.Id, request.Lines);
        return TypedResults.NoContent();
    }

    static async Task<Ok<TouchpointRun>> RerunAsync(string source, TouchpointRunRequest request, TouchpointRules rules, SignalLog log, CancellationToken cancellation)
    {
        var at = Get(source, log);
        var map = rules.Of(at.Id);
        var wanted = (await ActivitiesAsync(at.Id, log, cancellation)).ToDictionary(
            one => one.Activity, one => Encoding.UTF8.GetString(map.Find(Encoding.UTF8.GetBytes(one.Activity))), StringComparer.Ordinal);
        return TypedResults.Ok(new TouchpointRun(log.SetTouchpoints(at.Id, wanted, request.DryRun)));
    }

    static Task<List<ActivityCount>> ActivitiesAsync(int sourceId, SignalLog log, CancellationToken cancellation) => log.ReadAsync(connection =>
    {
        var found = new List<ActivityCount>();
        using var reader = connection.Query("""
            SELECT activity, count(*) FROM signal WHERE source_id = $source AND activity IS NOT NULL GROUP BY activity ORDER BY count(*) DESC, activity
            """, ("source", sourceId));
        while (reader.Read())
        {
            found.Add(new ActivityCount(reader.GetString(0), reader.GetInt64(1)));
        }

        return found;
    }, cancellation);

    static Source Get(string name, SignalLog log) => log.Catalogue.Contents.Sources.FirstOrDefault(one => one.Name == name)
        ?? throw new NotFoundException($"There is no source {name}.", "no_source");
}

/// <summary>A source's table.</summary>
/// <param name="Lines">Its lines; the first that fits holds.</param>
/// <param name="Without">Activities in the log that no line fits, the most frequent first, at most 200.</param>
sealed record TouchpointTable(IReadOnlyList<TouchpointRule> Lines, IReadOnlyList<ActivityCount> Without);

/// <summary>How often an activity is in the log.</summary>
sealed record ActivityCount(string Activity, long Signals);

/// <summary>Lines to save.</summary>
sealed record TouchpointLines(IReadOnlyList<TouchpointRule> Lines);

/// <summary>How to run the table again.</summary>
/// <param name="DryRun">True only says what would change.</param>
sealed record TouchpointRunRequest(bool DryRun);

/// <summary>What a run changed, or would.</summary>
/// <param name="Changed">Signals whose touchpoint is another one afterwards.</param>
sealed record TouchpointRun(long Changed);
