using Throughline.Platform.Log;

namespace Throughline.Server.Hosting;

/// <summary>Whether the program is there and its log answers.</summary>
static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", (SignalLog log) =>
            TypedResults.Ok(new HealthReading("ok", typeof(Health).Assembly.GetName().Version?.ToString(3) ?? "", log.Head)))
        .WithName("Health").WithSummary("Whether the program is there");
}

/// <summary>The program is there.</summary>
/// <param name="Status">Always <c>ok</c>; anything else is another status code.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Head">Number of the last signal in the log.</param>
sealed record HealthReading(string Status, string Version, long Head);
