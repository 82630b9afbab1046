using System.Threading.Channels;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Erasing;
using Throughline.Platform.Log.Known;
using Throughline.Platform.Log.Spooling;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Log;

/// <summary>
/// The writer of the log: moves what waits in the spool into it, appends what is given to it in small batches, and does what fits with
/// nothing else, each in one commit and in the order in which it was acknowledged or asked for.
/// </summary>
sealed class LogWriter : IDisposable
{
    const int QueuedBatches = 1024;
    const int MostRowsInCommit = 20_000;
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    readonly SignalLog _log;
    readonly DuckConnection _connection;
    readonly DuckConnection _frontConnection; // of those who ask what is known, beside the writer
    readonly string _knownFolder;
    readonly TimeProvider _time;
    readonly Spool _spool;
    readonly DiskRoom _room;
    readonly LogUpkeep _upkeep;
    readonly ArrivalWriter _arrivals;
    readonly SpoolDrain _drain;
    readonly SpoolWriter _front;
    readonly Channel<Batch> _queue = Channel.CreateBounded<Batch>(
        new BoundedChannelOptions(QueuedBatches) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly SemaphoreSlim _woken = new(0, 1);
    readonly Task _pump;
    SignalAppender? _appender;
    CatalogueContents? _appenderFits;
    KnownEvents? _known;
    bool _ending;

    public LogWriter(SignalLog log, DuckDatabase database, DataFolder folder, TimeProvider time)
    {
        (_log, _knownFolder, _time) = (log, folder.Known, time);
        _connection = database.Connect();
        _frontConnection = database.Connect();
        var moved = _connection.Scalar<long>("SELECT position FROM spooled");
        _spool = Spool.Open(folder.Spool, moved);
        _room = new DiskRoom(folder.Path, _spool);
        _upkeep = new LogUpkeep(_connection, folder.LogFile, _room);
        _arrivals = new ArrivalWriter(_connection, FittingAppender, _spool.Waiting > 0 ? 0 : log.Head);
        _drain = new SpoolDrain(log, _spool, _room, _arrivals, _upkeep, moved);
        _drain.TryMoveAll(); // what an end of the process left
        _front = new SpoolWriter(_spool, CaughtUpKnown, _room, Wake, time);
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Why events cannot be taken in now, or cannot be moved into the log; null when all is well.</summary>
    public string? Trouble =>
        _drain.Trouble ?? (_room.Has(1 << 20) ? null : "There is no room for more events: the disk is full, or the log does not keep up.");

    public Task AppendAsync(IReadOnlyList<Signal> signals, CancellationToken cancellation) =>
        signals.Count == 0 ? Task.CompletedTask : EnqueueAsync(new Batch(signals), cancellation);

    public Task ReceiveAsync(Arrival arrival, CancellationToken cancellation) =>
        arrival.Received == 0 ? Task.CompletedTask : _front.ReceiveAsync(arrival, cancellation);

    public Task ReplayAsync(Replay replay, CancellationToken cancellation) => AloneAsync(first =>
    {
        Known(first - 1);
        _upkeep.CountLedgerRow();
        _drain.FitAppenders();
        return _arrivals.Write(replay, first, Now);
    }, cancellation);

    public Task<long> DropAsync(int decisionId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        CountAsync(_ => HeldDecisions.Drop(_connection, decisionId, ids, Now), cancellation);

    public Task<long> UndoAsync(int decisionId, CancellationToken cancellation) => CountAsync(first =>
    {
        _upkeep.CountLedgerRow();
        var waiting = HeldDecisions.Undo(_connection, Known(first - 1), decisionId, Now);
        _log.CountRemoval();
        return waiting;
    }, cancellation);

    public Task<long> SweepAsync(DateTime before, CancellationToken cancellation) =>
        CountAsync(_ => HeldDecisions.Sweep(_connection, before), cancellation);

    /// <summary>Erases signals of records and held records, and writes the columns that held them anew.</summary>
    public Task<long> EraseAsync(IReadOnlyList<RecordName> records, DateTime? until, IReadOnlyCollection<Guid> held, CancellationToken cancellation) => CountAsync(_ =>
    {
        var erased = records.Count == 0 ? 0 : LogErasure.Signals(_connection, records, until, Now, _upkeep.CheckpointNow);
        erased += held.Count == 0 ? 0 : LogErasure.Held(_connection, held, _upkeep.CheckpointNow);
        _log.CountRemoval();
        _spool.EndFile();
        _spool.Tidy();
        return erased;
    }, cancellation);

    /// <summary>Writes the tables that hold persons anew as a whole.</summary>
    public Task WriteAnewAsync(CancellationToken cancellation) => CountAsync(_ =>
    {
        LogErasure.WriteAnew(_connection, _upkeep.CheckpointNow);
        return 0;
    }, cancellation);

    public void PrepareToReceive() => CaughtUpKnown();

    /// <summary>Completes when all that was acknowledged before is in the log.</summary>
    public Task CaughtUpAsync() => _drain.CaughtUpAsync(Wake);

    /// <summary>Says that the write-ahead log has grown, so that the next quiet moment writes a checkpoint.</summary>
    public void Unsettle()
    {
        _upkeep.Unsettle();
        Wake();
    }

    public void Dispose()
    {
        _front.Dispose();
        _queue.Writer.TryComplete();
        Volatile.Write(ref _ending, true);
        Wake();
        _pump.GetAwaiter().GetResult();
        CloseAppender();
        _arrivals.Dispose();
        _known?.CatchUp(_connection, _log.Head);
        _known?.Dispose();
        _upkeep.Checkpoint();
        _frontConnection.Dispose();
        _connection.Dispose();
        _spool.Dispose();
        _woken.Dispose();
    }

    DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <summary>Does what fits with nothing else, in the writer's turn; the work says how many signals it added.</summary>
    Task AloneAsync(Func<long, long> work, CancellationToken cancellation) => EnqueueAsync(new Batch(null, work), cancellation);

    async Task<long> CountAsync(Func<long, long> work, CancellationToken cancellation)
    {
        var count = 0L;
        await AloneAsync(first =>
        {
            count = work(first);
            return 0;
        }, cancellation);
        return count;
    }

    async Task EnqueueAsync(Batch batch, CancellationToken cancellation)
    {
        await _queue.Writer.WriteAsync(batch, cancellation);
        Wake();
        await batch.Done.Task;
    }

    void Wake()
    {
        lock (_woken)
        {
            if (_woken.CurrentCount == 0)
            {
                _woken.Release();
            }
        }
    }

    async Task PumpAsync()
    {
        while (true)
        {
            var hasBatch = _queue.Reader.TryPeek(out _);
            if (_drain.IsEmpty && !hasBatch)
            {
                if (Volatile.Read(ref _ending))
                {
                    return;
                }

                await QuietAsync();
                continue;
            }

            if (!hasBatch && !Volatile.Read(ref _ending) && _drain.MayLinger() is var linger && linger > TimeSpan.Zero)
            {
                await _woken.WaitAsync(linger);
                continue;
            }

            // What was acknowledged comes before what is done now.
            if (_drain.TryMoveAll())
            {
                CommitBatches();
                continue;
            }

            while (_queue.Reader.TryRead(out var batch))
            {
                batch.Done.TrySetException(new IOException(_drain.Trouble));
            }

            if (Volatile.Read(ref _ending))
            {
                return; // what waits in the spool is for the next start
            }

            await Task.Delay(Again);
        }
    }

    /// <summary>Waits for something to do; puts things in order when nothing comes.</summary>
    async Task QuietAsync()
    {
        while (_upkeep.IsDue)
        {
            if (await _woken.WaitAsync(Quiet))
            {
                return;
            }

            _upkeep.Settle();
            _spool.Tidy();
        }

        await _woken.WaitAsync();
    }

    void CommitBatches()
    {
        var group = new List<Batch>();
        var rows = 0;
        while (rows < MostRowsInCommit && _queue.Reader.TryPeek(out var next) && (group.Count == 0 || next.GoesWith(group[0]))
            && _queue.Reader.TryRead(out var batch))
        {
            group.Add(batch);
            rows += batch.Count;
        }

        if (group.Count > 0)
        {
            Commit(group);
        }
    }

    void Commit(List<Batch> group)
    {
        try
        {
            _log.TakeTurn(first => (true, group[0].Work is { } work ? work(first) : Append(group, first)));
        }
        catch (Exception e) when (e is DuckException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            CloseAppender();
            foreach (var batch in group)
            {
                batch.Done.TrySetException(e);
            }

            return;
        }

        foreach (var batch in group)
        {
            batch.Done.TrySetResult();
        }
    }

    /// <summary>What the log knows, for those who judge: opened at the first need, and up to now.</summary>
    KnownEvents CaughtUpKnown()
    {
        var known = Volatile.Read(ref _known) ?? _log.TakeTurn(first => (Known(first - 1), 0L));
        known.CatchUp(_frontConnection, _log.Head);
        return known;
    }

    /// <summary>What the log knows, in the writer's turn.</summary>
    KnownEvents Known(long head)
    {
        if (_known is null)
        {
            if (!_drain.IsEmpty)
            {
                throw new IOException(_drain.Trouble); // what an earlier run left must be known before anything is judged
            }

            Volatile.Write(ref _known, KnownEvents.Open(_knownFolder, _frontConnection, head, _time));
            _arrivals.Known = _known;
        }

        return _known!;
    }

    long Append(List<Batch> group, long first)
    {
        using var transaction = _connection.Begin();
        var appender = FittingAppender();
        var seq = first;
        var now = _time.GetUtcNow().UtcDateTime;
        foreach (var batch in group)
        {
            foreach (var signal in batch.Signals!)
            {
                appender.Add(signal, seq++, now);
            }
        }

        appender.Flush();
        transaction.Commit();
        return seq - first;
    }

    SignalAppender FittingAppender()
    {
        var contents = _log.Catalogue.Contents;
        if (_appender is null || !ReferenceEquals(_appenderFits, contents))
        {
            CloseAppender();
            _appender = new SignalAppender(_connection, "signal", importId: 0, timeIsKnown: true,
                contents.Questions.Select(q => q.Id), contents.Attributes.Select(a => a.Id));
            _appenderFits = contents;
        }

        return _appender;
    }

    void CloseAppender()
    {
        _appender?.Dispose();
        _appender = null;
    }

    sealed record Batch(IReadOnlyList<Signal>? Signals, Func<long, long>? Work = null)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count => Signals?.Count ?? MostRowsInCommit;

        public bool GoesWith(Batch other) => Work is null && other.Work is null;
    }
}
