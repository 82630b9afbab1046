using Throughline.DuckDb;

namespace Throughline.Tests.DuckDb;

/// <summary>Every type that is written comes back the same, by appending and by binding, with NULLs between.</summary>
public sealed class DuckTypeTests
{
    static readonly DateTime SomeTime = new(2026, 3, 29, 1, 59, 59, 999, 999, DateTimeKind.Utc);

    [Fact]
    public void Booleans_round_trip() =>
        RoundTrips("BOOLEAN", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetBoolean(0), true, false);

    [Theory]
    [InlineData("TINYINT", sbyte.MinValue, sbyte.MaxValue)]
    [InlineData("SMALLINT", short.MinValue, short.MaxValue)]
    [InlineData("INTEGER", int.MinValue, int.MaxValue)]
    [InlineData("BIGINT", long.MinValue, long.MaxValue)]
    [InlineData("HUGEINT", long.MinValue, long.MaxValue)]
    [InlineData("UTINYINT", byte.MinValue, byte.MaxValue)]
    [InlineData("USMALLINT", ushort.MinValue, ushort.MaxValue)]
    [InlineData("UINTEGER", uint.MinValue, uint.MaxValue)]
    [InlineData("UBIGINT", 0, long.MaxValue)]
    [InlineData("UHUGEINT", 0, long.MaxValue)]
    public void Integers_round_trip(string type, long least, long most) =>
        RoundTrips(type, (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetInt64(0), least, 1, most);

    [Fact]
    public void Wide_integers_round_trip_at_their_edges()
    {
        RoundTrips<Int128>("HUGEINT", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetInt128(0),
            Int128.MinValue, -1, Int128.MaxValue);
        RoundTrips<UInt128>("UHUGEINT", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetUInt128(0),
            0, ulong.MaxValue, UInt128.MaxValue);
    }

    [Fact]
    public void Doubles_round_trip_to_the_bit() => RoundTrips(
        "DOUBLE", (a, v) => a.Value(BitConverter.Int64BitsToDouble(v)), (s, v) => s.Bind("v", BitConverter.Int64BitsToDouble(v)),
        r => BitConverter.DoubleToInt64Bits(r.GetDouble(0)),
        [.. new[] { 0.0, -0.0, 0.1, double.Epsilon, double.MaxValue, double.NegativeInfinity, double.NaN }
            .Select(BitConverter.DoubleToInt64Bits)]);

    [Fact]
    public void Floats_round_trip() => RoundTrips(
        "FLOAT", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetDouble(0), 0.5, float.MaxValue, -float.Epsilon);

    [Fact]
    public void Texts_round_trip_short_and_long_with_NUL_and_beyond_the_basic_plane() => RoundTrips(
        "VARCHAR", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetString(0),
        "", "a", "twelve bytes", "thirteen byte", "\0", "a\0b", "long before the\0 and after it", "😀", "😀😀😀😀",
        "سلام دنیا، حال شما چطور است؟", "服务很好", new string('x', 100_000));

    [Fact]
    public void Bytes_round_trip() => RoundTrips(
        "BLOB", (a, v) => a.Value(Convert.FromHexString(v)), (s, v) => s.Bind("v", Convert.FromHexString(v)),
        r => Convert.ToHexString(r.GetBytes(0)),
        "", "00", "FF", "C328", new string('A', 24), new string('B', 26), new string('0', 5000));

    [Fact]
    public void Uuids_round_trip_and_read_as_the_same_text()
    {
        RoundTrips<Guid>("UUID", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetGuid(0),
            Guid.Empty, Guid.AllBitsSet, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), Guid.Parse("80000000-0000-0000-0000-000000000001"));
        using var scratch = ScratchDatabase.InMemory();
        var id = Guid.Parse("f0112233-4455-6677-8899-aabbccddeeff");
        Assert.Equal(id.ToString(), scratch.Connection.Scalar<string>("SELECT $id::VARCHAR", ("id", id)));
        Assert.Equal(id, scratch.Connection.Scalar<Guid>($"SELECT '{id}'::UUID"));
    }

