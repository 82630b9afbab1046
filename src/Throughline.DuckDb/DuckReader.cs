using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

/// <summary>The result of a query, read chunk by chunk as it is computed, or row by row on top of that. Spans point
/// into the chunk and are good until the next chunk or disposal. Anything else that runs or is prepared on the
/// connection ends the reader. One thread at a time. A reader may outlive its connection and statement; while it is
/// open it keeps the snapshot it reads, so dispose it soon.</summary>
public sealed unsafe partial class DuckReader : IDisposable
{
    readonly DuckConnection _connection;
    readonly ResultHandle _result;
    readonly DuckStatement? _statement;
    readonly CancellationToken _ct;
    readonly CancellationTokenRegistration _interrupt;
    readonly Vector[] _columns;
    readonly long _turn;
    bool _ended;
    int _row = -1;

    internal DuckReader(
        DuckConnection connection, ResultHandle result, DuckStatement? statement,
        CancellationTokenRegistration interrupt, CancellationToken ct)
    {
        _connection = connection;
        _result = result;
        _statement = statement;
        _interrupt = interrupt;
        _ct = ct;
        _turn = connection.Turn;
        _columns = new Vector[NativeMethods.duckdb_column_count(result.Result)];
        for (var column = 0; column < _columns.Length; column++)
        {
            _columns[column] = new Vector(
                NativeMethods.Text(NativeMethods.duckdb_column_name(result.Result, (ulong)column)),
                NativeMethods.duckdb_column_logical_type(result.Result, (ulong)column));
        }
    }

    /// <summary>Number of columns.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>Rows in the current chunk; 0 before the first and after the last.</summary>
    public int RowCount { get; private set; }

    /// <summary>Name of a column, counted from 0.</summary>
    public string Name(int column) => _columns[column].Name;

    /// <summary>Type of a column, counted from 0.</summary>
    public DuckType Type(int column) => _columns[column].Type;

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public int Ordinal(string name)
    {
        var column = Array.FindIndex(_columns, known => known.Name == name);
        return column >= 0
            ? column
            : throw new ArgumentException(
                $"No column {name}; there are {string.Join(", ", _columns.Select(known => known.Name))}.");
    }

    /// <summary>Goes to the next chunk that has rows; false when there is none.</summary>
    /// <exception cref="DuckException">The query failed on its way.</exception>
    /// <exception cref="OperationCanceledException">The token given to Read ended it.</exception>
    /// <exception cref="InvalidOperationException">Another statement ran on the connection meanwhile.</exception>
    public bool NextChunk()
    {
        RowCount = 0;
        _row = -1;
        if (_ended)
        {
            return false;
        }
        if (_turn != _connection.Turn)
        {
            End();
            throw new InvalidOperationException(
                "Another statement ran on this connection while the reader was open; "
                + "read to the end first or use a second connection.");
        }
        while (true)
        {
            var chunk = _result.NextChunk();
            if (chunk == 0)
            {
                End();
                ThrowIfFailed();
                return false;
            }
            var rows = (int)NativeMethods.duckdb_data_chunk_get_size(chunk);
            if (rows > 0)
            {
                for (var column = 0; column < _columns.Length; column++)
                {
                    _columns[column].Attach(NativeMethods.duckdb_data_chunk_get_vector(chunk, (ulong)column));
                }
                RowCount = rows;
                return true;
            }
        }
    }

    /// <summary>The raw values of a column in this chunk, one per row; what lies at a NULL is undefined. <see
    /// cref="DuckRaw"/> converts UUIDs, times and dates.</summary>
    /// <typeparam name="T">A type as wide as the column's values, for example long for BIGINT and
    /// TIMESTAMP.</typeparam>
    /// <exception cref="InvalidCastException">The width is another.</exception>
    public ReadOnlySpan<T> Column<T>(int column) where T : unmanaged
    {
        var vector = _columns[column];
        return RowCount == 0 ? default
            : vector.Width == sizeof(T) ? new ReadOnlySpan<T>(vector.Values, RowCount)
            : throw new InvalidCastException(
                $"Column {vector.Name} is {vector.Type}: {vector.Width} bytes a value, not {sizeof(T)} as {typeof(T).Name}.");
    }

    /// <summary>The UTF-8 of a VARCHAR.</summary>
    public ReadOnlySpan<byte> Utf8(int column, int row) => At(column, row).Utf8(row);

    /// <summary>Whether the value is not NULL.</summary>
    public bool IsValid(int column, int row) => At(column, row).IsValid(row);

    /// <summary>Which values of this chunk are not NULL: one bit a row, 64 rows a word, the least bit first; bits past the
    /// last row are undefined. Empty when none is NULL.</summary>
    public ReadOnlySpan<ulong> Validity(int column)
    {
        var bits = _columns[column].Validity;
        return RowCount == 0 || bits is null ? default : new ReadOnlySpan<ulong>(bits, (RowCount + 63) / 64);
    }

    /// <summary>The words of an ENUM column by index.</summary>
    public IReadOnlyList<string> EnumWords(int column) => _columns[column].Words;

    Vector At(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
        return _columns[column];
    }

    void ThrowIfFailed()
    {
        var error = NativeMethods.duckdb_result_error(_result.Result);
        if (error is not null && *error != 0)
        {
            var failure = DuckConnection.Failure(_result);
            DuckStatement.ThrowIfCancelled(failure, _ct);
            throw failure;
        }
    }

    // From here on the token must not touch the connection: something else may run there.
    void End()
    {
        _ended = true;
        RowCount = 0;
        _row = -1;
        _interrupt.Dispose();
    }

    public void Dispose()
    {
        var abandoned = !_ended;
        End();
        foreach (var column in _columns)
        {
            column.Dispose();
        }
        _result.Dispose();
        _statement?.Dispose();
        if (abandoned)
        {
            _connection.Abandon(_turn);
        }
    }
}
