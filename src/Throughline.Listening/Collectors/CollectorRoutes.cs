using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Listening.Mappings.Presets;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>The collectors at the clients' own paths. Each line is a kind of client; what they share is in <see cref="Ingest"/>.</summary>
static class CollectorRoutes
{
    /// <summary>Adds the routes, at the root of the site and under the API.</summary>
    public static void Map(IEndpointRouteBuilder root)
    {
        SegmentRoutes.Map(root);
        NativeRoutes.Map(root);
        PixelRoutes.Map(root);
        PostHogRoutes.Map(root);
        SnowplowRoutes.Map(root);
        CloudEventRoutes.Map(root);
        OtlpRoutes.Map(root);
    }

    /// <summary>Lets a format answer at paths: events by POST, preflights, and a plain no to anything else.</summary>
    public static void Collect(this IEndpointRouteBuilder routes, IngestFormat format, params ReadOnlySpan<string> paths)
    {
        routes.ServiceProvider.GetRequiredService<IngestFormats>().Add(format);
        var door = routes.ServiceProvider.GetRequiredService<CollectorDoor>();
        foreach (var path in paths)
        {
            door.Add(path, format);
            routes.MapPost(path, context => context.RequestServices.GetRequiredService<Ingest>().HandleAsync(context, format)).ExcludeFromDescription();
            routes.MapMethods(path, ["OPTIONS"], Cors.PreflightAsync).ExcludeFromDescription();
        }
    }

    /// <summary>Lets a format answer at paths that a page asks for as if they were pictures.</summary>
    public static void CollectByGet(this IEndpointRouteBuilder routes, IngestFormat format, params ReadOnlySpan<string> paths)
    {
        routes.ServiceProvider.GetRequiredService<IngestFormats>().Add(format);
        foreach (var path in paths)
        {
            routes.MapGet(path, context => context.RequestServices.GetRequiredService<Ingest>().HandleAsync(context, format)).ExcludeFromDescription();
        }
    }
}

/// <summary>Segment's and RudderStack's libraries, for servers and for pages.</summary>
static class SegmentRoutes
{
    static readonly byte[] _list = "batch"u8.ToArray();

    public static void Map(IEndpointRouteBuilder root)
    {
        root.Collect(Format("segment", null), "/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch");
        foreach (var (type, letter) in new[] { ("track", "t"), ("identify", "i"), ("page", "p"), ("screen", "s"), ("group", "g"), ("alias", "a") })
        {
            root.Collect(Format($"segment-{type}", type), $"/v1/{type}", $"/v1/{letter}");
        }

        root.MapGet("/sourceConfig", SourceConfig.AnswerAsync).ExcludeFromDescription();
        root.MapMethods("/sourceConfig", ["OPTIONS"], Cors.PreflightAsync).ExcludeFromDescription();
    }

    static IngestFormat Format(string name, string? type) => new()
    {
        Name = name,
        List = _list,
        Read = (sink, body, envelope, _) =>
        {
            var events = new SegmentEvents(sink);
            EventWalk.Through(sink, body.Span, "batch", envelope.HasList,
                (ref Utf8JsonReader reader, string where) => events.Take(ref reader, where, type));
        },
    };
}

/// <summary>Our own door: one event, a list, or one a line.</summary>
static class NativeRoutes
{
    public static void Map(IEndpointRouteBuilder root) => root.Collect(new IngestFormat
    {
        Name = "native",
        List = "batch"u8.ToArray(),
        Source = context => context.Request.RouteValues["source"] as string,
        Vet = Vet,
        Read = (sink, body, envelope, request) =>
        {
            if (Preset(request) is { } name)
            {
                sink.Arrival.Format = $"native?preset={name}"; // what is held is read through the same preset again
                var services = request.HttpContext.RequestServices;
                services.GetRequiredService<MappedIntake>().Read(sink, body, envelope, PresetShelf.Find(name)!,
                    services.GetRequiredService<SignalLog>().Catalogue.Contents.FindSource(sink.Arrival.SourceId)!);
                return;
            }

            var events = new SegmentEvents(sink);
            EventWalk.Through(sink, body.Span, "batch", envelope.HasList, (ref Utf8JsonReader reader, string where) => events.Take(ref reader, where, null));
        },
    }, "/api/v1/ingest/{source}");

    static string? Preset(HttpRequest request) => request.Query["preset"].ToString() is { Length: > 0 } name ? name : null;

    static IngestRefusal? Vet(HttpContext context, RequestBody body, WriteGrant grant)
    {
        if (Preset(context.Request) is not { } name)
        {
            return null;
        }

        return PresetShelf.Find(name) is not { Arrives: true } preset
            ? new IngestRefusal(400, "unknown_preset", "That preset is unknown",
                $"There is no preset {name} for what arrives. Give one of {string.Join(", ", PresetShelf.All.Where(one => one.Arrives).Select(one => one.Name))}.")
            : context.RequestServices.GetRequiredService<WebhookSecrets>().Allows(grant.SourceId, preset, context.Request.Headers, body.Span) ? null
            : new IngestRefusal(401, "bad_signature", "The signature does not fit",
                $"A secret is set for {preset.Name} on this source, and the request is not signed with it.");
    }
}

/// <summary>What RudderStack's library for pages asks for before it sends anything.</summary>
static class SourceConfig
{
    public static Task AnswerAsync(HttpContext context)
    {
        Cors.Allow(context);
        var secret = KeyInRequest.OfHeader(context.Request) ?? KeyInRequest.OfQuery(context.Request);
        if (context.RequestServices.GetRequiredService<WriteKeys>().Find(secret) is not { } grant)
        {
            return IngestProblem.WriteAsync(context, 401, "unknown_key", "The write key is unknown", "Give a key of this installation as writeKey.");
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            source = new
            {
                id = $"{grant.SourceId}",
                name = grant.Source,
                writeKey = secret,
                enabled = true,
                workspaceId = "throughline",
                updatedAt = "2026-01-01T00:00:00.000Z",
                config = new { statsCollection = new { errors = new { enabled = false }, metrics = new { enabled = false } } },
                destinations = Array.Empty<object>(),
                dataplanes = new { },
            },
            updatedAt = "2026-01-01T00:00:00.000Z",
        }));
    }
}
