using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform;

public sealed class SqliteStatementTests : IDisposable
{
    readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteStatementTests()
    {
        _connection.Open();
        _connection.Run("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, size REAL, picture BLOB, made INTEGER NOT NULL) STRICT");
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void What_is_put_in_comes_out_the_same()
    {
        var longName = string.Concat(Enumerable.Repeat("Füße 王小明 🙂 ", 100));
        using var add = new SqliteStatement(_connection, "INSERT INTO thing (name, size, picture, made) VALUES (@name, @size, @picture, @made) RETURNING id", "@name", "@size", "@picture", "@made");
        Assert.Equal(1, add.One(r => r.GetInt32(0), longName, 2.5, new byte[] { 0, 1, 255 }, long.MaxValue));
        Assert.Equal(2, add.One(r => r.GetInt32(0), (string?)null, (double?)null, (byte[]?)null, 7));
        Assert.Equal(3, add.One(r => r.GetInt32(0), "", 0.0, Array.Empty<byte>(), -1L));

        using var all = new SqliteStatement(_connection, "SELECT name, size, made, picture FROM thing WHERE id >= @from ORDER BY id", "@from");
        Assert.Equal([(longName, 2.5, long.MaxValue, false), ("", 0.0, 7L, true), ("", 0.0, -1L, false)],
            all.All(r => (r.GetString(0), r.GetDouble(1), r.GetInt64(2), r.IsDBNull(3)), 1));
        using var isNull = new SqliteStatement(_connection, "SELECT name IS NULL, picture IS NULL FROM thing ORDER BY id");
        Assert.Equal([(0, 0), (1, 1), (0, 0)], isNull.All(r => (r.GetInt32(0), r.GetInt32(1))));
        Assert.Equal("a\0b", new SqliteStatement(_connection, "SELECT @text", "@text").One(r => r.GetString(0), "a\0b"));
    }

    [Fact]
    public void A_statement_runs_again_after_it_failed_and_says_what_went_wrong()
    {
        using var add = new SqliteStatement(_connection, "INSERT INTO thing (id, made) VALUES (@id, @made)", "@id", "@made");
        Assert.Equal(1, add.Run(1, 1));
        Assert.Equal(19, Assert.Throws<SqliteException>(() => add.Run(1, 1)).SqliteErrorCode);
        Assert.Equal(1, add.Run(2, 1));
        Assert.Throws<SqliteException>(() => new SqliteStatement(_connection, "SELECT nothing FROM nowhere"));
        Assert.Throws<ArgumentException>(() => add.Run(3));
        Assert.Throws<ArgumentException>(() => new SqliteStatement(_connection, "SELECT 1", "@other"));
    }

    [Fact]
    public void A_row_that_was_not_read_to_its_end_holds_nothing_back()
    {
        using var add = new SqliteStatement(_connection, "INSERT INTO thing (made) VALUES (@made)", "@made");
        add.Run(1);
        add.Run(2);
        using var first = new SqliteStatement(_connection, "SELECT made FROM thing ORDER BY id");
        Assert.Equal(1, first.One(r => r.GetInt32(0)));
        _connection.Run("DROP TABLE thing"); // refused while a statement stands in it
        Assert.Throws<SqliteException>(() => first.One(r => r.GetInt32(0)));
    }
}
