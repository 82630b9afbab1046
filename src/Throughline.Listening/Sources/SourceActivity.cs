using Microsoft.Data.Sqlite;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Sources;

/// <summary>
/// Signals a day for each source, kept behind the log, so that the page of sources never scans it. Counted by import: what an import
/// brought counts as long as the ledger still knows that import, so a removed source and a replaced import fall out by themselves.
/// </summary>
public sealed class SourceActivity(SignalLog signals) : Follower
{
    internal static readonly Migration Migration = new("listening_activity", 1, """
        CREATE TABLE listening_activity (
            source_id INTEGER NOT NULL, import_id INTEGER NOT NULL, day TEXT NOT NULL, signals INTEGER NOT NULL,
            PRIMARY KEY (source_id, import_id, day)) STRICT, WITHOUT ROWID
        """);

    /// <inheritdoc/>
    public override string Name => "source_activity";

    /// <inheritdoc/>
    public override object Read(DuckConnection log, LogStretch stretch) => Read(log, stretch, "TRUE");

    /// <summary>Counts again what came by itself, after some of it was taken out.</summary>
    internal object ReadArrived(DuckConnection log, LogStretch stretch) => Read(log, stretch, "import_id = 0");

    /// <summary>Puts the new counts of what came by itself in place of the old.</summary>
    internal void WriteArrived(SqliteConnection keys, object read)
    {
        keys.Run("DELETE FROM listening_activity WHERE import_id = 0");
        Write(keys, read);
    }

    List<Count> Read(DuckConnection log, LogStretch stretch, string which)
    {
        // By their own time, or by receipt where the source's records carry none.
        var untimed = string.Join(", ", signals.Catalogue.Contents.Sources.Where(s => !s.HasTime).Select(s => s.Id).Append(-1));
        var counts = new List<Count>();
        using var reader = log.Query($"""
            SELECT source_id, import_id, strftime(CASE WHEN source_id IN ({untimed}) THEN received_at ELSE occurred_at END, '%Y-%m-%d') AS day, count(*)
            FROM signal WHERE seq > $after AND seq <= $upto AND {which} GROUP BY source_id, import_id, day
            """, ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            counts.Add(new Count(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetInt64(3)));
        }

        return counts;
    }

    /// <inheritdoc/>
    public override void Write(SqliteConnection keys, object read)
    {
        foreach (var count in (List<Count>)read)
        {
            keys.Run("""
                INSERT INTO listening_activity (source_id, import_id, day, signals) VALUES (@source, @import, @day, @signals)
                ON CONFLICT DO UPDATE SET signals = signals + excluded.signals
                """, ("@source", count.SourceId), ("@import", count.ImportId), ("@day", count.Day), ("@signals", count.Signals));
        }
    }

    /// <inheritdoc/>
    public override void Clear(SqliteConnection keys) => keys.Run("DELETE FROM listening_activity");

    /// <summary>Signals a day of each source on its last days that have any, in order of time.</summary>
    /// <param name="keys">The key store.</param>
    /// <param name="known">The imports that the ledger knows.</param>
    /// <param name="days">Most days for a source.</param>
    internal static Dictionary<int, List<DayCount>> Recent(KeyStore keys, HashSet<(int Source, int Import)> known, int days) =>
        keys.Read(connection => connection.All("SELECT source_id, import_id, day, signals FROM listening_activity",
                r => new Count(r.GetInt32(0), r.GetInt32(1), r.GetString(2), r.GetInt64(3))))
            .Where(c => known.Contains((c.SourceId, c.ImportId)))
            .GroupBy(c => c.SourceId)
            .ToDictionary(source => source.Key, source => source.GroupBy(c => c.Day)
                .OrderByDescending(day => day.Key, StringComparer.Ordinal).Take(days).Reverse()
                .Select(day => new DayCount(
                    DateOnly.ParseExact(day.Key, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), day.Sum(c => c.Signals)))
                .ToList());

    sealed record Count(int SourceId, int ImportId, string Day, long Signals);
}

/// <summary>Keeps the counts of a day right when signals that came by themselves are taken out of the log.</summary>
sealed class SourceActivityRecount(FollowerPump pump, SourceActivity activity)
{
    /// <summary>Counts what came by itself again.</summary>
    public Task RunAsync(CancellationToken cancellation) => pump.RepairAsync(activity, activity.ReadArrived, activity.WriteArrived, cancellation);
}
