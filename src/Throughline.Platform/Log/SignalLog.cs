using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;

namespace Throughline.Platform.Log;

/// <summary>The signal log: the truth that everything else can be rebuilt from. One writer, many readers, followers behind it.</summary>
public sealed class SignalLog : IDisposable
{
    static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    readonly DuckDatabase _database;
    readonly LogWriter _writer = null!; // not there while the log opens with events that wait
    readonly TimeProvider _time;
    readonly Lock _turn = new();
    readonly LogReaders _readers;
    readonly LogReaders _followers; // places of their own: a person's question never waits for what follows the log
    TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long _head;
    long _removals;
    IReadOnlyList<string> _attached = []; // names of the files attached beside the log's own
    bool _closed;

    SignalLog(DuckDatabase database, KeyStore keys, DataFolder folder, TimeProvider time)
    {
        _database = database;
        _time = time;
        Catalogue = new LogCatalogue(keys, Widen);
        Uses = new DataUse(keys, time);
        _readers = new LogReaders(database, Math.Max(2, Environment.ProcessorCount));
        _followers = new LogReaders(database, 2);
        using (var connection = database.Connect())
        {
            connection.Execute(SignalTable.Schema);
            SignalTable.Widen(connection, Catalogue.Contents);
            _head = SignalTable.Head(connection);
        }

        _writer = new LogWriter(this, database, folder, time);
    }

    /// <summary>What the columns mean.</summary>
    public LogCatalogue Catalogue { get; }

    /// <summary>What may be used for what.</summary>
    public DataUse Uses { get; }

    /// <summary>Number of the last signal that is visible; 0 when there is none. Numbers only grow; gaps mean nothing.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>How often signals were taken out; as long as it stays the same, all that changes is that signals are added at the end.</summary>
    public long Removals => Volatile.Read(ref _removals);

    /// <summary>Opens the log of a data folder.</summary>
    public static SignalLog Open(DataFolder folder, KeyStore keys, TimeProvider time) =>
        new(DuckDatabase.Open(folder.LogFile, folder.LogOptions()), keys, folder, time);

    /// <summary>Tables of the platform in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations => [.. LogCatalogue.Migrations, RegisterStore.Migration];

    /// <summary>Appends signals as they arrive; on disk when the task completes. Waits while the queue is full.</summary>
    /// <exception cref="DuckException">The group could not be written; none of these signals is in the log.</exception>
    public Task AppendAsync(IReadOnlyList<Signal> signals, CancellationToken cancellation = default) =>
        _writer.AppendAsync(signals, cancellation);

    /// <summary>Why events cannot be taken in now, or do not reach the log, for people; null when all is well.</summary>
    public string? Trouble => _writer.Trouble;

    /// <summary>Makes ready to receive: after this, the ids of the last month are known. Takes a moment when much came by file.</summary>
    public void PrepareToReceive() => _writer.PrepareToReceive();

    /// <summary>Takes in events as they arrive, each exactly once; on disk, with their verdicts, when the task completes.</summary>
    /// <exception cref="DuckException">The group could not be written; nothing of the arrival is in the log.</exception>
    public Task ReceiveAsync(Arrival arrival, CancellationToken cancellation = default) => _writer.ReceiveAsync(arrival, cancellation);

    /// <summary>
    /// Takes held events in again, in the order given and in one transaction: those that pass are signals and leave the quarantine
    /// together. Each event has its outcome when the task completes.
    /// </summary>
    /// <exception cref="DuckException">It could not be written; nothing of it is in the log.</exception>
    public Task ReplayAsync(Replay replay, CancellationToken cancellation = default) => _writer.ReplayAsync(replay, cancellation);

    /// <summary>Sets the outcome that each event of a replay would have now; writes nothing.</summary>
    public Task JudgeAsync(Replay replay, CancellationToken cancellation = default) => ReadAsync(connection =>
    {
        ArrivalWriter.Judge(connection, replay);
        return true;
    }, cancellation);

    /// <summary>Drops held records by a person's decision: they stay counted as quarantined; records dropped.</summary>
    /// <param name="decisionId">Number of the decision, shared with replays.</param>
    /// <param name="ids">Which; those that do not wait are passed over.</param>
    /// <param name="cancellation">Gives up while it waits for its turn.</param>
    public Task<long> DropHeldAsync(int decisionId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation = default) =>
        _writer.DropAsync(decisionId, ids, cancellation);

    /// <summary>
    /// Takes back a replay or a drop: what it stored leaves the log, the held records wait again, and an event of the same id can be
    /// stored again; records that wait again.
    /// </summary>
    public Task<long> UndoDecisionAsync(int decisionId, CancellationToken cancellation = default) => _writer.UndoAsync(decisionId, cancellation);

