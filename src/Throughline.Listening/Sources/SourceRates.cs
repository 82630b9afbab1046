using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.DuckDb;
using Throughline.Listening.Collectors;
using Throughline.Platform.Log;

namespace Throughline.Listening.Sources;

/// <summary>How much a source brought in each of the last minutes.</summary>
static class SourceRates
{
    const int Minutes = 60;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/sources/{name}/rates", ReadAsync)
        .WithName("ReadSourceRates").WithSummary("Stored and quarantined in each minute of the last hour");

    static async Task<Ok<RateList>> ReadAsync(string name, SignalLog log, TimeProvider time, CancellationToken cancellation)
    {
        var source = NamedSource.Find(log, name);
        var now = time.GetUtcNow().UtcDateTime;
        var first = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc).AddMinutes(1 - Minutes);
        var (stored, quarantined) = await log.ReadAsync(connection =>
            (Count(connection, "signal", "received_at", source.Id, first), Count(connection, "held", "held_at", source.Id, first)), cancellation);
        return TypedResults.Ok(new RateList(source.Id, source.Name, [.. Enumerable.Range(0, Minutes).Select(i =>
        {
            var minute = first.AddMinutes(i);
            return new MinuteCount(minute, stored.GetValueOrDefault(minute), quarantined.GetValueOrDefault(minute));
        })]));
    }

    static Dictionary<DateTime, long> Count(DuckConnection connection, string table, string at, int source, DateTime first)
    {
        var counts = new Dictionary<DateTime, long>();
        using var reader = connection.Query($"""
            SELECT date_trunc('minute', {at})::TIMESTAMP AS minute, count(*) FROM {table} WHERE source_id = $source AND {at} >= $first GROUP BY minute
            """, ("source", source), ("first", first));
        while (reader.Read())
        {
            counts[reader.GetDateTime(0)] = reader.GetInt64(1);
        }

        return counts;
    }
}

/// <summary>The last hour of a source, minute by minute, the oldest first.</summary>
sealed record RateList(int SourceId, string Name, IReadOnlyList<MinuteCount> Minutes);

/// <summary>What arrived in one minute.</summary>
/// <param name="At">Start of the minute, UTC.</param>
/// <param name="Stored">Signals.</param>
/// <param name="Quarantined">Events that were held.</param>
sealed record MinuteCount(DateTime At, long Stored, long Quarantined);
