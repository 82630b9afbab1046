using Throughline.DuckDb;

namespace Throughline.Tests.DuckDb;

public sealed class DuckAppenderTests : IDisposable
{
    readonly ScratchDatabase _scratch = ScratchDatabase.InMemory();

    DuckConnection Connection => _scratch.Connection;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Columns_are_appended_over_many_chunks()
    {
        Connection.Execute("CREATE TABLE t (n BIGINT, x DOUBLE, text VARCHAR, id UUID)");
        using (var appender = Connection.Append("t"))
        {
            Assert.Equal((4, 2048), (appender.ColumnCount, appender.Capacity));
            for (var chunk = 0; chunk < 300; chunk++)
            {
                var rows = chunk % 2 == 0 ? 2048 : 1000;
                for (var row = 0; row < rows; row++)
                {
                    var n = (chunk * 2048L) + row;
                    appender.Column<long>(0)[row] = n;
                    appender.Column<double>(1)[row] = n / 2.0;
                    appender.SetString(2, row, n % 2 == 0 ? $"{n}" : $"a longer text with {n}");
                    appender.Column<UInt128>(3)[row] = (UInt128)n;
                    if (n % 7 == 0)
                    {
                        appender.SetNull(1, row);
                    }
                }
                appender.EndChunk(rows);
            }
            appender.Flush();
        }
        using var reader = Connection.Query("""
            SELECT count(*), count(x), count(*) FILTER (x IS NULL AND n % 7 <> 0),
              count(*) FILTER (text = CASE WHEN n % 2 = 0 THEN n::VARCHAR ELSE 'a longer text with ' || n END) FROM t
            """);
        Assert.True(reader.Read());
        Assert.Equal(150 * 3048, reader.GetInt64(0));
        Assert.InRange(reader.GetInt64(1), 1, (150 * 3048) - 1);
        Assert.Equal(0, reader.GetInt64(2));
        Assert.Equal(150 * 3048, reader.GetInt64(3));
    }

    [Fact]
    public void Columns_that_are_not_named_get_their_defaults()
    {
        Connection.Execute("CREATE SEQUENCE s; CREATE TABLE t (id BIGINT DEFAULT nextval('s'), a INTEGER, b VARCHAR DEFAULT 'none', c DOUBLE)");
        using (var appender = Connection.Append("t", "c", "a"))
        {
            appender.BeginRow().Value(1.5).Value(3).EndRow();
            appender.BeginRow().Null().Value(4).EndRow();
            appender.Close();
        }
        using var reader = Connection.Query("SELECT id, a, b, c FROM t ORDER BY id");
        Assert.True(reader.Read());
        Assert.Equal((1, 3, "none", 1.5), (reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetDouble(3)));
        Assert.True(reader.Read());
        Assert.Equal((2, 4, null), (reader.GetInt64(0), reader.GetInt64(1), reader.GetDoubleOrNull(3)));
    }

    [Fact]
    public void A_table_in_a_schema_is_found_and_a_missing_one_is_named()
    {
        Connection.Execute("CREATE SCHEMA other; CREATE TABLE other.t (v INTEGER)");
        using (var appender = Connection.Append("other.t"))
        {
            appender.BeginRow().Value(1).EndRow();
            appender.Close();
        }
        Assert.Equal(1, Connection.Scalar<long>("SELECT count(*) FROM other.t"));
        Assert.Contains("nothing", Assert.Throws<DuckException>(() => Connection.Append("nothing")).Message, StringComparison.Ordinal);
        Assert.Throws<DuckException>(() => Connection.Append("other.t", "nothing"));
    }

