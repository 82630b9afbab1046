using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Timelines;

/// <summary>
/// The index of timelines in <c>keys.db</c>: what came last as rows (the tail), all else as sorted runs of packed chunks. A run is never
/// changed; small ones are merged into larger ones, so that a customer is looked up in few places and writing stays in sequence.
/// </summary>
static class TimelineTables
{
    public static readonly Migration Migration = new("profiles_timeline", 1, """
        CREATE TABLE profiles_timeline_tail (
            source_id INTEGER NOT NULL, key INTEGER NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL, form INTEGER NOT NULL,
            PRIMARY KEY (source_id, key, at, seq)) STRICT, WITHOUT ROWID;
        CREATE TABLE profiles_timeline_run (run INTEGER PRIMARY KEY, postings INTEGER NOT NULL, first_id INTEGER NOT NULL, last_id INTEGER NOT NULL) STRICT;
        CREATE TABLE profiles_timeline_chunk (
            id INTEGER PRIMARY KEY, run INTEGER NOT NULL, source_id INTEGER NOT NULL, first_key INTEGER NOT NULL, last_key INTEGER NOT NULL,
            first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, postings INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX profiles_timeline_chunk_key ON profiles_timeline_chunk (source_id, run, last_key, first_key, first_at);
        CREATE TABLE profiles_timeline_form (
            id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, kind INTEGER NOT NULL, has_text INTEGER NOT NULL, answered INTEGER NOT NULL,
            language TEXT, activity TEXT) STRICT;
        CREATE TABLE profiles_timeline_state (tail INTEGER NOT NULL, removals INTEGER NOT NULL, version INTEGER NOT NULL, beginning INTEGER NOT NULL) STRICT;
        INSERT INTO profiles_timeline_state VALUES (0, 0, 0, 0);
        """);

    public static TimelineState State(SqliteConnection keys) => keys.One(
        "SELECT tail, removals, version FROM profiles_timeline_state", r => new TimelineState(r.GetInt32(0), r.GetInt64(1), r.GetInt64(2)));

    public static void Note(SqliteConnection keys, TimelineState state) => keys.Run(
        "UPDATE profiles_timeline_state SET tail = @tail, removals = @removals, version = version + 1", ("@tail", state.Tail), ("@removals", state.Removals));

    public static List<TimelineRun> Runs(SqliteConnection keys) => keys.All(
        "SELECT run, postings, first_id, last_id FROM profiles_timeline_run ORDER BY run",
        r => new TimelineRun(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)));

    public static void Clear(SqliteConnection keys) => keys.Run("""
        DELETE FROM profiles_timeline_tail; DELETE FROM profiles_timeline_run; DELETE FROM profiles_timeline_chunk; DELETE FROM profiles_timeline_form;
        UPDATE profiles_timeline_state SET tail = 0, removals = 0, version = version + 1, beginning = beginning + 1;
        """);

    /// <summary>Takes out all of a source; rows of the tail that went.</summary>
    public static int Remove(SqliteConnection keys, int sourceId)
    {
        keys.Run("DELETE FROM profiles_timeline_chunk WHERE source_id = @source", ("@source", sourceId));
        return keys.Run("DELETE FROM profiles_timeline_tail WHERE source_id = @source", ("@source", sourceId));
    }

    /// <summary>Takes runs out, which others have taken the place of.</summary>
    public static void Remove(SqliteConnection keys, IReadOnlyList<TimelineRun> runs)
    {
        foreach (var run in runs)
        {
            // Numbers of chunks that went with their source are given again: the run must be the same too.
            keys.Run("DELETE FROM profiles_timeline_chunk WHERE id BETWEEN @first AND @last AND run = @run", ("@first", run.FirstId), ("@last", run.LastId), ("@run", run.Run));
            keys.Run("DELETE FROM profiles_timeline_run WHERE run = @run", ("@run", run.Run));
        }
    }

    /// <summary>Writes a run; nothing when it is empty.</summary>
    public static void Add(SqliteConnection keys, IReadOnlyList<PostingChunk> chunks)
    {
        if (chunks.Count == 0)
        {
            return;
        }

        var run = keys.One("SELECT coalesce(max(run), 0) + 1 FROM profiles_timeline_run", r => r.GetInt64(0));
        var first = keys.One("SELECT coalesce(max(id), 0) + 1 FROM profiles_timeline_chunk", r => r.GetInt64(0));
        using var insert = keys.CreateCommand();
        insert.CommandText = "INSERT INTO profiles_timeline_chunk VALUES (@id, @run, @source, @first_key, @last_key, @first_at, @last_at, @postings, @body)";
        foreach (var name in new[] { "@id", "@run", "@source", "@first_key", "@last_key", "@first_at", "@last_at", "@postings", "@body" })
        {
            insert.Parameters.Add(new SqliteParameter(name, null));
        }

        for (var i = 0; i < chunks.Count; i++)
        {
            var chunk = chunks[i];
            object[] values = [first + i, run, chunk.SourceId, chunk.FirstKey, chunk.LastKey, chunk.FirstAt, chunk.LastAt, chunk.Postings, chunk.Body];
            for (var p = 0; p < values.Length; p++)
            {
                insert.Parameters[p].Value = values[p];
            }

            insert.ExecuteNonQuery();
        }

        keys.Run("INSERT INTO profiles_timeline_run VALUES (@run, @postings, @first, @last)",
            ("@run", run), ("@postings", chunks.Sum(c => (long)c.Postings)), ("@first", first), ("@last", first + chunks.Count - 1));
    }

    public static void AddTail(SqliteConnection keys, IEnumerable<(int SourceId, Posting Posting)> postings)
    {
        using var insert = keys.CreateCommand();
        insert.CommandText = "INSERT INTO profiles_timeline_tail VALUES (@source, @key, @at, @seq, @form)";
        foreach (var name in new[] { "@source", "@key", "@at", "@seq", "@form" })
        {
            insert.Parameters.Add(new SqliteParameter(name, null));
        }

        foreach (var (source, posting) in postings)
        {
            insert.Parameters[0].Value = source;
            insert.Parameters[1].Value = posting.Key;
            insert.Parameters[2].Value = posting.At;
            insert.Parameters[3].Value = posting.Seq;
            insert.Parameters[4].Value = posting.Form;
            insert.ExecuteNonQuery();
        }
    }
}

/// <summary>Where the index stands.</summary>
/// <param name="Tail">Rows of the tail.</param>
/// <param name="Removals">Rows of the log's table of removals that are taken account of.</param>
/// <param name="Version">Grows with every change of the tables.</param>
readonly record struct TimelineState(int Tail, long Removals, long Version);

/// <summary>A sorted run of packed chunks, one after the other in the table.</summary>
readonly record struct TimelineRun(long Run, long Postings, long FirstId, long LastId);
