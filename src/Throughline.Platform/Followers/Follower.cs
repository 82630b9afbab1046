using Microsoft.Data.Sqlite;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Followers;

/// <summary>
/// Reads the log behind the writer and keeps a projection in <c>keys.db</c>. The watermark is written in the same transaction as
/// the projection, so a crash repeats nothing and misses nothing.
/// </summary>
public abstract class Follower
{
    /// <summary>Stable name, under which the watermark is kept.</summary>
    public abstract string Name { get; }

    /// <summary>Most signals of one stretch.</summary>
    public virtual int MostAtOnce => 500_000;

    /// <summary>How long it rests where it has caught up, so that the next stretch is worth the while; for a projection that costs much and need not be of this second.</summary>
    public virtual TimeSpan Rest => TimeSpan.Zero;

    /// <summary>What is read of the stretch of the log; runs beside other readers.</summary>
    public abstract object Read(DuckConnection log, LogStretch stretch);

    /// <summary>Writes what was read; runs in the transaction that moves the watermark.</summary>
    public abstract void Write(SqliteConnection keys, object read);

    /// <summary>Empties the projection, so that it can be built again from the start of the log.</summary>
    public abstract void Clear(SqliteConnection keys);

    /// <summary>
    /// What follows from what was written and must not hold the key store meanwhile. Called after every stretch, and again when there is
    /// nothing new, also because signals were taken out.
    /// </summary>
    /// <param name="atEnd">True when everything in the log was written.</param>
    /// <param name="cancellation">Stops the work between its steps.</param>
    public virtual Task SettleAsync(bool atEnd, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>Signals with numbers above <see cref="After"/> up to and with <see cref="UpTo"/>.</summary>
public readonly record struct LogStretch(long After, long UpTo);

/// <summary>Moves every follower along the log, each at its own pace, and sleeps while there is nothing new.</summary>
public sealed class FollowerPump(SignalLog log, KeyStore keys, IReadOnlyList<Follower> followers)
{
    /// <summary>Tables of the platform in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations =>
    [
        new("platform_follower", 1, "CREATE TABLE platform_watermark (follower TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT"),
    ];

    /// <summary>Follows until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(followers.Select(follower => FollowAsync(follower, cancellation)));

    /// <summary>Brings every follower to the present end of the log.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation = default)
    {
        foreach (var follower in followers)
        {
            while (await StepAsync(follower, cancellation))
            {
                await follower.SettleAsync(atEnd: false, cancellation);
            }

            await follower.SettleAsync(atEnd: true, cancellation);
        }
    }

    /// <summary>Forgets the projections, so that the followers build them again from the start.</summary>
    public void Rebuild() => keys.Write(connection =>
    {
        foreach (var follower in followers)
        {
            follower.Clear(connection);
            Move(connection, follower, 0);
        }
    });

    /// <summary>
    /// Reads everything up to where a follower is once more and lets it put a part of its projection right, because signals were taken
    /// out of the log. Repeated while the follower moves meanwhile.
    /// </summary>
    public async Task RepairAsync(
        Follower follower, Func<DuckConnection, LogStretch, object> read, Action<SqliteConnection, object> write, CancellationToken cancellation = default)
    {
        var done = false;
        while (!done)
        {
            var upTo = Watermark(follower.Name);
            var found = await log.ReadBehindAsync(connection => read(connection, new LogStretch(0, upTo)), cancellation);
            done = keys.Write(connection =>
            {
                if (Current(connection, follower) != upTo)
                {
                    return false;
                }

                write(connection, found);
                return true;
            });
        }
    }

    /// <summary>How far a follower has come.</summary>
    public long Watermark(string follower) => keys.Read(connection => connection.One(
        "SELECT seq FROM platform_watermark WHERE follower = @follower", r => r.GetInt64(0), ("@follower", follower)));

    async Task FollowAsync(Follower follower, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var removals = log.Removals;
            if (await StepAsync(follower, cancellation))
            {
                await follower.SettleAsync(atEnd: false, cancellation);
                if (follower.Rest > TimeSpan.Zero && Watermark(follower.Name) >= log.Head)
                {
                    await Task.Delay(follower.Rest, cancellation);
                }

                continue;
            }

            await follower.SettleAsync(atEnd: true, cancellation);
            await log.WaitForChangeAsync(Watermark(follower.Name), removals, cancellation);
        }
    }

    async Task<bool> StepAsync(Follower follower, CancellationToken cancellation)
    {
        var after = Watermark(follower.Name);
        var upTo = Math.Min(log.Head, after + follower.MostAtOnce);
        if (upTo <= after)
        {
            return false;
        }

        var read = await log.ReadBehindAsync(connection => follower.Read(connection, new LogStretch(after, upTo)), cancellation);
        keys.Write(connection =>
        {
            // A rebuild may have come between: then this stretch is stale and is read again.
            if (Current(connection, follower) == after)
            {
                follower.Write(connection, read);
                Move(connection, follower, upTo);
            }
        });
        return true;
    }

    static long Current(SqliteConnection connection, Follower follower) => connection.One(
        "SELECT seq FROM platform_watermark WHERE follower = @follower", r => r.GetInt64(0), ("@follower", follower.Name));

    static void Move(SqliteConnection connection, Follower follower, long seq) => connection.Run("""
        INSERT INTO platform_watermark (follower, seq) VALUES (@follower, @seq)
        ON CONFLICT (follower) DO UPDATE SET seq = excluded.seq
        """, ("@follower", follower.Name), ("@seq", seq));
}
