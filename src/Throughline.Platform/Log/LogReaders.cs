using System.Collections.Concurrent;
using Throughline.DuckDb;

namespace Throughline.Platform.Log;

/// <summary>A few connections for questions; more askers wait their turn, so that no question starves the writer.</summary>
sealed class LogReaders(DuckDatabase database, int places) : IDisposable
{
    readonly SemaphoreSlim _places = new(places);
    readonly ConcurrentBag<DuckConnection> _idle = [];

    public async Task<T> ReadAsync<T>(Func<DuckConnection, T> question, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Ask(question, cancellation), cancellation);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        _places.Dispose();
    }

    T Ask<T>(Func<DuckConnection, T> question, CancellationToken cancellation)
    {
        var connection = _idle.TryTake(out var idle) ? idle : database.Connect();
        try
        {
            using (cancellation.Register(connection.Interrupt))
            {
                return question(connection);
            }
        }
        catch (DuckException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            _idle.Add(connection);
        }
    }
}
