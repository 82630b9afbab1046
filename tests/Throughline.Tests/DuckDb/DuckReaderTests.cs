using System.Text;
using Throughline.DuckDb;

namespace Throughline.Tests.DuckDb;

public sealed class DuckReaderTests : IDisposable
{
    const string Endless = "SELECT count(*) FROM range(100000000) a(i), range(100000) b(j) WHERE (i * j) % 7 = 3";

    readonly ScratchDatabase _scratch = ScratchDatabase.InMemory();

    DuckConnection Connection => _scratch.Connection;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Chunks_are_read_raw_in_order()
    {
        using var reader = Connection.Query("""
            SELECT i, CASE WHEN i % 5 = 0 THEN NULL ELSE i / 2 END AS half, 'text ' || i AS text FROM range(10000) r(i)
            """);
        Assert.Equal((3, "half", 1), (reader.ColumnCount, reader.Name(1), reader.Ordinal("half")));
        long next = 0;
        while (reader.NextChunk())
        {
            var numbers = reader.Column<long>(0);
            var halves = reader.Column<double>(1);
            Assert.Equal(reader.RowCount, numbers.Length);
            for (var row = 0; row < reader.RowCount; row++, next++)
            {
                Assert.Equal(next, numbers[row]);
                Assert.Equal(next % 5 != 0, reader.IsValid(1, row));
                Assert.True(next % 5 == 0 || halves[row] == next / 2.0);
                Assert.True(reader.Utf8(2, row).SequenceEqual(Encoding.UTF8.GetBytes($"text {next}")));
            }
        }
        Assert.Equal(10_000, next);
        Assert.Equal(0, reader.RowCount);
        Assert.False(reader.NextChunk());
    }

