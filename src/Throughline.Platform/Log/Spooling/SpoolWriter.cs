using System.Buffers;
using System.Threading.Channels;
using Throughline.Platform.Log.Known;

namespace Throughline.Platform.Log.Spooling;

/// <summary>
/// Takes in what arrives: gives each event its verdict, writes the group to the spool, flushes it, and then answers every waiter (group
/// commit, no linger). The log follows behind.
/// </summary>
sealed class SpoolWriter : IDisposable
{
    const int QueuedArrivals = 1024;
    const int MostEventsInGroup = 20_000;
    const long MostBytesInGroup = 16 << 20;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    readonly Spool _spool;
    readonly Func<KnownEvents> _known;
    readonly DiskRoom _room;
    readonly Action _moved;
    readonly TimeProvider _time;
    readonly ArrayBufferWriter<byte> _lines = new(1 << 20);
    readonly List<Waiting> _group = [];
    readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(QueuedArrivals) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly Task _pump;
    ArrivalJudge? _judge;

    /// <param name="spool">Where it writes.</param>
    /// <param name="known">What the log knows, up to now.</param>
    /// <param name="room">Whether there is room for more.</param>
    /// <param name="moved">Told after each group.</param>
    /// <param name="time">Clock of receipt.</param>
    public SpoolWriter(Spool spool, Func<KnownEvents> known, DiskRoom room, Action moved, TimeProvider time)
    {
        (_spool, _known, _room, _moved, _time) = (spool, known, room, moved, time);
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Takes an arrival in; on disk, with its verdicts, when the task completes.</summary>
    /// <exception cref="IOException">The disk is full or broken, or too much waits already; nothing of the arrival is kept.</exception>
    public async Task ReceiveAsync(Arrival arrival, CancellationToken cancellation)
    {
        var waiting = new Waiting(arrival);
        await _queue.Writer.WriteAsync(waiting, cancellation);
        await waiting.Done.Task;
    }

    /// <summary>Takes in what is queued, then ends.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _pump.GetAwaiter().GetResult();
    }

    async Task PumpAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var events = 0;
            var bytes = 0L;
            while (events < MostEventsInGroup && bytes < MostBytesInGroup && _queue.Reader.TryRead(out var next))
            {
                _group.Add(next);
                events += next.Arrival.Received;
                bytes += next.Arrival.BytesUsed;
            }

            try
            {
                if (_room.Pace(bytes) is var pace && pace > TimeSpan.FromMilliseconds(1))
                {
                    await Task.Delay(pace);
                }

                await _room.WaitAsync(bytes, Patience);
                Write();
            }
            catch (Exception e)
            {
                _judge?.Forget();
                _group.ForEach(waiting => waiting.Done.TrySetException(e));
                _group.Clear();
                continue;
            }

            _group.ForEach(waiting => waiting.Done.TrySetResult());
            _group.Clear();
            _moved();
        }
    }

    void Write()
    {
        var known = _known();
        _judge ??= new ArrivalJudge(known);
        var now = _time.GetUtcNow().UtcDateTime;
        var parts = new List<(int End, ReadOnlyMemory<byte> Bytes)>(_group.Count);
        var position = _spool.End;
        _lines.ResetWrittenCount();
        foreach (var arrival in _group.Select(waiting => waiting.Arrival))
        {
            _judge.Judge(arrival, now);
            var before = _lines.WrittenCount;
            var length = SpoolRecord.Write(_lines, arrival, position);
            position += length;
            var own = _lines.WrittenCount - before;
            parts.Add((_lines.WrittenCount, arrival.Bytes.AsMemory(0, length - own)));
        }

        var pieces = new List<ReadOnlyMemory<byte>>(2 * parts.Count);
        var start = 0;
        foreach (var (end, bytes) in parts)
        {
            pieces.Add(_lines.WrittenMemory[start..end]);
            start = end;
            if (!bytes.IsEmpty)
            {
                pieces.Add(bytes);
            }
        }

        _spool.Append(pieces);
        _judge.Keep(now);
    }

    sealed record Waiting(Arrival Arrival)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
