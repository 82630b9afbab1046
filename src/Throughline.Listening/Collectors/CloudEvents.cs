using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>CloudEvents 1.0. An event is known by its source and its id together; it needs nobody whom it is about.</summary>
sealed class CloudEvents(EventSink sink)
{
    static readonly string[] _names =
        ["id", "source", "type", "time", "userid", "anonymousid", "data.userId", "data.anonymousId", "data.email", "data.user_id"];

    readonly EventScan _scan = new(_names, "sentAt", "sent_at", "_metadata");

    enum At
    {
        Id, Source, Type, Time, User, Anonymous, UserInside, AnonymousInside, Email, UserIdInside,
    }

    /// <summary>Takes one event that the reader stands on.</summary>
    public void Take(ref Utf8JsonReader reader, string where)
    {
        _scan.Read(ref reader);
        var raw = new Slice(_scan.Start, _scan.Length);
        if (_scan.Type != JsonTokenType.StartObject)
        {
            sink.Hold(IngestReasons.NotAnObject, where, "An event is an object with specversion, id, source and type.", raw, default);
            return;
        }

        var warnings = _scan.HasDuplicates ? SignalWarnings.DuplicateKeys : SignalWarnings.None;
        var key = sink.EventKey(this[At.Id], ref warnings);
        var known = Known(key, ref warnings);
        if (!sink.IsSound(_scan, where, key, known))
        {
            return;
        }

        if (this[At.Type] is not { Type: JsonTokenType.String, Names: true })
        {
            sink.Hold(IngestReasons.MissingEvent, where + "/type", "Say in \"type\" what happened.", raw, key, known);
            return;
        }

        var one = new ArrivedEvent
        {
            Kind = SignalKind.Event,
            Mode = SignalMode.Inferred,
            ContentHash = _scan.Hash,
            Key = key,
            Rest = raw,
            Activity = sink.Text(this[At.Type], ref warnings),
        };
        Identify(ref one, ref warnings);
        one.Warnings = warnings;
        var time = this[At.Time];
        sink.SetTime(ref one, EventTime.Read(sink.Of(new Slice(time.Start, time.Length)), time.Type), time.Type is JsonTokenType.None or JsonTokenType.Null);
        sink.Keep(ref one, known);
    }

    Member this[At at] => _scan[(int)at];

    /// <summary>Source and id; a source is a URI and has no line break in it.</summary>
    Slice Known(Slice key, ref SignalWarnings warnings)
    {
        if (key.IsEmpty || !this[At.Source].Names)
        {
            return default;
        }

        var source = sink.Text(this[At.Source], ref warnings);
        return sink.Write([.. "cloudevents:"u8, .. sink.Of(source), (byte)'\n'], key);
    }

    void Identify(ref ArrivedEvent one, ref SignalWarnings warnings)
    {
        var user = First(ref warnings, At.User, At.UserInside, At.UserIdInside);
        var anonymous = First(ref warnings, At.Anonymous, At.AnonymousInside);
        var (asUser, asEmail, asAnonymous) = (sink.Named("user:"u8, user), sink.Named("email:"u8, First(ref warnings, At.Email)), sink.Named("anonymous:"u8, anonymous));
        one.Customer = !asUser.IsEmpty ? asUser : !asEmail.IsEmpty ? asEmail : asAnonymous;
        one.Identifiers = IdentifierList.Write(sink, asUser, asEmail, asAnonymous);
    }

    Slice First(ref SignalWarnings warnings, params ReadOnlySpan<At> places)
    {
        foreach (var at in places)
        {
            if (this[at].Names)
            {
                return sink.Text(this[at], ref warnings);
            }
        }

        return default;
    }
}

/// <summary>CloudEvents over HTTP in all three modes at one address.</summary>
static class CloudEventRoutes
{
    public static void Map(IEndpointRouteBuilder root) => root.Collect(new IngestFormat
    {
        Name = "cloudevents",
        Unwrap = CloudEventHeaders.Unwrap,
        Read = (sink, body, _, _) =>
        {
            var events = new CloudEvents(sink);
            EventWalk.Through(sink, body.Span, "", hasList: false, (ref Utf8JsonReader reader, string where) => events.Take(ref reader, where));
        },
    }, "/cloudevents");
}
