using System.Text.Json;

namespace Throughline.Listening.Collectors;

/// <summary>
/// What stands around the events of a request: where their list is, when the client sent it, and a key if one is in the body. Found in
/// one quick pass, because any of these may stand behind the events.
/// </summary>
readonly ref struct Envelope
{
    Envelope(bool hasList, Member sentAt, Member key) => (HasList, SentAt, Key) = (hasList, sentAt, key);

    /// <summary>True when the body is an object with a list of events; else it is the event, or the list, itself.</summary>
    public bool HasList { get; }

    /// <summary>When the client sent the request.</summary>
    public Member SentAt { get; }

    /// <summary>The write key.</summary>
    public Member Key { get; }

    /// <summary>Options of every reader here: depth is a verdict on an event, and lines of JSON are values behind each other.</summary>
    public static JsonReaderOptions Options => new() { MaxDepth = int.MaxValue, AllowMultipleValues = true };

    /// <summary>Looks through a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="list">Name of the member that lists the events.</param>
    public static Envelope Of(ReadOnlySpan<byte> body, ReadOnlySpan<byte> list)
    {
        var reader = new Utf8JsonReader(body, Options);
        var (hasList, sentAt, key) = (false, default(Member), default(Member));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isList = reader.ValueTextEquals(list);
                var isSent = reader.ValueTextEquals("sentAt"u8) || reader.ValueTextEquals("sent_at"u8);
                var isKey = reader.ValueTextEquals("writeKey"u8) || reader.ValueTextEquals("api_key"u8) || reader.ValueTextEquals("token"u8);
                reader.Read();
                if (isList && reader.TokenType == JsonTokenType.StartArray)
                {
                    hasList = true;
                }
                else if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                {
                    var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
                    var at = (int)reader.TokenStartIndex;
                    var value = new Member(reader.TokenType, at + quote, (int)reader.BytesConsumed - at - (2 * quote), reader.ValueIsEscaped);
                    sentAt = isSent ? value : sentAt;
                    key = isKey && key.Type == JsonTokenType.None ? value : key;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // What is broken is told with the event that it breaks; until there, everything above holds.
        }

        return new Envelope(hasList, sentAt, key);
    }
}
