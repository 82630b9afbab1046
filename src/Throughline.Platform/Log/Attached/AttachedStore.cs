using System.Globalization;
using Throughline.DuckDb;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Log.Attached;

/// <summary>
/// A second database file in the log's engine, for what is read out of signals: it can be built again from the log, and a question may join
/// the two. Readers ask the log and name its tables <c>name.table</c>. One writer at a time, in transactions of this file alone, beside the
/// log's own writer. A table whose rows are of a signal has the signal's number in a column <c>seq</c>: so what leaves the log leaves here.
/// </summary>
public sealed class AttachedStore : IDisposable
{
    const long LongAhead = 32 << 20;
    const long WorthAhead = 1 << 20;
    const long Reserve = 40L << 20; // the log's own reserve comes first
    const int MostTries = 50;

    const string Schema = """
        CREATE TABLE IF NOT EXISTS migration (part VARCHAR NOT NULL, number INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS follower (name VARCHAR NOT NULL, read_up_to BIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS removal (rows_known BIGINT NOT NULL, is_cut_off BOOLEAN NOT NULL);
        INSERT INTO removal SELECT 0, FALSE WHERE NOT EXISTS (SELECT 1 FROM removal)
        """;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly SemaphoreSlim Never = new(0);
    readonly DuckConnection _connection;
    readonly string _file;
    readonly DriveInfo _drive;
    readonly Lock _turn = new();

    AttachedStore(SignalLog log, DuckConnection connection, string file)
    {
        (Log, _connection, _file) = (log, connection, file);
        Name = Path.GetFileNameWithoutExtension(file);
        _drive = new DriveInfo(Path.GetDirectoryName(file)!);
    }

    /// <summary>How questions name it: <c>understanding</c>.</summary>
    public string Name { get; }

    /// <summary>The log that it belongs to.</summary>
    public SignalLog Log { get; }

    /// <summary>Attaches the file to the log, makes it where it is missing, and brings its tables up to date. Writes nothing where all is as it should be.</summary>
    /// <param name="log">The log.</param>
    /// <param name="file">The file, one of those that the data folder lets be attached.</param>
    /// <param name="migrations">Tables of every part in it.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or was written by a newer version.</exception>
    public static AttachedStore Open(SignalLog log, string file, IEnumerable<Migration> migrations)
    {
        DuckConnection connection;
        try
        {
            connection = log.Attach(file);
        }
        catch (DuckException e)
        {
            throw new InvalidDataException(
                $"{file} cannot be opened: {e.Message} It holds nothing that cannot be read out of the log again: move it away and start.", e);
        }

        var store = new AttachedStore(log, connection, file);
        try
        {
            store.Migrate([.. migrations]);
        }
        catch
        {
            store.Dispose();
            throw;
        }

        return store;
    }

    /// <summary>Runs one transaction on a connection whose tables are this store's; the log's are named <c>log.table</c> and can be read alone.</summary>
    /// <exception cref="IOException">The disk has no room for it now.</exception>
    public T Write<T>(Func<DuckConnection, T> work)
    {
        lock (_turn)
        {
            var ahead = AheadBytes;
            if (_drive.AvailableFreeSpace < Reserve + (2 * ahead))
            {
                throw new IOException($"Only {_drive.AvailableFreeSpace >> 20} MiB are free on the disk of {_file}. Nothing is written to it until there is room.");
            }

            T result;
            using (var transaction = _connection.Begin())
            {
                result = work(_connection);
                transaction.Commit();
            }

            if (ahead >= LongAhead)
            {
                TryCheckpoint();
            }

            return result;
        }
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<DuckConnection> work) => Write(connection =>
    {
        work(connection);
        return true;
    });

    /// <summary>Asks something small in the writer's turn; its tables have their own names alone. Questions that take long ask the log.</summary>
    public T Read<T>(Func<DuckConnection, T> question)
    {
        lock (_turn)
        {
            return question(_connection);
        }
    }

    /// <summary>How far a follower has come.</summary>
    public long Watermark(string follower)
    {
        lock (_turn)
        {
            return WatermarkOf(_connection, follower);
        }
    }

