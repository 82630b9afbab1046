using System.Runtime.CompilerServices;
using System.Text.Json;
using Throughline.DuckDb;

namespace Throughline.Tests.DuckDb;

/// <summary>Opening, sharing and closing.</summary>
public sealed class DuckLifetimeTests
{
    [Fact]
    public void The_library_is_the_bound_version() => Assert.Equal(DuckDatabase.BoundVersion, DuckDatabase.LibraryVersion);

    [Theory]
    [InlineData(0, 1, 2, 3, 4)]
    [InlineData(4, 3, 2, 1, 0)]
    [InlineData(1, 0, 4, 2, 3)]
    [InlineData(2, 4, 0, 3, 1)]
    public void Disposing_in_any_order_and_twice_is_safe(params int[] order)
    {
        var database = DuckDatabase.Open(":memory:");
        var connection = database.Connect();
        connection.Execute("CREATE TABLE t AS SELECT i FROM range(100000) r(i)");
        var appender = connection.Append("t");
        appender.EndChunk(100);
        var statement = connection.Prepare("SELECT i FROM t");
        var reader = statement.Read(TestContext.Current.CancellationToken);
        reader.Read();
        IDisposable[] all = [database, connection, appender, statement, reader];
        foreach (var index in order.Concat(order))
        {
            all[index].Dispose();
        }
        Assert.Throws<ObjectDisposedException>(() => connection.Execute("SELECT 1"));
        Assert.Throws<ObjectDisposedException>(() => database.Connect());
        Assert.Throws<ObjectDisposedException>(() => appender.EndChunk(1));
        Assert.Throws<ObjectDisposedException>(() => { appender.Column<long>(0); });
        Assert.Throws<ObjectDisposedException>(() => appender.Flush());
        Assert.Throws<ObjectDisposedException>(() => statement.Read(TestContext.Current.CancellationToken));
        Assert.False(reader.Read());
        connection.Interrupt();
    }

    [Fact]
    public void A_reader_outlives_its_statement_connection_and_database()
    {
        DuckReader reader;
        using (var database = DuckDatabase.Open(":memory:"))
        using (var connection = database.Connect())
        {
            connection.Execute("CREATE TABLE t AS SELECT i FROM range(100000) r(i)");
            reader = connection.Query("SELECT i FROM t");
        }
        using (reader)
        {
            var rows = 0;
            while (reader.Read())
            {
                rows++;
            }
            Assert.Equal(100_000, rows);
        }
    }

    [Fact]
    public void Forgotten_objects_are_freed_by_the_collector_without_harm()
    {
        using var database = DuckDatabase.Open(":memory:");
        for (var round = 0; round < 20; round++)
        {
            Forget(database);
        }
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var connection = database.Connect();
        Assert.Equal(1, connection.Scalar<long>("SELECT 1"));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(DuckDatabase database)
        {
            var connection = database.Connect();
            connection.Execute("CREATE TABLE IF NOT EXISTS t AS SELECT i, 'word ' || i FROM range(10000) r(i)");
            connection.Query("SELECT * FROM t").Read();
            connection.Append("t").EndChunk(10);
            DuckDatabase.Open(":memory:").Connect().Query("SELECT 'a'::ENUM ('a', 'b')").Read();
        }
    }

