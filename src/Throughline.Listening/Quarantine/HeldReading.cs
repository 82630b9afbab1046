using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Throughline.DuckDb;
using Throughline.Listening.Collectors;
using Throughline.Listening.Mappings;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>
/// Reads held events again: by the very reader that they came to, as of the time when they came, with a patch applied before. What comes
/// out is an event for the log, or the reason why it is still none.
/// </summary>
sealed class HeldReading(IngestFormats formats, TouchpointRules touchpoints, Quality.QualityBook quality, IServiceProvider services)
{
    public const string NoReader = "no-reader";
    public const string PatchFailed = "patch-failed";
    const int MostDeep = 1_000;

    static readonly JsonSerializerOptions _asWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MostDeep };

    /// <summary>Reads one event.</summary>
    /// <param name="held">The event.</param>
    /// <param name="patch">What is changed on a copy of it before.</param>
    /// <param name="mapping">Reads it in place of the reader that it came to; null for that.</param>
    /// <returns>An arrival with exactly one event; or null and why.</returns>
    public (Arrival? Arrival, string? Reason) Read(HeldOnce held, JsonPatch patch, MappedReading? mapping = null)
    {
        var name = held.Format?.Split('?', 2);
        var format = formats.Find(name?[0]);
        if (format is null && mapping is null)
        {
            return (null, NoReader);
        }

        var bytes = held.Raw;
        if (!patch.IsEmpty && !TryPatch(patch, ref bytes, out var reason))
        {
            return (null, reason);
        }

        // A list within a list of events is no event; alone it would be read as several.
        if (bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
        {
            return (null, IngestReasons.NotAnObject);
        }

        var request = RequestOf(held, name is [_, var query] ? query : null);
        var sink = new EventSink(held.SourceId, format?.Name ?? "", RequestBody.Of(bytes), held.HeldAt, () => null)
        {
            SentAt = held.SentAt,
            Marks = request.Headers["Sec-GPC"] == "1" ? SignalWarnings.PrivacyControl : SignalWarnings.None,
            Touchpoints = touchpoints.Of(held.SourceId) is { Lines.Count: > 0 } map ? map : null,
            Checks = quality.Of(held.SourceId)?.Rent(counts: false),
        };
        try
        {
            if (mapping is not null)
            {
                mapping.Read(sink, RequestBody.Of(bytes));
            }
            else
            {
                (format!.Again ?? format.Read)(sink, RequestBody.Of(bytes), default, request);
            }
        }
        catch (TooLargeException)
        {
            return (null, IngestReasons.TooLarge);
        }

        return sink.Finish() switch
        {
            { Events.Count: 1, Mapped.Count: 0, Held.Count: 0, Rejected: 0 } or { Events.Count: 0, Mapped.Count: 1, Held.Count: 0, Rejected: 0 } => (sink.Arrival, null),
            { Held: [var one, ..] } => (null, one.Code),
            { Rejected: > 0 } => (null, "rejected"),
            _ => (null, IngestReasons.NotAnObject),
        };
    }

    static bool TryPatch(JsonPatch patch, ref byte[] bytes, out string? reason)
    {
        try
        {
            var document = JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = MostDeep });
            bytes = JsonSerializer.SerializeToUtf8Bytes(patch.Apply(document), _asWritten);
            reason = null;
            return true;
        }
        catch (JsonException)
        {
            reason = IngestReasons.NotJson;
        }
        catch (Exception e) when (e is JsonPatchException or ArgumentException or InvalidOperationException)
        {
            // The patch does not fit, or a name stands twice, or a text is none: such a document cannot be changed safely.
            reason = PatchFailed;
        }

        return false;
    }

    /// <summary>The request's headers as they were kept: some formats have the event's id and type there.</summary>
    HttpRequest RequestOf(HeldOnce held, string? query)
    {
        var request = new DefaultHttpContext { RequestServices = services }.Request;
        request.QueryString = query is null ? default : new QueryString("?" + query);
        if (held.Headers is { } headers)
        {
            foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(headers)!)
            {
                request.Headers[name] = value;
            }
        }

        return request;
    }
}

/// <summary>A held event as it is kept.</summary>
sealed record HeldOnce(Guid Id, int SourceId, string Code, byte[] Raw, DateTime HeldAt, string? Format, string? Headers, DateTime? SentAt)
{
    public const string Columns = "id, source_id, code, raw, raw_bytes, held_at, format, headers, sent_at";

    public static HeldOnce Of(DuckReader reader) => new(
        reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2),
        reader.IsNull(4) ? System.Text.Encoding.UTF8.GetBytes(reader.GetString(3)) : reader.GetBytes(4),
        reader.GetDateTime(5), reader.GetStringOrNull(6), reader.GetStringOrNull(7), reader.GetDateTimeOrNull(8));
}
