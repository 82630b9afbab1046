using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>
/// Log records of OpenTelemetry's protocol in its JSON form. A record is kept together with the resource and the scope that it comes
/// from. Records bear no ids: theirs come from their content, and equal ones of one request are told apart by counting.
/// </summary>
sealed class OtlpLogs(EventSink sink)
{
    /// <summary>Bytes of all records of a request, each with its resource and scope: a large resource stands before each of its records.</summary>
    const long MostWritten = 4L * IngestLimits.Inflated;

    static readonly string[] _names = ["eventName", "timeUnixNano", "observedTimeUnixNano", "severityText", "attributes"];

    static readonly SearchValues<byte> _nothing = SearchValues.Create(" \t\r\n,]}"u8);

    readonly EventScan _scan = new(_names);
    readonly EventScan _around = new([]);
    readonly Dictionary<ulong, int> _equal = [];
    int _count;
    int _before;
    long _written;

    enum At
    {
        EventName, Time, Observed, Severity, Attributes,
    }

    /// <summary>Takes all records of a body.</summary>
    /// <exception cref="TooLargeException">There are more than one request may bring.</exception>
    public void TakeAll(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Envelope.Options);
        var (unread, where) = (0, "");
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !EventWalk.GoTo(ref reader, "resourceLogs"))
            {
                return;
            }

            for (var i = 0; reader.Read() && IsObject(reader); i++)
            {
                (unread, where) = ((int)reader.TokenStartIndex, $"/resourceLogs/{i}");
                var resource = MemberOf(reader, "resource"u8);
                var end = EndOf(reader);
                while (EventWalk.GoTo(ref reader, "scopeLogs"))
                {
                    TakeScopes(ref reader, body, resource, $"{where}/scopeLogs");
                }

                unread = end;
            }
        }
        catch (JsonException e)
        {
            if (body[unread..].IndexOfAnyExcept(_nothing) >= 0)
            {
                sink.Hold(IngestReasons.NotJson, where, $"The body is no JSON: {e.Message.Split(". ")[0]}.", new Slice(unread, body.Length - unread), default);
            }
        }
    }

    /// <summary>Takes one record that was held: alone, or together with where it comes from, as a stored one is kept.</summary>
    public void TakeAgain(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Envelope.Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || MemberOf(reader, "record"u8).IsEmpty)
            {
                Take(ref reader, body, "", default, default);
                return;
            }

            var (resource, scope) = (Given(body, MemberOf(reader, "resource"u8)), Given(body, MemberOf(reader, "scope"u8)));
            _before = Before(body, MemberOf(reader, "repeat"u8));
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("record"u8);
                reader.Read();
                if (found)
                {
                    Take(ref reader, body, "/record", resource, scope);
                    return;
                }

                reader.Skip();
            }
        }
        catch (JsonException e)
        {
            sink.Hold(IngestReasons.NotJson, "", $"The record is no JSON: {e.Message.Split(". ")[0]}.", new Slice(0, body.Length), default);
        }
    }

    /// <summary>How many equal records stood before it in its request.</summary>
    static int Before(ReadOnlySpan<byte> body, Slice repeat) =>
        Utf8Parser.TryParse(body.Slice(repeat.Start, repeat.Length), out int number, out var used) && used == repeat.Length && number > 1 ? number - 1 : 0;

    static Slice Given(ReadOnlySpan<byte> body, Slice value) => body.Slice(value.Start, value.Length).SequenceEqual("null"u8) ? default : value;

    void TakeScopes(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, Slice resource, string where)
    {
        for (var j = 0; reader.Read() && IsObject(reader); j++)
        {
            var scope = MemberOf(reader, "scope"u8);
            while (EventWalk.GoTo(ref reader, "logRecords"))
            {
                for (var k = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; k++)
                {
                    if (++_count > IngestLimits.Events)
                    {
                        throw new TooLargeException("events", IngestLimits.Events);
                    }

                    Take(ref reader, body, $"{where}/{j}/logRecords/{k}", resource, scope);
                }
            }
        }
    }

    void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, string where, Slice resource, Slice scope)
    {
        _scan.Read(ref reader);
        var raw = new Slice(_scan.Start, _scan.Length);
        var hash = Hash(body, resource, scope, out var repeat);
        var whole = Whole(body, resource, scope, raw, 1);
        if ((_scan.Type != JsonTokenType.StartObject ? (IngestReasons.NotAnObject, "A log record is an object.") : sink.Fault(_scan, whole)) is var (code, detail))
        {
            sink.Hold(code, where, detail, repeat == 1 ? whole : Whole(body, resource, scope, raw, repeat), default);
            return;
        }

        var warnings = _scan.HasDuplicates ? SignalWarnings.DuplicateKeys : SignalWarnings.None;
        var attributes = OtlpAttributes.Of(body, this[At.Attributes]);
        var one = new ArrivedEvent
        {
            Kind = SignalKind.Event,
            Mode = SignalMode.Inferred,
            ContentHash = hash,
            Rest = whole,
            Activity = Activity(attributes, ref warnings),
        };
        Identify(ref one, attributes);
        one.Warnings = warnings;
        SetTime(ref one);
        sink.Keep(ref one);
    }

    Member this[At at] => _scan[(int)at];

    /// <summary>Over the record and where it comes from; the second of two equal records has another.</summary>
    ulong Hash(ReadOnlySpan<byte> body, Slice resource, Slice scope, out int repeat)
    {
        // What is too deep has no such hash; it is counted all the same, for after it is mended.
        var own = _scan.Depth > IngestLimits.Depth ? ContentHash.OfBytes(body.Slice(_scan.Start, _scan.Length)) : _scan.Hash;
        var hash = ContentHash.Mix(ContentHash.Mix(own, HashOf(body, resource)), HashOf(body, scope));
        ref var before = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_equal, hash, out var isKnown);
        before = isKnown ? before + 1 : _before + 1;
        repeat = before;
        return repeat == 1 ? hash : ContentHash.Mix(hash, (ulong)repeat);
    }

    ulong HashOf(ReadOnlySpan<byte> body, Slice value)
    {
        if (value.IsEmpty)
        {
            return 0;
        }

        var reader = new Utf8JsonReader(body.Slice(value.Start, value.Length), Envelope.Options);
        reader.Read();
        _around.Read(ref reader);
        return _around.Hash;
    }

    /// <summary>A record with where it comes from, as it is kept and held; a held one says too which of several equal ones it is.</summary>
    /// <exception cref="TooLargeException">With what they come from the records of the request are too much.</exception>
    Slice Whole(ReadOnlySpan<byte> body, Slice resource, Slice scope, Slice raw, int repeat)
    {
        var length = resource.Length + scope.Length + raw.Length + 64;
        if ((_written += length) > MostWritten)
        {
            throw new TooLargeException("inflated", IngestLimits.Inflated);
        }

        var buffer = new ArrayBufferWriter<byte>(length);
        Put("{\"resource\":"u8, body.Slice(resource.Start, resource.Length));
        Put(",\"scope\":"u8, body.Slice(scope.Start, scope.Length));
        if (repeat > 1)
        {
            buffer.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"repeat\":{repeat}")));
        }

        Put(",\"record\":"u8, body.Slice(raw.Start, raw.Length));
        buffer.Write("}"u8);
        return sink.Write(buffer.WrittenSpan);

        void Put(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            buffer.Write(name);
            buffer.Write(value.IsEmpty ? "null"u8 : value);
        }
    }

    Slice Activity(OtlpAttributes attributes, ref SignalWarnings warnings) =>
        this[At.EventName].Names ? sink.Text(this[At.EventName], ref warnings)
        : attributes["event.name"] is { Length: > 0 } name ? sink.Write(name)
        : sink.Write("log"u8);

    void Identify(ref ArrivedEvent one, OtlpAttributes attributes)
    {
        var user = Named("user:", attributes["user.id"] ?? attributes["enduser.id"]);
        var email = Named("email:", attributes["user.email"]);
        var anonymous = Named("anonymous:", attributes["user.hash"] ?? attributes["app.installation.id"] ?? attributes["device.id"]);
        one.Customer = !user.IsEmpty ? user : !email.IsEmpty ? email : anonymous;
        one.Identifiers = IdentifierList.Write(sink, user, email, anonymous);
    }

    Slice Named(string word, string? value) => string.IsNullOrEmpty(value) ? default : sink.Write(word + value);

    void SetTime(ref ArrivedEvent one)
    {
        var time = IsGiven(this[At.Time]) ? this[At.Time] : this[At.Observed];
        var readable = !IsGiven(time);
        sink.SetTime(ref one, readable ? null : EventTime.Read(sink.Of(new Slice(time.Start, time.Length)), time.Type), readable);
    }

    /// <summary>Zero means that the time is not known.</summary>
    bool IsGiven(Member time) => time.Type is not (JsonTokenType.None or JsonTokenType.Null) && !sink.Of(new Slice(time.Start, time.Length)).SequenceEqual("0"u8);

    /// <summary>False at the end of the list.</summary>
    static bool IsObject(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => true,
        JsonTokenType.EndArray => false,
        _ => throw new JsonException("Only objects may stand here."),
    };

    /// <summary>A member of the object that the reader stands on; nothing when it is not there.</summary>
    static Slice MemberOf(Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (found)
            {
                return new Slice(start, (int)reader.BytesConsumed - start);
            }
        }

        return default;
    }

    static int EndOf(Utf8JsonReader reader)
    {
        reader.Skip();
        return (int)reader.BytesConsumed;
    }
}
