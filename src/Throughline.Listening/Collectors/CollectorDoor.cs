using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Throughline.Listening.Collectors;

/// <summary>
/// The way in for events at addresses that are always the same, before the table of all addresses is looked at. That table is made at
/// its first use, which takes a good part of a second: after a restart events must not wait for it.
/// </summary>
sealed class CollectorDoor(Ingest ingest)
{
    readonly ConcurrentDictionary<string, IngestFormat> _formats = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a format answer at a path; paths with variables are left to the table.</summary>
    public void Add(string path, IngestFormat format)
    {
        if (!path.Contains('{', StringComparison.Ordinal))
        {
            _formats[path.TrimEnd('/')] = format;
        }
    }

    /// <summary>Puts the door before what comes next.</summary>
    public static void Open(IApplicationBuilder app)
    {
        var door = app.ApplicationServices.GetRequiredService<CollectorDoor>();
        app.Use((context, next) => HttpMethods.IsPost(context.Request.Method)
            && door._formats.TryGetValue((context.Request.Path.Value ?? "").TrimEnd('/'), out var format)
                ? door.Ingest.HandleAsync(context, format)
                : next(context));
    }

    Ingest Ingest => ingest;
}
