using Microsoft.Data.Sqlite;
using Throughline.Matching.Protection;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Protection;

/// <summary>
/// The joins that the evidence was for and protection refused, by the records that stood for the two sides: each pair once, with why it was refused last.
/// They hold numbers and codes, no values, and are told while both records are there and in two profiles.
/// </summary>
static class RefusedJoins
{
    public static IEnumerable<Migration> Migrations =>
    [
        new("profiles_refused", 1, """
        CREATE TABLE profiles_refused (
            left INTEGER NOT NULL, right INTEGER NOT NULL, reason TEXT NOT NULL, weight REAL NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (left, right), CHECK (left < right)) STRICT, WITHOUT ROWID;
        """),
        new("profiles_refused", 2, "CREATE INDEX profiles_refused_right ON profiles_refused (right)"),
    ];

    const string Stands = """
        FROM profiles_refused refused JOIN profiles_record a ON a.id = refused.left JOIN profiles_record b ON b.id = refused.right WHERE a.profile <> b.profile
        """;

    const string OfRecords = "(SELECT id FROM profiles_record WHERE profile = @profile)";

    /// <summary>By the records of one profile where one is asked for, so that a page about one customer does not look at all refusals.</summary>
    static string Of(int? profile) => profile is null ? "" : $"AND (refused.left IN {OfRecords} OR refused.right IN {OfRecords})";

    /// <summary>Keeps what was refused; of records that are gone it is forgotten.</summary>
    public static void Keep(SqliteConnection connection, IReadOnlyList<RefusedJoin> refused, DateTime at)
    {
        using var keep = new SqliteStatement(connection, """
            INSERT INTO profiles_refused (left, right, reason, weight, at) VALUES (@left, @right, @reason, @weight, @at)
            ON CONFLICT (left, right) DO UPDATE SET reason = excluded.reason, weight = excluded.weight, at = excluded.at
            """, "@left", "@right", "@reason", "@weight", "@at");
        foreach (var one in refused)
        {
            keep.Run(Math.Min(one.Left, one.Right), Math.Max(one.Left, one.Right), one.Reason, Math.Round(one.Weight, 3), IdentityTables.Text(at));
        }
    }

    /// <summary>Forgets the refusals of records that are gone.</summary>
    public static void DropDead(SqliteConnection connection) => connection.Run("""
        DELETE FROM profiles_refused WHERE NOT EXISTS (SELECT 1 FROM profiles_record WHERE id = left) OR NOT EXISTS (SELECT 1 FROM profiles_record WHERE id = right)
        """);

    /// <summary>How many there are, by why.</summary>
    /// <param name="connection">To the tables.</param>
    /// <param name="profile">Only those of this profile; null for all.</param>
    public static IReadOnlyList<RefusedCount> Counts(SqliteConnection connection, int? profile) => connection.All(
        $"SELECT reason, count(*) {Stands} {Of(profile)} GROUP BY reason ORDER BY 2 DESC, 1", r => new RefusedCount(r.GetString(0), r.GetInt64(1)), ("@profile", profile));

    /// <summary>Those that were refused last, newest first.</summary>
    /// <param name="connection">To the tables.</param>
    /// <param name="reason">Only those for this reason; null for all.</param>
    /// <param name="profile">Only those of this profile; null for all.</param>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<StandingRefusal> Newest(SqliteConnection connection, string? reason, int? profile, int most) => connection.All($"""
        SELECT refused.left, refused.right, a.profile, b.profile, reason, weight, at {Stands} {Of(profile)} AND (@reason IS NULL OR reason = @reason)
        ORDER BY at DESC, refused.left, refused.right LIMIT {most}
        """, r => new StandingRefusal(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetString(4), r.GetDouble(5), IdentityTables.Time(r.GetString(6))),
        ("@reason", reason), ("@profile", profile));
}

/// <summary>How many joins are refused for one reason.</summary>
/// <param name="Reason">Its code: over_limit, weak_identifier_alone, same_roof_other_first_name or same_roof_other_birth_date.</param>
/// <param name="Joins">How many.</param>
sealed record RefusedCount(string Reason, long Joins);

/// <summary>A join that protection refused and that still are two, as it is kept.</summary>
/// <param name="Left">A record of one side.</param>
/// <param name="Right">A record of the other.</param>
/// <param name="LeftProfile">Number of the profile that it stands in.</param>
/// <param name="RightProfile">Number of the profile of the other.</param>
/// <param name="Reason">Why; a code.</param>
/// <param name="Weight">Evidence for the join, in bits.</param>
/// <param name="At">When it was decided last, UTC.</param>
sealed record StandingRefusal(int Left, int Right, int LeftProfile, int RightProfile, string Reason, double Weight, DateTime At);