    /// <summary>Moves what was written ahead into the file when there is enough of it; for a quiet moment.</summary>
    public void Settle()
    {
        lock (_turn)
        {
            if (AheadBytes >= WorthAhead)
            {
                TryCheckpoint();
            }
        }
    }

    /// <summary>
    /// Takes out the rows of signals that left the log, also from the bytes of the file that are in use; rows taken out. Costs next to
    /// nothing when no signal left since the last time.
    /// </summary>
    public long RemoveGone()
    {
        lock (_turn)
        {
            var (known, isCutOff) = Removals(_connection);
            var now = _connection.Scalar<long>("SELECT count(*) FROM log.removed");
            if (now == known && !isCutOff)
            {
                return 0;
            }

            return new GoneRows(_connection, SignalTables(_connection)).Remove(now, isCutOff, CheckpointNow);
        }
    }

    /// <summary>The tables whose rows are of signals.</summary>
    public IReadOnlyList<string> SignalTables()
    {
        lock (_turn)
        {
            return SignalTables(_connection);
        }
    }

    /// <summary>Closes the file, with what was written ahead moved into it.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            TryCheckpoint();
            _connection.Dispose();
        }
    }

    /// <summary>How far a follower has come, in the writer's transaction.</summary>
    public static long WatermarkOf(DuckConnection connection, string follower)
    {
        using var reader = connection.Query("SELECT read_up_to FROM follower WHERE name = $name", ("name", follower));
        return reader.Read() ? reader.GetInt64(0) : 0;
    }

    /// <summary>Notes how far a follower has come, in the transaction of what it wrote.</summary>
    internal static void Move(DuckConnection connection, string follower, long upTo)
    {
        if (connection.Execute("UPDATE follower SET read_up_to = $to WHERE name = $name", ("to", upTo), ("name", follower)) == 0)
        {
            connection.Execute("INSERT INTO follower VALUES ($name, $to)", ("name", follower), ("to", upTo));
        }
    }

    long AheadBytes => new FileInfo(_file + ".wal") is { Exists: true } ahead ? ahead.Length : 0;

    void TryCheckpoint()
    {
        try
        {
            if (_drive.AvailableFreeSpace > (Reserve / 4) + AheadBytes)
            {
                _connection.Execute("CHECKPOINT");
            }
        }
        catch (DuckException)
        {
            // A question is being answered; the next quiet moment tries again.
        }
    }

    void CheckpointNow()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                _connection.Execute("CHECKPOINT");
                return;
            }
            catch (DuckException) when (tries < MostTries)
            {
                Never.Wait(Pause);
            }
        }
    }

    void Migrate(IReadOnlyList<Migration> migrations)
    {
        if (!Tables(_connection, "column_name = 'is_cut_off'").Contains("removal"))
        {
            _connection.Execute(Schema);
        }

        foreach (var part in migrations.GroupBy(m => m.Pillar))
        {
            var done = _connection.Scalar<int>("SELECT coalesce(max(number), 0)::INTEGER FROM migration WHERE part = $part", ("part", part.Key));
            if (done > part.Max(m => m.Number))
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"{_file} was written by a newer Throughline ({part.Key} {done}). Start that version, or move the file away: it is built again from the log."));
            }

            foreach (var migration in part.Where(m => m.Number > done).OrderBy(m => m.Number))
            {
                using var transaction = _connection.Begin();
                _connection.Execute(migration.Sql);
                _connection.Execute("INSERT INTO migration VALUES ($part, $number)", ("part", migration.Pillar), ("number", migration.Number));
                transaction.Commit();
            }
        }
    }

    static (long Known, bool IsCutOff) Removals(DuckConnection connection)
    {
        using var reader = connection.Query("SELECT rows_known, is_cut_off FROM removal");
        reader.Read();
        return (reader.GetInt64(0), reader.GetBoolean(1));
    }

    static List<string> SignalTables(DuckConnection connection) => Tables(connection, "column_name = 'seq'");

    static List<string> Tables(DuckConnection connection, string condition)
    {
        var tables = new List<string>();
        using var reader = connection.Query(
            $"SELECT table_name FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal AND {condition} ORDER BY table_name");
        while (reader.Read())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
