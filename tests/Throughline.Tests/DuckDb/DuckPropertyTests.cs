using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Throughline.DuckDb;

namespace Throughline.Tests.DuckDb;

/// <summary>Whatever values come, they are the same after appending, after binding, and as DuckDB itself prints them.</summary>
public sealed class DuckPropertyTests : IDisposable
{
    readonly ScratchDatabase _scratch = ScratchDatabase.InMemory();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Any_text_comes_back_with_lone_surrogates_replaced() =>
        Prop.ForAll<string[]>(values => Survive(
                "VARCHAR", values.Select(value => value is null ? null : Whole(value)).ToArray(),
                (appender, row, value) => appender.SetString(0, row, value),
                reader => reader.GetStringOrNull(0)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_double_comes_back_to_the_bit() =>
        Prop.ForAll<double[]>(values => Survive(
                "DOUBLE", values.Select(BitConverter.DoubleToInt64Bits).ToArray(),
                (appender, row, value) => appender.Column<long>(0)[row] = value,
                reader => BitConverter.DoubleToInt64Bits(reader.GetDouble(0))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_guid_comes_back_and_sorts_as_its_text() =>
        Prop.ForAll<Guid[]>(values =>
            {
                var same = Survive(
                    "UUID", values,
                    (appender, row, value) => appender.Column<UInt128>(0)[row] = DuckRaw.Uuid(value),
                    reader => reader.GetGuid(0));
                using var sorted = _scratch.Connection.Query("SELECT v FROM t ORDER BY v");
                return same && values.Select(value => value.ToString()).Order(StringComparer.Ordinal)
                    .All(text => sorted.Read() && sorted.GetGuid(0).ToString() == text);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_time_comes_back_cut_to_microseconds() =>
        Prop.ForAll<DateTime[]>(values => Survive(
                "TIMESTAMP",
                values.Select(value => new DateTime(value.Ticks - (value.Ticks % 10), DateTimeKind.Utc)).ToArray(),
                (appender, row, value) => appender.Column<long>(0)[row] = DuckRaw.Micros(value.AddTicks(value.Ticks % 7)),
                reader => reader.GetDateTime(0)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bound_text_and_number_equal_what_was_bound() =>
        Prop.ForAll<string, long, double>((text, whole, real) =>
            {
                var sent = Whole(text ?? "");
                using var reader = _scratch.Connection.Query(
                    "SELECT $text, $whole, $real, strlen($text)", ("text", sent), ("whole", whole), ("real", real));
                return reader.Read()
                    && reader.GetString(0) == sent
                    && reader.GetInt64(1) == whole
                    && reader.GetDouble(2).Equals(real)
                    && reader.GetInt64(3) == Encoding.UTF8.GetByteCount(sent);
            })
            .QuickCheckThrowOnFailure();

    bool Survive<T>(string type, T[] values, Action<DuckAppender, int, T> set, Func<DuckReader, T> read)
    {
        _scratch.Connection.Execute($"CREATE OR REPLACE TABLE t (v {type}, n INTEGER)");
        using (var appender = _scratch.Connection.Append("t"))
        {
            for (var row = 0; row < values.Length; row++)
            {
                set(appender, row, values[row]);
                appender.Column<int>(1)[row] = row;
            }
            appender.Flush(values.Length);
        }
        using var reader = _scratch.Connection.Query("SELECT v FROM t ORDER BY n");
        return values.All(value => reader.Read() && EqualityComparer<T>.Default.Equals(read(reader), value)) && !reader.Read();
    }

    static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