    [Fact]
    public void A_file_opened_twice_in_one_process_is_one_database()
    {
        var folder = Directory.CreateTempSubdirectory("throughline-duckdb-").FullName;
        var path = Path.Combine(folder, "shared.duckdb");
        using (var first = DuckDatabase.Open(path))
        using (var second = DuckDatabase.Open(path))
        using (var writer = first.Connect())
        using (var reader = second.Connect())
        {
            writer.Execute("CREATE TABLE t AS SELECT 1 AS v");
            Assert.Equal(1, reader.Scalar<long>("SELECT count(*) FROM t"));
            Assert.Equal(
                DuckErrorType.Connection,
                Assert.Throws<DuckException>(() => DuckDatabase.Open(path, new DuckOptions { Threads = 1 })).Kind);
        }
        using (var again = DuckDatabase.Open(path, new DuckOptions { ReadOnly = true }))
        using (var connection = again.Connect())
        {
            Assert.Equal(1, connection.Scalar<long>("SELECT count(*) FROM t"));
            Assert.Throws<DuckException>(() => connection.Execute("DELETE FROM t"));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_cannot_be_opened_says_why()
    {
        var folder = Directory.CreateTempSubdirectory("throughline-duckdb-").FullName;
        var damaged = Path.Combine(folder, "damaged.duckdb");
        File.WriteAllText(damaged, new string('x', 20_000));
        Assert.Contains("not a valid DuckDB database", Refused(damaged).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Refused(
            Path.Combine(folder, "absent.duckdb"), new DuckOptions { ReadOnly = true }).Message, StringComparison.Ordinal);
        var limit = Refused(":memory:", new DuckOptions { MemoryLimit = "plenty" });
        Assert.Contains("memory_limit", limit.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);

        static DuckException Refused(string path, DuckOptions? options = null) =>
            Assert.Throws<DuckException>(() => DuckDatabase.Open(path, options));
    }

    [Fact]
    public void Options_reach_the_database()
    {
        using var scratch = ScratchDatabase.OnDisk(new DuckOptions
        {
            Threads = 1,
            MemoryLimit = "512MiB",
            CheckpointThreshold = "64MiB",
            TempDirectory = Path.GetTempPath(),
        });
        string Setting(string name) => scratch.Connection.Scalar<string>("SELECT current_setting($name)::VARCHAR", ("name", name));
        Assert.Equal("1", Setting("threads"));
        Assert.Equal("512.0 MiB", Setting("memory_limit"));
        Assert.Equal("64.0 MiB", Setting("checkpoint_threshold"));
        Assert.Equal(Path.GetTempPath(), Setting("temp_directory"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_extension_is_installed_or_loaded_by_itself(bool externalAccess)
    {
        using var database = DuckDatabase.Open(":memory:", new DuckOptions { ExternalAccess = externalAccess });
        using var connection = database.Connect();
        Assert.False(connection.Scalar<bool>("SELECT current_setting('autoinstall_known_extensions')"));
        Assert.False(connection.Scalar<bool>("SELECT current_setting('autoload_known_extensions')"));
        // Both live in extensions that are not built in; left alone DuckDB would fetch them.
        var stem = Assert.Throws<DuckException>(() => connection.Execute("SELECT stem('running', 'english')"));
        Assert.Equal(DuckErrorType.Catalog, stem.Kind);
        var http = Assert.Throws<DuckException>(() => connection.Execute("SELECT * FROM read_csv('https://127.0.0.1:1/a.csv')"));
        Assert.Equal(externalAccess ? DuckErrorType.MissingExtension : DuckErrorType.Permission, http.Kind);
    }

    [Fact]
    public void Files_are_out_of_reach_unless_allowed()
    {
        var folder = Directory.CreateTempSubdirectory("throughline-duckdb-").FullName;
        var file = Path.Combine(folder, "rows.parquet");
        using (var closed = ScratchDatabase.InMemory())
        {
            var failure = Assert.Throws<DuckException>(() => closed.Connection.Execute($"COPY (SELECT 1 AS v) TO '{file}'"));
            Assert.Equal(DuckErrorType.Permission, failure.Kind);
        }
        using (var database = DuckDatabase.Open(":memory:", new DuckOptions { ExternalAccess = true }))
        using (var connection = database.Connect())
        {
            connection.Execute($"COPY (SELECT 1 AS v) TO '{file}'");
            Assert.Equal(1, connection.Scalar<long>("SELECT v FROM read_parquet($file)", ("file", file)));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_query_larger_than_memory_spills_though_files_are_out_of_reach()
    {
        using var scratch = ScratchDatabase.OnDisk(new DuckOptions { MemoryLimit = "24MiB", Threads = 1 });
        const string large =
            "SELECT sum(n) FROM (SELECT row_number() OVER (ORDER BY md5(i::VARCHAR)) AS n FROM range(300000) r(i))";
        Assert.Equal(45_000_150_000, scratch.Connection.Scalar<long>(large));
        scratch.Connection.Execute("SET max_temp_directory_size = '0KiB'");
        var failure = Assert.Throws<DuckException>(() => scratch.Connection.Scalar<long>(large));
        Assert.Equal(DuckErrorType.OutOfMemory, failure.Kind);
    }
}
