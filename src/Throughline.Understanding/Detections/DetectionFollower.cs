using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log.Attached;
using Throughline.Understanding.PlugIn;

namespace Throughline.Understanding.Detections;

/// <summary>
/// Reads customers' words as they come into the log and keeps what the detectors say of them. What was read by an older version of the
/// detectors, or may be read only now, is read anew when nothing new waits.
/// </summary>
sealed class DetectionFollower(AttachedStore store, DetectorBook book) : StoreFollower(store)
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    readonly StretchReader _reader = new();
    readonly Redetection _redetection = new(store, book);
    (object, object)? _settled;

    /// <inheritdoc/>
    public override string Name => "detections";

    /// <inheritdoc/>
    public override int MostAtOnce => 50_000;

    /// <inheritdoc/>
    public override TimeSpan Rest => TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    public override bool IsPaused => book.Now.IsPaused;

    /// <summary>The reading anew that is under way.</summary>
    public Redetection Redetection => _redetection;

    /// <inheritdoc/>
    public override object Read(DuckConnection log, LogStretch stretch)
    {
        var set = book.Now;
        var without = AllowedSources.Without(Store.Log, set);
        if (without.Count > 0)
        {
            AllowedSources.Refuse(Store.Log, Asked(log, stretch, without));
        }

        return _reader.Read(log, StretchSql.Texts(stretch, Store.Log.Catalogue.Contents, without, null), set);
    }

    /// <inheritdoc/>
    public override void Write(DuckConnection store, object read)
    {
        var reading = (StretchReading)read;
        reading.Write(store);
        PlugInJoin.Join(store, 0, long.MaxValue); // what the plug-in had said stands again after a rebuild
        _reader.Return(reading);
        store.Execute("UPDATE read_with SET set_version = 0 WHERE set_version > $version", ("version", reading.Set.Version)); // it was read by older ones
    }

    /// <inheritdoc/>
    public override void Clear(DuckConnection store) => store.Execute(
        "DELETE FROM reading; DELETE FROM detection; DELETE FROM employee_effort; DELETE FROM redetection; UPDATE read_with SET set_version = 0, without_sources = ''; UPDATE plug_in_reading SET joined_set = 0");

    /// <inheritdoc/>
    public override async Task SettleAsync(bool atEnd, CancellationToken cancellation)
    {
        await base.SettleAsync(atEnd, cancellation);
        if (atEnd)
        {
            _settled = Wanted();
            await _redetection.RunAsync(_reader, Name, cancellation);
            _reader.Rest();
        }
    }

    /// <inheritdoc/>
    public override async Task WokenAsync(CancellationToken cancellation)
    {
        while (_settled is { } settled && Wanted() is var wanted && ReferenceEquals(settled.Item1, wanted.Item1) && ReferenceEquals(settled.Item2, wanted.Item2))
        {
            await Task.Delay(Look, cancellation);
        }
    }

    /// <summary>What the reading depends on beside the log.</summary>
    (object Set, object Uses) Wanted() => (book.Now, Store.Log.Uses.Version);

    /// <summary>Those of the sources that have words in the stretch.</summary>
    static List<int> Asked(DuckConnection log, LogStretch stretch, IReadOnlyList<int> without)
    {
        var asked = new List<int>();
        using var reader = log.Query(
            $"SELECT DISTINCT source_id FROM signal WHERE seq > $after AND seq <= $to AND has_text AND source_id IN ({string.Join(", ", without)})",
            ("after", stretch.After), ("to", stretch.UpTo));
        while (reader.Read())
        {
            asked.Add(reader.GetInt32(0));
        }

        return asked;
    }
}
