using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Throughline.Listening.Uploads;

/// <summary>Removes uploads that were never imported: at the start of the server, then every hour.</summary>
sealed partial class UploadSweep(UploadStore uploads, TimeProvider time, ILogger<UploadSweep> logger) : BackgroundService
{
    /// <summary>How long an upload waits for its import.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hours = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                uploads.Sweep(Kept);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Failed(failure);
            }
        }
        while (await hours.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Files that were never imported could not be removed; tried again in an hour")]
    partial void Failed(Exception failure);
}