    [Fact]
    public void Times_round_trip_in_microseconds_as_UTC()
    {
        var times = new[] { DateTime.UnixEpoch, SomeTime, DateTime.UnixEpoch.AddTicks(-10), DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc) };
        RoundTrips("TIMESTAMP", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetDateTime(0), times);
        RoundTrips("TIMESTAMPTZ", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetDateTime(0), times);
        using var scratch = ScratchDatabase.InMemory();
        Assert.Equal(DateTimeKind.Utc, scratch.Connection.Scalar<DateTime>("SELECT $t", ("t", SomeTime)).Kind);
        Assert.Equal("2026-03-29 01:59:59.999999", scratch.Connection.Scalar<string>("SELECT $t::VARCHAR", ("t", SomeTime)));
    }

    [Fact]
    public void A_local_time_is_refused() =>
        Assert.Throws<ArgumentException>(() => DuckRaw.Micros(DateTime.SpecifyKind(SomeTime, DateTimeKind.Local)));

    [Fact]
    public void A_time_finer_than_a_microsecond_is_cut_towards_the_past() =>
        Assert.Equal(-1, DuckRaw.Micros(DateTime.UnixEpoch.AddTicks(-10)) + DuckRaw.Micros(DateTime.UnixEpoch.AddTicks(9)));

    [Fact]
    public void Dates_and_times_of_day_round_trip()
    {
        RoundTrips("DATE", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetDate(0),
            DateOnly.MinValue, new DateOnly(1969, 12, 31), new DateOnly(2024, 2, 29), DateOnly.MaxValue);
        RoundTrips("TIME", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetTime(0),
            TimeOnly.MinValue, new TimeOnly(23, 59, 59, 999, 999));
    }

    [Fact]
    public void Enums_are_written_by_word_and_read_by_word_and_index()
    {
        RoundTrips("ENUM ('web', 'app', 'فروشگاه')", (a, v) => a.Value(v), (s, v) => s.Bind("v", v), r => r.GetString(0),
            "app", "web", "فروشگاه");
        RoundTrips("ENUM ('web', 'app', 'shop')", (a, v) => a.Value(new[] { "web", "app", "shop" }[v]),
            (s, v) => s.Bind("v", new[] { "web", "app", "shop" }[v]), r => r.GetEnumIndex(0), 2, 0, 1);
    }

    [Theory]
    [InlineData(255, 1)]
    [InlineData(300, 2)]
    [InlineData(70_000, 4)]
    public void An_enum_is_read_at_every_width(int words, int width)
    {
        using var scratch = ScratchDatabase.InMemory();
        scratch.Connection.Execute($"CREATE TYPE word AS ENUM (SELECT 'w' || i FROM range({words}) r(i))");
        scratch.Connection.Execute("CREATE TABLE t (v word)");
        using (var appender = scratch.Connection.Append("t"))
        {
            appender.BeginRow().Value("w" + (words - 1)).EndRow();
            appender.Close();
        }
        using var reader = scratch.Connection.Query("SELECT v FROM t");
        Assert.True(reader.Read());
        Assert.Equal("w" + (words - 1), reader.GetString(0));
        Assert.Equal(words - 1, reader.GetEnumIndex(0));
        Assert.Equal(width == 1, Record.Exception(() => { reader.Column<byte>(0); }) is null);
    }

    [Theory]
    [InlineData("1.25::DECIMAL(4,2)", "1.25")]
    [InlineData("-12345.6789::DECIMAL(9,4)", "-12345.6789")]
    [InlineData("0.000000000000000001::DECIMAL(18,18)", "0.000000000000000001")]
    [InlineData("-1234567890123456789012345.678::DECIMAL(28,3)", "-1234567890123456789012345.678")]
    public void Decimals_of_every_width_are_read_exactly(string sql, string expected)
    {
        using var scratch = ScratchDatabase.InMemory();
        var exact = decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(exact, scratch.Connection.Scalar<decimal>("SELECT " + sql));
        Assert.Equal((double)exact, scratch.Connection.Scalar<double>("SELECT " + sql), 1e-15 * Math.Abs((double)exact));
    }

    [Fact]
    public void Intervals_are_read_in_their_three_parts()
    {
        using var scratch = ScratchDatabase.InMemory();
        Assert.Equal(
            new DuckInterval(14, -3, 1_500_000),
            scratch.Connection.Scalar<DuckInterval>("SELECT INTERVAL 14 MONTHS - INTERVAL 3 DAYS + INTERVAL '1.5' SECONDS"));
    }

    [Fact]
    public void Lists_are_read_over_chunks_with_empty_and_null_lists_between()
    {
        using var scratch = ScratchDatabase.InMemory();
        using var reader = scratch.Connection.Query("""
            SELECT i, [i, i + 1], [i / 4], CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN [] ELSE ['word ' || i, NULL, 'long long word ' || i] END
            FROM range(5000) r(i) ORDER BY i
            """);
        long rows = 0;
        for (; reader.Read(); rows++)
        {
            Assert.Equal([rows, rows + 1], reader.GetInt64s(1));
            Assert.Equal([rows / 4.0], reader.GetDoubles(2));
            Assert.Equal(rows % 3 == 0, reader.IsNull(3));
            if (rows % 3 != 0)
            {
                string?[] expected = rows % 3 == 1 ? [] : [$"word {rows}", null, $"long long word {rows}"];
                Assert.Equal(expected, reader.GetStrings(3));
            }
        }
        Assert.Equal(5000, rows);
    }

    [Fact]
    public void A_number_that_does_not_fit_throws_instead_of_wrapping()
    {
        using var scratch = ScratchDatabase.InMemory();
        Assert.Throws<OverflowException>(() => scratch.Connection.Scalar<long>("SELECT 9223372036854775808::HUGEINT"));
        Assert.Throws<OverflowException>(() => scratch.Connection.Scalar<int>("SELECT 2147483648"));
        Assert.Equal(long.MaxValue, scratch.Connection.Scalar<long>("SELECT sum(v) FROM (VALUES (9223372036854775806), (1)) t(v)"));
        scratch.Connection.Execute("CREATE TABLE t (v TINYINT)");
        using var appender = scratch.Connection.Append("t");
        Assert.Throws<OverflowException>(() => appender.BeginRow().Value(128));
    }

    [Fact]
    public void A_value_of_another_kind_or_NULL_is_refused_with_the_column_named()
    {
        using var scratch = ScratchDatabase.InMemory();
        Assert.Contains("answer is Varchar", Assert.Throws<InvalidCastException>(
            () => scratch.Connection.Scalar<long>("SELECT 'x' AS answer")).Message, StringComparison.Ordinal);
        Assert.Contains("answer is NULL", Assert.Throws<InvalidCastException>(
            () => scratch.Connection.Scalar<long>("SELECT NULL::BIGINT AS answer")).Message, StringComparison.Ordinal);
        Assert.Null(scratch.Connection.Scalar<long?>("SELECT NULL::BIGINT"));
        Assert.Null(scratch.Connection.Scalar<string?>("SELECT NULL::VARCHAR"));
    }

    [Fact]
    public void Infinite_times_throw_instead_of_being_some_date()
    {
        using var scratch = ScratchDatabase.InMemory();
        Assert.Throws<ArgumentOutOfRangeException>(() => scratch.Connection.Scalar<DateTime>("SELECT 'infinity'::TIMESTAMP"));
        Assert.Throws<ArgumentOutOfRangeException>(() => scratch.Connection.Scalar<DateOnly>("SELECT '-infinity'::DATE"));
    }

    [Theory]
    [InlineData("TIMESTAMP_S", "2026-03-29 01:59:59")]
    [InlineData("TIMESTAMP_MS", "2026-03-29 01:59:59.123")]
    [InlineData("TIMESTAMP_NS", "1969-12-31 23:59:59.1234567")]
    [InlineData("DATE", "2026-03-29")]
    public void Times_of_other_precisions_are_read(string type, string text)
    {
        using var scratch = ScratchDatabase.InMemory();
        var expected = DateTime.Parse(
            text, System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal);
        Assert.Equal(expected, scratch.Connection.Scalar<DateTime>($"SELECT '{text}'::{type}"));
    }

    static void RoundTrips<T>(
        string type, Action<DuckAppender, T> append, Action<DuckStatement, T> bind, Func<DuckReader, T> read, params T[] values)
    {
        using var scratch = ScratchDatabase.InMemory();
        var connection = scratch.Connection;
        connection.Execute($"CREATE TABLE t (v {type}, n INTEGER)");
        var n = 0;
        using (var appender = connection.Append("t"))
        {
            foreach (var value in values)
            {
                append(appender.BeginRow(), value);
                appender.Value(n++).EndRow();
                appender.BeginRow().Null().Value(n++).EndRow();
            }
            appender.Close();
        }
        using (var insert = connection.Prepare("INSERT INTO t VALUES ($v, $n)"))
        {
            foreach (var value in values)
            {
                bind(insert, value);
                insert.Bind("n", n++);
                Assert.Equal(1, insert.Execute(TestContext.Current.CancellationToken));
                insert.BindNull("v");
                insert.Bind("n", n++);
                Assert.Equal(1, insert.Execute(TestContext.Current.CancellationToken));
            }
        }
        using var reader = connection.Query("SELECT v FROM t ORDER BY n");
        for (var round = 0; round < 2; round++)
        {
            foreach (var value in values)
            {
                Assert.True(reader.Read());
                Assert.False(reader.IsNull(0));
                Assert.Equal(value, read(reader));
                Assert.True(reader.Read());
                Assert.True(reader.IsNull(0));
            }
        }
        Assert.False(reader.Read());
    }
}
