using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
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

    /// <summary>The raw values of a column in the chunk being written, to be filled from row 0; good until
    /// <see cref="EndChunk"/>. <see cref="DuckRaw"/> converts UUIDs, times and dates; ENUMs take their index.</summary>
    /// <typeparam name="T">A type as wide as the column's values, for example long for BIGINT and TIMESTAMP.</typeparam>
    /// <exception cref="InvalidCastException">The width is another, or the column holds text or bytes.</exception>
    public Span<T> Column<T>(int column) where T : unmanaged
    {
        _ = _handle.Chunk;
        ref var known = ref _columns[column];
        return known.Width == sizeof(T) && known.Type is not (DuckType.Varchar or DuckType.Blob)
            ? new Span<T>(known.Values, Capacity)
            : throw new InvalidCastException(
                $"Column {column} is {known.Type}: {known.Width} bytes a value, not the {sizeof(T)} of {typeof(T).Name}.");
    }

    /// <summary>Sets a VARCHAR from UTF-8, copied; or an ENUM by its word.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8, or the ENUM has no such word.</exception>
    public void SetString(int column, int row, ReadOnlySpan<byte> utf8)
    {
        ref var known = ref At(column, row);
        if (known.Type == DuckType.Enum)
        {
            SetWord(ref known, row, Encoding.UTF8.GetString(utf8));
            return;
        }
        Demand(known, column, DuckType.Varchar);
        if (!Utf8.IsValid(utf8))
        {
            throw new ArgumentException($"Column {column}, row {row}: the bytes are not UTF-8.", nameof(utf8));
        }
        Assign(ref known, row, utf8);
    }

    /// <summary>Sets a VARCHAR, or an ENUM by its word; null is NULL. A half of a surrogate pair becomes U+FFFD.</summary>
    public void SetString(int column, int row, string? value)
    {
        if (value is null)
        {
            SetNull(column, row);
            return;
        }
        ref var known = ref At(column, row);
        if (known.Type == DuckType.Enum)
        {
            SetWord(ref known, row, value);
            return;
        }
        Demand(known, column, DuckType.Varchar);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > 512 ? System.Buffers.ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[512];
        Assign(ref known, row, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Sets a BLOB, copied.</summary>
    public void SetBytes(int column, int row, ReadOnlySpan<byte> value)
    {
        ref var known = ref At(column, row);
        Demand(known, column, DuckType.Blob);
        Assign(ref known, row, value);
    }

    /// <summary>Sets a value to NULL. Setting text or bytes there again undoes it; writing to the span does not.</summary>
    public void SetNull(int column, int row)
    {
        ref var known = ref At(column, row);
        if (known.Validity is null)
        {
            NativeMethods.duckdb_vector_ensure_validity_writable(known.Vector);
            known.Validity = NativeMethods.duckdb_vector_get_validity(known.Vector);
        }
        known.Validity[row >> 6] &= ~(1UL << (row & 63));
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
    /// <exception cref="DuckException">A constraint was broken or the write failed; the rows are kept: Clear drops them.</exception>
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

    ref AppendColumn At(int column, int row)
    {
        _ = _handle.Chunk;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Capacity, nameof(row));
        return ref _columns[column];
    }

    static void Demand(in AppendColumn known, int column, DuckType type)
    {
        if (known.Type != type)
        {
            throw new InvalidCastException($"Column {column} is {known.Type}, not {type}.");
        }
    }

    static void SetWord(ref AppendColumn known, int row, string word)
    {
        known.SetIndex(row, known.IndexOf(word));
        known.MarkValid(row);
    }

    static void Assign(ref AppendColumn known, int row, ReadOnlySpan<byte> bytes)
    {
        known.MarkValid(row);
        if (bytes.Length <= 12)
        {
            var slot = new Span<byte>(known.Values + (row * 16), 16);
            slot.Clear(); // the unused bytes of a short text take part in comparisons
            slot[0] = (byte)bytes.Length;
            bytes.CopyTo(slot[4..]);
            return;
        }
        fixed (byte* text = bytes)
        {
            NativeMethods.duckdb_unsafe_vector_assign_string_element_len(
                known.Vector, (ulong)row, text, (ulong)bytes.Length);
        }
    }

    void Check(int state)
    {
        if (state != NativeMethods.Success)
        {
            throw DuckException.OfAppender(_handle.Pointer);
        }
    }
}
