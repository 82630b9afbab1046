using Microsoft.Data.Sqlite;
using Throughline.DuckDb;
using Throughline.Platform.Log.Attached;

namespace Throughline.Platform.Followers;

/// <summary>
/// Reads the log behind the writer and keeps a projection. The watermark is written in the same transaction as the projection, so a crash
/// repeats nothing and misses nothing.
/// </summary>
public abstract class LogFollower
{
    /// <summary>Stable name, under which the watermark is kept.</summary>
    public abstract string Name { get; }

    /// <summary>Most signals of one stretch.</summary>
    public virtual int MostAtOnce => 500_000;

    /// <summary>How long it rests where it has caught up, so that the next stretch is worth the while; for a projection that costs much and need not be of this second.</summary>
    public virtual TimeSpan Rest => TimeSpan.Zero;

    /// <summary>What is read of the stretch of the log; runs beside other readers.</summary>
    public abstract object Read(DuckConnection log, LogStretch stretch);

    /// <summary>
    /// What follows from what was written and must not hold the store meanwhile. Called after every stretch, and again when there is
    /// nothing new, also because signals were taken out.
    /// </summary>
    /// <param name="atEnd">True when everything in the log was written.</param>
    /// <param name="cancellation">Stops the work between its steps.</param>
    public virtual Task SettleAsync(bool atEnd, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>A follower whose projection is in <c>keys.db</c>.</summary>
public abstract class Follower : LogFollower
{
    /// <summary>Writes what was read; runs in the transaction that moves the watermark.</summary>
    public abstract void Write(SqliteConnection keys, object read);

    /// <summary>Empties the projection, so that it can be built again from the start of the log.</summary>
    public abstract void Clear(SqliteConnection keys);
}

/// <summary>A follower whose projection is in a store attached to the log, with its watermark.</summary>
/// <param name="store">The store.</param>
public abstract class StoreFollower(AttachedStore store) : LogFollower
{
    /// <summary>The store.</summary>
    public AttachedStore Store { get; } = store;

    /// <summary>True while people want it to stand still: it is passed over.</summary>
    public virtual bool IsPaused => false;

    /// <summary>Writes what was read; runs in the transaction that moves the watermark. Not called when signals left the log since the reading.</summary>
    public abstract void Write(DuckConnection store, object read);

    /// <summary>Empties the projection, so that it can be built again from the start of the log.</summary>
    public abstract void Clear(DuckConnection store);

    /// <summary>Completes when there is something to do that has nothing to do with the log: it goes on, or reads again.</summary>
    public virtual Task WokenAsync(CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    /// <summary>Takes out the rows of signals that left the log; then what else follows. Overridden with a call of this.</summary>
    public override Task SettleAsync(bool atEnd, CancellationToken cancellation)
    {
        if (atEnd)
        {
            Store.RemoveGone();
            Store.Settle();
        }

        return Task.CompletedTask;
    }
}

/// <summary>Signals with numbers above <see cref="After"/> up to and with <see cref="UpTo"/>.</summary>
public readonly record struct LogStretch(long After, long UpTo);
