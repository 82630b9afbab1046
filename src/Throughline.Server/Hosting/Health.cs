using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Log;

namespace Throughline.Server.Hosting;

/// <summary>Whether the program is there and events can be taken in: 503 with the reason while they cannot.</summary>
static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", Results<Ok<HealthReading>, JsonHttpResult<HealthReading>> (SignalLog log) =>
        {
            var version = typeof(Health).Assembly.GetName().Version?.ToString(3) ?? "";
            return log.Trouble is { } trouble
                ? TypedResults.Json(new HealthReading(trouble, version, log.Head), statusCode: 503)
                : TypedResults.Ok(new HealthReading("ok", version, log.Head));
        })
        .WithName("Health").WithSummary("Whether the program is there and takes events in");
}

/// <summary>How the program is.</summary>
/// <param name="Status"><c>ok</c>, or with status 503 what is wrong, for people.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Head">Number of the last signal in the log.</param>
sealed record HealthReading(string Status, string Version, long Head);
