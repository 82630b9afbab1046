using System.Runtime.InteropServices;

namespace Throughline.DuckDb.Native;

/// <summary>A native object that keeps its parent alive: a result its connection, a connection its database. So objects
/// may be disposed, or finalised, in any order; the file closes when the last of them is gone.</summary>
internal abstract class DuckHandle : SafeHandle
{
    readonly SafeHandle? _parent;

    protected DuckHandle(SafeHandle? parent) : base(0, ownsHandle: true)
    {
        var added = false;
        parent?.DangerousAddRef(ref added); // when this throws, there is no parent to release and nothing to free
        _parent = parent;
    }

    /// <summary>Never invalid, so that the parent is always released, even when the native object was not
    /// made.</summary>
    public override bool IsInvalid => false;

    internal nint Pointer => IsClosed ? throw new ObjectDisposedException(GetType().Name) : handle;

    internal void Own(nint pointer) => SetHandle(pointer);

    protected abstract void Free();

    protected override bool ReleaseHandle()
    {
        if (handle != 0)
        {
            Free();
        }
        _parent?.DangerousRelease();
        return true;
    }
}

internal sealed class DatabaseHandle() : DuckHandle(null)
{
    protected override void Free() => NativeMethods.duckdb_close(ref handle);
}

internal sealed class ConnectionHandle(DatabaseHandle database) : DuckHandle(database)
{
    protected override void Free() => NativeMethods.duckdb_disconnect(ref handle);
}

internal sealed class StatementHandle(ConnectionHandle connection) : DuckHandle(connection)
{
    protected override void Free() => NativeMethods.duckdb_destroy_prepare(ref handle);
}

internal sealed class LogicalTypeHandle() : DuckHandle(null)
{
    protected override void Free() => NativeMethods.duckdb_destroy_logical_type(ref handle);
}

/// <summary>A result and the chunk of it that is being read.</summary>
internal sealed unsafe class ResultHandle : DuckHandle
{
    nint _chunk;

    internal ResultHandle(ConnectionHandle connection) : base(connection) =>
        Own((nint)NativeMemory.AllocZeroed((nuint)sizeof(DuckResult)));

    internal DuckResult* Result => (DuckResult*)Pointer;

    internal nint NextChunk()
    {
        DropChunk();
        return _chunk = NativeMethods.duckdb_fetch_chunk(*Result);
    }

    internal void DropChunk()
    {
        if (_chunk != 0)
        {
            NativeMethods.duckdb_destroy_data_chunk(ref _chunk);
        }
    }

    protected override void Free()
    {
        DropChunk();
        NativeMethods.duckdb_destroy_result((DuckResult*)handle);
        NativeMemory.Free((void*)handle);
    }
}

/// <summary>An appender and its chunk. What was not flushed is dropped: the library alone would flush it on
/// destruction.</summary>
internal sealed class AppenderHandle(ConnectionHandle connection) : DuckHandle(connection)
{
    nint _chunk;

    internal nint Chunk => IsClosed ? throw new ObjectDisposedException(GetType().Name) : _chunk;

    internal void OwnChunk(nint chunk) => _chunk = chunk;

    protected override void Free()
    {
        if (_chunk != 0)
        {
            NativeMethods.duckdb_destroy_data_chunk(ref _chunk);
        }
        _ = NativeMethods.appender_clear_raw(handle);
        _ = NativeMethods.duckdb_appender_destroy(ref handle);
    }
}
