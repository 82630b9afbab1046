namespace Throughline.DuckDb;

/// <summary>A transaction on one connection; rolled back on disposal unless it was committed.</summary>
public sealed class DuckTransaction : IDisposable
{
    readonly DuckConnection _connection;
    bool _ended;

    internal DuckTransaction(DuckConnection connection)
    {
        connection.Execute("BEGIN TRANSACTION");
        _connection = connection;
    }

    /// <summary>Makes the changes durable and visible. When this throws, nothing of the transaction is kept.</summary>
    /// <exception cref="DuckException">A conflict with another transaction, or the file could not be
    /// written.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        _connection.Execute("COMMIT");
        _ended = true;
    }

    /// <summary>Undoes the changes.</summary>
    public void Rollback()
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        _ended = true;
        _connection.Execute("ROLLBACK");
    }

    public void Dispose()
    {
        if (_ended)
        {
            return;
        }
        try
        {
            Rollback();
        }
        catch (DuckException)
        {
            // A failed commit has already ended the transaction.
        }
        catch (ObjectDisposedException)
        {
            // So has the end of its connection.
        }
    }
}
