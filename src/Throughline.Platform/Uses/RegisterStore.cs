using System.Globalization;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Uses;

/// <summary>The register's tables in <c>keys.db</c>: elements, namings (append-only), and refusals by day.</summary>
static class RegisterStore
{
    public static readonly Migration Migration = new("platform_register", 1, """
        CREATE TABLE platform_element (
            source_id INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, label TEXT, captured TEXT NOT NULL, stored TEXT NOT NULL,
            permission TEXT, regulation TEXT, mode INTEGER NOT NULL, behavioural INTEGER, solicited INTEGER NOT NULL, registered_at TEXT NOT NULL,
            PRIMARY KEY (source_id, kind, name)) STRICT, WITHOUT ROWID;
        CREATE TABLE platform_purpose (
            id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, purpose TEXT NOT NULL,
            named INTEGER NOT NULL, why TEXT, by TEXT, how TEXT NOT NULL, at TEXT NOT NULL) STRICT;
        CREATE TRIGGER platform_purpose_stays BEFORE UPDATE ON platform_purpose BEGIN SELECT RAISE(ABORT, 'entries are added and never changed'); END;
        CREATE TABLE platform_refusal (
            day TEXT NOT NULL, use TEXT NOT NULL, purpose TEXT NOT NULL, source_id INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL,
            count INTEGER NOT NULL, last TEXT NOT NULL, PRIMARY KEY (day, use, purpose, source_id, kind, name)) STRICT, WITHOUT ROWID;
        """);

    public static void Put(KeyStore keys, IReadOnlyList<DataElement> elements, PurposeNaming? naming, DateTime now) => keys.Write(connection =>
    {
        foreach (var one in elements)
        {
            connection.Run("""
                INSERT INTO platform_element (source_id, kind, name, label, captured, stored, permission, regulation, mode, behavioural, solicited, registered_at)
                VALUES (@source, @kind, @name, @label, @captured, @stored, @permission, @regulation, @mode, @behavioural, @solicited, @now)
                ON CONFLICT DO UPDATE SET label = excluded.label, captured = excluded.captured, stored = excluded.stored, mode = excluded.mode,
                    behavioural = excluded.behavioural, solicited = excluded.solicited, permission = coalesce(permission, excluded.permission),
                    regulation = coalesce(regulation, excluded.regulation)
                """,
                [.. Key(one.Key), ("@label", one.Label), ("@captured", one.Captured), ("@stored", one.Stored), ("@permission", one.Permission),
                    ("@regulation", one.Regulation), ("@mode", (int)one.Mode), ("@behavioural", one.Behavioural is { } acts ? acts ? 1 : 0 : null),
                    ("@solicited", one.Solicited ? 1 : 0), ("@now", Write(now))]);

            // What a person took away stays away, also when the file is imported again.
            if (naming is not null && connection.One($"SELECT count(*) FROM platform_purpose WHERE {Where} AND purpose = @purpose", r => r.GetInt32(0),
                [.. Key(one.Key), ("@purpose", naming.Purpose)]) == 0)
            {
                Note(connection, one.Key, naming, true, null, now);
            }
        }
    });

    public static void Note(KeyStore keys, IReadOnlyList<ElementKey> elements, PurposeNaming naming, bool named, string? why, DateTime now) =>
        keys.Write(connection =>
        {
            foreach (var key in elements)
            {
                Note(connection, key, naming, named, why, now);
            }
        });

    public static void Say(KeyStore keys, IReadOnlyList<ElementKey> elements, string? permission, string? regulation) => keys.Write(connection =>
    {
        foreach (var key in elements)
        {
            connection.Run($"""
                UPDATE platform_element SET permission = coalesce(@permission, permission), regulation = coalesce(@regulation, regulation) WHERE {Where}
                """, [.. Key(key), ("@permission", permission), ("@regulation", regulation)]);
        }
    });

