using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Collectors;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Webhooks;

/// <summary>
/// Follows the log and puts what arrived into the outbox. Files are not announced signal by signal: a file brings what others have long
/// had. Each target has a mark of its own, so that building projections anew tells nothing twice.
/// </summary>
sealed class AnnounceStored(WebhookTargets targets, SignalLog signals, TimeProvider time) : Follower
{
    /// <inheritdoc/>
    public override string Name => "webhook_stored";

    /// <inheritdoc/>
    public override int MostAtOnce => 20_000;

    /// <inheritdoc/>
    public override object Read(DuckConnection log, LogStretch stretch)
    {
        // Also those that are paused, for which it waits, and those that are gone, for which it is counted.
        var wanting = targets.List().Where(t => t.Kinds.Contains(WebhookKinds.Stored) && t.ToldSeq < stretch.UpTo).ToList();
        if (wanting.Count == 0)
        {
            return new Announcements(stretch.UpTo, []);
        }

        var contents = signals.Catalogue.Contents;
        var now = time.GetUtcNow().UtcDateTime;
        var rows = Rows(log, stretch with { After = Math.Max(stretch.After, wanting.Min(t => t.ToldSeq)) });
        return new Announcements(stretch.UpTo, [.. wanting.Select(target => (target.Id, Messages(target)))]);

        IReadOnlyList<WebhookMessage> Messages(WebhookTarget target) =>
        [
            .. rows.Where(r => r.Seq > target.ToldSeq && target.Wants(WebhookKinds.Stored, r.SourceId)).GroupBy(r => r.SourceId)
                .SelectMany(of => WebhookMessage.Of(WebhookKinds.Stored, of.Key, contents.FindSource(of.Key)?.Name ?? "", of, Write, now)),
        ];
    }

    /// <inheritdoc/>
    public override void Write(SqliteConnection keys, object read)
    {
        var announced = (Announcements)read;
        var known = WebhookTargets.List(keys).ToDictionary(t => t.Id);
        foreach (var (id, messages) in announced.Of)
        {
            if (known.TryGetValue(id, out var target))
            {
                Deliveries.Add(keys, target, messages, time.GetUtcNow().UtcDateTime);
                keys.Run("UPDATE listening_out_target SET told_seq = max(told_seq, @seq) WHERE id = @id", ("@seq", announced.UpTo), ("@id", id));
            }
        }
    }

    /// <inheritdoc/>
    public override void Clear(SqliteConnection keys)
    {
        // What was told cannot be taken back, and is not told again.
    }

    static List<StoredSignal> Rows(DuckConnection log, LogStretch stretch)
    {
        var rows = new List<StoredSignal>();
        using var reader = log.Query("""
            SELECT seq, id, source_id, record_key, kind, activity, occurred_at, received_at, warnings FROM signal
            WHERE seq > $after AND seq <= $upto AND import_id = 0 ORDER BY seq
            """, ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            rows.Add(new StoredSignal(
                reader.GetInt64(0), new SignalId(reader.GetGuid(1)), reader.GetInt32(2), reader.GetStringOrNull(3), (SignalKind)reader.GetInt32(4),
                reader.GetStringOrNull(5), reader.GetDateTime(6), reader.GetDateTime(7), reader.IsNull(8) ? 0 : (SignalWarnings)reader.GetInt32(8)));
        }

        return rows;
    }

    static void Write(Utf8JsonWriter json, StoredSignal signal)
    {
        json.WriteString("id", signal.Id.ToString());
        json.WriteString("message_id", signal.MessageId);
        json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(signal.Kind.ToString()));
        json.WriteString("activity", signal.Activity);
        json.WriteString("occurred_at", signal.OccurredAt);
        json.WriteString("received_at", signal.ReceivedAt);
        json.WriteStartArray("warnings");
        foreach (var warning in ListArrivals.WarningNames(signal.Warnings))
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    }

    sealed record StoredSignal(
        long Seq, SignalId Id, int SourceId, string? MessageId, SignalKind Kind, string? Activity, DateTime OccurredAt, DateTime ReceivedAt, SignalWarnings Warnings);

    sealed record Announcements(long UpTo, IReadOnlyList<(int Target, IReadOnlyList<WebhookMessage> Messages)> Of);
}
