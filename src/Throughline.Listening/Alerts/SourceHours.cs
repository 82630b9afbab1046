using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Stats;

namespace Throughline.Listening.Alerts;

/// <summary>
/// How many events of each source came and were held, hour by hour over four weeks. Counted in memory where requests are answered and
/// written down every minute: an end of the program loses that minute of it, and nothing of the counts on the pages, which come from the log.
/// </summary>
sealed class SourceHours
{
    internal static readonly Migration Migration = new("listening_hour", 1, """
        CREATE TABLE listening_hour (
            source_id INTEGER NOT NULL, hour INTEGER NOT NULL, events INTEGER NOT NULL, held INTEGER NOT NULL, odd INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (source_id, hour)) STRICT, WITHOUT ROWID
        """);

    readonly KeyStore _keys;
    readonly TimeProvider _time;
    readonly Lock _turn = new();
    readonly Dictionary<int, Dictionary<long, HourCount>> _hours = [];
    readonly HashSet<(int Source, long Hour)> _changed = [];

    /// <summary>With what was written down before.</summary>
    public SourceHours(KeyStore keys, TimeProvider time)
    {
        (_keys, _time) = (keys, time);
        foreach (var (source, hour, count) in keys.Read(connection => connection.All(
            "SELECT source_id, hour, events, held, odd FROM listening_hour WHERE hour > @oldest",
            r => (r.GetInt32(0), r.GetInt64(1), new HourCount(new PartOf(r.GetInt64(3), r.GetInt64(2)), r.GetBoolean(4))), ("@oldest", Now - AlertRules.Remembered))))
        {
            Of(source)[hour] = count;
        }
    }

    /// <summary>The hour that runs, counted from 1970.</summary>
    public long Now => HourOf(_time.GetUtcNow().UtcDateTime);

    /// <summary>When an hour begins.</summary>
    public static DateTime TimeOf(long hour) => DateTime.UnixEpoch.AddHours(hour);

    /// <summary>The hour of a time.</summary>
    public static long HourOf(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerHour;

    /// <summary>Counts an arrival that the log has taken. Repeats are neither: a client that sends again changes no share.</summary>
    public void Count(Arrival arrival)
    {
        var (stored, held) = (arrival.Stored, arrival.NewlyQuarantined);
        if (stored + held > 0)
        {
            Count(arrival.SourceId, new PartOf(held, stored + held));
        }
    }

    /// <inheritdoc cref="Count(Arrival)"/>
    public void Count(int sourceId, PartOf events)
    {
        var hour = Now;
        lock (_turn)
        {
            var hours = Of(sourceId);
            var before = hours.GetValueOrDefault(hour);
            hours[hour] = before with { Count = before.Count + events };
            _changed.Add((sourceId, hour));
        }
    }

    /// <summary>The hours of every source that are remembered, as they are now.</summary>
    public IReadOnlyList<(int SourceId, IReadOnlyDictionary<long, HourCount> Hours)> Seen()
    {
        lock (_turn)
        {
            return [.. _hours.Select(one => (one.Key, (IReadOnlyDictionary<long, HourCount>)new Dictionary<long, HourCount>(one.Value)))];
        }
    }

    /// <summary>From that hour on a source is not as usual.</summary>
    public void MarkOdd(int sourceId, long from)
    {
        lock (_turn)
        {
            var hours = Of(sourceId);
            foreach (var (hour, count) in hours.Where(one => one.Key >= from && !one.Value.IsOdd).ToList())
            {
                hours[hour] = count with { IsOdd = true };
                _changed.Add((sourceId, hour));
            }
        }
    }

    /// <summary>Writes down what changed and forgets what is older than four weeks.</summary>
    public void Keep()
    {
        List<(int Source, long Hour, HourCount Count)> changed;
        var oldest = Now - AlertRules.Remembered;
        lock (_turn)
        {
            changed = [.. _changed.Where(one => _hours.GetValueOrDefault(one.Source)?.ContainsKey(one.Hour) == true)
                .Select(one => (one.Source, one.Hour, _hours[one.Source][one.Hour]))];
            _changed.Clear();
            foreach (var hours in _hours.Values)
            {
                foreach (var hour in hours.Keys.Where(hour => hour <= oldest).ToList())
                {
                    hours.Remove(hour);
                }
            }
        }

        if (changed.Count == 0)
        {
            return;
        }

        _keys.Write(connection =>
        {
            foreach (var (source, hour, count) in changed)
            {
                connection.Run("""
                    INSERT INTO listening_hour (source_id, hour, events, held, odd) VALUES (@source, @hour, @events, @held, @odd)
                    ON CONFLICT DO UPDATE SET events = excluded.events, held = excluded.held, odd = excluded.odd
                    """, ("@source", source), ("@hour", hour), ("@events", count.Count.Of), ("@held", count.Count.Part), ("@odd", count.IsOdd ? 1 : 0));
            }

            connection.Run("DELETE FROM listening_hour WHERE hour <= @oldest", ("@oldest", oldest));
        });
    }

    /// <summary>Forgets a source that was removed.</summary>
    public void Forget(int sourceId)
    {
        lock (_turn)
        {
            _hours.Remove(sourceId);
            _changed.RemoveWhere(one => one.Source == sourceId);
        }

        _keys.Write(connection => connection.Run("DELETE FROM listening_hour WHERE source_id = @source", ("@source", sourceId)));
    }

    Dictionary<long, HourCount> Of(int sourceId)
    {
        if (!_hours.TryGetValue(sourceId, out var hours))
        {
            _hours[sourceId] = hours = [];
        }

        return hours;
    }
}
