using System.Globalization;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Consents;

/// <summary>That a person or a device agreed to a purpose, or refused it. Entries are added and never changed.</summary>
/// <param name="Subject">Who, <c>namespace:value</c>: <c>user:42</c> is a person, <c>anonymous:…</c> a device.</param>
/// <param name="Purpose">The purpose, or the category that the source asks by.</param>
/// <param name="Given">True when agreed, false when refused.</param>
/// <param name="At">When it was said, UTC.</param>
/// <param name="Kind">What proves it: <c>signal</c>, <c>gpc</c> or <c>statement</c>.</param>
/// <param name="Evidence">The proof: id of the signal, the header, or what was stated.</param>
/// <param name="SourceId">The source that brought it; null for a statement.</param>
/// <param name="By">Who recorded a statement; null when it came by itself.</param>
public sealed record ConsentEntry(
    string Subject, string Purpose, bool Given, DateTime At, string Kind, string Evidence, int? SourceId = null, string? By = null);

/// <summary>How many subjects stand how with a purpose.</summary>
/// <param name="Purpose">The purpose.</param>
/// <param name="Given">Subjects whose last word is yes.</param>
/// <param name="Refused">Subjects whose last word is no.</param>
public sealed record ConsentCount(string Purpose, long Given, long Refused);

/// <summary>
/// Every consent that was given and refused, by purpose, dated and with its proof. The last word of a subject holds; who said nothing has
/// neither agreed nor refused.
/// </summary>
public sealed class ConsentLedger(KeyStore keys)
{
    internal static readonly Migration Migration = new("profiles_consent", 1, """
        CREATE TABLE profiles_consent (
            id INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT NOT NULL, purpose TEXT NOT NULL, given INTEGER NOT NULL, at TEXT NOT NULL,
            kind TEXT NOT NULL, evidence TEXT NOT NULL, source_id INTEGER, by TEXT) STRICT;
        CREATE INDEX profiles_consent_last ON profiles_consent (subject, purpose, at, id);
        CREATE TRIGGER profiles_consent_stays BEFORE UPDATE ON profiles_consent BEGIN SELECT RAISE(ABORT, 'entries are added and never changed'); END;
        """);

    /// <summary>Adds an entry; false when the subject's last word on the purpose was the same.</summary>
    public bool Add(ConsentEntry entry) => keys.Write(connection => Add(connection, entry));

    /// <summary>The last word of a subject on a purpose; null when it said nothing.</summary>
    public bool? StateOf(string subject, string purpose) => keys.Read(connection => Last(connection, subject, purpose));

    /// <summary>All entries of a subject, the newest first.</summary>
    public IReadOnlyList<ConsentEntry> Of(string subject) => keys.Read(connection => connection.All(
        $"SELECT {Columns} FROM profiles_consent WHERE subject = @subject ORDER BY at DESC, id DESC", Read, ("@subject", subject)));

    /// <summary>The newest entries.</summary>
    public IReadOnlyList<ConsentEntry> Newest(int most) => keys.Read(connection => connection.All(
        $"SELECT {Columns} FROM profiles_consent ORDER BY id DESC LIMIT @most", Read, ("@most", most)));

    /// <summary>Number of the newest entry; 0 when there is none.</summary>
    public long Last() => keys.Read(connection => connection.One("SELECT coalesce(max(id), 0) FROM profiles_consent", r => r.GetInt64(0)));

    /// <summary>Subjects by their last word, for each purpose.</summary>
    public IReadOnlyList<ConsentCount> Counts() => keys.Read(connection => connection.All("""
        SELECT purpose, sum(given), sum(1 - given) FROM (
            SELECT purpose, given, row_number() OVER (PARTITION BY subject, purpose ORDER BY at DESC, id DESC) AS nth FROM profiles_consent)
        WHERE nth = 1 GROUP BY purpose ORDER BY purpose
        """, r => new ConsentCount(r.GetString(0), r.GetInt64(1), r.GetInt64(2))));

    internal static bool Add(SqliteConnection connection, ConsentEntry entry)
    {
        if (Last(connection, entry.Subject, entry.Purpose) == entry.Given)
        {
            return false;
        }

        connection.Run("""
            INSERT INTO profiles_consent (subject, purpose, given, at, kind, evidence, source_id, by)
            VALUES (@subject, @purpose, @given, @at, @kind, @evidence, @source, @by)
            """,
            ("@subject", entry.Subject), ("@purpose", entry.Purpose), ("@given", entry.Given ? 1 : 0), ("@at", entry.At.ToString("O", CultureInfo.InvariantCulture)),
            ("@kind", entry.Kind), ("@evidence", entry.Evidence), ("@source", entry.SourceId), ("@by", entry.By));
        return true;
    }

    const string Columns = "subject, purpose, given, at, kind, evidence, source_id, by";

    static bool? Last(SqliteConnection connection, string subject, string purpose) => connection.One<bool?>(
        "SELECT given FROM profiles_consent WHERE subject = @subject AND purpose = @purpose ORDER BY at DESC, id DESC LIMIT 1",
        r => r.GetBoolean(0), ("@subject", subject), ("@purpose", purpose));

    static ConsentEntry Read(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetBoolean(2), DateTime.Parse(r.GetString(3), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        r.GetString(4), r.GetString(5), r.IsDBNull(6) ? null : r.GetInt32(6), r.TextOrNull(7));
}
