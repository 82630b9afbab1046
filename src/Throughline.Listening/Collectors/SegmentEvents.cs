using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>
/// The six calls that Segment's and RudderStack's libraries send, one by one or as a batch. What they share: <c>type messageId userId
/// anonymousId timestamp context</c>.
/// </summary>
sealed class SegmentEvents(EventSink sink)
{
    static readonly string[] _names =
    [
        "type", "messageId", "userId", "anonymousId", "event", "name", "timestamp", "originalTimestamp", "channel",
        "context.channel", "traits.email", "traits.phone", "context.traits", "sentAt", "context.locale",
    ];

    readonly EventScan _scan = new(_names, "sentAt", "_metadata", "writeKey");
    string? _type;

    enum At
    {
        Type, MessageId, UserId, AnonymousId, Event, Name, Timestamp, OriginalTimestamp, Channel,
        ContextChannel, Email, Phone, ContextTraits, SentAt, Locale,
    }

    /// <summary>Takes one event that the reader stands on.</summary>
    /// <param name="reader">Stands on the first token.</param>
    /// <param name="where">Where in the request, RFC 6901.</param>
    /// <param name="type">The call, when the route says it; null when the event must.</param>
    public void Take(ref Utf8JsonReader reader, string where, string? type)
    {
        _scan.Read(ref reader);
        _type = type;
        var raw = new Slice(_scan.Start, _scan.Length);
        if (_scan.Type != JsonTokenType.StartObject)
        {
            sink.Hold(IngestReasons.NotAnObject, where, "An event is an object with a type, an id and someone it is about.", raw, default);
            return;
        }

        var warnings = _scan.HasDuplicates ? SignalWarnings.DuplicateKeys : SignalWarnings.None;
        var key = sink.EventKey(this[At.MessageId], ref warnings);
        if (!sink.IsSound(_scan, where, key) || Fault(where, raw, key))
        {
            return;
        }

        var one = new ArrivedEvent
        {
            Kind = SignalKind.Event,
            Mode = SignalMode.Inferred,
            ContentHash = ContentHash.Mix(_scan.Hash, TypeHash()),
            Key = key,
            Rest = raw,
            Warnings = warnings,
        };
        Fill(ref one);
        sink.Keep(ref one);
    }

    Member this[At at] => _scan[(int)at];

    /// <summary>True when the event lacks what every event must have; it is held.</summary>
    bool Fault(string where, Slice raw, Slice key)
    {
        if (_type is null && !IsKnownType())
        {
            sink.Hold(IngestReasons.UnknownType, where + "/type", "The type is one of track, page, screen, identify, group, alias.", raw, key);
            return true;
        }

        if (!this[At.UserId].Names && !this[At.AnonymousId].Names)
        {
            sink.Hold(IngestReasons.MissingIdentity, where + "/userId", "Give userId or anonymousId, a text or a number that is not empty.", raw, key);
            return true;
        }

        if (_type == "track" && !this[At.Event].Names)
        {
            sink.Hold(IngestReasons.MissingEvent, where + "/event", "A track call names what was done in \"event\".", raw, key);
            return true;
        }

        return false;
    }

    /// <summary>The call is part of the content, also where only the address says it.</summary>
    ulong TypeHash()
    {
        var hash = 0ul;
        foreach (var letter in _type!)
        {
            hash = ContentHash.Mix(hash, letter);
        }

        return hash;
    }

    bool IsKnownType()
    {
        if (this[At.Type] is not { Type: JsonTokenType.String } type)
        {
            return false;
        }

        var word = sink.Of(new Slice(type.Start, type.Length));
        _type = word.SequenceEqual("track"u8) ? "track" : word.SequenceEqual("page"u8) ? "page" : word.SequenceEqual("screen"u8) ? "screen"
            : word.SequenceEqual("identify"u8) ? "identify" : word.SequenceEqual("group"u8) ? "group" : word.SequenceEqual("alias"u8) ? "alias" : null;
        return _type is not null;
    }