    public static void CountRefusals(KeyStore keys, Use use, IReadOnlyList<ElementKey> refused, DateTime now) => keys.Write(connection =>
    {
        foreach (var key in refused)
        {
            connection.Run("""
                INSERT INTO platform_refusal (day, use, purpose, source_id, kind, name, count, last) VALUES (@day, @use, @purpose, @source, @kind, @name, 1, @now)
                ON CONFLICT DO UPDATE SET count = count + 1, last = excluded.last
                """,
                [.. Key(key), ("@day", now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("@use", use.Name), ("@purpose", use.Purpose), ("@now", Write(now))]);
        }
    });

    public static void Forget(KeyStore keys, int sourceId) => keys.Write(connection =>
    {
        connection.Run("DELETE FROM platform_element WHERE source_id = @source", ("@source", sourceId));
        connection.Run("DELETE FROM platform_purpose WHERE source_id = @source", ("@source", sourceId));
    });

    public static (List<ElementKey> Elements, List<(string Purpose, ElementKey Key)> Named) Now(KeyStore keys) => keys.Read(connection => (
        connection.All("SELECT source_id, kind, name FROM platform_element", r => KeyOf(r)),
        connection.All("""
            SELECT p.source_id, p.kind, p.name, p.purpose FROM platform_purpose p JOIN platform_element USING (source_id, kind, name)
            WHERE named = 1 AND p.id = (SELECT max(l.id) FROM platform_purpose l
                WHERE l.source_id = p.source_id AND l.kind = p.kind AND l.name = p.name AND l.purpose = p.purpose)
            """, r => (r.GetString(3), KeyOf(r)))));

    public static IReadOnlyList<DataElement> Elements(KeyStore keys) => keys.Read(connection => connection.All("""
        SELECT source_id, kind, name, label, captured, stored, permission, regulation, mode, behavioural, solicited FROM platform_element
        ORDER BY source_id, kind, name
        """, r => new DataElement
    {
        Key = KeyOf(r),
        Label = r.TextOrNull(3),
        Captured = r.GetString(4),
        Stored = r.GetString(5),
        Permission = r.TextOrNull(6),
        Regulation = r.TextOrNull(7),
        Mode = (SignalMode)r.GetInt32(8),
        Behavioural = r.IsDBNull(9) ? null : r.GetBoolean(9),
        Solicited = r.GetBoolean(10),
    }));

    public static IReadOnlyList<PurposeEntry> Entries(KeyStore keys) => keys.Read(connection => connection.All(
        "SELECT source_id, kind, name, purpose, named, why, by, how, at FROM platform_purpose ORDER BY id DESC",
        r => new PurposeEntry(KeyOf(r), r.GetString(3), r.GetBoolean(4), r.TextOrNull(5), r.TextOrNull(6), r.GetString(7), Read(r.GetString(8)))));

    public static IReadOnlyList<Refusal> Refusals(KeyStore keys, DateOnly since) => keys.Read(connection => connection.All("""
        SELECT source_id, kind, name, use, purpose, day, count, last FROM platform_refusal WHERE day >= @since ORDER BY last DESC
        """, r => new Refusal(r.GetString(3), r.GetString(4), KeyOf(r), DateOnly.ParseExact(r.GetString(5), "yyyy-MM-dd", CultureInfo.InvariantCulture), r.GetInt64(6), Read(r.GetString(7))),
        ("@since", since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));

    const string Where = "source_id = @source AND kind = @kind AND name = @name";

    static void Note(SqliteConnection connection, ElementKey key, PurposeNaming naming, bool named, string? why, DateTime now) => connection.Run("""
        INSERT INTO platform_purpose (source_id, kind, name, purpose, named, why, by, how, at)
        VALUES (@source, @kind, @name, @purpose, @named, @why, @by, @how, @now)
        """,
        [.. Key(key), ("@purpose", naming.Purpose), ("@named", named ? 1 : 0), ("@why", why), ("@by", naming.By), ("@how", naming.How), ("@now", Write(now))]);

    static (string, object?)[] Key(ElementKey key) => [("@source", key.SourceId), ("@kind", (int)key.Kind), ("@name", key.Name)];

    static ElementKey KeyOf(SqliteDataReader r) => new(r.GetInt32(0), (ElementKind)r.GetInt32(1), r.GetString(2));

    static string Write(DateTime utc) => utc.ToString("O", CultureInfo.InvariantCulture);

    static DateTime Read(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
