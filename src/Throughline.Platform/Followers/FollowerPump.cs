using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Followers;

/// <summary>Moves every follower along the log, each at its own pace, and sleeps while there is nothing new.</summary>
public sealed partial class FollowerPump(SignalLog log, KeyStore keys, IReadOnlyList<LogFollower> followers, ILogger<FollowerPump>? logger = null)
{
    static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>Tables of the platform in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations =>
    [
        new("platform_follower", 1, "CREATE TABLE platform_watermark (follower TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT"),
    ];

    /// <summary>Follows until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(followers.Select(follower => follower is StoreFollower inStore
            ? FollowIntoStoreAsync(inStore, cancellation)
            : FollowAsync(follower, cancellation)));

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
    public void Rebuild()
    {
        keys.Write(connection =>
        {
            foreach (var follower in followers.OfType<Follower>())
            {
                follower.Clear(connection);
                Move(connection, follower, 0);
            }
        });
        foreach (var follower in followers.OfType<StoreFollower>())
        {
            follower.Store.Write(connection =>
            {
                follower.Clear(connection);
                AttachedStore.Move(connection, follower.Name, 0);
            });
        }
    }

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
    public long Watermark(LogFollower follower) => follower is StoreFollower inStore ? inStore.Store.Watermark(inStore.Name) : Watermark(follower.Name);

    /// <summary>How far a follower has come whose projection is in <c>keys.db</c>.</summary>
    public long Watermark(string follower) => keys.Read(connection => connection.One(
        "SELECT seq FROM platform_watermark WHERE follower = @follower", r => r.GetInt64(0), ("@follower", follower)));

    async Task FollowAsync(LogFollower follower, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var removals = log.Removals;
            if (await StepAsync(follower, cancellation))
            {
                await follower.SettleAsync(atEnd: false, cancellation);
                if (follower.Rest > TimeSpan.Zero && Watermark(follower) >= log.Head)
                {
                    await Task.Delay(follower.Rest, cancellation);
                }

                continue;
            }

            await follower.SettleAsync(atEnd: true, cancellation);
            await WaitAsync(follower, removals, cancellation);
        }
    }

    /// <summary>The same where the store may have no room: it goes on when there is some.</summary>
    async Task FollowIntoStoreAsync(StoreFollower follower, CancellationToken cancellation)
    {
        long? failedAt = null;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(follower, cancellation);
            }
            catch (Exception e) when (e is IOException or DuckException)
            {
                var at = Watermark(follower);
                if (at != failedAt)
                {
                    Waits(follower.Name, at, e.GetType().Name); // once for each place: a message may hold words of a customer
                    failedAt = at;
                }

                await Task.Delay(Again, cancellation);
            }
        }
    }

    async Task WaitAsync(LogFollower follower, long removals, CancellationToken cancellation)
    {
        if (follower is not StoreFollower store)
        {
            await log.WaitForChangeAsync(Watermark(follower), removals, cancellation);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var after = store.IsPaused ? log.Head : Watermark(follower);
        await await Task.WhenAny(log.WaitForChangeAsync(after, removals, either.Token), store.WokenAsync(either.Token));
        await either.CancelAsync();
    }

    async Task<bool> StepAsync(LogFollower follower, CancellationToken cancellation)
    {
        if (follower is StoreFollower { IsPaused: true })
        {
            return false;
        }

        var removals = log.Removals;
        var after = Watermark(follower);
        var upTo = Math.Min(log.Head, after + follower.MostAtOnce);
        if (upTo <= after)
        {
            return false;
        }

        var read = await log.ReadBehindAsync(connection => follower.Read(connection, new LogStretch(after, upTo)), cancellation);

        // A rebuild may have come between: then this stretch is stale and is read again.
        switch (follower)
        {
            case Follower inKeys:
                keys.Write(connection =>
                {
                    if (Current(connection, inKeys) == after)
                    {
                        inKeys.Write(connection, read);
                        Move(connection, inKeys, upTo);
                    }
                });
                break;
            case StoreFollower inStore:
                inStore.Store.Write(connection =>
                {
                    // So may have an erasure: what it took out must not be written after it.
                    if (AttachedStore.WatermarkOf(connection, inStore.Name) == after && log.Removals == removals)
                    {
                        inStore.Write(connection, read);
                        AttachedStore.Move(connection, inStore.Name, upTo);
                    }
                });
                break;
        }

        return true;
    }

    static long Current(SqliteConnection connection, Follower follower) => connection.One(
        "SELECT seq FROM platform_watermark WHERE follower = @follower", r => r.GetInt64(0), ("@follower", follower.Name));

    static void Move(SqliteConnection connection, Follower follower, long seq) => connection.Run("""
        INSERT INTO platform_watermark (follower, seq) VALUES (@follower, @seq)
        ON CONFLICT (follower) DO UPDATE SET seq = excluded.seq
        """, ("@follower", follower.Name), ("@seq", seq));

    void Waits(string follower, long at, string problem)
    {
        if (logger is not null)
        {
            StandsStill(logger, follower, at, problem);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Follower} cannot be written after signal {At} ({Problem}); it is tried again every second until it can. Is there room on the disk?")]
    static partial void StandsStill(ILogger logger, string follower, long at, string problem);
}
