using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>Names a field of a source as profiles know it.</summary>
/// <param name="Use">What it is to us, for example <c>attribute</c>; <c>kept</c> for a name in what is only kept.</param>
/// <param name="Name">Its name there.</param>
readonly record struct FieldName(string Use, string Name);

/// <summary>What came together: an import, or what arrived by itself on one day.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="ImportId">The import; 0 for what arrived by itself.</param>
/// <param name="Day">The day on which it came, UTC.</param>
readonly record struct BatchKey(int SourceId, int ImportId, DateOnly Day);

/// <summary>Profiles as they are kept: one sketch for each field and batch. What an import brought counts as long as the log still knows that import.</summary>
static class ProfileStore
{
    public static readonly Migration Migration = new("listening_quality", 1, """
        CREATE TABLE listening_quality_batch (
            source_id INTEGER NOT NULL, import_id INTEGER NOT NULL, day INTEGER NOT NULL, rows INTEGER NOT NULL, looked INTEGER NOT NULL,
            PRIMARY KEY (source_id, import_id, day)) STRICT, WITHOUT ROWID;
        CREATE TABLE listening_quality_field (
            source_id INTEGER NOT NULL, import_id INTEGER NOT NULL, day INTEGER NOT NULL, use TEXT NOT NULL, name TEXT NOT NULL, sketch BLOB NOT NULL,
            PRIMARY KEY (source_id, import_id, day, use, name)) STRICT, WITHOUT ROWID;
        """);

    /// <summary>Adds what was looked at of a batch.</summary>
    public static void Add(SqliteConnection keys, BatchProfile batch)
    {
        var key = batch.Key;
        keys.Run("""
            INSERT INTO listening_quality_batch (source_id, import_id, day, rows, looked) VALUES (@source, @import, @day, @rows, @looked)
            ON CONFLICT DO UPDATE SET rows = rows + excluded.rows, looked = looked + excluded.looked
            """, ("@source", key.SourceId), ("@import", key.ImportId), ("@day", key.Day.DayNumber), ("@rows", batch.Rows), ("@looked", batch.Looked));
        var before = keys.All("SELECT use, name, sketch FROM listening_quality_field WHERE source_id = @source AND import_id = @import AND day = @day",
            r => (Name: new FieldName(r.GetString(0), r.GetString(1)), Sketch: FieldSketch.Read((byte[])r[2])),
            ("@source", key.SourceId), ("@import", key.ImportId), ("@day", key.Day.DayNumber)).ToDictionary(one => one.Name, one => one.Sketch);
        var looked = before.Count == 0 ? 0 : before.Values.Max(one => one.Rows);
        foreach (var (name, (sketch, personal)) in batch.Fields)
        {
            if (before.TryGetValue(name, out var earlier))
            {
                sketch.Merge(earlier);
            }
            else if (looked > 0)
            {
                sketch.AddMissing(looked);
            }

            Put(keys, key, name, sketch, personal || FieldKind.Of(sketch, name.Name).Personal);
        }

        foreach (var (name, sketch) in before.Where(one => !batch.Fields.ContainsKey(one.Key)))
        {
            sketch.AddMissing(batch.Looked);
            Put(keys, key, name, sketch, personal: false);
        }
    }

    /// <summary>The batches of a source, in order of time.</summary>
    public static IReadOnlyList<(BatchKey Key, long Rows, long Looked)> Batches(SqliteConnection keys, int sourceId) => keys.All(
        "SELECT import_id, day, rows, looked FROM listening_quality_batch WHERE source_id = @source ORDER BY day, import_id",
        r => (new BatchKey(sourceId, r.GetInt32(0), DateOnly.FromDayNumber(r.GetInt32(1))), r.GetInt64(2), r.GetInt64(3)), ("@source", sourceId));

    /// <summary>The sketches of a source's batches.</summary>
    public static IReadOnlyList<(BatchKey Key, FieldName Name, FieldSketch Sketch)> Fields(SqliteConnection keys, int sourceId) => keys.All(
        "SELECT import_id, day, use, name, sketch FROM listening_quality_field WHERE source_id = @source ORDER BY day, import_id",
        r => (new BatchKey(sourceId, r.GetInt32(0), DateOnly.FromDayNumber(r.GetInt32(1))), new FieldName(r.GetString(2), r.GetString(3)), FieldSketch.Read((byte[])r[4])),
        ("@source", sourceId));

    /// <summary>Forgets one source, or all.</summary>
    public static void Forget(SqliteConnection keys, int? sourceId)
    {
        keys.Run("DELETE FROM listening_quality_batch WHERE @source IS NULL OR source_id = @source", ("@source", sourceId));
        keys.Run("DELETE FROM listening_quality_field WHERE @source IS NULL OR source_id = @source", ("@source", sourceId));
    }

    static void Put(SqliteConnection keys, BatchKey key, FieldName name, FieldSketch sketch, bool personal) => keys.Run("""
        INSERT INTO listening_quality_field (source_id, import_id, day, use, name, sketch) VALUES (@source, @import, @day, @use, @name, @sketch)
        ON CONFLICT DO UPDATE SET sketch = excluded.sketch
        """, ("@source", key.SourceId), ("@import", key.ImportId), ("@day", key.Day.DayNumber), ("@use", name.Use), ("@name", name.Name), ("@sketch", sketch.Write(!personal)));
}

/// <summary>What was looked at of one batch.</summary>
/// <param name="Key">The batch.</param>
/// <param name="Rows">Rows that it has.</param>
/// <param name="Looked">Rows that were looked at.</param>
/// <param name="Fields">Its fields, and whether the register calls them personal.</param>
/// <param name="Asked">What the checks of the source found in them.</param>
sealed record BatchProfile(BatchKey Key, long Rows, long Looked, Dictionary<FieldName, (FieldSketch Sketch, bool Personal)> Fields, Checks.AskedRows Asked);
