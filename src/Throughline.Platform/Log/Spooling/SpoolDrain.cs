using System.Diagnostics;

namespace Throughline.Platform.Log.Spooling;

/// <summary>Moves what waits in the spool into the log, a commit's worth at a time, and tells those who wait for that.</summary>
/// <param name="log">Whose turn it takes.</param>
/// <param name="spool">What waits.</param>
/// <param name="room">Whether the disk has room for it.</param>
/// <param name="arrivals">Writes it.</param>
/// <param name="upkeep">Is told what was written.</param>
/// <param name="moved">How far the log has come.</param>
sealed class SpoolDrain(SignalLog log, Spool spool, DiskRoom room, ArrivalWriter arrivals, LogUpkeep upkeep, long moved)
{
    const long Much = 128 << 20;
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    readonly SpoolReader _reader = new(spool);
    readonly List<(long End, TaskCompletionSource Done)> _waiting = [];
    CatalogueContents? _fits;
    long _moved = moved;
    long _movedAt;
    volatile string? _trouble;

    /// <summary>Why what waits cannot be moved now; null when it can.</summary>
    public string? Trouble => _trouble;

    /// <summary>True when nothing waits.</summary>
    public bool IsEmpty => spool.End == _moved;

    /// <summary>How long it may let more gather: a commit costs as much for one event as for hundreds. Zero when someone waits, or much does.</summary>
    public TimeSpan MayLinger()
    {
        lock (_waiting)
        {
            var left = Linger - Stopwatch.GetElapsedTime(_movedAt);
            return _waiting.Count > 0 || spool.End - _moved >= Much || left < TimeSpan.Zero ? TimeSpan.Zero : left;
        }
    }

    /// <summary>Completes when all that is in the spool now is in the log.</summary>
    /// <param name="isNeeded">Told when someone has to wait.</param>
    public Task CaughtUpAsync(Action isNeeded)
    {
        var end = spool.End;
        lock (_waiting)
        {
            if (Volatile.Read(ref _moved) >= end)
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((end, done));
            isNeeded();
            return done.Task;
        }
    }

    /// <summary>Moves what waits now; false when it cannot be written. It stays where it is then, and those who wait are told why.</summary>
    public bool TryMoveAll()
    {
        var until = spool.End;
        while (_moved < until)
        {
            try
            {
                if (!room.CanMove(spool.Waiting))
                {
                    throw new IOException("The disk is full. What was taken in waits until there is room.");
                }

                MoveSome();
            }
            catch (Exception e) // whatever it is: it waits on disk, and is tried again
            {
                _trouble = e.Message;
                Finish(waiting => waiting.TrySetException(new IOException(e.Message, e)), long.MaxValue);
                return false;
            }
        }

        _trouble = null;
        return true;
    }

    /// <summary>The writer's table has other columns when the catalogue has.</summary>
    public void FitAppenders()
    {
        if (!ReferenceEquals(_fits, log.Catalogue.Contents))
        {
            arrivals.Forget();
            _fits = log.Catalogue.Contents;
        }
    }

    void MoveSome()
    {
        upkeep.Heat(true);
        var began = Stopwatch.GetTimestamp();
        var (before, position) = (_moved, _moved);
        log.TakeTurn(first =>
        {
            FitAppenders();
            var contents = log.Catalogue.Contents;
            return (true, arrivals.Move(spool, _reader, ref position, first, source => contents.FindSource(source) is not null));
        });

        // It is in the log: noted before anything else can fail, so that it is not moved again.
        Volatile.Write(ref _moved, position);
        _movedAt = Stopwatch.GetTimestamp();
        upkeep.CountLedgerRow();
        spool.Release(position);
        Finish(waiting => waiting.TrySetResult(), position);
        upkeep.CheckpointWhenLong();
        room.NoteMoved(position - before, Stopwatch.GetElapsedTime(began));
    }

    void Finish(Action<TaskCompletionSource> how, long upTo)
    {
        lock (_waiting)
        {
            foreach (var (_, done) in _waiting.Where(one => one.End <= upTo))
            {
                how(done);
            }

            _waiting.RemoveAll(one => one.End <= upTo);
        }
    }
}
