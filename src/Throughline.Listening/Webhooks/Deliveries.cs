using System.Globalization;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Webhooks;

/// <summary>What is to be told and what was: the outbox and its log of attempts in one. Kept for thirty days.</summary>
sealed class Deliveries(KeyStore keys, TimeProvider time)
{
    /// <summary>Most deliveries that wait for one target; what is beyond is counted as missed.</summary>
    public const int MostWaiting = 10_000;

    const string Waiting = "waiting";
    const string Delivered = "delivered";
    const string Failed = "failed";
    const string Select = """
        SELECT d.id, d.target_id, d.kind, d.source_id, d.items, d.created_at, d.state, d.tries, d.first_at, d.next_at, d.ended_at,
            (SELECT a.status FROM listening_out_attempt a WHERE a.delivery_id = d.id ORDER BY a.id DESC LIMIT 1),
            (SELECT a.failure FROM listening_out_attempt a WHERE a.delivery_id = d.id ORDER BY a.id DESC LIMIT 1)
        FROM listening_out_delivery d
        """;

    static readonly TimeSpan _kept = TimeSpan.FromDays(30);

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Puts messages for a target into the outbox, as far as there is room; the rest is counted as missed.</summary>
    public static void Add(SqliteConnection connection, WebhookTarget target, IEnumerable<WebhookMessage> messages, DateTime now)
    {
        var room = target.State == WebhookTarget.Gone ? 0 : MostWaiting - connection.One(
            "SELECT count(*) FROM listening_out_delivery WHERE target_id = @id AND state = 'waiting'", r => r.GetInt32(0), ("@id", target.Id));
        foreach (var message in messages)
        {
            if (room-- > 0)
            {
                Insert(connection, target.Id, message, now);
            }
            else
            {
                connection.Run("UPDATE listening_out_target SET missed = missed + @items WHERE id = @id", ("@items", message.Items), ("@id", target.Id));
            }
        }
    }

    /// <summary>Puts a test into the outbox; its id.</summary>
    public string AddTest(int targetId) => keys.Write(connection => Insert(connection, targetId, WebhookMessage.Test(Now), Now));

    /// <summary>What is due for a target, the oldest first, without what is under way.</summary>
    public IReadOnlyList<DueDelivery> Due(int targetId, int most, IReadOnlyCollection<string> underWay) => keys.Read(connection => connection.All(
            "SELECT id, body, tries, first_at FROM listening_out_delivery WHERE target_id = @target AND state = 'waiting' AND next_at <= @now ORDER BY next_at LIMIT @most",
            r => new DueDelivery(r.GetString(0), targetId, r.GetFieldValue<byte[]>(1), r.GetInt32(2), r.IsDBNull(3) ? null : Millis.Read(r.GetInt64(3))),
            ("@target", targetId), ("@now", Millis.Of(Now)), ("@most", most + underWay.Count)))
        .Where(d => !underWay.Contains(d.Id)).Take(most).ToList();

    /// <summary>Targets that are on and have something due.</summary>
    public IReadOnlyList<int> TargetsWithDue() => keys.Read(connection => connection.All("""
        SELECT t.id FROM listening_out_target t WHERE t.state = 'on'
            AND EXISTS (SELECT 1 FROM listening_out_delivery d WHERE d.target_id = t.id AND d.state = 'waiting' AND d.next_at <= @now)
        """, r => r.GetInt32(0), ("@now", Millis.Of(Now))));

    /// <summary>Writes down an attempt and what follows from it.</summary>
    public void Note(DueDelivery delivery, DeliveryAttempt attempt, double chance)
    {
        var first = delivery.FirstAt ?? attempt.At;
        var next = attempt.Succeeded || attempt.Status == 410 ? null : Backoff.Next(delivery.Tries + 1, Now - first, chance, attempt.Asked);
        keys.Write(connection =>
        {
            connection.Run("INSERT INTO listening_out_attempt (delivery_id, at, took, status, failure) SELECT @id, @at, @took, @status, @failure WHERE EXISTS (SELECT 1 FROM listening_out_delivery WHERE id = @id)",
                ("@id", delivery.Id), ("@at", Millis.Of(attempt.At)), ("@took", (long)attempt.Took.TotalMilliseconds), ("@status", attempt.Status), ("@failure", attempt.Failure));
            connection.Run("""
                UPDATE listening_out_delivery SET tries = tries + 1, first_at = @first, state = @state, next_at = coalesce(@next, next_at), ended_at = @ended WHERE id = @id
                """, ("@id", delivery.Id), ("@first", Millis.Of(first)), ("@state", attempt.Succeeded ? Delivered : next is null ? Failed : Waiting),
                ("@next", next is { } wait ? Millis.Of(Now + wait) : null), ("@ended", next is null ? Millis.Of(Now) : null));
            if (attempt.Status == 410)
            {
                WebhookTargets.Set(connection, delivery.TargetId, WebhookTarget.Gone, Now);
            }
        });
    }

    /// <summary>Makes a delivery due again under the same id, for another three days; false when there is none of that id.</summary>
    public bool Resend(string id) => keys.Write(connection => connection.Run(
        "UPDATE listening_out_delivery SET state = 'waiting', first_at = NULL, tries = 0, next_at = @now, ended_at = NULL WHERE id = @id",
        ("@id", id), ("@now", Millis.Of(Now)))) > 0;

