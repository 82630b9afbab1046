using System.Runtime.InteropServices;
using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

/// <summary>Appends rows to a table by whole chunks. Write columns of up to <see cref="Capacity"/> rows, then
/// <see cref="EndChunk"/>, again and again, then <see cref="Flush"/>. A new chunk is all zero, empty text and not NULL.
/// Rows become the table's on Flush or Close, in the connection's transaction if there is one; a long run without a
/// transaction flushes by itself now and then. Disposal drops what was not flushed. One thread at a time.</summary>
public sealed unsafe partial class DuckAppender : IDisposable
{
    readonly AppenderHandle _handle;
    readonly DuckConnection _connection;
    readonly AppendColumn[] _columns;

    internal DuckAppender(DuckConnection connection, string table, ReadOnlySpan<string> columns)
    {
        _connection = connection;
        _handle = new AppenderHandle(connection.Handle);
        try
        {
            Sql.RefuseNul(table);
            var dot = table.IndexOf('.', StringComparison.Ordinal);
            var state = NativeMethods.duckdb_appender_create(
                connection.Handle, dot < 0 ? null : table[..dot], table[(dot + 1)..], out var appender);
            _handle.Own(appender);
            Check(state);
            foreach (var column in columns)
            {
                Check(NativeMethods.duckdb_appender_add_column(_handle, column));
            }
            _columns = Describe(columns);
            Capacity = (int)NativeMethods.duckdb_vector_size();
            StartChunk();
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>Rows of one chunk, 2,048.</summary>
    public int Capacity { get; }

    /// <summary>Columns of the appender: those named, or all of the table.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>The raw values of a column in the chunk being written, to be filled from row 0; good until <see
    /// cref="EndChunk"/>. <see cref="DuckRaw"/> converts UUIDs, times and dates; ENUMs take their index.</summary>
    /// <typeparam name="T">A type as wide as the column's values, for example long for BIGINT and
    /// TIMESTAMP.</typeparam>
    /// <exception cref="InvalidCastException">The width is another, or the column holds text or bytes.</exception>
    public Span<T> Column<T>(int column) where T : unmanaged
    {
        _ = _handle.Chunk;
        ref var known = ref _columns[column];
        return known.Width == sizeof(T) && known.Type is not (DuckType.Varchar or DuckType.Blob)
            ? new Span<T>(known.Values, Capacity)
            : throw new InvalidCastException(
                $"Column {column} is {known.Type}: {known.Width} bytes a value, not {sizeof(T)} as {typeof(T).Name}.");
    }

    /// <summary>Hands the first <paramref name="rows"/> rows of the chunk over and starts the next.</summary>
    /// <exception cref="ArgumentException">An ENUM index has no word; the chunk stays as it is.</exception>
    public void EndChunk(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)rows, (uint)Capacity, nameof(rows));
        var chunk = _handle.Chunk;
        foreach (ref var column in _columns.AsSpan())
        {
            column.RefuseUnknownWords(rows);
        }
        if (rows > 0)
        {
            NativeMethods.duckdb_data_chunk_set_size(chunk, (ulong)rows);
            Check(NativeMethods.duckdb_append_data_chunk(_handle, chunk));
        }
        StartChunk();
    }

    /// <summary>Ends the chunk after <paramref name="rows"/> rows and writes everything to the table.</summary>
    public void Flush(int rows)
    {
        EndChunk(rows);
        Flush();
    }

    /// <summary>Writes everything handed over to the table; rows begun row by row are handed over first.</summary>
    /// <exception cref="DuckException">A constraint was broken or the write failed; the rows are kept: Clear drops
    /// them.</exception>
    public void Flush()
    {
        HandOverRows();
        _connection.NextTurn();
        Check(NativeMethods.duckdb_appender_flush(_handle));
    }

    /// <summary>Drops what was not flushed, for example after a rollback.</summary>
    public void Clear()
    {
        Check(NativeMethods.duckdb_appender_clear(_handle));
        StartChunk();
    }

    /// <summary>Flushes, then disposes.</summary>
    public void Close()
    {
        Flush();
        Dispose();
    }

    public void Dispose() => _handle.Dispose();

    AppendColumn[] Describe(ReadOnlySpan<string> names)
    {
        var columns = new AppendColumn[NativeMethods.duckdb_appender_column_count(_handle)];
        var types = stackalloc nint[columns.Length];
        try
        {
            for (var column = 0; column < columns.Length; column++)
            {
                types[column] = NativeMethods.duckdb_appender_column_type(_handle, (ulong)column);
                columns[column] = AppendColumn.Of(types[column], names.IsEmpty ? $"{column}" : names[column]);
            }
            _handle.OwnChunk(NativeMethods.duckdb_create_data_chunk(types, (ulong)columns.Length));
        }
        finally
        {
            for (var column = 0; column < columns.Length; column++)
            {
                NativeMethods.duckdb_destroy_logical_type(ref types[column]);
            }
        }
        return columns;
    }

    // After a reset the vectors lie elsewhere and all are valid again. Zeroing keeps what is not written harmless:
    // an old text's pointer would lead into freed memory.
    void StartChunk()
    {
        var chunk = _handle.Chunk;
        NativeMethods.duckdb_data_chunk_reset(chunk);
        for (var index = 0; index < _columns.Length; index++)
        {
            ref var column = ref _columns[index];
            column.Vector = NativeMethods.duckdb_data_chunk_get_vector(chunk, (ulong)index);
            column.Values = NativeMethods.duckdb_vector_get_data(column.Vector);
            column.Validity = null;
            NativeMemory.Clear(column.Values, (nuint)(column.Width * Capacity));
        }
        _rows = 0;
        _column = -1;
    }

    void Check(int state)
    {
        if (state != NativeMethods.Success)
        {
            throw DuckException.OfAppender(_handle.Pointer);
        }
    }
}
