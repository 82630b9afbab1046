using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Throughline.DuckDb.Native;

/// <summary>The part of the DuckDB C API that we use, name for name. Calls that may wait, allocate much or run a query
/// keep the normal transition; the cheap ones of the hot paths suppress it.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "duckdb";
    internal const int Success = 0;

    static NativeMethods() => NativeLoader.Register();

    // Database and connection.
    [LibraryImport(Library)] internal static partial byte* duckdb_library_version();
    [LibraryImport(Library)] internal static partial nint duckdb_create_instance_cache();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_get_or_create_from_cache(
        nint cache, string path, out nint database, nint config, out byte* error);
    [LibraryImport(Library)] internal static partial void duckdb_close(ref nint database);
    [LibraryImport(Library)] internal static partial int duckdb_connect(DatabaseHandle database, out nint connection);
    [LibraryImport(Library)] internal static partial void duckdb_disconnect(ref nint connection);
    [LibraryImport(Library)] internal static partial void duckdb_interrupt(ConnectionHandle connection);
    [LibraryImport(Library)] internal static partial int duckdb_create_config(out nint config);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_set_config(nint config, string name, string value);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_config(ref nint config);
    [LibraryImport(Library)] internal static partial void duckdb_free(void* memory);

    // Statements.
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_query(ConnectionHandle connection, string sql, DuckResult* result);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_prepare(ConnectionHandle connection, string sql, out nint statement);
    [LibraryImport(Library)] internal static partial byte* duckdb_prepare_error(nint statement);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_prepare(ref nint statement);
    [LibraryImport(Library)] internal static partial ulong duckdb_nparams(StatementHandle statement);
    [LibraryImport(Library)]
    internal static partial byte* duckdb_parameter_name(StatementHandle statement, ulong index);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_bind_parameter_index(StatementHandle statement, out ulong index, string name);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_boolean(
        StatementHandle statement, ulong index, [MarshalAs(UnmanagedType.U1)] bool value);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_int32(StatementHandle statement, ulong index, int value);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_int64(StatementHandle statement, ulong index, long value);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_uhugeint(StatementHandle statement, ulong index, Wide value);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_hugeint(StatementHandle statement, ulong index, Wide value);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_double(StatementHandle statement, ulong index, double value);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_date(StatementHandle statement, ulong index, int days);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_time(StatementHandle statement, ulong index, long micros);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_timestamp(StatementHandle statement, ulong index, long micros);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_varchar_length(
        StatementHandle statement, ulong index, byte* text, ulong length);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_blob(StatementHandle statement, ulong index, void* data, ulong length);
    [LibraryImport(Library)] internal static partial int duckdb_bind_null(StatementHandle statement, ulong index);
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_value(StatementHandle statement, ulong index, nint value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_uuid(Wide value);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_value(ref nint value);

    // Results.
    [LibraryImport(Library)]
    internal static partial int duckdb_pending_prepared(StatementHandle statement, out nint pending);
    [LibraryImport(Library)]
    internal static partial int duckdb_pending_prepared_streaming(StatementHandle statement, out nint pending);
    [LibraryImport(Library)] internal static partial byte* duckdb_pending_error(nint pending);
    [LibraryImport(Library)] internal static partial int duckdb_execute_pending(nint pending, DuckResult* result);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_pending(ref nint pending);
    [LibraryImport(Library)] internal static partial byte* duckdb_result_error(DuckResult* result);
    [LibraryImport(Library)] internal static partial int duckdb_result_error_type(DuckResult* result);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_result(DuckResult* result);
    [LibraryImport(Library)] internal static partial ulong duckdb_rows_changed(DuckResult* result);
    [LibraryImport(Library)] internal static partial ulong duckdb_column_count(DuckResult* result);
    [LibraryImport(Library)] internal static partial byte* duckdb_column_name(DuckResult* result, ulong column);
    [LibraryImport(Library)] internal static partial nint duckdb_column_logical_type(DuckResult* result, ulong column);
    [LibraryImport(Library)] internal static partial nint duckdb_fetch_chunk(DuckResult result);

    // Types.
    [LibraryImport(Library)] internal static partial int duckdb_get_type_id(nint type);
    [LibraryImport(Library)] internal static partial byte duckdb_decimal_scale(nint type);
    [LibraryImport(Library)] internal static partial int duckdb_decimal_internal_type(nint type);
    [LibraryImport(Library)] internal static partial int duckdb_enum_internal_type(nint type);
    [LibraryImport(Library)] internal static partial uint duckdb_enum_dictionary_size(nint type);
    [LibraryImport(Library)] internal static partial byte* duckdb_enum_dictionary_value(nint type, ulong index);
    [LibraryImport(Library)] internal static partial nint duckdb_list_type_child_type(nint type);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_logical_type(ref nint type);

    // Chunks and vectors.
    [LibraryImport(Library)] internal static partial nint duckdb_create_data_chunk(nint* types, ulong columns);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_data_chunk(ref nint chunk);
    [LibraryImport(Library)] internal static partial void duckdb_data_chunk_reset(nint chunk);
    [LibraryImport(Library), SuppressGCTransition] internal static partial ulong duckdb_vector_size();
    [LibraryImport(Library), SuppressGCTransition] internal static partial ulong duckdb_data_chunk_get_size(nint chunk);
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void duckdb_data_chunk_set_size(nint chunk, ulong size);
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);
    [LibraryImport(Library), SuppressGCTransition] internal static partial byte* duckdb_vector_get_data(nint vector);
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial ulong* duckdb_vector_get_validity(nint vector);
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void duckdb_vector_ensure_validity_writable(nint vector);
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void duckdb_unsafe_vector_assign_string_element_len(
        nint vector, ulong row, byte* text, ulong length);
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint duckdb_list_vector_get_child(nint vector);

    // Appender.
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_appender_create(
        ConnectionHandle connection, string? schema, string table, out nint appender);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_appender_add_column(AppenderHandle appender, string column);
    [LibraryImport(Library)] internal static partial ulong duckdb_appender_column_count(AppenderHandle appender);
    [LibraryImport(Library)]
    internal static partial nint duckdb_appender_column_type(AppenderHandle appender, ulong column);
    [LibraryImport(Library)] internal static partial int duckdb_append_data_chunk(AppenderHandle appender, nint chunk);
    [LibraryImport(Library)] internal static partial int duckdb_appender_flush(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial int duckdb_appender_clear(AppenderHandle appender);
    [LibraryImport(Library, EntryPoint = "duckdb_appender_clear")]
    internal static partial int appender_clear_raw(nint appender);
    [LibraryImport(Library)] internal static partial int duckdb_appender_destroy(ref nint appender);
    [LibraryImport(Library)] internal static partial nint duckdb_appender_error_data(nint appender);
    [LibraryImport(Library)] internal static partial int duckdb_error_data_error_type(nint error);
    [LibraryImport(Library)] internal static partial byte* duckdb_error_data_message(nint error);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_error_data(ref nint error);

    internal static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Text that the library allocated for us: copied, then freed.</summary>
    internal static string OwnedText(byte* text)
    {
        var copy = Text(text);
        duckdb_free(text);
        return copy;
    }
}

/// <summary>duckdb_result: 48 bytes of which only the library knows the meaning.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DuckResult
{
    ulong _columns, _rows, _changed;
    void* _data, _error, _inside;
}

/// <summary>duckdb_hugeint and duckdb_uhugeint, which travel by value in two registers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Wide(UInt128 value)
{
    readonly ulong _lower = (ulong)value;
    readonly ulong _upper = (ulong)(value >> 64);
}
