using System.Diagnostics;
using System.Threading.Channels;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log.Known;
using Throughline.Platform.Log.Spooling;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Log;

/// <summary>
/// The writer of the log: moves what waits in the spool into it, appends what is given to it in small batches, does what fits with
/// nothing else, each by data chunk and in one commit. In quiet moments, and when much has come, it writes a checkpoint.
/// </summary>
sealed class LogWriter : IDisposable
{
    const int QueuedBatches = 1024;
    const int MostRowsInCommit = 20_000;
    const long MostLedgerRows = 2_000;
    const long MuchSpooled = 4 << 20;
    const long CheckpointAfter = 256 << 20;
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    readonly SignalLog _log;
    readonly DuckConnection _connection;
    readonly string _knownFolder;
    readonly TimeProvider _time;
    readonly Spool _spool;
    readonly SpoolReader _reader;
    readonly DiskRoom _room;
    readonly ArrivalWriter _arrivals;
    readonly SpoolWriter _front;
    readonly DuckConnection _frontConnection;
    readonly Channel<Batch> _queue = Channel.CreateBounded<Batch>(
        new BoundedChannelOptions(QueuedBatches) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly SemaphoreSlim _woken = new(0, 1);
    readonly List<(long End, TaskCompletionSource Done)> _catchingUp = [];
    readonly Task _pump;
    SignalAppender? _appender;
    CatalogueContents? _appenderFits;
    KnownEvents? _known;
    CatalogueContents? _arrivalsFit;
    long _ledgerRows = MostLedgerRows; // what earlier runs left is not counted: looked at once
    long _moved;
    long _checkpointed;
    long _movedAt;
    volatile bool _unsettled;
    volatile string? _trouble;
    bool _ending;
    bool _hot;

    public LogWriter(SignalLog log, DuckDatabase database, DataFolder folder, TimeProvider time)
    {
        _log = log;
        _connection = database.Connect();
        _frontConnection = database.Connect();
        _knownFolder = folder.Known;
        _time = time;
        _moved = _checkpointed = _connection.Scalar<long>("SELECT position FROM spooled");
        _spool = Spool.Open(folder.Spool, _moved);
        _reader = new SpoolReader(_spool);
        _room = new DiskRoom(folder.Path, _spool);
        _arrivals = new ArrivalWriter(_connection, FittingAppender);
        while (_spool.End > _moved && TryMove())
        {
            // What an end of the process left.
        }

        _front = new SpoolWriter(_spool, CaughtUpKnown, _room, Wake, time);
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Why events cannot be taken in now, or cannot be moved into the log; null when all is well.</summary>
    public string? Trouble => _trouble ?? (_room.Has(1 << 20) ? null : "There is no room for more events: the disk is full, or the log does not keep up.");

    public Task AppendAsync(IReadOnlyList<Signal> signals, CancellationToken cancellation) =>
        signals.Count == 0 ? Task.CompletedTask : EnqueueAsync(new Batch(signals), cancellation);

    public Task ReceiveAsync(Arrival arrival, CancellationToken cancellation) =>
        arrival.Received == 0 ? Task.CompletedTask : _front.ReceiveAsync(arrival, cancellation);

    public Task ReplayAsync(Replay replay, CancellationToken cancellation) => AloneAsync(first =>
    {
        Known(first - 1);
        _ledgerRows++;
        FitArrivals();
        return _arrivals.Write(replay, first, Now);
    }, cancellation);

    public Task<long> DropAsync(int decisionId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        CountAsync(_ => HeldDecisions.Drop(_connection, decisionId, ids, Now), cancellation);

    public Task<long> UndoAsync(int decisionId, CancellationToken cancellation) => CountAsync(first =>
    {
        _ledgerRows++;
        var waiting = HeldDecisions.Undo(_connection, Known(first - 1), decisionId, Now);
        _log.CountRemoval();
        return waiting;
    }, cancellation);

    public Task<long> SweepAsync(DateTime before, CancellationToken cancellation) =>
        CountAsync(_ => HeldDecisions.Sweep(_connection, before), cancellation);

    public void PrepareToReceive() => CaughtUpKnown();

    /// <summary>Completes when all that was acknowledged before is in the log.</summary>
    public Task CaughtUpAsync()
    {
        var end = _spool.End;
        lock (_catchingUp)
        {
            if (Volatile.Read(ref _moved) >= end)
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _catchingUp.Add((end, done));
            Wake();
            return done.Task;
        }
    }

    /// <summary>Says that the write-ahead log has grown, so that the next quiet moment writes a checkpoint.</summary>
    public void Unsettle()
    {
        _unsettled = true;
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
        Checkpoint();
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
        var group = new List<Batch>();
        while (true)
        {
            var hasBatch = _queue.Reader.TryPeek(out _);
            if (!hasBatch && _spool.End == _moved)
            {
                if (Volatile.Read(ref _ending))
                {
                    return;
                }

                await QuietAsync();
                continue;
            }

            if (!hasBatch)
            {
                await LingerAsync();
            }

            // What was acknowledged comes before what is done now.
            var until = _spool.End;
            while (_moved < until && TryMove())
            {
            }

            if (_moved < until)
            {
                Fail(_trouble!);
                if (Volatile.Read(ref _ending))
                {
                    return; // it waits in the spool for the next start
                }

                await Task.Delay(Again, _time);
                continue;
            }

            TakeBatches(group);
        }
    }

    /// <summary>Waits for something to do; puts things in order when nothing comes.</summary>
    async Task QuietAsync()
    {
        while (_unsettled)
        {
            if (await _woken.WaitAsync(Quiet))
            {
                return;
            }

            Settle();
        }

        await _woken.WaitAsync();
    }

    /// <summary>While many come one by one, some are let gather: a commit costs as much for one as for hundreds.</summary>
    async Task LingerAsync()
    {
        while (_spool.End - _moved < MuchSpooled && !IsAwaited() && !Volatile.Read(ref _ending))
        {
            var left = Linger - Stopwatch.GetElapsedTime(_movedAt);
            if (left <= TimeSpan.Zero || (await _woken.WaitAsync(left) && _queue.Reader.TryPeek(out _)))
            {
                return;
            }
        }
    }

    bool IsAwaited()
    {
        lock (_catchingUp)
        {
            return _catchingUp.Count > 0;
        }
    }

    /// <summary>Moves a commit's worth out of the spool; false when it cannot be written now.</summary>
    bool TryMove()
    {
        try
        {
            if (!_room.CanMove(Math.Min(_spool.Waiting, 2 * CheckpointAfter)))
            {
                throw new IOException("The disk is full. What was taken in waits until there is room.");
            }

            MoveSome();
            if (_moved - _checkpointed >= CheckpointAfter)
            {
                Checkpoint();
            }

            _trouble = null;
            return true;
        }
        catch (Exception e) // whatever it is: it waits on disk, and is tried again
        {
            _trouble = e.Message;
            return false;
        }
    }

    void MoveSome()
    {
        Heat(true);
        var position = _moved;
        _log.TakeTurn(first =>
        {
            FitArrivals();
            var contents = _log.Catalogue.Contents;
            return (true, _arrivals.Move(_spool, _reader, ref position, first, source => contents.FindSource(source) is not null));
        });
        _ledgerRows++;
        _movedAt = Stopwatch.GetTimestamp();
        _spool.Release(position);
        lock (_catchingUp)
        {
            Volatile.Write(ref _moved, position);
            foreach (var (_, done) in _catchingUp.Where(waiting => waiting.End <= position))
            {
                done.TrySetResult();
            }

            _catchingUp.RemoveAll(waiting => waiting.End <= position);
        }
    }

    /// <summary>Those who wait for what cannot be moved now are told why.</summary>
    void Fail(string trouble)
    {
        lock (_catchingUp)
        {
            _catchingUp.ForEach(waiting => waiting.Done.TrySetException(new IOException(trouble)));
            _catchingUp.Clear();
        }

        while (_queue.Reader.TryRead(out var batch))
        {
            batch.Done.TrySetException(new IOException(trouble));
        }
    }

    void TakeBatches(List<Batch> group)
    {
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
            group.Clear();
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

    void FitArrivals()
    {
        if (!ReferenceEquals(_arrivalsFit, _log.Catalogue.Contents))
        {
            _arrivals.Forget(); // its table has other columns now
            _arrivalsFit = _log.Catalogue.Contents;
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
            if (_moved < _spool.End)
            {
                throw new IOException(_trouble); // what an earlier run left must be known before anything is judged
            }

            Volatile.Write(ref _known, KnownEvents.Open(_knownFolder, _connection, head, _time));
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

    /// <summary>Puts the files in order while nobody waits.</summary>
    void Settle()
    {
        if (_ledgerRows >= MostLedgerRows)
        {
            SumUpLedger();
        }

        Heat(false);
        Checkpoint();
    }

    /// <summary>
    /// While events arrive the database works with one thread: a commit of few rows takes twice as long with two, and a page that is
    /// asked for meanwhile takes less from those who wait for their answer.
    /// </summary>
    void Heat(bool hot)
    {
        if (_hot != hot)
        {
            _connection.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SET threads = {(hot ? 1 : Environment.ProcessorCount)}"));
            _hot = hot;
        }
    }

    /// <summary>The ledger has a row for each commit; what came by itself is summed up to one row a source and day.</summary>
    void SumUpLedger()
    {
        try
        {
            using var transaction = _connection.Begin();
            _connection.Execute("""
                CREATE OR REPLACE TEMP TABLE ledger_days AS
                SELECT source_id, sum(received)::BIGINT AS received, sum(stored)::BIGINT AS stored, sum(duplicate)::BIGINT AS duplicate,
                    sum(quarantined)::BIGINT AS quarantined, sum(rejected)::BIGINT AS rejected, sum(set_aside)::BIGINT AS set_aside, max(received_at) AS received_at
                FROM intake WHERE import_id = 0 GROUP BY source_id, CAST(received_at AS DATE)
                """);
            _connection.Execute("DELETE FROM intake WHERE import_id = 0");
            _connection.Execute("""
                INSERT INTO intake SELECT 0, source_id, NULL, NULL, NULL, NULL, received, stored, duplicate, quarantined, rejected, set_aside, received_at FROM ledger_days
                """);
            transaction.Commit();
            _ledgerRows = 0;
        }
        catch (DuckException)
        {
            // Another transaction changed it; the next quiet moment tries again.
        }
    }

    void Checkpoint()
    {
        _unsettled = false;
        _checkpointed = _moved;
        try
        {
            _connection.Execute("CHECKPOINT");
        }
        catch (DuckException)
        {
            // Another transaction is writing; the next quiet moment tries again.
            _unsettled = true;
        }
    }

    sealed record Batch(IReadOnlyList<Signal>? Signals, Func<long, long>? Work = null)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count => Signals?.Count ?? MostRowsInCommit;

        public bool GoesWith(Batch other) => Work is null && other.Work is null;
    }
}
