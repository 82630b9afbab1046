using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Throughline.Listening.Collectors;

/// <summary>PostHog's libraries: events in both of their ways, and what pages ask for before they send.</summary>
static class PostHogRoutes
{
    static readonly IngestFormat _events = Format(everyEvent: false);
    static readonly IngestFormat _newer = Format(everyEvent: true);

    public static void Map(IEndpointRouteBuilder root)
    {
        root.Collect(_events, "/batch", "/e", "/capture", "/track", "/i/v0/e");
        root.CollectByGet(_events, "/e", "/capture", "/track");
        root.Collect(_newer, "/i/v1/analytics/events");
        foreach (var path in new[] { "/flags", "/decide" })
        {
            root.MapPost(path, context => FlagsAsync(context, isOld: path == "/decide")).ExcludeFromDescription();
            root.MapMethods(path, ["OPTIONS"], Cors.PreflightAsync).ExcludeFromDescription();
        }

        root.MapGet("/array/{key}/config", context => ConfigAsync(context, asScript: false)).ExcludeFromDescription();
        root.MapGet("/array/{key}/config.js", context => ConfigAsync(context, asScript: true)).ExcludeFromDescription();
        root.MapMethods("/array/{key}/{file}", ["OPTIONS"], Cors.PreflightAsync).ExcludeFromDescription();
    }

    static IngestFormat Format(bool everyEvent) => new()
    {
        Name = "posthog",
        List = "batch"u8.ToArray(),
        Unwrap = PostHogForm.Unwrap,
        Key = (_, body) => KeyInEvents.First(body.Span, "batch", "api_key", "token", "properties.token", "properties.api_key"),
        AnswerAsync = (context, arrival) => IngestAnswer.WriteAsync(context, arrival, everyEvent),
        Read = (sink, body, envelope, request) =>
        {
            if (sink.SentAt is null && DateTimeOffset.TryParse(
                request.Headers["PostHog-Request-Timestamp"], System.Globalization.CultureInfo.InvariantCulture, out var sent))
            {
                sink.SentAt = sent.UtcDateTime;
            }

            var events = new PostHogEvents(sink);
            EventWalk.Through(sink, body.Span, "batch", envelope.HasList, (ref Utf8JsonReader reader, string where) => events.Take(ref reader, where));
        },
    };

    /// <summary>There are no feature flags here, and the answer says so; no flag is invented.</summary>
    static async Task FlagsAsync(HttpContext context, bool isOld)
    {
        Cors.Allow(context);
        if (await Ingest.ReadAsync(context, _events) is not { } body)
        {
            return;
        }

        if (context.RequestServices.GetRequiredService<Ingest>().Grant(context, body, _events) is null)
        {
            await IngestProblem.WriteUnknownKeyAsync(context);
            return;
        }

        await WriteAsync(context, "application/json", JsonSerializer.Serialize(isOld
            ? new Dictionary<string, object?>
            {
                ["flags"] = new { },
                ["featureFlags"] = new { },
                ["featureFlagPayloads"] = new { },
                ["errorsWhileComputingFlags"] = false,
                ["supportedCompression"] = _compressions,
                ["sessionRecording"] = false,
                ["requestId"] = context.TraceIdentifier,
            }
            : new Dictionary<string, object?> { ["flags"] = new { }, ["errorsWhileComputingFlags"] = false, ["requestId"] = context.TraceIdentifier }));
    }

    static Task ConfigAsync(HttpContext context, bool asScript)
    {
        Cors.Allow(context);
        var key = (string)context.Request.RouteValues["key"]!;
        if (context.RequestServices.GetRequiredService<WriteKeys>().Find(key) is null)
        {
            return IngestProblem.WriteUnknownKeyAsync(context);
        }

        var config = JsonSerializer.Serialize(new
        {
            token = key,
            supportedCompression = _compressions,
            hasFeatureFlags = false,
            sessionRecording = false,
            heatmaps = false,
            surveys = false,
            capturePerformance = false,
            captureDeadClicks = false,
            autocaptureExceptions = false,
            errorTracking = new { autocaptureExceptions = false, suppressionRules = Array.Empty<object>() },
            elementsChainAsString = true,
            isAuthenticated = false,
            siteApps = Array.Empty<object>(),
            toolbarParams = new { },
        });
        return asScript
            ? WriteAsync(context, "text/javascript",
                $"(window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{{}})[{JsonSerializer.Serialize(key)}]={{config:{config},siteApps:[]}};")
            : WriteAsync(context, "application/json", config);
    }

    static readonly string[] _compressions = ["gzip", "gzip-js"];

    static Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    }
}
