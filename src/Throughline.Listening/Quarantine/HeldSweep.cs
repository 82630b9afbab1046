using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.DuckDb;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>
/// Removes held events that were replayed or dropped a month ago: at the start of the server, then every hour. What waits stays until
/// a person decides; the counts stay for good.
/// </summary>
sealed partial class HeldSweep(SignalLog log, TimeProvider time, ILogger<HeldSweep> logger) : BackgroundService
{
    /// <summary>How long a decision can be taken back.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Removes what is due; events removed.</summary>
    public Task<long> SweepAsync(CancellationToken cancellation) => log.SweepHeldAsync((time.GetUtcNow() - Kept).UtcDateTime, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hours = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is DuckException or IOException)
            {
                Failed(failure);
            }
        }
        while (await hours.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Held events that were decided on a month ago could not be removed; tried again in an hour")]
    partial void Failed(Exception failure);
}