    /// <summary>Removes held records that were replayed or dropped before the given time; records removed.</summary>
    public Task<long> SweepHeldAsync(DateTime before, CancellationToken cancellation = default) => _writer.SweepAsync(before, cancellation);

    /// <summary>
    /// Erases signals of records and held records: what they held is in none of the log's tables any more, in no block of its file that is
    /// in use, nor in what waits to get there. What is erased leaves the readers at once; rows erased.
    /// </summary>
    /// <param name="records">The records; none for held records alone.</param>
    /// <param name="until">Only signals up to this time, UTC; null for all.</param>
    /// <param name="held">The held records.</param>
    /// <param name="cancellation">Gives up while it waits for its turn.</param>
    public Task<long> EraseAsync(
        IReadOnlyList<RecordName> records, DateTime? until, IReadOnlyCollection<Guid> held, CancellationToken cancellation = default) =>
        _writer.EraseAsync(records, until, held, cancellation);

    /// <summary>Writes every block that signals and held records lie in anew: an erasure was cut off between what it took out and the file.</summary>
    public Task WriteAnewAsync(CancellationToken cancellation = default) => _writer.WriteAnewAsync(cancellation);

    /// <summary>
    /// Overwrites the blocks of the log's file, and of those attached to it, that are not in use; blocks, and those that could not be reached.
    /// Nobody waits for it.
    /// </summary>
    public Task<(long Blocks, long Left)> OverwriteFreedAsync(CancellationToken cancellation = default) => Task.Run(() =>
    {
        using var connection = _database.Connect();
        var (blocks, left) = FreedSpace.Overwrite(connection);
        foreach (var name in _attached)
        {
            connection.Execute($"USE {name}");
            var more = FreedSpace.Overwrite(connection);
            (blocks, left) = (blocks + more.Blocks, left + more.Left);
        }

        return (blocks, left);
    }, cancellation);

