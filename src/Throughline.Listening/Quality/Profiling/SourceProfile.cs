using Throughline.DuckDb;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Quality.Scores;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>A batch as it is told: an import, or one day of what arrived by itself.</summary>
/// <param name="ImportId">The import; null for what arrived by itself.</param>
/// <param name="Day">The day on which it came, UTC.</param>
/// <param name="Rows">Rows of it.</param>
/// <param name="Looked">Rows that were looked at.</param>
public sealed record ProfiledBatch(int? ImportId, DateOnly Day, long Rows, long Looked);

/// <summary>The profiles of a source: over all that the log knows of it, and of the newest batch against those before.</summary>
sealed class SourceProfile
{
    readonly IReadOnlyDictionary<FieldName, IReadOnlyDictionary<BatchKey, FieldSketch>> _seen;

    SourceProfile(
        IReadOnlyList<(BatchKey Key, long Rows, long Looked)> keys, IReadOnlyList<(FieldName, FieldSketch, double?)> fields,
        IReadOnlyDictionary<FieldName, IReadOnlyDictionary<BatchKey, FieldSketch>> seen)
    {
        (Keys, Fields, _seen) = (keys, fields, seen);
        Batches = [.. keys.Select(one => new ProfiledBatch(one.Key.ImportId == 0 ? null : one.Key.ImportId, one.Key.Day, one.Rows, one.Looked))];
    }

    /// <summary>The batches that the log still knows, in order of time.</summary>
    public IReadOnlyList<(BatchKey Key, long Rows, long Looked)> Keys { get; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<ProfiledBatch> Batches { get; }

    /// <summary>Each field over all batches, with its shift in the newest against those before.</summary>
    public IReadOnlyList<(FieldName Name, FieldSketch Sketch, double? Drift)> Fields { get; }

    /// <summary>Rows that the profile speaks of.</summary>
    public long Rows => Batches.Sum(one => one.Rows);

    /// <summary>Rows that were looked at.</summary>
    public long Looked => Batches.Sum(one => one.Looked);

    /// <summary>Reads it.</summary>
    public static async Task<SourceProfile> ReadAsync(SignalLog log, KeyStore keys, int sourceId, CancellationToken cancellation)
    {
        var imports = await log.ReadAsync(connection => Imports(connection, sourceId), cancellation);
        var (batches, fields) = keys.Read(connection => (ProfileStore.Batches(connection, sourceId), ProfileStore.Fields(connection, sourceId)));
        List<(BatchKey Key, long Rows, long Looked)> known = [.. batches.Where(one => imports.Contains(one.Key.ImportId))];
        return Of(known, fields);
    }

    internal static SourceProfile Of(
        IReadOnlyList<(BatchKey Key, long Rows, long Looked)> batches, IReadOnlyList<(BatchKey Key, FieldName Name, FieldSketch Sketch)> fields)
    {
        var newest = batches.Count > 1 ? batches[^1].Key : (BatchKey?)null;
        var known = batches.Select(one => one.Key).ToHashSet();
        var of = new List<(FieldName, FieldSketch, double?)>();
        foreach (var field in fields.Where(one => known.Contains(one.Key)).GroupBy(one => one.Name))
        {
            var (before, now, all) = (new FieldSketch(), (FieldSketch?)null, new FieldSketch());
            var seen = field.ToDictionary(one => one.Key, one => one.Sketch);
            foreach (var batch in batches)
            {
                if (!seen.TryGetValue(batch.Key, out var sketch))
                {
                    sketch = new FieldSketch();
                    sketch.AddMissing(batch.Looked);
                }

                all.Merge(sketch);
                if (batch.Key == newest)
                {
                    now = sketch;
                }
                else
                {
                    before.Merge(sketch);
                }
            }

            of.Add((field.Key, all, now is null ? null : Drift.Between(before, now)));
        }

        return new(batches, of, fields.Where(one => known.Contains(one.Key)).GroupBy(one => one.Name)
            .ToDictionary(group => group.Key, group => (IReadOnlyDictionary<BatchKey, FieldSketch>)group.ToDictionary(one => one.Key, one => one.Sketch)));
    }

    /// <summary>What a check of all rows together says of each batch against those before it, as far as there is enough to judge by.</summary>
    public List<(DateOnly Day, SourceVerdict Verdict)> Verdicts(SourceTest test, string column, FieldColumns columns, LogFacts log, DateTime now)
    {
        var verdicts = new List<(DateOnly, SourceVerdict)>();
        var before = new FieldSketch();
        var seen = _seen.GetValueOrDefault(columns.FieldOf(column));
        for (var i = 0; i < Keys.Count; i++)
        {
            var (key, rows, looked) = Keys[i];
            var isNewest = i == Keys.Count - 1;
            var sketch = seen?.GetValueOrDefault(key) ?? Missing(looked);
            var facts = new SourceFacts
            {
                Now = now,
                LastReceived = isNewest ? log.LastReceived : null, // what the log says is of today, not of a batch
                Received = isNewest ? log.Received : 0,
                Held = log.Held,
                Duplicates = log.Duplicates,
                Rows = rows,
                Field = _ => sketch,
                Drift = _ => Drift.Between(before, sketch),
                Filled = _seen.Where(one => one.Value.TryGetValue(key, out var of) && of.Filled > 0).Select(one => columns.ColumnOf(one.Key)).ToHashSet(),
            };
            if (test.Judge(facts, column) is { } verdict)
            {
                verdicts.Add((key.Day, verdict));
            }

            before.Merge(sketch);
        }

        return verdicts;
    }

    static FieldSketch Missing(long rows)
    {
        var sketch = new FieldSketch();
        sketch.AddMissing(rows);
        return sketch;
    }

    static HashSet<int> Imports(DuckConnection connection, int sourceId)
    {
        var imports = new HashSet<int>();
        using var reader = connection.Query("SELECT DISTINCT import_id FROM balance WHERE source_id = $source", ("source", sourceId));
        while (reader.Read())
        {
            imports.Add(reader.GetInt32(0));
        }

        return imports;
    }
}