    void Fill(ref ArrivedEvent one)
    {
        var warnings = one.Warnings;
        var name = sink.Text(_type == "track" ? this[At.Event] : this[At.Name], ref warnings);
        one.Activity = _type switch
        {
            "track" => name,
            "page" or "screen" when !name.IsEmpty => name,
            _ => sink.Write(_type!),
        };
        var email = _type == "group" ? default : this[At.Email]; // there it is the group's
        Identify(ref one, sink.Text(this[At.UserId], ref warnings), sink.Text(this[At.AnonymousId], ref warnings), sink.Text(email, ref warnings));
        one.Channel = Channel(ref warnings);
        one.Warnings = warnings;
        var time = this[At.Timestamp].Type != JsonTokenType.None ? this[At.Timestamp] : this[At.OriginalTimestamp];
        var read = EventTime.Read(sink.Of(new Slice(time.Start, time.Length)), time.Type);
        sink.SetTime(ref one, read, readable: time.Type is JsonTokenType.None or JsonTokenType.Null);
    }

    void Identify(ref ArrivedEvent one, Slice user, Slice anonymous, Slice email)
    {
        var (asUser, asAnonymous, asEmail) = (sink.Named("user:"u8, user), sink.Named("anonymous:"u8, anonymous), sink.Named("email:"u8, email));
        one.Customer = !asUser.IsEmpty ? asUser : !asEmail.IsEmpty ? asEmail : asAnonymous;
        one.Identifiers = IdentifierList.Write(sink, asUser, asEmail, asAnonymous);
    }

    Slice Channel(ref SignalWarnings warnings)
    {
        var channel = sink.Text(this[At.Channel].Names ? this[At.Channel] : this[At.ContextChannel], ref warnings);
        var word = sink.Of(channel);
        return word.SequenceEqual("browser"u8) ? sink.Write("web"u8) : word.SequenceEqual("mobile"u8) ? sink.Write("app"u8)
            : word.SequenceEqual("server"u8) || word.SequenceEqual("sources"u8) ? default : channel;
    }
}

/// <summary>Several identifiers as the log keeps them: a JSON array of texts.</summary>
static class IdentifierList
{
    static readonly System.Buffers.SearchValues<byte> _plain =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:_-.@ |/"u8);

    /// <summary>Writes those that are given; nothing when there are fewer than two.</summary>
    public static Slice Write(EventSink sink, params ReadOnlySpan<Slice> identifiers)
    {
        var given = 0;
        foreach (var one in identifiers)
        {
            given += one.IsEmpty ? 0 : 1;
        }

        if (given < 2)
        {
            return default;
        }

        return IsPlain(sink, identifiers) ? WritePlain(sink, identifiers) : WriteAny(sink, identifiers);
    }

    static bool IsPlain(EventSink sink, ReadOnlySpan<Slice> identifiers)
    {
        foreach (var one in identifiers)
        {
            if (sink.Of(one).IndexOfAnyExcept(_plain) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where nothing has to be escaped, as nearly always.</summary>
    static Slice WritePlain(EventSink sink, ReadOnlySpan<Slice> identifiers)
    {
        var list = default(Slice);
        foreach (var one in identifiers)
        {
            if (!one.IsEmpty)
            {
                var part = sink.Write(list.IsEmpty ? "[\""u8 : ",\""u8, one);
                var end = sink.Write("\""u8);
                list = new Slice(list.IsEmpty ? part.Start : list.Start, end.Start + end.Length - (list.IsEmpty ? part.Start : list.Start));
            }
        }

        var close = sink.Write("]"u8);
        return new Slice(list.Start, close.Start + close.Length - list.Start);
    }

    static Slice WriteAny(EventSink sink, ReadOnlySpan<Slice> identifiers)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var one in identifiers)
            {
                if (!one.IsEmpty)
                {
                    json.WriteStringValue(sink.Of(one));
                }
            }

            json.WriteEndArray();
        }

        return sink.Write(buffer.WrittenSpan);
    }
}
