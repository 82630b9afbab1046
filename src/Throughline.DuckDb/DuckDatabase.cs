using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

/// <summary>An open database. Within one process a file has one instance: opening it again joins it, or fails with <see
/// cref="DuckErrorType.Connection"/> when the options differ. Another process gets an error that names the
/// holder.</summary>
public sealed unsafe class DuckDatabase : IDisposable
{
    // The library's own guard against two instances over one file; lives as long as the process.
    static readonly Lazy<nint> Instances = new(NativeMethods.duckdb_create_instance_cache);

    readonly DatabaseHandle _handle;

    DuckDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>The version this binding is written for, for example "v1.5.6".</summary>
    public static string BoundVersion => NativeLoader.BoundVersion;

    /// <summary>The version of the library that is loaded; throws when it is not <see cref="BoundVersion"/>.</summary>
    public static string LibraryVersion => NativeLoader.EnsureVersion();

    /// <summary>Opens a file, made when it is absent, or a private database in memory for ":memory:".</summary>
    /// <exception cref="DuckException">The file is locked, damaged, absent when read-only, or an option is
    /// refused.</exception>
    public static DuckDatabase Open(string path, DuckOptions? options = null)
    {
        NativeLoader.EnsureVersion();
        Sql.RefuseNul(path);
        var handle = new DatabaseHandle();
        nint config = 0;
        try
        {
            if (NativeMethods.duckdb_create_config(out config) != NativeMethods.Success)
            {
                throw DuckException.FromText("OutOfMemory Error: DuckDB could not make a configuration.");
            }
            foreach (var (name, value) in (options ?? new DuckOptions()).Settings())
            {
                if (NativeMethods.duckdb_set_config(config, name, value) != NativeMethods.Success)
                {
                    throw DuckException.FromText($"Settings Error: DuckDB refuses {name} = '{value}'.");
                }
            }
            var state = NativeMethods.duckdb_get_or_create_from_cache(
                Instances.Value, path, out var database, config, out var error);
            if (state != NativeMethods.Success)
            {
                throw DuckException.FromText(NativeMethods.OwnedText(error));
            }
            handle.Own(database);
            var opened = new DuckDatabase(handle);
            if (options?.Closing is { } closing)
            {
                using var connection = opened.Connect();
                connection.Execute(closing);
            }
            return opened;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
        finally
        {
            NativeMethods.duckdb_destroy_config(ref config);
        }
    }

    /// <summary>A new connection. Connections are independent of one another; one connection serves one thread at a
    /// time.</summary>
    public DuckConnection Connect()
    {
        var handle = new ConnectionHandle(_handle);
        if (NativeMethods.duckdb_connect(_handle, out var connection) != NativeMethods.Success)
        {
            handle.Dispose();
            throw DuckException.FromText("Connection Error: DuckDB refused a new connection.");
        }
        handle.Own(connection);
        return new DuckConnection(handle);
    }

    /// <summary>Lets go of the database; it closes when its last connection, statement, reader and appender are gone
    /// too.</summary>
    public void Dispose() => _handle.Dispose();
}
