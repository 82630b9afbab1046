using System.Diagnostics;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log.Attached;
using Throughline.Understanding.PlugIn;

namespace Throughline.Understanding.Detections;

/// <summary>
/// Reads anew what an older version of the detectors read, and what may be read only now; takes out what may be read no more. How far it
/// came is in the transaction of what it wrote, so that it goes on after a stop, a pause or an end of the program.
/// </summary>
sealed class Redetection(AttachedStore store, DetectorBook book)
{
    const long Stretch = 50_000;

    static readonly string[] s_tables = ["reading", "detection"];

    int _running;
    double _perSecond;

    /// <summary>Texts read in a second, of late; 0 while nobody knows.</summary>
    public double PerSecond => Volatile.Read(ref _perSecond);

    /// <summary>The reading anew that is under way; null when there is none.</summary>
    public RedetectionStep? Now => store.Read(Step);

    /// <summary>Does what there is to do, until nothing is left, something new waits in the log, or people want it to stand still. One at a time.</summary>
    public async Task RunAsync(StretchReader reader, string follower, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            return;
        }

        try
        {
            while (!book.Now.IsPaused && store.Watermark(follower) >= store.Log.Head && await BeginAsync(follower, cancellation) is { } step)
            {
                await GoOnAsync(reader, step, cancellation);
            }
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>The step to take next; null when everything is read as it should be.</summary>
    async Task<RedetectionStep?> BeginAsync(string follower, CancellationToken cancellation)
    {
        var set = book.Now;
        var without = AllowedSources.Without(store.Log, set);
        var name = AllowedSources.Name(without);
        var (step, done) = store.Read(connection => (Step(connection), IsDone(connection, set.Version, name)));
        if (step is null ? done : step.SetVersion == set.Version && step.Without == name)
        {
            return step is null ? null : step with { Set = set, Sources = without };
        }

        var upTo = store.Watermark(follower);
        var total = await store.Log.ReadBehindAsync(
            log => log.Scalar<long>(StretchSql.Count(new LogStretch(0, upTo), without, set.Version)), cancellation);
        store.Write(connection =>
        {
            connection.Execute("DELETE FROM redetection");
            if (AttachedStore.WatermarkOf(connection, follower) != upTo)
            {
                return; // the follower wrote meanwhile: looked at again
            }

            connection.Execute("DELETE FROM employee_effort");
            if (without.Count > 0)
            {
                connection.Execute($"DELETE FROM detection WHERE seq IN (SELECT seq FROM reading WHERE source_id IN ({name}))");
                connection.Execute($"DELETE FROM reading WHERE source_id IN ({name})");
                connection.Execute($"DELETE FROM plug_in_reading WHERE source_id IN ({name})");
            }

            if (total == 0)
            {
                Note(connection, set.Version, name);
                return;
            }

            connection.Execute("INSERT INTO redetection VALUES (0, $to, $version, $without, 0, $total)",
                ("to", upTo), ("version", set.Version), ("without", name), ("total", total));
        });
        return await BeginAsync(follower, cancellation);
    }

    async Task GoOnAsync(StretchReader reader, RedetectionStep step, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var (removals, to) = (store.Log.Removals, Math.Min(step.Position + Stretch, step.UpTo));
        var reading = await store.Log.ReadBehindAsync(log => reader.Read(
            log, StretchSql.Texts(new LogStretch(step.Position, to), store.Log.Catalogue.Contents, step.Sources!, step.SetVersion), step.Set!), cancellation);
        store.Write(connection =>
        {
            if (store.Log.Removals != removals || Step(connection) is not { } now || now.Position != step.Position || now.SetVersion != step.SetVersion || now.Without != step.Without)
            {
                return;
            }

            foreach (var table in s_tables)
            {
                connection.Execute($"DELETE FROM {table} WHERE seq > $after AND seq <= $to AND set_version <> $version",
                    ("after", step.Position), ("to", to), ("version", step.SetVersion));
            }

            reading.Write(connection);
            PlugInJoin.Part(connection, step.Position, to, step.SetVersion);
            PlugInJoin.Join(connection, step.Position, to);
            if (to >= step.UpTo)
            {
                connection.Execute("DELETE FROM redetection");
                if (connection.Scalar<long>("SELECT count(*) FROM reading WHERE set_version <> $version", ("version", step.SetVersion)) == 0)
                {
                    Note(connection, step.SetVersion, step.Without); // else something was read by others meanwhile: the next one finds it
                }
            }
            else
            {
                connection.Execute("UPDATE redetection SET position = $to, done = done + $texts", ("to", to), ("texts", reading.Texts));
            }
        });
        reader.Return(reading);
        store.Settle();
        if (reading.Texts > 0)
        {
            var speed = reading.Texts / Math.Max(watch.Elapsed.TotalSeconds, 0.001);
            Volatile.Write(ref _perSecond, PerSecond == 0 ? speed : (0.7 * PerSecond) + (0.3 * speed));
        }
    }

    /// <summary>Notes what everything was read with.</summary>
    static void Note(DuckConnection connection, int version, string without) => connection.Execute(
        "UPDATE read_with SET set_version = $version, without_sources = $without", ("version", version), ("without", without));

    static bool IsDone(DuckConnection connection, int version, string without)
    {
        using var reader = connection.Query("SELECT set_version, without_sources FROM read_with");
        return reader.Read() && reader.GetInt32(0) == version && reader.GetString(1) == without;
    }

    static RedetectionStep? Step(DuckConnection connection)
    {
        using var reader = connection.Query("SELECT position, up_to, set_version, without_sources, done, total FROM redetection");
        return reader.Read()
            ? new RedetectionStep(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetString(3), reader.GetInt64(4), reader.GetInt64(5))
            : null;
    }
}

/// <summary>How far a reading anew has come.</summary>
/// <param name="Position">Number of the signal up to which it has come.</param>
/// <param name="UpTo">Number of the signal at which it ends.</param>
/// <param name="SetVersion">Version of the detectors that it reads with.</param>
/// <param name="Without">Sources that it leaves out.</param>
/// <param name="Done">Texts that it has read.</param>
/// <param name="Total">Texts that it found stale when it began.</param>
sealed record RedetectionStep(long Position, long UpTo, int SetVersion, string Without, long Done, long Total)
{
    /// <summary>The detectors.</summary>
    public RunningSet? Set { get; init; }

    /// <summary>The sources that are left out.</summary>
    public IReadOnlyList<int>? Sources { get; init; }
}