    [Fact]
    public void Reading_a_column_raw_at_the_wrong_width_is_refused()
    {
        using var reader = Connection.Query("SELECT 1::INTEGER");
        Assert.True(reader.NextChunk());
        Assert.Throws<InvalidCastException>(() => { reader.Column<long>(0); });
        Assert.Throws<InvalidCastException>(() => { reader.Utf8(0, 0); });
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.IsValid(0, 1));
    }

    [Fact]
    public void Reading_allocates_nothing_per_row()
    {
        using var reader = Connection.Query("SELECT i, i / 2, 'text ' || i FROM range(400000) r(i)");
        reader.NextChunk();
        var before = GC.GetAllocatedBytesForCurrentThread();
        double sum = 0;
        while (reader.Read())
        {
            sum += reader.GetInt64(0) + reader.GetDouble(1) + reader.GetUtf8(2).Length;
        }
        Assert.True(sum > 0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400); // the end of the stream, once
    }

    [Fact]
    public void A_result_is_streamed_and_not_gathered_first()
    {
        using var reader = Connection.Query("SELECT i, repeat('x', 1000) FROM range(1000000000) r(i)");
        for (var chunk = 0; chunk < 3; chunk++)
        {
            Assert.True(reader.NextChunk());
        }
    }

    [Fact]
    public void A_failure_midway_is_thrown_and_not_taken_for_the_end()
    {
        using var reader = Connection.Query(
            "SELECT CASE WHEN i = 900000 THEN 'x' ELSE '1' END::INTEGER FROM range(1000000) r(i)");
        long rows = 0;
        var failure = Assert.Throws<DuckException>(() =>
        {
            while (reader.NextChunk())
            {
                rows += reader.RowCount;
            }
        });
        Assert.Equal(DuckErrorType.Conversion, failure.Kind);
        Assert.Contains("Could not convert string 'x'", failure.Message, StringComparison.Ordinal);
        Assert.InRange(rows, 1, 900_000);
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("INSERT INTO t VALUES (1)")]
    [InlineData("prepare")]
    public void A_reader_overtaken_on_its_connection_throws_instead_of_ending_early(string overtaker)
    {
        Connection.Execute("CREATE TABLE t (v BIGINT)");
        using var reader = Connection.Query("SELECT i FROM range(5000) r(i)");
        Assert.True(reader.NextChunk());
        if (overtaker == "prepare")
        {
            Connection.Prepare("SELECT 2").Dispose();
        }
        else
        {
            Connection.Execute(overtaker);
        }
        var failure = Assert.Throws<InvalidOperationException>(() => reader.NextChunk());
        Assert.Contains("second connection", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Disposing_an_overtaken_reader_leaves_the_overtaker_alone()
    {
        var first = Connection.Query("SELECT i FROM range(100000) r(i)");
        Assert.True(first.Read());
        using var reader = Connection.Query("SELECT i FROM range(100000) r(i)");
        Assert.True(reader.Read());
        first.Dispose();
        var rows = 1;
        while (reader.Read())
        {
            rows++;
        }
        Assert.Equal(100_000, rows);
    }

    [Fact]
    public void A_reader_left_midway_gives_its_snapshot_back()
    {
        using var disk = ScratchDatabase.OnDisk();
        using var writer = disk.Database.Connect();
        writer.Execute("CREATE TABLE t AS SELECT i FROM range(500000) r(i)");
        Assert.Equal(500_000, disk.Connection.Scalar<long>("SELECT count(*) FROM t"));
        using (var reader = disk.Connection.Query("SELECT i FROM t"))
        {
            Assert.True(reader.NextChunk());
        }
        for (var round = 0; round < 4; round++)
        {
            writer.Execute("UPDATE t SET i = i + 1");
        }
        var kept = writer.Scalar<long>("SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'TRANSACTION'");
        Assert.InRange(kept, 0, 12_000_000); // one update's undo is 6.4 MB; a kept snapshot would hold all four
    }

    [Fact]
    public void A_reader_left_midway_does_not_harm_the_transaction_it_ran_in()
    {
        Connection.Execute("CREATE TABLE t AS SELECT i FROM range(5000) r(i)");
        using (var transaction = Connection.Begin())
        {
            Connection.Execute("INSERT INTO t VALUES (-1)");
            Assert.Equal(-1, Connection.Scalar<long>("SELECT i FROM t ORDER BY i"));
            Connection.Execute("INSERT INTO t VALUES (-2)");
            transaction.Commit();
        }
        Assert.Equal(5002, Connection.Scalar<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public void An_interrupt_from_another_thread_ends_a_query_that_would_run_for_days()
    {
        using var timer = new Timer(_ => Connection.Interrupt(), null, 50, 50);
        Assert.Equal(DuckErrorType.Interrupt, Assert.Throws<DuckException>(() => Connection.Execute(Endless)).Kind);
    }

    [Fact]
    public void A_cancelled_token_ends_a_long_query_and_leaves_the_connection_usable()
    {
        using var cancel = new CancellationTokenSource(50);
        using var statement = Connection.Prepare(Endless);
        Assert.Throws<OperationCanceledException>(() => statement.Execute(cancel.Token));
        Assert.Throws<OperationCanceledException>(() => statement.Read(cancel.Token));
        Assert.Equal(7, Connection.Scalar<long>("SELECT 7"));
    }

    [Fact]
    public void A_token_cancelled_between_chunks_ends_the_stream()
    {
        using var cancel = new CancellationTokenSource();
        using var statement = Connection.Prepare("SELECT i FROM range(1000000000000) r(i)");
        using var reader = statement.Read(cancel.Token);
        Assert.True(reader.NextChunk());
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
        {
            while (reader.NextChunk())
            {
            }
        });
    }

    [Fact]
    public void A_token_cancelled_after_the_end_does_not_touch_what_runs_next()
    {
        using var cancel = new CancellationTokenSource();
        using var statement = Connection.Prepare("SELECT 1");
        using var reader = statement.Read(cancel.Token);
        Assert.True(reader.NextChunk());
        Assert.False(reader.NextChunk());
        using var next = Connection.Query("SELECT i FROM range(3000000) r(i)");
        Assert.True(next.NextChunk());
        cancel.Cancel();
        while (next.NextChunk())
        {
        }
    }

    [Theory]
    [InlineData("SELECT * FROM nothing", DuckErrorType.Catalog, "Table with name nothing does not exist")]
    [InlineData("SELEC 1", DuckErrorType.Parser, "syntax error at or near \"SELEC\"")]
    [InlineData("SELECT nothing", DuckErrorType.Binder, "nothing")]
    [InlineData("SELECT 'x'::INTEGER", DuckErrorType.Conversion, "Could not convert string 'x'")]
    [InlineData("INSERT INTO strict VALUES (1), (1)", DuckErrorType.Constraint, "PRIMARY KEY or UNIQUE constraint")]
    [InlineData("INSERT INTO strict VALUES (NULL)", DuckErrorType.Constraint, "NOT NULL constraint failed")]
    public void Errors_carry_their_kind_and_DuckDBs_own_message(string sql, DuckErrorType kind, string message)
    {
        Connection.Execute("CREATE TABLE strict (v INTEGER PRIMARY KEY)");
        foreach (var run in new Action[] { () => Connection.Execute(sql), () => Connection.Query(sql).Dispose() })
        {
            var failure = Assert.Throws<DuckException>(run);
            Assert.Equal(kind, failure.Kind);
            Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parameters_are_bound_by_name_and_by_position()
    {
        Assert.Equal(-3, Connection.Scalar<long>("SELECT $a::BIGINT - $b::BIGINT", ("b", 5), ("$a", 2L)));
        using var statement = Connection.Prepare("SELECT ?::BIGINT - ?::BIGINT");
        Assert.Equal(2, statement.ParameterCount);
        statement.Bind(1, 10);
        statement.Bind(2, 4);
        using var reader = statement.Read(TestContext.Current.CancellationToken);
        Assert.True(reader.Read());
        Assert.Equal(6, reader.GetInt64(0));
    }

    [Fact]
    public void A_wrong_parameter_is_named()
    {
        Assert.Contains("no parameter $c; it has $a", Assert.Throws<ArgumentException>(
            () => Connection.Scalar<long>("SELECT $a", ("c", 1))).Message, StringComparison.Ordinal);
        Assert.Throws<DuckException>(() => Connection.Scalar<long>("SELECT $a"));
        using var statement = Connection.Prepare("SELECT $a");
        Assert.Throws<DuckException>(() => statement.Bind(2, 1));
    }

    [Fact]
    public void A_statement_with_a_NUL_is_refused_because_its_rest_would_not_run() =>
        Assert.Throws<ArgumentException>(() => Connection.Execute("CREATE TABLE a (v INTEGER); \0 CREATE TABLE b (v INTEGER)"));

    [Fact]
    public void Several_statements_run_in_one_call()
    {
        Assert.Equal(2, Connection.Execute("CREATE TABLE t (v INTEGER); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2), (3)"));
        Assert.Equal(6, Connection.Scalar<long>("SELECT sum(v) FROM t"));
    }
}
