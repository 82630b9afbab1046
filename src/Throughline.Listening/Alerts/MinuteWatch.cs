using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.DuckDb;

namespace Throughline.Listening.Alerts;

/// <summary>Looks every minute while the program runs; a look that fails is tried again with the next one. What it counted in memory is written down at the end.</summary>
/// <param name="what">What it looks after, for people.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of a look that failed.</param>
abstract partial class MinuteWatch(string what, TimeProvider time, ILogger logger) : BackgroundService
{
    static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Looks once.</summary>
    public abstract Task StepAsync(CancellationToken cancellation);

    /// <summary>Writes down what it counted in memory.</summary>
    protected abstract void Keep();

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            Keep();
        }
        catch (Microsoft.Data.Sqlite.SqliteException failure)
        {
            Failed(what, failure.GetType().Name); // a full disk: the last minute's counts are lost
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minutes = new PeriodicTimer(_every, time);
        while (await minutes.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is DuckException or IOException or Microsoft.Data.Sqlite.SqliteException)
            {
                Failed(what, failure.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{What} could not be looked after; tried again in a minute: {Kind}")]
    partial void Failed(string what, string kind);
}
