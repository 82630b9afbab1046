using Throughline.Platform.Storage;

namespace Throughline.Profiles.Reviews;

/// <summary>The pairs of records that wait for a look, and what people said of those that were looked at.</summary>
static class ReviewTables
{
    public const string Same = "same", Different = "different", Later = "later";

    public static readonly Migration Migration = new("profiles_reviews", 1, """
        CREATE TABLE profiles_review (
            left INTEGER NOT NULL, right INTEGER NOT NULL, weight REAL NOT NULL, probability REAL NOT NULL, joined INTEGER NOT NULL, drawn INTEGER NOT NULL,
            lot INTEGER NOT NULL, worth REAL NOT NULL, because TEXT NOT NULL, PRIMARY KEY (left, right), CHECK (left < right)) STRICT, WITHOUT ROWID;
        CREATE INDEX profiles_review_worth ON profiles_review (drawn, worth DESC, left, right);
        CREATE INDEX profiles_review_lot ON profiles_review (drawn, lot);
        CREATE TABLE profiles_verdict (
            id INTEGER PRIMARY KEY AUTOINCREMENT, left INTEGER NOT NULL, right INTEGER NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'later')),
            at TEXT NOT NULL, by TEXT NOT NULL, weight REAL NOT NULL, probability REAL NOT NULL, joined INTEGER NOT NULL, drawn INTEGER NOT NULL, fact INTEGER) STRICT;
        CREATE INDEX profiles_verdict_pair ON profiles_verdict (left, right);
        """);

    /// <summary>True of a verdict called v whose statement was not taken back.</summary>
    public const string Stands = """
        (v.fact IS NULL OR v.fact NOT IN (
            SELECT json_extract(body, '$.fact') FROM platform_fact WHERE kind IN ('statement_lifted', 'profiles_unmerged') AND json_extract(body, '$.fact') IS NOT NULL
            UNION SELECT l.value FROM platform_fact f, json_each(f.body, '$.lifted') l WHERE f.kind = 'profiles_unmerged'))
        """;

    /// <summary>True of a pair of the queue, called q, that nobody decided on and nobody put off since <c>@since</c>.</summary>
    public const string Waits = $"""
        NOT EXISTS (SELECT 1 FROM profiles_verdict v WHERE v.left = q.left AND v.right = q.right AND (v.verdict <> 'later' OR v.at > @since) AND {Stands})
        """;
}
