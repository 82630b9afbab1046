using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Throughline.Platform.Storage;

/// <summary>Everything that is looked up by key, in SQLite: one writer at a time, readers beside it, every commit on disk.</summary>
public sealed class KeyStore : IDisposable
{
    const int MostIdle = 8;
    const string WriterCache = "PRAGMA cache_size = -49152"; // KiB: else a long transaction writes the pages that it still needs again and again

    readonly string _connectionString;
    readonly SqliteConnection _writer;
    readonly Lock _turn = new();
    readonly ConcurrentQueue<SqliteConnection> _idle = [];

    KeyStore(string connectionString, SqliteConnection writer)
    {
        _connectionString = connectionString;
        _writer = writer;
    }

    /// <summary>Opens the file and brings its tables up to date, each migration in a transaction of its own.</summary>
    /// <exception cref="InvalidOperationException">The file was written by a newer version.</exception>
    public static KeyStore Open(string file, IEnumerable<Migration> migrations)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = 30,
            Pooling = false, // idle ones are kept here, as they are set up
        }.ToString();
        var writer = Connect(connectionString);
        writer.Run(WriterCache);
        var store = new KeyStore(connectionString, writer);
        store.Migrate([.. migrations]);
        return store;
    }

    /// <summary>Runs one transaction; it is on disk when this returns, or nothing of it is.</summary>
    public T Write<T>(Func<SqliteConnection, T> work)
    {
        lock (_turn)
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            var result = work(_writer);
            transaction.Commit();
            return result;
        }
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<SqliteConnection> work) => Write(connection =>
    {
        work(connection);
        return true;
    });

    /// <summary>Reads on a connection of its own, beside the writer.</summary>
    public T Read<T>(Func<SqliteConnection, T> work)
    {
        var connection = _idle.TryDequeue(out var idle) ? idle : Connect(_connectionString);
        try
        {
            var result = work(connection);
            if (_idle.Count < MostIdle)
            {
                _idle.Enqueue(connection);
                connection = null;
            }

            return result;
        }
        finally
        {
            connection?.Dispose(); // also where it failed: who knows what it still holds
        }
    }

    /// <summary>
    /// Moves what was written ahead into the file and empties the file ahead: what is deleted is overwritten in the one and gone with the
    /// other. False when somebody reads an older state for too long; the next time does it.
    /// </summary>
    public async Task<bool> SettleAsync()
    {
        for (var tries = 0; tries < 50; tries++)
        {
            lock (_turn)
            {
                _writer.Run("PRAGMA busy_timeout = 100"); // who writes waits for this
                var isBusy = _writer.One("PRAGMA wal_checkpoint(TRUNCATE)", r => r.GetInt32(0)) != 0;
                _writer.Run("PRAGMA busy_timeout = 30000");
                if (!isBusy)
                {
                    return true;
                }
            }

            await Task.Delay(20);
        }

        return false;
    }

    /// <summary>Gives back what is kept of the file in memory.</summary>
    public void Trim()
    {
        while (_idle.TryDequeue(out var connection))
        {
            connection.Dispose();
        }

        lock (_turn)
        {
            _writer.Run("PRAGMA shrink_memory");
        }
    }

    /// <summary>Writes the whole file anew, without what pages still hold of rows that were moved. Writers wait meanwhile.</summary>
    public void WriteAnew()
    {
        lock (_turn)
        {
            _writer.Run("VACUUM");
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        while (_idle.TryDequeue(out var connection))
        {
            connection.Dispose();
        }

        _writer.Dispose();
    }

    static SqliteConnection Connect(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA secure_delete = ON;");
        return connection;
    }

    void Migrate(IReadOnlyList<Migration> migrations)
    {
        _writer.Run("""
            CREATE TABLE IF NOT EXISTS platform_migration (
                pillar TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (pillar, number)) STRICT
            """);
        foreach (var pillar in migrations.GroupBy(m => m.Pillar))
        {
            var done = _writer.One("SELECT coalesce(max(number), 0) FROM platform_migration WHERE pillar = @pillar",
                r => r.GetInt32(0), ("@pillar", pillar.Key));
            if (done > pillar.Max(m => m.Number))
            {
                throw new InvalidDataException(
                    $"keys.db was written by a newer Throughline ({pillar.Key} {done}). Start that version, or restore a backup.");
            }

            foreach (var migration in pillar.Where(m => m.Number > done).OrderBy(m => m.Number))
            {
                Write(connection =>
                {
                    connection.Run(migration.Sql);
                    connection.Run("INSERT INTO platform_migration (pillar, number) VALUES (@pillar, @number)",
                        ("@pillar", migration.Pillar), ("@number", migration.Number));
                });
            }
        }
    }
}

/// <summary>One step that brings a pillar's tables in <c>keys.db</c>, or in a store attached to the log, up to date.</summary>
/// <param name="Pillar">Lower-case name; the pillar's tables start with it.</param>
/// <param name="Number">1, 2, 3 … in the order they were written; never changed afterwards.</param>
/// <param name="Sql">Statements.</param>
public sealed record Migration(string Pillar, int Number, string Sql);

/// <summary>Short forms of what is said to SQLite.</summary>
public static class SqliteVerbs
{
    /// <summary>Runs statements; rows changed.</summary>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>All rows, each read by <paramref name="read"/>.</summary>
    public static List<T> All<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The first row, or the default when there is none.</summary>
    public static T? One<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>Text of a column; null for NULL.</summary>
    public static string? TextOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a literal; values travel as parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
