using System.Globalization;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Relations;

/// <summary>
/// The table of ties. Both ends hang on a record and not on a profile: where the record goes, by a merge or its undoing, the tie goes too.
/// </summary>
static class RelationTables
{
    public const string Inferred = "inferred", Stated = "stated", Denied = "denied";

    public static readonly Migration Migration = new("profiles_relations", 1, """
        CREATE TABLE profiles_relation (
            id INTEGER PRIMARY KEY AUTOINCREMENT, "from" INTEGER NOT NULL, "to" INTEGER NOT NULL, type TEXT NOT NULL, role TEXT, since TEXT, until TEXT,
            standing TEXT NOT NULL CHECK (standing IN ('inferred', 'stated', 'denied')), probability REAL, evidence TEXT, by TEXT, fact INTEGER,
            CHECK ((standing = 'inferred') = (fact IS NULL))) STRICT;
        CREATE INDEX profiles_relation_from ON profiles_relation ("from");
        CREATE INDEX profiles_relation_to ON profiles_relation ("to");
        CREATE TABLE profiles_relation_run (one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT NOT NULL, facts INTEGER NOT NULL, signals INTEGER NOT NULL, report TEXT NOT NULL) STRICT;
        """);

    /// <summary>The columns that <see cref="Read"/> takes, of a row called r, with the profiles that its ends stand in now.</summary>
    public const string Columns = $"""r.id, {From}, {To}, r.type, r.role, r.since, r.until, r.standing, r.probability, r.evidence, r.by, r."from", r."to" """;

    const string From = """coalesce((SELECT profile FROM profiles_record WHERE id = r."from"), (SELECT "into" FROM profiles_redirect WHERE profile = r."from"), (SELECT profile FROM profiles_record WHERE profile = r."from"))""";

    const string To = """coalesce((SELECT profile FROM profiles_record WHERE id = r."to"), (SELECT "into" FROM profiles_redirect WHERE profile = r."to"), (SELECT profile FROM profiles_record WHERE profile = r."to"))""";

    /// <summary>A row; null when one of its ends is gone.</summary>
    public static RelationRow? Read(SqliteDataReader r) => r.IsDBNull(1) || r.IsDBNull(2) ? null : new RelationRow(
        r.GetInt64(0), r.GetInt32(1), r.GetInt32(2), r.GetString(3), r.TextOrNull(4), Day(r.TextOrNull(5)), Day(r.TextOrNull(6)), r.GetString(7),
        r.IsDBNull(8) ? null : r.GetDouble(8), r.TextOrNull(9), r.TextOrNull(10), r.GetInt32(11), r.GetInt32(12));

    /// <summary>Rows with an end in a profile.</summary>
    public static List<RelationRow> Of(SqliteConnection connection, int profile) =>
    [
        .. connection.All($"""
            WITH mine(record) AS (
                SELECT id FROM profiles_record WHERE profile = @profile
                UNION SELECT profile FROM profiles_redirect WHERE "into" = @profile AND profile NOT IN (SELECT id FROM profiles_record)
                UNION SELECT @profile)
            SELECT {Columns} FROM profiles_relation r JOIN mine ON r."from" = mine.record
            UNION SELECT {Columns} FROM profiles_relation r JOIN mine ON r."to" = mine.record
            ORDER BY 1
            """, Read, ("@profile", profile)).OfType<RelationRow>().Where(row => row.From == profile || row.To == profile),
    ];

    public static RelationRow? Find(SqliteConnection connection, long id) =>
        connection.One($"SELECT {Columns} FROM profiles_relation r WHERE r.id = @id", Read, ("@id", id));

    public static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A tie as it is stored, with the profiles that its ends stand in now.</summary>
sealed record RelationRow(
    long Id, int From, int To, string Type, string? Role, DateOnly? Since, DateOnly? Until, string Standing, double? Probability, string? Evidence, string? By,
    int FromRecord, int ToRecord)
{
    /// <summary>The two profiles and the type, the same whichever end comes first where both are alike.</summary>
    public (int, int, string) Key => KeyOf(From, To, Type);

    public static (int, int, string) KeyOf(int from, int to, string type) =>
        RelationType.IsMutual(type) && from > to ? (to, from, type) : (from, to, type);
}
