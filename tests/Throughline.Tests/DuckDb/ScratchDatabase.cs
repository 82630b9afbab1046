using Throughline.DuckDb;

namespace Throughline.Tests.DuckDb;

/// <summary>A private database in memory with one connection, or a file in a folder that goes with it.</summary>
sealed class ScratchDatabase : IDisposable
{
    readonly string? _folder;

    ScratchDatabase(DuckDatabase database, string? folder)
    {
        _folder = folder;
        Database = database;
        Connection = database.Connect();
    }

    public DuckDatabase Database { get; }

    public DuckConnection Connection { get; }

    public static ScratchDatabase InMemory() => new(DuckDatabase.Open(":memory:"), null);

    public static ScratchDatabase OnDisk(DuckOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("throughline-duckdb-").FullName;
        return new(DuckDatabase.Open(Path.Combine(folder, "scratch.duckdb"), options), folder);
    }

    public void Dispose()
    {
        Connection.Dispose();
        Database.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
