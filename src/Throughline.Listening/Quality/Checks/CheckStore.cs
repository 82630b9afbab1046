using Microsoft.Data.Sqlite;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality.Checks;

/// <summary>A saved version of a source's checks, or of its recipe.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Text">The file.</param>
/// <param name="SavedAt">When, UTC, ISO 8601.</param>
/// <param name="By">Who; null when a program did.</param>
/// <param name="Note">Why; null when nobody said.</param>
public sealed record SavedText(int Version, string Text, string SavedAt, string? By, string? Note);

/// <summary>What a source's rows are asked and how they are cleaned, in versions that never change; and how often checks were asked and not kept.</summary>
static class CheckStore
{
    public static readonly Migration Migration = new("listening_quality", 2, """
        CREATE TABLE listening_quality_text (
            source_id INTEGER NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL, saved_at TEXT NOT NULL, saved_by TEXT, note TEXT,
            PRIMARY KEY (source_id, kind, version)) STRICT;
        CREATE TABLE listening_quality_count (
            source_id INTEGER NOT NULL, import_id INTEGER NOT NULL, day INTEGER NOT NULL, key TEXT NOT NULL, asked INTEGER NOT NULL, failed INTEGER NOT NULL,
            PRIMARY KEY (source_id, import_id, day, key)) STRICT, WITHOUT ROWID;
        CREATE TABLE listening_quality_turned (
            source_id INTEGER NOT NULL, day INTEGER NOT NULL, key TEXT NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY (source_id, day, key)) STRICT, WITHOUT ROWID;
        """);

    /// <summary>Saves it as the next version, or gives the newest when that says the same.</summary>
    public static SavedText Save(SqliteConnection keys, int sourceId, string kind, string text, string now, string? by, string? note)
    {
        if (Newest(keys, sourceId, kind) is var newest && newest?.Text == text)
        {
            return newest;
        }

        var saved = new SavedText((newest?.Version ?? 0) + 1, text, now, by, note);
        keys.Run("""
            INSERT INTO listening_quality_text (source_id, kind, version, text, saved_at, saved_by, note) VALUES (@source, @kind, @version, @text, @now, @by, @note)
            """, ("@source", sourceId), ("@kind", kind), ("@version", saved.Version), ("@text", text), ("@now", now), ("@by", by), ("@note", note));
        return saved;
    }

    /// <summary>The newest version; null when there is none.</summary>
    public static SavedText? Newest(SqliteConnection keys, int sourceId, string kind) => Versions(keys, sourceId, kind, 1) is [var newest] ? newest : null;

    /// <summary>Versions, the newest first.</summary>
    public static IReadOnlyList<SavedText> Versions(SqliteConnection keys, int sourceId, string kind, int most = 100) => keys.All("""
        SELECT version, text, saved_at, saved_by, note FROM listening_quality_text WHERE source_id = @source AND kind = @kind ORDER BY version DESC LIMIT @most
        """, r => new SavedText(r.GetInt32(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.TextOrNull(4)), ("@source", sourceId), ("@kind", kind), ("@most", most));

    /// <summary>The newest version of every source.</summary>
    public static IReadOnlyList<(int SourceId, SavedText Saved)> All(SqliteConnection keys, string kind) => keys.All("""
        SELECT source_id, max(version), text, saved_at, saved_by, note FROM listening_quality_text WHERE kind = @kind GROUP BY source_id
        """, r => (r.GetInt32(0), new SavedText(r.GetInt32(1), r.GetString(2), r.GetString(3), r.TextOrNull(4), r.TextOrNull(5))), ("@kind", kind));

    /// <summary>Adds what was asked of stored rows.</summary>
    public static void Count(SqliteConnection keys, BatchKey batch, string key, long asked, long failed) => keys.Run("""
        INSERT INTO listening_quality_count (source_id, import_id, day, key, asked, failed) VALUES (@source, @import, @day, @key, @asked, @failed)
        ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, failed = failed + excluded.failed
        """, ("@source", batch.SourceId), ("@import", batch.ImportId), ("@day", batch.Day.DayNumber), ("@key", key), ("@asked", asked), ("@failed", failed));

    /// <summary>What was asked of stored rows, by batch.</summary>
    public static IReadOnlyList<(BatchKey Batch, string Key, long Asked, long Failed)> Counts(SqliteConnection keys, int sourceId) => keys.All(
        "SELECT import_id, day, key, asked, failed FROM listening_quality_count WHERE source_id = @source",
        r => (new BatchKey(sourceId, r.GetInt32(0), DateOnly.FromDayNumber(r.GetInt32(1))), r.GetString(2), r.GetInt64(3), r.GetInt64(4)), ("@source", sourceId));

    /// <summary>Adds rows that a check turned away.</summary>
    public static void Turn(SqliteConnection keys, int sourceId, DateOnly day, string key, long rows) => keys.Run("""
        INSERT INTO listening_quality_turned (source_id, day, key, rows) VALUES (@source, @day, @key, @rows) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows
        """, ("@source", sourceId), ("@day", day.DayNumber), ("@key", key), ("@rows", rows));

    /// <summary>Rows that checks turned away, by day.</summary>
    public static IReadOnlyList<(DateOnly Day, string Key, long Rows)> Turned(SqliteConnection keys, int sourceId) => keys.All(
        "SELECT day, key, rows FROM listening_quality_turned WHERE source_id = @source",
        r => (DateOnly.FromDayNumber(r.GetInt32(0)), r.GetString(1), r.GetInt64(2)), ("@source", sourceId));

    /// <summary>Forgets the counts of stored rows of one source, or of all.</summary>
    public static void ForgetCounts(SqliteConnection keys, int? sourceId) =>
        keys.Run("DELETE FROM listening_quality_count WHERE @source IS NULL OR source_id = @source", ("@source", sourceId));

    /// <summary>Forgets a source.</summary>
    public static void Forget(SqliteConnection keys, int sourceId)
    {
        ForgetCounts(keys, sourceId);
        keys.Run("DELETE FROM listening_quality_text WHERE source_id = @source", ("@source", sourceId));
        keys.Run("DELETE FROM listening_quality_turned WHERE source_id = @source", ("@source", sourceId));
    }
}
