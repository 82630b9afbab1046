using System.Threading.Channels;
using Throughline.Contracts;
using Throughline.DuckDb;

namespace Throughline.Platform.Log;

/// <summary>
/// The writer of signals that arrive one by one or in small batches: drains its bounded queue, appends by data chunk, commits,
/// then answers every waiter (group commit, no linger). In quiet moments it writes a checkpoint.
/// </summary>
sealed class LogWriter : IDisposable
{
    const int QueuedBatches = 1024;
    const int MostRowsInCommit = 20_000;
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    readonly SignalLog _log;
    readonly DuckConnection _connection;
    readonly TimeProvider _time;
    readonly Channel<Batch> _queue = Channel.CreateBounded<Batch>(
        new BoundedChannelOptions(QueuedBatches) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly Task _pump;
    SignalAppender? _appender;
    CatalogueContents? _appenderFits;
    DuckStatement? _ledger;
    volatile bool _unsettled;

    public LogWriter(SignalLog log, DuckConnection connection, TimeProvider time)
    {
        _log = log;
        _connection = connection;
        _time = time;
        _pump = Task.Run(PumpAsync);
    }

    public async Task AppendAsync(IReadOnlyList<Signal> signals, CancellationToken cancellation)
    {
        if (signals.Count == 0)
        {
            return;
        }

        var batch = new Batch(signals, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(batch, cancellation);
        await batch.Done.Task;
    }

    /// <summary>Says that the write-ahead log has grown, so that the next quiet moment writes a checkpoint.</summary>
    public void Unsettle() => _unsettled = true;

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _pump.GetAwaiter().GetResult();
        CloseAppender();
        _ledger?.Dispose();
        Checkpoint();
        _connection.Dispose();
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
                    Checkpoint();
                }
            }

            if (!await arrived)
            {
                return;
            }

            var rows = 0;
            while (rows < MostRowsInCommit && _queue.Reader.TryRead(out var batch))
            {
                group.Add(batch);
                rows += batch.Signals.Count;
            }

            Commit(group);
            group.Clear();
        }
    }

    void Commit(List<Batch> group)
    {
        try
        {
            _log.TakeTurn(first => (true, Append(group, first)));
        }
        catch (Exception e) when (e is DuckException or KeyNotFoundException or InvalidOperationException)
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

    long Append(List<Batch> group, long first)
    {
        using var transaction = _connection.Begin();
        var appender = FittingAppender();
        var seq = first;
        var now = _time.GetUtcNow().UtcDateTime;
        foreach (var batch in group)
        {
            foreach (var signal in batch.Signals)
            {
                appender.Add(signal, seq++, now);
            }
        }

        appender.Flush();
        Count(group, now);
        transaction.Commit();
        return seq - first;
    }

    void Count(List<Batch> group, DateTime now)
    {
        _ledger ??= _connection.Prepare("""
            INSERT INTO intake VALUES (0, $source, NULL, NULL, NULL, NULL, $count, $count, 0, 0, 0, 0, $at)
            """);
        foreach (var source in group.SelectMany(b => b.Signals).CountBy(s => s.SourceId))
        {
            _ledger.Bind("source", source.Key);
            _ledger.Bind("count", (long)source.Value);
            _ledger.Bind("at", now);
            _ledger.Execute();
        }
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

    sealed record Batch(IReadOnlyList<Signal> Signals, TaskCompletionSource Done);
}
