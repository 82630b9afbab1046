using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>One event in a query, asked for as if it were a picture: from mails and pages without scripts.</summary>
static class Pixel
{
    // The smallest GIF: one transparent point.
    static readonly byte[] _picture = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    /// <summary>The query as a JSON object; a dot in a name leads into an object.</summary>
    public static RequestBody OfQuery(HttpContext context, bool nested)
    {
        var all = new JsonObject();
        foreach (var (name, values) in context.Request.Query)
        {
            if (values is [{ } value, ..] && (name is not ("writeKey" or "api_key" or "token")))
            {
                Set(all, nested ? name.Split('.') : [name], value);
            }
        }

        return RequestBody.Of(JsonSerializer.SerializeToUtf8Bytes(all));
    }

    /// <summary>A picture for who wants one, the verdict for everybody else.</summary>
    public static Task AnswerAsync(HttpContext context, Arrival arrival)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.Headers.Accept.ToString().Contains("image/", StringComparison.Ordinal))
        {
            return IngestAnswer.WriteAsync(context, arrival);
        }

        context.Response.ContentType = "image/gif";
        return context.Response.Body.WriteAsync(_picture).AsTask();
    }

    static void Set(JsonObject all, ReadOnlySpan<string> path, string value)
    {
        foreach (var name in path[..^1])
        {
            if (all[name] is not JsonObject inner)
            {
                inner = [];
                all[name] = inner;
            }

            all = inner;
        }

        all[path[^1]] = value;
    }
}

/// <summary>RudderStack's pixel.</summary>
static class PixelRoutes
{
    public static void Map(IEndpointRouteBuilder root)
    {
        root.CollectByGet(Format("track"), "/pixel/v1/track");
        root.CollectByGet(Format("page"), "/pixel/v1/page");
    }

    static IngestFormat Format(string type) => new()
    {
        Name = $"pixel-{type}",
        List = "batch"u8.ToArray(),
        Unwrap = (context, _) => Pixel.OfQuery(context, nested: true),
        AnswerAsync = Pixel.AnswerAsync,
        Read = (sink, body, envelope, _) =>
        {
            var events = new SegmentEvents(sink);
            EventWalk.Through(sink, body.Span, "batch", hasList: false, (ref Utf8JsonReader reader, string where) => events.Take(ref reader, where, type));
        },
    };
}
