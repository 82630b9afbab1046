using System.Globalization;
using Throughline.DuckDb;
using Throughline.Platform.Log.Spooling;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Log;

/// <summary>Keeps the log's files in order: checkpoints, the ledger of counts, and how many threads the database may take.</summary>
/// <param name="connection">The writer's connection; used in its turn.</param>
/// <param name="logFile">The log's file; beside it the write-ahead log grows.</param>
/// <param name="room">Whether the disk has room.</param>
sealed class LogUpkeep(DuckConnection connection, string logFile, DiskRoom room)
{
    const long MostLedgerRows = 2_000;
    const long LongAhead = 32 << 20;
    const int MostTries = 50;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly SemaphoreSlim Never = new(0);
    long _ledgerRows = MostLedgerRows; // what earlier runs left is not counted: looked at once
    bool _hot;

    /// <summary>True while something was written that no checkpoint has.</summary>
    public bool IsDue { get; private set; } = true; // an earlier run may have been killed

    /// <summary>Says that something was written.</summary>
    public void Unsettle() => IsDue = true;

    /// <summary>Says that a row of counts was written.</summary>
    public void CountLedgerRow() => _ledgerRows++;

    /// <summary>Puts the files in order while nobody waits.</summary>
    public void Settle()
    {
        if (_ledgerRows >= MostLedgerRows)
        {
            SumUpLedger();
        }

        Heat(false);
        Checkpoint();
    }

    /// <summary>
    /// While events arrive the database works with one thread and keeps little of what it wrote in memory: what is moved is not waited
    /// for, and a page that is asked for meanwhile takes less from those who wait for their answer.
    /// </summary>
    public void Heat(bool hot)
    {
        if (_hot == hot)
        {
            return;
        }

        _hot = hot;
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads = {(hot ? 1 : Environment.ProcessorCount)}"));
        try
        {
            connection.Execute($"SET memory_limit = '{DataFolder.MemoryLimitMiB(hot)}MiB'");
        }
        catch (DuckException)
        {
            // A question that is being answered needs more; its memory goes with it.
        }
    }

    /// <summary>
    /// Writes a checkpoint when the write-ahead log is long, also while events arrive without a pause: it is read again at the next
    /// start, and what it holds is in memory.
    /// </summary>
    public void CheckpointWhenLong()
    {
        if (AheadBytes >= LongAhead)
        {
            Checkpoint();
        }
    }

    /// <summary>Moves the write-ahead log into the file; later, when the disk has no room for that.</summary>
    public void Checkpoint()
    {
        try
        {
            IsDue = !room.CanMove(AheadBytes);
            if (!IsDue)
            {
                connection.Execute("CHECKPOINT");
            }
        }
        catch (DuckException)
        {
            // Another transaction is writing; the next quiet moment tries again.
            IsDue = true;
        }
    }

    /// <summary>Writes a checkpoint, and does not take no for an answer: what was erased must not stay in the files.</summary>
    /// <exception cref="DuckException">It could not be written within some seconds.</exception>
    public void CheckpointNow()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                connection.Execute("CHECKPOINT");
                IsDue = false;
                return;
            }
            catch (DuckException) when (tries < MostTries)
            {
                Never.Wait(Pause); // another transaction is writing
            }
        }
    }

    long AheadBytes => new FileInfo(logFile + ".wal") is { Exists: true } ahead ? ahead.Length : 0;

    /// <summary>The ledger has a row for each commit; what came by itself is summed up to one row a source and day.</summary>
    void SumUpLedger()
    {
        try
        {
            using var transaction = connection.Begin();
            connection.Execute("""
                CREATE OR REPLACE TEMP TABLE ledger_days AS
                SELECT source_id, sum(received)::BIGINT AS received, sum(stored)::BIGINT AS stored, sum(duplicate)::BIGINT AS duplicate,
                    sum(quarantined)::BIGINT AS quarantined, sum(rejected)::BIGINT AS rejected, sum(set_aside)::BIGINT AS set_aside, max(received_at) AS received_at
                FROM intake WHERE import_id = 0 GROUP BY source_id, CAST(received_at AS DATE)
                """);
            connection.Execute("DELETE FROM intake WHERE import_id = 0");
            connection.Execute("""
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
}
