using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>Events as PostHog's libraries send them: <c>event distinct_id properties uuid timestamp</c>.</summary>
sealed class PostHogEvents(EventSink sink)
{
    static readonly string[] _names =
    [
        "event", "uuid", "distinct_id", "properties.distinct_id", "timestamp", "offset", "properties.$device_id", "properties.$anon_distinct_id",
        "properties.$insert_id", "$set.email", "properties.$lib",
    ];

    // Pages of older libraries say how long ago it was, anew at each attempt.
    readonly EventScan _scan = new(_names, "sent_at", "sentAt", "_metadata", "api_key", "token", "writeKey", "offset");

    enum At
    {
        Event, Uuid, DistinctId, PropertiesDistinctId, Timestamp, Offset, DeviceId, AnonymousId,
        InsertId, Email, Library,
    }

    /// <summary>Takes one event that the reader stands on.</summary>
    public void Take(ref Utf8JsonReader reader, string where)
    {
        _scan.Read(ref reader);
        var raw = new Slice(_scan.Start, _scan.Length);
        if (_scan.Type != JsonTokenType.StartObject)
        {
            sink.Hold(IngestReasons.NotAnObject, where, "An event is an object with an event's name and a distinct_id.", raw, default);
            return;
        }

        var warnings = _scan.HasDuplicates ? SignalWarnings.DuplicateKeys : SignalWarnings.None;
        var key = sink.EventKey(this[At.Uuid].Names ? this[At.Uuid] : this[At.InsertId], ref warnings);
        if (!sink.IsSound(_scan, where, key) || Fault(where, raw, key))
        {
            return;
        }

        var one = new ArrivedEvent
        {
            Kind = SignalKind.Event,
            Mode = SignalMode.Inferred,
            ContentHash = _scan.Hash,
            Key = key,
            Rest = raw,
            Activity = sink.Text(this[At.Event], ref warnings),
            Channel = Channel(ref warnings),
        };
        Identify(ref one, ref warnings);
        one.Warnings = warnings;
        SetTime(ref one);
        sink.Keep(ref one);
    }

    Member this[At at] => _scan[(int)at];

    Member DistinctId => this[At.DistinctId].Names ? this[At.DistinctId] : this[At.PropertiesDistinctId];

    bool Fault(string where, Slice raw, Slice key)
    {
        if (!DistinctId.Names)
        {
            sink.Hold(IngestReasons.MissingIdentity, where + "/distinct_id", "Give distinct_id, a text or a number that is not empty.", raw, key);
            return true;
        }

        if (!this[At.Event].Names)
        {
            sink.Hold(IngestReasons.MissingEvent, where + "/event", "Name what was done in \"event\".", raw, key);
            return true;
        }

        return false;
    }

    /// <summary>A distinct_id is the device's own until the person is known.</summary>
    void Identify(ref ArrivedEvent one, ref SignalWarnings warnings)
    {
        var (who, device) = (sink.Text(DistinctId, ref warnings), sink.Text(this[At.DeviceId], ref warnings));
        var before = sink.Text(this[At.AnonymousId], ref warnings);
        var isDevice = !device.IsEmpty && sink.Of(who).SequenceEqual(sink.Of(device));
        var anonymous = sink.Named("anonymous:"u8, isDevice ? who : !before.IsEmpty ? before : device);
        var email = sink.Named("email:"u8, sink.Text(this[At.Email], ref warnings));
        var user = isDevice ? default : sink.Named("user:"u8, who);
        one.Customer = !user.IsEmpty ? user : !email.IsEmpty ? email : anonymous;
        one.Identifiers = IdentifierList.Write(sink, user, email, anonymous);
    }

    Slice Channel(ref SignalWarnings warnings)
    {
        var library = sink.Of(sink.Text(this[At.Library], ref warnings));
        var isApp = library.IndexOf("ios"u8) >= 0 || library.IndexOf("android"u8) >= 0 || library.IndexOf("flutter"u8) >= 0 || library.IndexOf("native"u8) >= 0;
        return library.SequenceEqual("web"u8) || library.SequenceEqual("js"u8) ? sink.Write("web"u8) : isApp ? sink.Write("app"u8) : default;
    }

    void SetTime(ref ArrivedEvent one)
    {
        var (time, ago) = (this[At.Timestamp], this[At.Offset]);
        if (time.Type == JsonTokenType.None && ago.Type == JsonTokenType.Number
            && System.Buffers.Text.Utf8Parser.TryParse(sink.Of(new Slice(ago.Start, ago.Length)), out double milliseconds, out _)
            && milliseconds is >= 0 and < 1e11)
        {
            one.OccurredAt = sink.ReceivedAt.AddMilliseconds(-milliseconds);
            return;
        }

        sink.SetTime(ref one, EventTime.Read(sink.Of(new Slice(time.Start, time.Length)), time.Type), time.Type is JsonTokenType.None or JsonTokenType.Null);
    }
}
