using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

/// <summary>A prepared statement, to be bound and run any number of times. Bindings stay until they are bound anew.
/// Positions count from 1; a name is written without its $.</summary>
public sealed unsafe partial class DuckStatement : IDisposable
{
    readonly DuckConnection _connection;
    readonly StatementHandle _handle;

    internal DuckStatement(DuckConnection connection, StatementHandle handle)
    {
        _connection = connection;
        _handle = handle;
    }

    /// <summary>Number of parameters.</summary>
    public int ParameterCount => (int)NativeMethods.duckdb_nparams(_handle);

    /// <summary>Runs the statement and reads its result as it comes.</summary>
    /// <param name="ct">Interrupts the statement, also between chunks, until the reader has ended or is
    /// disposed.</param>
    /// <exception cref="DuckException">The statement failed.</exception>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public DuckReader Read(CancellationToken ct = default) => Read(ownsStatement: false, ct);

    internal DuckReader Read(bool ownsStatement, CancellationToken ct)
    {
        var (result, interrupt) = Run(streaming: true, ct);
        return new DuckReader(_connection, result, ownsStatement ? this : null, interrupt, ct);
    }

    /// <summary>Runs the statement to its end. Returns the rows changed, 0 for a query.</summary>
    /// <exception cref="DuckException">The statement failed.</exception>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public long Execute(CancellationToken ct = default)
    {
        var (result, interrupt) = Run(streaming: false, ct);
        interrupt.Dispose();
        using (result)
        {
            return (long)NativeMethods.duckdb_rows_changed(result.Result);
        }
    }

    // Starting a statement clears an earlier interrupt, so the token is tied in between start and run: none is lost.
    (ResultHandle Result, CancellationTokenRegistration Interrupt) Run(bool streaming, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var result = new ResultHandle(_connection.Handle);
        CancellationTokenRegistration interrupt = default;
        nint pending = 0;
        try
        {
            _connection.NextTurn();
            var state = streaming
                ? NativeMethods.duckdb_pending_prepared_streaming(_handle, out pending)
                : NativeMethods.duckdb_pending_prepared(_handle, out pending);
            if (state != NativeMethods.Success)
            {
                throw DuckException.FromText(NativeMethods.Text(NativeMethods.duckdb_pending_error(pending)));
            }
            interrupt = ct.UnsafeRegister(static connection => ((DuckConnection)connection!).Interrupt(), _connection);
            if (NativeMethods.duckdb_execute_pending(pending, result.Result) != NativeMethods.Success)
            {
                throw DuckConnection.Failure(result);
            }
            return (result, interrupt);
        }
        catch (DuckException failure)
        {
            interrupt.Dispose();
            result.Dispose();
            ThrowIfCancelled(failure, ct);
            throw;
        }
        catch
        {
            interrupt.Dispose();
            result.Dispose();
            throw;
        }
        finally
        {
            NativeMethods.duckdb_destroy_pending(ref pending);
        }
    }

    internal static void ThrowIfCancelled(DuckException failure, CancellationToken ct)
    {
        if (failure.Kind == DuckErrorType.Interrupt && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(failure.Message, failure, ct);
        }
    }

    public void Dispose() => _handle.Dispose();
}
