using Throughline.DuckDb;

namespace Throughline.Listening.Files;

/// <summary>A Parquet file, read by DuckDB in a database of its own in memory. Every cell comes as text.</summary>
sealed class ParquetTable : TableReader
{
    static readonly DuckOptions Options = new() { ExternalAccess = true, MemoryLimit = "512MiB", Threads = 1 };

    readonly DuckDatabase _database;
    readonly DuckConnection _connection;
    readonly DuckReader _reader;
    readonly long _bytes;
    readonly long _rows;

    ParquetTable(string path, DuckDatabase database, long rows)
    {
        (_database, _rows, _bytes) = (database, Math.Max(1, rows), new FileInfo(path).Length);
        _connection = database.Connect();
        _reader = _connection.Query("SELECT COLUMNS(*)::VARCHAR FROM read_parquet($path)", ("path", path));
    }

    public override long BytesRead => (long)((double)_bytes * Math.Min(_rows, Row + 1) / _rows);

    public override int Cells => Columns.Count;

    public override ReadOnlySpan<byte> Cell(int column) => _reader.IsNull(column) ? [] : _reader.GetUtf8(column);

    /// <summary>Names of the columns and number of rows, or why it cannot be read.</summary>
    public static (IReadOnlyList<string> Columns, long Rows, FileProblem? Problem) Look(string path)
    {
        try
        {
            using var database = DuckDatabase.Open(":memory:", Options);
            using var connection = database.Connect();
            using var reader = connection.Query("SELECT * FROM read_parquet($path) LIMIT 0", ("path", path));
            var names = Enumerable.Range(0, reader.ColumnCount).Select(reader.Name).ToList();
            return (HeaderGuess.Name(names, header: true).Columns, CountRows(database, path), null);
        }
        catch (DuckException)
        {
            return ([], 0, FileProblems.Broken("it begins and ends like Parquet, but its content cannot be read"));
        }
    }

    /// <summary>Opens a file that <see cref="Look"/> has accepted.</summary>
    public static TableReader Open(string path, IReadOnlyList<string> columns)
    {
        var database = DuckDatabase.Open(":memory:", Options);
        return new ParquetTable(path, database, CountRows(database, path)) { Columns = columns };
    }

    public override bool Read()
    {
        try
        {
            if (Problem is null && _reader.Read())
            {
                Row++;
                Line = Row + 1;
                return true;
            }
        }
        catch (DuckException)
        {
            Problem = FileProblems.Broken($"it cannot be read after row {Row}") with { Row = Row + 1 };
        }

        return false;
    }

    static long CountRows(DuckDatabase database, string path)
    {
        using var connection = database.Connect();
        return connection.Scalar<long>("SELECT count(*) FROM read_parquet($path)", ("path", path));
    }

    protected override void Dispose(bool disposing)
    {
        _reader.Dispose();
        _connection.Dispose();
        _database.Dispose();
    }
}
