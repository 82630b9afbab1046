using System.Threading.Channels;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log.Known;

namespace Throughline.Platform.Log;

/// <summary>
/// The writer of what arrives one by one or in small batches: drains its bounded queue, appends by data chunk, commits, then answers
/// every waiter (group commit, no linger). In quiet moments it writes a checkpoint.
/// </summary>
sealed class LogWriter : IDisposable
{
    const int QueuedBatches = 1024;
    const int MostRowsInCommit = 20_000;
    const long MostLedgerRows = 2_000;
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    readonly SignalLog _log;
    readonly DuckConnection _connection;
    readonly string _knownFolder;
    readonly TimeProvider _time;
    readonly Channel<Batch> _queue = Channel.CreateBounded<Batch>(
        new BoundedChannelOptions(QueuedBatches) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly Task _pump;
    SignalAppender? _appender;
    CatalogueContents? _appenderFits;
    KnownEvents? _known;
    ArrivalWriter? _arrivals;
    CatalogueContents? _arrivalsFit;
    long _ledgerRows = MostLedgerRows; // what earlier runs left is not counted: looked at once
    volatile bool _unsettled;
    bool _hot;

    public LogWriter(SignalLog log, DuckConnection connection, string knownFolder, TimeProvider time)
    {
        _log = log;
        _connection = connection;
        _knownFolder = knownFolder;
        _time = time;
        _pump = Task.Run(PumpAsync);
    }

    public Task AppendAsync(IReadOnlyList<Signal> signals, CancellationToken cancellation) =>
        signals.Count == 0 ? Task.CompletedTask : EnqueueAsync(new Batch(signals, null), cancellation);

    public Task ReceiveAsync(Arrival arrival, CancellationToken cancellation) =>
        arrival.Received == 0 ? Task.CompletedTask : EnqueueAsync(new Batch(null, arrival), cancellation);

    public Task ReplayAsync(Replay replay, CancellationToken cancellation) => AloneAsync(first =>
    {
        _ledgerRows++;
        return Arrivals(first).Write(replay, first, Now);
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

    public void PrepareToReceive() => _log.TakeTurn(first =>
    {
        Known(first - 1);
        return (true, 0L);
    });

    /// <summary>Says that the write-ahead log has grown, so that the next quiet moment writes a checkpoint.</summary>
    public void Unsettle() => _unsettled = true;

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _pump.GetAwaiter().GetResult();
        CloseAppender();
        _arrivals?.Dispose();
        _known?.Dispose();
        Checkpoint();
        _connection.Dispose();
    }

    DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <summary>Does what fits with nothing else, in the writer's turn; the work says how many signals it added.</summary>
    Task AloneAsync(Func<long, long> work, CancellationToken cancellation) => EnqueueAsync(new Batch(null, null, work), cancellation);

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
        await batch.Done.Task;
    }

    async Task PumpAsync()
    {
        var group = new List<Batch>();
        while (true)
        {
            var arrived = _queue.Reader.WaitToReadAsync().AsTask();
            while (_unsettled && !arrived.IsCompleted)
            {
                if (await Task.WhenAny(arrived, Task.Delay(Quiet, _time)) != arrived)
                {
                    Settle();
                }
            }

            if (!await arrived)
            {
                return;
            }

            // A group is of one kind: what was decided elsewhere is appended as it is, what arrives is judged.
            var rows = 0;
            while (rows < MostRowsInCommit && _queue.Reader.TryPeek(out var next) && (group.Count == 0 || next.GoesWith(group[0]))
                && _queue.Reader.TryRead(out var batch))
            {
                group.Add(batch);
                rows += batch.Count;
            }

            Commit(group);
            group.Clear();
        }
    }

    void Commit(List<Batch> group)
    {
        try
        {
            _log.TakeTurn(first => (true, group[0].Work is { } work ? work(first) : group[0].Arrival is null ? Append(group, first) : Receive(group, first)));
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

    long Receive(List<Batch> group, long first)
    {
        _ledgerRows += group.Count;
        return Arrivals(first).Write([.. group.Select(b => b.Arrival!)], first, _time.GetUtcNow().UtcDateTime);
    }

    ArrivalWriter Arrivals(long first)
    {
        var known = Known(first - 1);
        Heat(true);
        if (!ReferenceEquals(_arrivalsFit, _log.Catalogue.Contents))
        {
            _arrivals?.Forget(); // its table has other columns now
            _arrivalsFit = _log.Catalogue.Contents;
        }

        return _arrivals ??= new ArrivalWriter(_connection, known, FittingAppender);
    }

    KnownEvents Known(long head) => _known ??= KnownEvents.Open(_knownFolder, _connection, head, _time);

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

    sealed record Batch(IReadOnlyList<Signal>? Signals, Arrival? Arrival, Func<long, long>? Work = null)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count => Signals?.Count ?? Arrival?.Received ?? MostRowsInCommit;

        public bool GoesWith(Batch other) => Work is null && other.Work is null && Arrival is null == other.Arrival is null;
    }
}