    [Fact]
    public void What_is_not_written_in_a_reused_chunk_is_empty_and_not_an_older_value()
    {
        Connection.Execute("CREATE TABLE t (n INTEGER, text VARCHAR)");
        using (var appender = Connection.Append("t"))
        {
            appender.Column<int>(0)[0] = 1;
            appender.SetString(1, 0, "a text that lies behind a pointer");
            appender.SetNull(1, 1);
            appender.EndChunk(2);
            appender.Flush(2);
        }
        using var reader = Connection.Query("SELECT n, text FROM t");
        var rows = new List<(long, string?)>();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), reader.GetStringOrNull(1)));
        }
        Assert.Equal([(1, "a text that lies behind a pointer"), (0, null), (0, ""), (0, "")], rows);
    }

    [Fact]
    public void Rows_that_were_not_flushed_are_dropped_on_disposal()
    {
        Connection.Execute("CREATE TABLE t (v INTEGER)");
        using (var appender = Connection.Append("t"))
        {
            appender.Flush(1);
            appender.EndChunk(2000);
        }
        Assert.Equal(1, Connection.Scalar<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_transaction_rolled_back_keeps_nothing_and_the_appender_goes_on_after_Clear()
    {
        Connection.Execute("CREATE TABLE t (v INTEGER)");
        using var appender = Connection.Append("t");
        using (Connection.Begin())
        {
            appender.Flush(100);
            appender.EndChunk(50);
        }
        appender.Clear();
        Assert.Equal(0, Connection.Scalar<long>("SELECT count(*) FROM t"));
        using (var transaction = Connection.Begin())
        {
            appender.Flush(7);
            transaction.Commit();
        }
        Assert.Equal(7, Connection.Scalar<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_broken_constraint_is_thrown_on_flush_and_Clear_makes_the_appender_usable()
    {
        Connection.Execute("CREATE TABLE t (v INTEGER NOT NULL)");
        using var appender = Connection.Append("t");
        appender.SetNull(0, 0);
        appender.EndChunk(3);
        var failure = Assert.Throws<DuckException>(() => appender.Flush());
        Assert.Equal(DuckErrorType.Constraint, failure.Kind);
        Assert.Contains("NOT NULL", failure.Message, StringComparison.Ordinal);
        appender.Clear();
        appender.Flush(2);
        Assert.Equal(2, Connection.Scalar<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public void What_is_not_UTF8_or_no_word_of_the_enum_is_refused()
    {
        Connection.Execute("CREATE TABLE t (text VARCHAR, word ENUM ('a', 'b'))");
        using var appender = Connection.Append("t");
        Assert.Throws<ArgumentException>(() => appender.SetString(0, 0, [0xC3, 0x28]));
        Assert.Throws<ArgumentException>(() => appender.SetString(1, 0, "c"));
        appender.Column<byte>(1)[1] = 2;
        Assert.Contains("index 2 has none", Assert.Throws<ArgumentException>(() => appender.EndChunk(2)).Message, StringComparison.Ordinal);
        appender.EndChunk(1);
        Assert.Throws<InvalidCastException>(() => { appender.Column<byte>(0); });
        Assert.Throws<InvalidCastException>(() => appender.SetBytes(0, 0, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => appender.SetNull(0, 2048));
        Assert.Throws<ArgumentOutOfRangeException>(() => appender.EndChunk(2049));
    }

    [Fact]
    public void A_row_must_have_every_column_and_can_be_begun_anew()
    {
        Connection.Execute("CREATE TABLE t (a INTEGER, b VARCHAR)");
        using var appender = Connection.Append("t");
        Assert.Throws<InvalidOperationException>(() => appender.Value(1));
        Assert.Throws<InvalidOperationException>(() => appender.BeginRow().Null().EndRow());
        Assert.Throws<InvalidOperationException>(() => appender.Flush());
        appender.BeginRow().Value(2).Value("two").EndRow();
        Assert.Throws<InvalidOperationException>(() => appender.BeginRow().Value(3).Value("x").Value("y"));
        appender.BeginRow().Value(3).Value("three").EndRow();
        appender.Close();
        Assert.Equal("2two3three", Connection.Scalar<string>("SELECT string_agg(a || b, '' ORDER BY a) FROM t"));
    }

    [Fact]
    public void Writing_columns_allocates_nothing_per_chunk()
    {
        Connection.Execute("CREATE TABLE t (n BIGINT, text VARCHAR, word ENUM ('a', 'b'), id UUID)");
        using var appender = Connection.Append("t");
        Fill(appender);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var chunk = 0; chunk < 50; chunk++)
        {
            Fill(appender);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Fill(DuckAppender appender)
        {
            var numbers = appender.Column<long>(0);
            var words = appender.Column<byte>(2);
            var ids = appender.Column<UInt128>(3);
            for (var row = 0; row < appender.Capacity; row++)
            {
                numbers[row] = row;
                appender.SetString(1, row, row % 2 == 0 ? "short"u8 : "a text longer than twelve bytes"u8);
                words[row] = (byte)(row % 2);
                ids[row] = (UInt128)row;
                if (row % 10 == 0)
                {
                    appender.SetNull(1, row);
                }
            }
            appender.EndChunk(appender.Capacity);
        }
    }
}
