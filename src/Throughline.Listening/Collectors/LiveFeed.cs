using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>Tells those who watch a source what becomes of each event, as it happens. Costs nothing while nobody watches.</summary>
sealed class LiveFeed
{
    const int MostWaiting = 256;

    readonly ConcurrentDictionary<int, ConcurrentDictionary<Guid, Channel<LiveEvent>>> _watchers = new();

    /// <summary>Tells of an arrival after the log has taken it.</summary>
    public void Tell(int sourceId, Arrival arrival)
    {
        if (!_watchers.TryGetValue(sourceId, out var watchers) || watchers.IsEmpty)
        {
            return;
        }

        foreach (var one in Events(arrival).Take(MostWaiting))
        {
            foreach (var watcher in watchers.Values)
            {
                watcher.Writer.TryWrite(one); // a slow watcher misses events; the log and the counts do not
            }
        }
    }

    /// <summary>Watches a source from now on, until what is returned is disposed of.</summary>
    public LiveWatch Watch(int sourceId)
    {
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        var watchers = _watchers.GetOrAdd(sourceId, _ => new());
        var me = Guid.NewGuid();
        watchers[me] = channel;
        return new LiveWatch(channel.Reader, () => watchers.TryRemove(me, out _));
    }

    static IEnumerable<LiveEvent> Events(Arrival arrival)
    {
        foreach (var one in arrival.Events)
        {
            yield return new LiveEvent(Text(one.Key), one.Verdict switch
            {
                Verdict.Stored => "stored",
                Verdict.Duplicate => "duplicate",
                _ => "quarantined",
            }, one.Verdict == Verdict.Conflict ? IngestReasons.Conflict : null, Text(one.Activity), one.OccurredAt, arrival.ReceivedAt);
        }

        foreach (var one in arrival.Mapped)
        {
            yield return new LiveEvent(one.Signal.RecordKey ?? "", one.Verdict switch
            {
                Verdict.Stored => "stored",
                Verdict.Duplicate => "duplicate",
                _ => "quarantined",
            }, one.Verdict == Verdict.Conflict ? IngestReasons.Conflict : null, null, one.Signal.OccurredAt, arrival.ReceivedAt);
        }

        foreach (var one in arrival.Held)
        {
            yield return new LiveEvent(Text(one.Key), one.Verdict == Verdict.Held ? "quarantined" : "duplicate", one.Code, null, null, arrival.ReceivedAt);
        }

        string Text(Slice slice) => Encoding.UTF8.GetString(slice.Of(arrival.Bytes));
    }
}

/// <summary>One who watches a source.</summary>
sealed class LiveWatch(ChannelReader<LiveEvent> events, Action end) : IDisposable
{
    /// <summary>What happens, from the moment on at which the watch began.</summary>
    public ChannelReader<LiveEvent> Events => events;

    public void Dispose() => end();
}

/// <summary>What became of one event.</summary>
/// <param name="MessageId">The client's id of it; empty when it bore none.</param>
/// <param name="Stage">stored, duplicate or quarantined.</param>
/// <param name="Reason">Why it is held; null when it is not.</param>
/// <param name="Activity">Name of what was done; null when it is held.</param>
/// <param name="OccurredAt">When it happened; null when it is held.</param>
/// <param name="ReceivedAt">When the log took it.</param>
public sealed record LiveEvent(string MessageId, string Stage, string? Reason, string? Activity, DateTime? OccurredAt, DateTime ReceivedAt);
