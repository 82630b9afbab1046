using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>Events of Snowplow's tracker protocol: short names, every value a text. They need nobody whom they are about.</summary>
sealed class SnowplowEvents(EventSink sink)
{
    static readonly string[] _names =
        ["e", "eid", "uid", "duid", "nuid", "tnuid", "dtm", "ttm", "stm", "se_ac", "page", "ue_pr", "ue_px", "p", "lang"];

    readonly EventScan _scan = new(_names, "stm", "sentAt", "sent_at", "_metadata");

    enum At
    {
        Kind, Id, User, Domain, Network, TrackerNetwork, DeviceTime, TrueTime, Sent, Action, Page, Unstructured, UnstructuredBase64, Platform, Language,
    }

    /// <summary>Takes one event that the reader stands on.</summary>
    public void Take(ref Utf8JsonReader reader, string where)
    {
        _scan.Read(ref reader);
        var raw = new Slice(_scan.Start, _scan.Length);
        if (_scan.Type != JsonTokenType.StartObject)
        {
            sink.Hold(IngestReasons.NotAnObject, where, "An event is an object with \"e\", what it is.", raw, default);
            return;
        }

        var warnings = _scan.HasDuplicates ? SignalWarnings.DuplicateKeys : SignalWarnings.None;
        var key = sink.EventKey(this[At.Id], ref warnings);
        if (!sink.IsSound(_scan, where, key))
        {
            return;
        }

        if (!this[At.Kind].Names)
        {
            sink.Hold(IngestReasons.UnknownType, where + "/e", "Say in \"e\" what it is, for example pv, pp, se or ue.", raw, key);
            return;
        }

        var one = new ArrivedEvent
        {
            Kind = SignalKind.Event,
            Mode = SignalMode.Inferred,
            ContentHash = _scan.Hash,
            Key = key,
            Rest = raw,
            Activity = Activity(ref warnings),
            Channel = Channel(ref warnings),
        };
        Identify(ref one, ref warnings);
        one.Warnings = warnings;
        sink.SentAt = Time(At.Sent);
        var said = this[At.TrueTime].Names ? At.TrueTime : At.DeviceTime;
        sink.SetTime(ref one, Time(said), this[said].Type is JsonTokenType.None or JsonTokenType.Null);
        sink.Keep(ref one);
    }

    Member this[At at] => _scan[(int)at];

    DateTime? Time(At at) => EventTime.Read(sink.Of(new Slice(this[at].Start, this[at].Length)), this[at].Type);

    Slice Activity(ref SignalWarnings warnings)
    {
        var kind = sink.Text(this[At.Kind], ref warnings);
        var word = Encoding.UTF8.GetString(sink.Of(kind));
        var action = sink.Text(this[At.Action], ref warnings);
        return word switch
        {
            "se" when !action.IsEmpty => action,
            "ue" => Unstructured(ref warnings) is { } name ? sink.Write(name) : sink.Write("unstructured"u8),
            "pv" => sink.Write("page_view"u8),
            "pp" => sink.Write("page_ping"u8),
            "tr" => sink.Write("transaction"u8),
            "ti" => sink.Write("transaction_item"u8),
            _ => kind,
        };
    }

    /// <summary>The name in the schema of an event that describes itself: <c>iglu:vendor/NAME/format/version</c>.</summary>
    string? Unstructured(ref SignalWarnings warnings)
    {
        var plain = sink.Text(this[At.Unstructured], ref warnings);
        var json = plain.IsEmpty ? Unpack(sink.Of(sink.Text(this[At.UnstructuredBase64], ref warnings))) : sink.Of(plain).ToArray();
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.TryGetProperty("data", out var data) && data.TryGetProperty("schema", out var schema)
                && schema.GetString()?.Split('/') is [_, { Length: > 0 } name, ..] ? name : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // the event is kept as it came; only its name is not known
        }
    }

    static byte[] Unpack(ReadOnlySpan<byte> base64)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(base64.Length)];
        return Base64Url.DecodeFromUtf8(base64.TrimEnd((byte)'='), bytes, out _, out var length) == System.Buffers.OperationStatus.Done ? bytes[..length] : [];
    }

    void Identify(ref ArrivedEvent one, ref SignalWarnings warnings)
    {
        var user = sink.Named("user:"u8, sink.Text(this[At.User], ref warnings));
        var device = this[At.Domain].Names ? this[At.Domain] : this[At.Network].Names ? this[At.Network] : this[At.TrackerNetwork];
        var anonymous = sink.Named("anonymous:"u8, sink.Text(device, ref warnings));
        one.Customer = !user.IsEmpty ? user : anonymous;
        one.Identifiers = IdentifierList.Write(sink, user, anonymous);
    }

    Slice Channel(ref SignalWarnings warnings) => Encoding.UTF8.GetString(sink.Of(sink.Text(this[At.Platform], ref warnings))) switch
    {
        "web" => sink.Write("web"u8),
        "mob" => sink.Write("app"u8),
        _ => default,
    };
}

/// <summary>Snowplow's trackers, for servers, pages, and pages that can only ask for a picture. The application id is the key.</summary>
static class SnowplowRoutes
{
    public static void Map(IEndpointRouteBuilder root)
    {
        root.Collect(Format(isPixel: false), "/com.snowplowanalytics.snowplow/tp2");
        root.CollectByGet(Format(isPixel: true), "/i");
    }

    static IngestFormat Format(bool isPixel) => new()
    {
        Name = "snowplow",
        List = "data"u8.ToArray(),
        Unwrap = isPixel ? (context, _) => Pixel.OfQuery(context, nested: false) : null,
        AnswerAsync = isPixel ? Pixel.AnswerAsync : (context, arrival) => IngestAnswer.WriteAsync(context, arrival),
        Key = (_, body) => KeyInEvents.First(body.Span, "data", "aid"),
        Read = (sink, body, envelope, _) =>
        {
            var events = new SnowplowEvents(sink);
            EventWalk.Through(sink, body.Span, "data", envelope.HasList, (ref Utf8JsonReader reader, string where) => events.Take(ref reader, where));
        },
    };
}
