using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

/// <summary>One conversation with a database. It serves one thread at a time and runs one statement at a time: running
/// another ends a reader that is still open. Only <see cref="Interrupt"/> may be called from any thread.</summary>
public sealed unsafe class DuckConnection : IDisposable
{
    readonly ConnectionHandle _handle;

    internal DuckConnection(ConnectionHandle handle) => _handle = handle;

    internal ConnectionHandle Handle => _handle;

    /// <summary>Counts what ran here: anything, even preparing, ends the stream of a reader that is still open.</summary>
    internal long Turn { get; private set; }

    internal void NextTurn() => Turn++;

    /// <summary>Runs one or several statements without parameters. Returns the rows changed by the last of them.</summary>
    /// <exception cref="DuckException">A statement failed; those before it have run.</exception>
    public long Execute(string sql)
    {
        Sql.RefuseNul(sql);
        using var result = new ResultHandle(_handle);
        NextTurn();
        return NativeMethods.duckdb_query(_handle, sql, result.Result) == NativeMethods.Success
            ? (long)NativeMethods.duckdb_rows_changed(result.Result)
            : throw Failure(result);
    }

    /// <summary>Runs one statement with parameters named as in the SQL, without the $. Returns the rows changed.</summary>
    public long Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Execute(sql, CancellationToken.None, parameters);

    /// <inheritdoc cref="Execute(string, ReadOnlySpan{ValueTuple{string, object}})"/>
    public long Execute(
        string sql, CancellationToken ct, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var statement = Prepare(sql).BindAll(parameters);
        return statement.Execute(ct);
    }

    /// <summary>Prepares one statement. Parameters are written $name, or ? and $1 for positions.</summary>
    public DuckStatement Prepare(string sql)
    {
        Sql.RefuseNul(sql);
        var handle = new StatementHandle(_handle);
        NextTurn();
        var state = NativeMethods.duckdb_prepare(_handle, sql, out var statement);
        handle.Own(statement);
        if (state != NativeMethods.Success)
        {
            var error = NativeMethods.Text(NativeMethods.duckdb_prepare_error(statement));
            handle.Dispose();
            throw DuckException.FromText(error);
        }
        return new DuckStatement(this, handle);
    }

    /// <summary>Runs a query and reads its result as it comes. Parameters are named as in the SQL, without the $.</summary>
    public DuckReader Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Query(sql, CancellationToken.None, parameters);

    /// <inheritdoc cref="Query(string, ReadOnlySpan{ValueTuple{string, object}})"/>
    public DuckReader Query(
        string sql, CancellationToken ct, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Prepare(sql);
        try
        {
            return statement.BindAll(parameters).Read(ownsStatement: true, ct);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>The first column of the first row. NULL gives null for a nullable <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">The query gave no row.</exception>
    /// <exception cref="InvalidCastException">The value is NULL or of another kind than <typeparamref name="T"/>.</exception>
    public T Scalar<T>(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Query(sql, parameters);
        return reader.Read() ? reader.Get<T>(0) : throw new InvalidOperationException($"The query gave no row: {sql}");
    }

    /// <summary>Ends what is running here with <see cref="DuckErrorType.Interrupt"/>; harmless when nothing runs.</summary>
    public void Interrupt()
    {
        try
        {
            NativeMethods.duckdb_interrupt(_handle);
        }
        catch (ObjectDisposedException)
        {
            // Nothing runs on a connection that is gone.
        }
    }

    /// <summary>Opens an appender to "table" or "schema.table". Columns that are not named get their defaults; none named
    /// means all, in the table's order.</summary>
    public DuckAppender Append(string table, params ReadOnlySpan<string> columns) => new(this, table, columns);

    /// <summary>Begins a transaction on this connection; disposing it without a commit rolls it back.</summary>
    public DuckTransaction Begin() => new(this);

    public void Dispose() => _handle.Dispose();

    /// <summary>Ends a stream that was not read to its end. Left alone it would keep its snapshot, and old versions of rows
    /// in memory, until the next statement here; preparing nothing is the cheapest of those.</summary>
    internal void Abandon(long turn)
    {
        if (turn == Turn && !_handle.IsClosed)
        {
            NextTurn();
            _ = NativeMethods.duckdb_prepare(_handle, "", out var nothing);
            NativeMethods.duckdb_destroy_prepare(ref nothing);
        }
    }

    internal static DuckException Failure(ResultHandle result) => DuckException.Of(
        NativeMethods.duckdb_result_error_type(result.Result),
        NativeMethods.Text(NativeMethods.duckdb_result_error(result.Result)));
}