    /// <summary>Deliveries of a target, the newest first.</summary>
    /// <param name="targetId">The target.</param>
    /// <param name="state">Only those; null for all.</param>
    /// <param name="before">Id of the last of the page before; null for the first page.</param>
    /// <param name="take">Most of them.</param>
    public IReadOnlyList<DeliveryView> List(int targetId, string? state, string? before, int take) => keys.Read(connection => connection.All(Select + """
         WHERE d.target_id = @target AND (@state IS NULL OR d.state = @state)
            AND (@before IS NULL OR (d.created_at, d.id) < (SELECT created_at, id FROM listening_out_delivery WHERE id = @before))
        ORDER BY d.created_at DESC, d.id DESC LIMIT @take
        """, Read, ("@target", targetId), ("@state", state), ("@before", before), ("@take", take)));

    /// <summary>One with its body and its attempts; null when there is none of that id.</summary>
    public DeliveryDetail? Find(string id) => keys.Read(connection =>
        connection.One(Select + " WHERE d.id = @id", Read, ("@id", id)) is not { } delivery ? null : new DeliveryDetail(
            delivery,
            connection.One("SELECT body FROM listening_out_delivery WHERE id = @id", r => System.Text.Encoding.UTF8.GetString(r.GetFieldValue<byte[]>(0)), ("@id", id))!,
            connection.All("SELECT at, took, status, failure FROM listening_out_attempt WHERE delivery_id = @id ORDER BY id",
                r => new AttemptView(Millis.Read(r.GetInt64(0)), r.GetInt64(1), r.IsDBNull(2) ? null : r.GetInt32(2), r.TextOrNull(3)), ("@id", id))));

    /// <summary>How many wait and how many failed, by target.</summary>
    public Dictionary<int, (long Waiting, long Failed)> Counts() => keys.Read(connection => connection.All("""
        SELECT target_id, sum(state = 'waiting'), sum(state = 'failed') FROM listening_out_delivery GROUP BY target_id
        """, r => (r.GetInt32(0), r.GetInt64(1), r.GetInt64(2)))).ToDictionary(c => c.Item1, c => (c.Item2, c.Item3));

    /// <summary>Removes what ended thirty days ago; deliveries removed.</summary>
    public int Sweep() => keys.Write(connection => connection.Run(
        "DELETE FROM listening_out_delivery WHERE state <> 'waiting' AND ended_at < @oldest", ("@oldest", Millis.Of(Now - _kept))));

    static string Insert(SqliteConnection connection, int targetId, WebhookMessage message, DateTime now)
    {
        var id = "msg_" + Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)).ToString("N", CultureInfo.InvariantCulture);
        connection.Run("""
            INSERT INTO listening_out_delivery (id, target_id, kind, source_id, items, body, created_at, state, next_at)
            VALUES (@id, @target, @kind, @source, @items, @body, @now, 'waiting', @now)
            """, ("@id", id), ("@target", targetId), ("@kind", message.Kind), ("@source", message.SourceId), ("@items", message.Items),
            ("@body", message.Body), ("@now", Millis.Of(now)));
        return id;
    }

    static DeliveryView Read(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(2), r.IsDBNull(3) ? null : r.GetInt32(3), r.GetInt32(4), Millis.Read(r.GetInt64(5)), r.GetString(6), r.GetInt32(7),
        r.GetString(6) == Waiting ? Millis.Read(r.GetInt64(9)) : null, r.IsDBNull(10) ? null : Millis.Read(r.GetInt64(10)),
        r.IsDBNull(11) ? null : r.GetInt32(11), r.TextOrNull(12));
}

/// <summary>A delivery whose time has come.</summary>
sealed record DueDelivery(string Id, int TargetId, byte[] Body, int Tries, DateTime? FirstAt);

/// <summary>What came of one attempt.</summary>
/// <param name="At">When it began.</param>
/// <param name="Took">Until the answer, or until it failed.</param>
/// <param name="Status">Status of the answer; null when there was none.</param>
/// <param name="Failure">Why it failed, one of the words in docs/webhooks.md; null when it did not.</param>
/// <param name="Asked">What the receiver asked for with Retry-After.</param>
sealed record DeliveryAttempt(DateTime At, TimeSpan Took, int? Status, string? Failure, TimeSpan? Asked = null)
{
    public bool Succeeded => Failure is null;
}

/// <summary>A delivery.</summary>
/// <param name="Id">Its id, the same in every attempt: the receiver knows a repeat by it.</param>
/// <param name="Kind">What is told.</param>
/// <param name="SourceId">Of which source; null for a test.</param>
/// <param name="Signals">Signals in it.</param>
/// <param name="CreatedAt">When it was put into the outbox.</param>
/// <param name="State">waiting, delivered or failed.</param>
/// <param name="Attempts">Attempts since it was last made due.</param>
/// <param name="NextAt">When it is tried next; null unless it waits.</param>
/// <param name="EndedAt">When it was delivered or given up; null while it waits.</param>
/// <param name="LastStatus">Status of the last answer; null when there was none.</param>
/// <param name="LastFailure">Why the last attempt failed; null when it did not, or there was none.</param>
public sealed record DeliveryView(
    string Id, string Kind, int? SourceId, int Signals, DateTime CreatedAt, string State, int Attempts, DateTime? NextAt, DateTime? EndedAt,
    int? LastStatus, string? LastFailure);

/// <summary>A delivery with what was sent and every attempt.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Body">The exact text that is signed and sent.</param>
/// <param name="Attempts">Attempts, the oldest first.</param>
public sealed record DeliveryDetail(DeliveryView Delivery, string Body, IReadOnlyList<AttemptView> Attempts);

/// <summary>One attempt.</summary>
/// <param name="At">When it began.</param>
/// <param name="TookMs">Milliseconds until the answer, or until it failed.</param>
/// <param name="Status">Status of the answer; null when there was none.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record AttemptView(DateTime At, long TookMs, int? Status, string? Failure);