    /// <summary>Attaches another database file; a connection whose tables are that file's.</summary>
    internal DuckConnection Attach(string file)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file);
        var connection = _database.Connect();
        try
        {
            connection.Execute($"ATTACH '{file.Replace("'", "''", StringComparison.Ordinal)}' AS {name}");
            connection.Execute($"USE {name}");
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        _attached = [.. _attached, name];
        return connection;
    }

    /// <summary>Begins a bulk. Declare the source's questions and attributes before.</summary>
    public ImportStage BeginImport(IntakeOrigin origin, IReadOnlyList<int> attributes) =>
        new(this, _database.Connect(), origin, _time.GetUtcNow().UtcDateTime, attributes);

    /// <summary>
    /// Asks the log something, with at most a few questions at once; a cancelled question is interrupted. What was acknowledged before is
    /// in the answer, except when so much comes in that the log is behind by more than a moment.
    /// </summary>
    public async Task<T> ReadAsync<T>(Func<DuckConnection, T> question, CancellationToken cancellation = default)
    {
        await CaughtUpAsync(cancellation);
        return await _readers.ReadAsync(question, cancellation);
    }

    /// <summary>The same for what follows the log: it reads much, and waits only for its like.</summary>
    public async Task<T> ReadBehindAsync<T>(Func<DuckConnection, T> question, CancellationToken cancellation)
    {
        await CaughtUpAsync(cancellation);
        return await _followers.ReadAsync(question, cancellation);
    }

    /// <summary>
    /// Completes when all that was acknowledged before is in the log, and in its <see cref="Head"/>; or after a moment, when the log is
    /// further behind than that.
    /// </summary>
    public async Task CaughtUpAsync(CancellationToken cancellation)
    {
        if (_writer.CaughtUpAsync() is { IsCompleted: false } caughtUp)
        {
            await Task.WhenAny(caughtUp, Task.Delay(Moment, cancellation));
        }
    }

    /// <summary>Completes when the log holds more than <paramref name="after"/>, or signals were taken out since there had been so many removals.</summary>
    public async Task WaitForChangeAsync(long after, long removals, CancellationToken cancellation)
    {
        while (Head <= after && Removals == removals)
        {
            var moved = Volatile.Read(ref _moved).Task;
            if (Head <= after && Removals == removals)
            {
                await moved.WaitAsync(cancellation);
            }
        }
    }

    /// <summary>Removes a source with its signals, held records, counts and columns; signals removed.</summary>
    public long RemoveSource(int sourceId) => TakeTurnAfterArrivals(_ =>
    {
        using var connection = _database.Connect();
        long removed;
        using (var transaction = connection.Begin())
        {
            SignalTable.MarkRemoval(connection, sourceId, _time.GetUtcNow().UtcDateTime);
            removed = connection.Execute("DELETE FROM signal WHERE source_id = $source", ("source", sourceId));
            connection.Execute("DELETE FROM held WHERE source_id = $source", ("source", sourceId));
            connection.Execute("DELETE FROM intake WHERE source_id = $source", ("source", sourceId));
            transaction.Commit();
        }

        CountRemoval();

        // Forgotten first: nobody asks for a column that is about to go.
        var questions = Catalogue.Contents.QuestionsOf(sourceId).ToList();
        Catalogue.Forget(sourceId);
        Uses.Forget(sourceId);
        foreach (var question in questions)
        {
            connection.Execute($"ALTER TABLE signal DROP COLUMN IF EXISTS {SignalTable.ScoreColumn(question.Id)}");
        }

        return (removed, 0L);
    });

    /// <summary>
    /// Gives the events of a source the touchpoints of their activities; signals that have another touchpoint afterwards. What an event
    /// says does not change by it: its content and its hash stay.
    /// </summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="touchpoints">Touchpoint by activity; empty for none. Activities that are not named stay as they are.</param>
    /// <param name="dryRun">True only counts.</param>
    public long SetTouchpoints(int sourceId, IReadOnlyDictionary<string, string> touchpoints, bool dryRun) => TakeTurnAfterArrivals(_ =>
    {
        const string Other = """
            source_id = $source AND signal.activity = wanted_touchpoint.activity AND signal.touchpoint IS DISTINCT FROM nullif(wanted_touchpoint.touchpoint, '')
            """;
        using var connection = _database.Connect();
        using var transaction = connection.Begin();
        connection.Execute("CREATE TEMP TABLE wanted_touchpoint (activity VARCHAR, touchpoint VARCHAR)");
        using (var rows = connection.Append("wanted_touchpoint"))
        {
            foreach (var (activity, touchpoint) in touchpoints)
            {
                rows.BeginRow();
                rows.Value(activity);
                rows.Value(touchpoint);
                rows.EndRow();
            }

            rows.Flush();
        }

        var changed = connection.Scalar<long>($"SELECT count(*) FROM signal, wanted_touchpoint WHERE {Other}", ("source", sourceId));
        if (!dryRun && changed > 0)
        {
            connection.Execute($"UPDATE signal SET touchpoint = nullif(wanted_touchpoint.touchpoint, '') FROM wanted_touchpoint WHERE {Other}", ("source", sourceId));
            transaction.Commit();
            CountRemoval();
        }

        return (changed, 0L);
    });

    /// <summary>Removes held records, for example after a replay or by a person's decision; records removed.</summary>
    public long ReleaseHeld(IReadOnlyCollection<Guid> ids) => TakeTurnAfterArrivals(_ =>
    {
        using var connection = _database.Connect();
        using var transaction = connection.Begin();
        var released = 0L;
        foreach (var id in ids)
        {
            released += connection.Execute("DELETE FROM held WHERE id = $id", ("id", id));
        }

        transaction.Commit();
        return (released, 0L);
    });

    /// <summary>Writes what is in memory of the log to its file, so that the next start is quick.</summary>
    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _writer.Dispose();
        _readers.Dispose();
        _followers.Dispose();
        _database.Dispose();
    }

    /// <summary>Notes that signals were taken out; called in the writer's turn, after the commit.</summary>
    internal void CountRemoval() => Interlocked.Increment(ref _removals);

    void Widen(CatalogueContents contents)
    {
        lock (_turn)
        {
            using var connection = _database.Connect();
            SignalTable.Widen(connection, contents);
        }
    }

    /// <summary>Runs work as the only writer, after what was acknowledged before it.</summary>
    /// <exception cref="IOException">What waits cannot be written now.</exception>
    internal T TakeTurnAfterArrivals<T>(Func<long, (T Result, long Taken)> work)
    {
        _writer.CaughtUpAsync().GetAwaiter().GetResult();
        return TakeTurn(work);
    }

    /// <summary>Runs the only writer. The work gets the first free number and says how many it took.</summary>
    internal T TakeTurn<T>(Func<long, (T Result, long Taken)> work)
    {
        T result;
        lock (_turn)
        {
            (result, var taken) = work(_head + 1);
            Volatile.Write(ref _head, _head + taken);
        }

        _writer?.Unsettle();
        Interlocked.Exchange(ref _moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return result;
    }
}
