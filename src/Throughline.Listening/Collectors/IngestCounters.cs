using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>
/// What became of everything that was let in, from one read of what is on disk: received = stored + duplicate + quarantined + rejected
/// at every instant.
/// </summary>
static class IngestCounters
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ingest/counters", ReadAsync).WithName("ReadIngestCounters").WithSummary("Received, stored, duplicate, quarantined, rejected");
        routes.MapGet("/limits", () => TypedResults.Ok(new LimitsView(
                IngestLimits.Body, IngestLimits.Inflated, IngestLimits.Ratio, IngestLimits.Events, IngestLimits.Event, IngestLimits.Depth, IngestLimits.Keys, IngestLimits.EventId)))
            .WithName("ReadLimits").WithSummary("What one request and one event may hold");
        routes.MapGet("/sources/{name}/live", LiveAsync).WithName("WatchSource").WithSummary("Every event of a source as it arrives, with its stage; server-sent events")
            .Produces<LiveEvent>(200, "text/event-stream");
    }

    static async Task<IResult> ReadAsync(string? source, SignalLog log, CancellationToken cancellation)
    {
        var id = source is null ? (int?)null : NamedSource.Find(log, source).Id;
        return TypedResults.Ok(await log.ReadAsync(connection => Read(connection, id), cancellation));
    }

    internal static CountersView Read(DuckConnection connection, int? sourceId)
    {
        using var reader = connection.Query("""
            SELECT coalesce(sum(received), 0)::BIGINT, coalesce(sum(stored), 0)::BIGINT, coalesce(sum(duplicate), 0)::BIGINT,
                coalesce(sum(quarantined), 0)::BIGINT, coalesce(sum(rejected), 0)::BIGINT
            FROM balance WHERE $source IS NULL OR source_id = $source
            """, ("source", sourceId));
        reader.Read();
        return new CountersView(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
    }

    static async Task LiveAsync(string name, HttpContext context, SignalLog log, LiveFeed live, IHostApplicationLifetime program)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, program.ApplicationStopping);
        var source = NamedSource.Find(log, name);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var watch = live.Watch(source.Id); // before it says so: what is sent on hearing it must be seen
        await context.Response.WriteAsync(": watching\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            await foreach (var one in watch.Events.ReadAllAsync(watching.Token))
            {
                await context.Response.WriteAsync($"event: {one.Stage}\ndata: {JsonSerializer.Serialize(one, _json)}\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher left, or the program stops, which would wait for the watcher otherwise.
        }
    }

    static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
}

/// <summary>A source by the name or the id that an address gives.</summary>
static class NamedSource
{
    /// <exception cref="NotFoundException">There is none.</exception>
    public static Contracts.Source Find(SignalLog log, string name) =>
        log.Catalogue.Contents.Sources.FirstOrDefault(s => s.Name == name)
        ?? (int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? log.Catalogue.Contents.FindSource(id) : null)
        ?? throw new NotFoundException($"There is no source \"{name}\".", "no_source");
}

/// <summary>Complete counts since the data folder was made.</summary>
sealed record CountersView(long Received, long Stored, long Duplicate, long Quarantined, long Rejected);

/// <summary>What one request and one event may hold.</summary>
/// <param name="BodyBytes">A body as it is sent.</param>
/// <param name="InflatedBytes">A body after it is inflated.</param>
/// <param name="InflationRatio">How many times larger it may grow by that.</param>
/// <param name="Events">Events of one request.</param>
/// <param name="EventBytes">One event.</param>
/// <param name="Depth">Nesting of one event.</param>
/// <param name="Keys">Names in one event.</param>
/// <param name="EventIdCharacters">An event's id.</param>
sealed record LimitsView(int BodyBytes, int InflatedBytes, int InflationRatio, int Events, int EventBytes, int Depth, int Keys, int EventIdCharacters);
