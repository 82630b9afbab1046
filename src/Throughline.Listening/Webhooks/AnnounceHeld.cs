using System.Text.Json;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Webhooks;

/// <summary>
/// Puts what is held into the outbox. Held events have no number in the log, so they are followed by the time at which they were held, and
/// the last minute is looked at again: a clock that was set back by less passes nothing over, and what was told is known by its id.
/// </summary>
sealed class AnnounceHeld(WebhookTargets targets, SignalLog log, KeyStore keys, TimeProvider time)
{
    static readonly TimeSpan _overlap = TimeSpan.FromMinutes(1);

    const int PageRows = 20_000;

    (long Count, DateTime Newest) _seen = (-1, default);

    /// <summary>Looks once; events put into the outbox.</summary>
    public async Task<int> StepAsync(CancellationToken cancellation)
    {
        var wanting = targets.List().Where(t => t.Kinds.Contains(WebhookKinds.Quarantined)).ToList();
        if (wanting.Count == 0)
        {
            _seen = (-1, default);
            return 0;
        }

        var state = await log.ReadAsync(connection =>
        {
            using var reader = connection.Query("SELECT count(*), max(held_at) FROM held WHERE import_id = 0");
            return reader.Read() && !reader.IsNull(1) ? (reader.GetInt64(0), reader.GetDateTime(1)) : (0L, default);
        }, cancellation);
        if (state == _seen)
        {
            return 0;
        }

        var told = 0;
        var (at, id) = (wanting.Min(t => t.ToldHeld) - _overlap, Guid.Empty);
        for (var more = true; more;)
        {
            var rows = await log.ReadAsync(connection => Rows(connection, at, id), cancellation);
            told += keys.Write(connection => wanting.Sum(target => Tell(connection, target.Id, rows)));
            more = rows.Count == PageRows;
            (at, id) = rows.Count == 0 ? (at, id) : (rows[^1].HeldAt, rows[^1].Id);
        }

        _seen = state;
        return told;
    }

    static List<HeldSignal> Rows(DuckConnection connection, DateTime after, Guid id)
    {
        var rows = new List<HeldSignal>();
        using var reader = connection.Query($"""
            SELECT id, source_id, record_key, code, coalesce(field, ''), held_at FROM held
            WHERE import_id = 0 AND (held_at > $after OR (held_at = $after AND id > $id)) ORDER BY held_at, id LIMIT {PageRows}
            """, ("after", after), ("id", id));
        while (reader.Read())
        {
            rows.Add(new HeldSignal(reader.GetGuid(0), reader.GetInt32(1), reader.GetStringOrNull(2), reader.GetString(3), reader.GetString(4), reader.GetDateTime(5)));
        }

        return rows;
    }

    int Tell(Microsoft.Data.Sqlite.SqliteConnection connection, int targetId, List<HeldSignal> rows)
    {
        if (WebhookTargets.List(connection).FirstOrDefault(t => t.Id == targetId) is not { } target || rows.Count == 0)
        {
            return 0;
        }

        var (now, contents) = (time.GetUtcNow().UtcDateTime, log.Catalogue.Contents);
        var news = rows.Where(r => r.HeldAt >= target.CreatedAt && target.Wants(WebhookKinds.Quarantined, r.SourceId) && connection.Run(
            "INSERT INTO listening_out_held (target_id, held_id, held_at) VALUES (@target, @held, @at) ON CONFLICT DO NOTHING",
            ("@target", targetId), ("@held", r.Id.ToString("N")), ("@at", Millis.Of(r.HeldAt))) > 0).ToList();
        Deliveries.Add(connection, target, news.GroupBy(r => r.SourceId).SelectMany(of =>
            WebhookMessage.Of(WebhookKinds.Quarantined, of.Key, contents.FindSource(of.Key)?.Name ?? "", of, Write, now)), now);
        var newest = Millis.Of(rows.Max(r => r.HeldAt));
        connection.Run("UPDATE listening_out_target SET told_held = max(told_held, @at) WHERE id = @id", ("@at", newest), ("@id", targetId));
        connection.Run("DELETE FROM listening_out_held WHERE target_id = @id AND held_at < @oldest",
            ("@id", targetId), ("@oldest", Math.Max(newest, Millis.Of(target.ToldHeld)) - (2 * (long)_overlap.TotalMilliseconds)));
        return news.Count;
    }

    static void Write(Utf8JsonWriter json, HeldSignal held)
    {
        json.WriteString("id", held.Id.ToString());
        json.WriteString("message_id", held.MessageId);
        json.WriteString("reason", held.Reason);
        json.WriteString("pointer", held.Pointer);
        json.WriteString("held_at", held.HeldAt);
    }

    sealed record HeldSignal(Guid Id, int SourceId, string? MessageId, string Reason, string Pointer, DateTime HeldAt);
}
