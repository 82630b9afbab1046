using Microsoft.Data.Sqlite;
using Throughline.Platform.Access;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Webhooks;

/// <summary>The systems that want to be told, and the secrets with which what they are told is signed.</summary>
sealed class WebhookTargets(KeyStore keys, SecretBox box, SignalLog log, TimeProvider time)
{
    const string Select = "SELECT id, name, url, kinds, sources, state, state_at, created_at, told_seq, told_held, missed FROM listening_out_target";

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>All, in the order in which they were made.</summary>
    public IReadOnlyList<WebhookTarget> List() => keys.Read(List);

    /// <inheritdoc cref="List()"/>
    public static IReadOnlyList<WebhookTarget> List(SqliteConnection connection) => connection.All(Select + " ORDER BY id", Read);

    /// <summary>One; null when there is none of that id.</summary>
    public WebhookTarget? Find(int id) => keys.Read(connection => connection.One(Select + " WHERE id = @id", Read, ("@id", id)));

    /// <summary>Makes one, which is told of everything from now on. The secret is shown now and never again.</summary>
    public (int Id, string Secret) Create(string name, string url, IReadOnlyList<string> kinds, IReadOnlyList<int> sources)
    {
        var secret = WebhookSignature.NewSecret();
        var id = keys.Write(connection =>
        {
            // The head is asked inside the transaction: what is stored after it is told, nothing is told twice or passed over.
            var made = connection.One("""
                INSERT INTO listening_out_target (name, url, kinds, sources, state, state_at, created_at, told_seq, told_held)
                VALUES (@name, @url, @kinds, @sources, 'on', @now, @now, @head, @now) RETURNING id
                """, r => r.GetInt32(0), ("@name", name), ("@url", url), ("@kinds", string.Join(' ', kinds)), ("@sources", string.Join(' ', sources)),
                ("@now", Millis.Of(Now)), ("@head", log.Head));
            Keep(connection, made, secret);
            return made;
        });
        return (id, secret);
    }

    /// <summary>A new secret; until the given time everything is signed with both. Null when there is no such target.</summary>
    public string? Rotate(int id, TimeSpan overlap)
    {
        var secret = WebhookSignature.NewSecret();
        return keys.Write(connection =>
        {
            if (connection.One(Select + " WHERE id = @id", Read, ("@id", id)) is null)
            {
                return null;
            }

            connection.Run("UPDATE listening_out_secret SET ends_at = min(coalesce(ends_at, @ends), @ends) WHERE target_id = @id",
                ("@ends", Millis.Of(Now + overlap)), ("@id", id));
            connection.Run("DELETE FROM listening_out_secret WHERE ends_at <= @now", ("@now", Millis.Of(Now)));
            Keep(connection, id, secret);
            return secret;
        });
    }

    /// <summary>Pauses it, or lets it go on; false when there is none of that id.</summary>
    public bool Set(int id, string state) => keys.Write(connection => Set(connection, id, state, Now));

    /// <inheritdoc cref="Set(int, string)"/>
    public static bool Set(SqliteConnection connection, int id, string state, DateTime now) => connection.Run(
        "UPDATE listening_out_target SET state_at = iif(state = @state, state_at, @now), state = @state WHERE id = @id",
        ("@state", state), ("@now", Millis.Of(now)), ("@id", id)) > 0;

    /// <summary>Removes it with its secrets and deliveries; false when there is none of that id.</summary>
    public bool Remove(int id) => keys.Write(connection => connection.Run("DELETE FROM listening_out_target WHERE id = @id", ("@id", id))) > 0;

    /// <summary>The secrets that sign now, the newest first; empty when none can be opened.</summary>
    public IReadOnlyList<string> Secrets(int id) => keys.Read(connection => connection.All(
            "SELECT sealed FROM listening_out_secret WHERE target_id = @id AND (ends_at IS NULL OR ends_at > @now) ORDER BY id DESC",
            r => box.Open(r.GetFieldValue<byte[]>(0), Place(id)), ("@id", id), ("@now", Millis.Of(Now))))
        .OfType<string>().ToList();

    void Keep(SqliteConnection connection, int id, string secret) => connection.Run(
        "INSERT INTO listening_out_secret (target_id, sealed) VALUES (@id, @sealed)", ("@id", id), ("@sealed", box.Seal(secret, Place(id))));

    static string Place(int id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"webhook {id}");

    static WebhookTarget Read(SqliteDataReader r) => new(
        r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3).Split(' '),
        [.. r.GetString(4).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => int.Parse(s, System.Globalization.CultureInfo.InvariantCulture))],
        r.GetString(5), Millis.Read(r.GetInt64(6)), Millis.Read(r.GetInt64(7)), r.GetInt64(8), Millis.Read(r.GetInt64(9)), r.GetInt64(10));
}
