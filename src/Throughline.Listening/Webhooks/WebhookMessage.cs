using System.Buffers;
using System.Text.Json;

namespace Throughline.Listening.Webhooks;

/// <summary>
/// The body of a delivery: up to a hundred signals of one source in one message, so that much that arrives is told in few requests. Ids and
/// names only: who it is about and what was said stay here, to be asked for with a key that may.
/// </summary>
/// <param name="Kind">What is told.</param>
/// <param name="SourceId">Of which source; null for a test.</param>
/// <param name="Items">Signals in it.</param>
/// <param name="Body">The exact bytes that are signed and sent.</param>
sealed record WebhookMessage(string Kind, int? SourceId, int Items, byte[] Body)
{
    public const int MostItems = 100;

    /// <summary>Messages about these items, which are of one source.</summary>
    public static IEnumerable<WebhookMessage> Of<T>(string kind, int sourceId, string source, IEnumerable<T> items, Action<Utf8JsonWriter, T> write, DateTime now) =>
        items.Chunk(MostItems).Select(some => new WebhookMessage(kind, sourceId, some.Length, Write(kind, now, json =>
        {
            json.WriteString("source", source);
            json.WriteStartArray("signals");
            foreach (var one in some)
            {
                json.WriteStartObject();
                write(json, one);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        })));

    /// <summary>A message about one thing, of a source or of none.</summary>
    public static WebhookMessage Of(string kind, int? sourceId, string? source, Action<Utf8JsonWriter> write, DateTime now) => new(kind, sourceId, 1, Write(kind, now, json =>
    {
        json.WriteString("source", source);
        write(json);
    }));

    /// <summary>A message that only shows that messages arrive.</summary>
    public static WebhookMessage Test(DateTime now) => new(WebhookKinds.Test, null, 0, Write(WebhookKinds.Test, now, _ => { }));

    static byte[] Write(string kind, DateTime now, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", kind);
            json.WriteString("timestamp", now);
            json.WriteStartObject("data");
            write(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
