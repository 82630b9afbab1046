using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Throughline.Listening.Webhooks;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Invitations;

/// <summary>One ask to one person, so that a reply that comes by mail is known by what it answers.</summary>
/// <param name="Id">Small letters, digits and hyphens, at most 40; stands in the address to which replies go.</param>
/// <param name="Customer">Who was asked, <c>namespace:value</c>.</param>
/// <param name="Survey">What was asked.</param>
/// <param name="Touchpoint">Designed place of the meeting that it asks about; null when none is named.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">From when on a reply is not joined to it any more, UTC.</param>
/// <param name="AnsweredAt">When the first reply of a person came, UTC; null when none has.</param>
/// <param name="Replies">Replies of a person that were joined to it.</param>
sealed record Invitation(
    string Id, string Customer, string Survey, string? Touchpoint, DateTime CreatedAt, DateTime ExpiresAt, DateTime? AnsweredAt, int Replies);

/// <summary>
/// The invitations that replies may answer. Of the ids of mails only hashes are kept: who reads the table cannot answer for anybody. Ninety
/// days after an invitation has expired it is forgotten.
/// </summary>
sealed class InvitationStore(KeyStore keys, TimeProvider time)
{
    internal static readonly Migration Migration = new("listening_invitation", 1, """
        CREATE TABLE listening_invitation (
            id TEXT PRIMARY KEY, customer TEXT NOT NULL, survey TEXT NOT NULL, touchpoint TEXT, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            answered_at INTEGER, replies INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX listening_invitation_expiry ON listening_invitation (expires_at);
        CREATE TABLE listening_invitation_mail (
            hash BLOB PRIMARY KEY, invitation_id TEXT NOT NULL REFERENCES listening_invitation (id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
        CREATE INDEX listening_invitation_mails ON listening_invitation_mail (invitation_id);
        """);

    const string Select = "SELECT i.id, i.customer, i.survey, i.touchpoint, i.created_at, i.expires_at, i.answered_at, i.replies FROM listening_invitation i";

    static readonly TimeSpan _kept = TimeSpan.FromDays(90);

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Registers an invitation, or gives mails to one that is there already; null when its id is another's, or one of the mails is.</summary>
    /// <param name="wanted">The invitation; when it was answered is not looked at.</param>
    /// <param name="mails">Message-IDs of the mails that carry it, without angles.</param>
    public Invitation? Register(Invitation wanted, IReadOnlyList<string> mails) => keys.Write(connection =>
    {
        connection.Run("DELETE FROM listening_invitation WHERE expires_at < @oldest", ("@oldest", Millis.Of(Now - _kept)));
        var there = Find(connection, wanted.Id);
        if ((there is not null && (there.Customer, there.Survey) != (wanted.Customer, wanted.Survey))
            || mails.Any(mail => Of(connection, mail) is { } other && other.Id != wanted.Id))
        {
            return null;
        }

        connection.Run("""
            INSERT INTO listening_invitation (id, customer, survey, touchpoint, created_at, expires_at) VALUES (@id, @customer, @survey, @touchpoint, @now, @expires)
            ON CONFLICT (id) DO UPDATE SET touchpoint = excluded.touchpoint, expires_at = excluded.expires_at
            """, ("@id", wanted.Id), ("@customer", wanted.Customer), ("@survey", wanted.Survey), ("@touchpoint", wanted.Touchpoint),
            ("@now", Millis.Of(wanted.CreatedAt)), ("@expires", Millis.Of(wanted.ExpiresAt)));
        foreach (var mail in mails)
        {
            connection.Run("INSERT INTO listening_invitation_mail (hash, invitation_id) VALUES (@hash, @id) ON CONFLICT DO NOTHING", ("@hash", Hash(mail)), ("@id", wanted.Id));
        }

        return Find(connection, wanted.Id);
    });

    /// <summary>An invitation, expired or not; null when there is none of that id.</summary>
    public Invitation? Find(string id) => keys.Read(connection => Find(connection, id));

    /// <summary>The invitation that the first of some mails carried; null when none did.</summary>
    public Invitation? OfMails(IEnumerable<string> mails) => keys.Read(connection => mails.Select(mail => Of(connection, mail)).FirstOrDefault(found => found is not null));

    /// <summary>True when replies are still joined to it.</summary>
    public bool IsOpen(Invitation invitation) => Now < invitation.ExpiresAt;

    /// <summary>Notes a reply of a person.</summary>
    public void Answered(string id) => keys.Write(connection => connection.Run(
        "UPDATE listening_invitation SET answered_at = coalesce(answered_at, @now), replies = replies + 1 WHERE id = @id", ("@now", Millis.Of(Now)), ("@id", id)));

    /// <summary>Forgets an invitation with its mails; false when there is none of that id.</summary>
    public bool Remove(string id) => keys.Write(connection => connection.Run("DELETE FROM listening_invitation WHERE id = @id", ("@id", id))) > 0;

    static Invitation? Find(SqliteConnection connection, string id) => connection.One($"{Select} WHERE i.id = @id", Read, ("@id", id));

    static Invitation? Of(SqliteConnection connection, string mail) => connection.One(
        $"{Select} JOIN listening_invitation_mail m ON m.invitation_id = i.id WHERE m.hash = @hash", Read, ("@hash", Hash(mail)));

    static byte[] Hash(string mail) => SHA256.HashData(Encoding.UTF8.GetBytes($"mail:{mail}"));

    static Invitation Read(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), Millis.Read(r.GetInt64(4)), Millis.Read(r.GetInt64(5)),
        r.IsDBNull(6) ? null : Millis.Read(r.GetInt64(6)), r.GetInt32(7));
}
