using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.Matching.Live;
using Throughline.Platform.Http;

namespace Throughline.Profiles.Identity;

/// <summary>
/// Fits a model anew in the shadow of the one that decides: every night, when the records have grown by a twentieth, when they have come in and nothing
/// more arrives for a quarter of an hour, when one that waited for a person was lost by a restart, and when somebody asks. It takes over by itself only when
/// it would hardly change a profile and promises no less precision; otherwise it waits for a person. Of few records, one that is fitted at a pause takes
/// over whatever it changes, as those did that were fitted while they came.
/// </summary>
public sealed partial class ModelRefit(ProfileDirectory profiles, Residents residents, TimeProvider time, ILogger<ModelRefit> logger) : BackgroundService
{
    /// <summary>Least agreement of pairs (F1) with the profiles that there are, at which a model takes over by itself.</summary>
    public const double LeastAgreement = 0.995;

    /// <summary>Most expected precision that may be lost by it.</summary>
    public const double MostLoss = 0.005;

    static readonly TimeSpan s_hour = new(3, 0, 0); // UTC
    static readonly TimeSpan s_look = TimeSpan.FromMinutes(15);

    readonly SemaphoreSlim _turn = new(1);

    /// <summary>Fits once; null when there is no record.</summary>
    public Task<RefitReport?> RunAsync(CancellationToken cancellation) => RunAsync(settles: false, cancellation);

    async Task<RefitReport?> RunAsync(bool settles, CancellationToken cancellation)
    {
        if (!await _turn.WaitAsync(0, cancellation))
        {
            throw new ConflictException("A model is being fitted just now. Wait for it.", "refit_running");
        }

        try
        {
            return profiles.Empty() ? null : await Task.Run(() => Run(settles, cancellation), cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets the model that waits decide from now on; its version.</summary>
    /// <exception cref="ConflictException">None waits, or another was fitted since.</exception>
    public int Adopt(string who) => residents.Adopt(who);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var looked = -1L; // what had changed by the last look
        for (var starts = true; !stoppingToken.IsCancellationRequested; starts = false)
        {
            var now = time.GetUtcNow();
            var night = new DateTimeOffset(now.Date, TimeSpan.Zero) + s_hour;
            night = night > now ? night : night.AddDays(1);
            var atNight = !starts && night - now <= s_look;
            if (!starts)
            {
                await Task.Delay(atNight ? night - now : s_look, time, stoppingToken);
            }

            try
            {
                await Task.Yield();
                var pauses = !atNight && residents.Changes == looked;
                looked = residents.Changes;
                if (residents.WaitingIsLost || (atNight ? residents.ChangedSinceFit : residents.RefitDue))
                {
                    await RunAsync(stoppingToken);
                }
                else if (pauses && residents.PauseRefitDue)
                {
                    await RunAsync(settles: true, stoppingToken);
                }
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Failed(problem);
            }
        }
    }

    RefitReport Run(bool settles, CancellationToken cancellation)
    {
        var (report, precisionBefore) = residents.Fit(cancellation);
        return (report.Agreement >= LeastAgreement || (settles && residents.FitsInside)) && report.EstimatedPrecision is var precision && (precision ?? 1) >= (precisionBefore ?? 0) - MostLoss
            ? report with { Adopted = residents.Adopt(null) }
            : report;
    }

    [LoggerMessage(LogLevel.Warning, "A fit of the matching model failed; it is tried again later")]
    partial void Failed(Exception problem);
}

/// <summary>What a refit came to.</summary>
/// <param name="FittedAt">When, UTC.</param>
/// <param name="FittedOn">Records that it was fitted on.</param>
/// <param name="Agreement">F1 over pairs of records that are in one profile, between its profiles and those that there are; 0 to 1.</param>
/// <param name="EstimatedPrecision">Expected share of its joined pairs that are one customer; null where nothing is joined.</param>
/// <param name="EstimatedRecall">Expected share of the pairs of one customer that it joins.</param>
/// <param name="Threshold">Least average weight of a join, in bits.</param>
/// <param name="ChangedProfiles">Profiles that would gain or lose records.</param>
/// <param name="Adopted">The version as which it took over by itself; null when it waits for a person.</param>
public sealed record RefitReport(
    DateTime FittedAt, int FittedOn, double Agreement, double? EstimatedPrecision, double? EstimatedRecall, double Threshold, int ChangedProfiles, int? Adopted = null);
