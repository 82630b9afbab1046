using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Listening.Webhooks;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Alerts;

/// <summary>
/// The alerts that are on and those that were. What begins or ends is put into the outbox in the same transaction, so that each is told once
/// whatever happens to the program in between. Those that ended are kept for ninety days.
/// </summary>
sealed class AlertBook(KeyStore keys, SignalLog log, TimeProvider time)
{
    internal static readonly Migration Migration = new("listening_alert", 1, """
        CREATE TABLE listening_alert (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, source_id INTEGER, subject TEXT NOT NULL,
            began_at INTEGER NOT NULL, last_at INTEGER NOT NULL, ended_at INTEGER, since INTEGER NOT NULL,
            events INTEGER NOT NULL, held INTEGER NOT NULL, usual_held INTEGER NOT NULL, usual_events INTEGER NOT NULL, reason TEXT) STRICT;
        CREATE UNIQUE INDEX listening_alert_on ON listening_alert (kind, ifnull(source_id, 0), subject) WHERE ended_at IS NULL;
        """);

    const string Select = "SELECT id, kind, source_id, subject, began_at, last_at, ended_at, since, events, held, usual_held, usual_events, reason FROM listening_alert";

    static readonly TimeSpan _kept = TimeSpan.FromDays(90);

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Those that are on, the oldest first.</summary>
    public IReadOnlyList<Alert> On() => keys.Read(connection => connection.All(Select + " WHERE ended_at IS NULL ORDER BY id", Read));

    /// <summary>Alerts, the newest first.</summary>
    /// <param name="sourceId">Only of that source; null for all.</param>
    /// <param name="on">Only those that are on, or that ended; null for all.</param>
    /// <param name="before">Only those with a smaller number; null for the newest.</param>
    /// <param name="most">Most of them.</param>
    public IReadOnlyList<Alert> List(int? sourceId, bool? on, long? before, int most) => keys.Read(connection => connection.All(Select + """
         WHERE (@source IS NULL OR source_id = @source) AND (@on IS NULL OR (ended_at IS NULL) = @on) AND (@before IS NULL OR id < @before)
        ORDER BY id DESC LIMIT @most
        """, Read, ("@source", sourceId), ("@on", on), ("@before", before), ("@most", most)));

    /// <summary>Begins an alert, of which the number, the beginning and the end are not looked at. One of the same kind that is on already goes on.</summary>
    public void Begin(Alert alert) => keys.Write(connection =>
    {
        var id = connection.One("""
            INSERT INTO listening_alert (kind, source_id, subject, began_at, last_at, since, events, held, usual_held, usual_events, reason)
            VALUES (@kind, @source, @subject, @now, @last, @since, @events, @held, @usual_held, @usual_events, @reason)
            ON CONFLICT DO NOTHING RETURNING id
            """, r => r.GetInt64(0), ("@kind", Word(alert.Kind)), ("@source", alert.SourceId), ("@subject", alert.Subject), ("@now", Millis.Of(Now)),
            ("@last", Millis.Of(alert.LastAt)), ("@since", Millis.Of(alert.Since)), ("@events", alert.Events), ("@held", alert.Held),
            ("@usual_held", alert.UsualHeld), ("@usual_events", alert.UsualEvents), ("@reason", alert.Reason));
        if (id > 0)
        {
            Tell(connection, WebhookKinds.AlertBegan, alert with { Id = id, BeganAt = Now, EndedAt = null });
        }
    });

    /// <summary>Writes the newest numbers of an alert, and its end when it is over.</summary>
    public void Follow(Alert alert, bool isOver) => keys.Write(connection =>
    {
        var changed = connection.Run("""
            UPDATE listening_alert SET last_at = @last, events = @events, held = @held, reason = @reason, ended_at = @ended WHERE id = @id AND ended_at IS NULL
            """, ("@id", alert.Id), ("@last", Millis.Of(alert.LastAt)), ("@events", alert.Events), ("@held", alert.Held), ("@reason", alert.Reason),
            ("@ended", isOver ? Millis.Of(Now) : null));
        if (isOver && changed > 0)
        {
            Tell(connection, WebhookKinds.AlertEnded, alert with { EndedAt = Now });
            connection.Run("DELETE FROM listening_alert WHERE ended_at < @oldest", ("@oldest", Millis.Of(Now - _kept)));
        }
    });

    /// <summary>Forgets the alerts of a source that was removed.</summary>
    public void Forget(int sourceId) => keys.Write(connection => connection.Run("DELETE FROM listening_alert WHERE source_id = @source", ("@source", sourceId)));

    /// <summary>A kind as it is written everywhere.</summary>
    public static string Word(AlertKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    void Tell(SqliteConnection connection, string kind, Alert alert)
    {
        var source = alert.SourceId is { } id ? log.Catalogue.Contents.FindSource(id)?.Name : null;
        var message = WebhookMessage.Of(kind, alert.SourceId, source, json => Write(json, alert), Now);
        foreach (var target in WebhookTargets.List(connection).Where(target => target.Wants(kind, alert.SourceId ?? 0)))
        {
            Deliveries.Add(connection, target, [message], Now);
        }
    }

    static void Write(Utf8JsonWriter json, Alert alert)
    {
        json.WriteStartObject("alert");
        json.WriteString("id", alert.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("kind", Word(alert.Kind));
        json.WriteString("began_at", alert.BeganAt);
        json.WriteString("last_at", alert.LastAt);
        if (alert.EndedAt is { } ended)
        {
            json.WriteString("ended_at", ended);
        }

        json.WriteString("since", alert.Since);
        if (alert.Kind == AlertKind.RefusedKey)
        {
            json.WriteNumber("requests", alert.Events);
            json.WriteString(alert.SourceId is null ? "fingerprint" : "key", alert.Subject);
        }
        else if (alert.Kind == AlertKind.Drift)
        {
            json.WriteString("field", alert.Subject);
            json.WriteNumber("rows", alert.Events);
            json.WriteNumber("index", alert.Held / 1000.0);
        }
        else
        {
            json.WriteNumber("events", alert.Events);
            json.WriteNumber("held", alert.Held);
            json.WriteNumber("usual_events", alert.UsualEvents);
            json.WriteNumber("usual_held", alert.UsualHeld);
            json.WriteString("reason", alert.Reason);
        }

        json.WriteEndObject();
    }

    static Alert Read(SqliteDataReader r) => new(
        r.GetInt64(0), Enum.GetValues<AlertKind>().First(kind => Word(kind) == r.GetString(1)), r.IsDBNull(2) ? null : r.GetInt32(2), r.GetString(3),
        Millis.Read(r.GetInt64(4)), Millis.Read(r.GetInt64(5)), r.IsDBNull(6) ? null : Millis.Read(r.GetInt64(6)), Millis.Read(r.GetInt64(7)),
        r.GetInt64(8), r.GetInt64(9), r.GetInt64(10), r.GetInt64(11), r.TextOrNull(12));
}
