using System.Text.Json;

namespace Throughline.Listening.Collectors;

/// <summary>
/// What stands around the events of a request: where their list is, when the client sent it, and a key if one is in the body. Any of
/// these may stand behind the events: looked for there first, and else in one quick pass.
/// </summary>
readonly ref struct Envelope
{
    const int MostBehind = 512;

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
                    if (Behind(body, out var sentBehind, out var keyBehind))
                    {
                        return new Envelope(hasList, sentBehind, key.Type == JsonTokenType.None ? keyBehind : key);
                    }
                }
                else if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                {
                    var value = Value(reader, 0);
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

    /// <summary>
    /// What stands behind the last list of the body, when that is all there can be: only texts and numbers, the time of sending among
    /// them, and one brace, which is then the body's own.
    /// </summary>
    static bool Behind(ReadOnlySpan<byte> body, out Member sentAt, out Member key)
    {
        (sentAt, key) = (default, default);
        var start = body.LastIndexOf((byte)']') + 1;
        if (start == 0 || body.Length - start is < 2 or > MostBehind || body[start] != (byte)',')
        {
            return false;
        }

        Span<byte> behind = stackalloc byte[MostBehind];
        behind = behind[..(body.Length - start)];
        body[start..].CopyTo(behind);
        behind[0] = (byte)'{';
        var reader = new Utf8JsonReader(behind);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isSent = reader.ValueTextEquals("sentAt"u8) || reader.ValueTextEquals("sent_at"u8);
                var isKey = reader.ValueTextEquals("writeKey"u8) || reader.ValueTextEquals("api_key"u8) || reader.ValueTextEquals("token"u8);
                reader.Read();
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                {
                    return false;
                }

                sentAt = isSent ? Value(reader, start) : sentAt;
                key = isKey && key.Type == JsonTokenType.None ? Value(reader, start) : key;
            }

            return !reader.Read() && sentAt.Type != JsonTokenType.None;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static Member Value(in Utf8JsonReader reader, int from)
    {
        var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
        var at = (int)reader.TokenStartIndex;
        return new Member(reader.TokenType, from + at + quote, (int)reader.BytesConsumed - at - (2 * quote), reader.ValueIsEscaped);
    }
}
