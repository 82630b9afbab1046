using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>How identity stands: how many records and profiles, by which model, and whether another one waits.</summary>
static class ReadIdentity
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/identity", (KeyStore keys, SignalLog log, Residents residents) => TypedResults.Ok(Read(keys, log, residents)))
            .WithName("ReadIdentity").WithTags("Identity").WithSummary("Records, profiles, the model that decides, and the one that waits for a person");
        routes.MapPost("/identity/refit", async (ModelRefit refit, CancellationToken cancellation) => TypedResults.Ok(new RefitView(await refit.RunAsync(cancellation))))
            .WithName("RefitIdentity").WithTags("Identity").ProducesProblem(409).WithSummary("Fit a model on all records in shadow and compare it with the one that decides");
        routes.MapPost("/identity/adopt", (HttpContext context, ModelRefit refit) => TypedResults.Ok(new AdoptView(refit.Adopt(ChangeProfiles.Who(context)))))
            .WithName("AdoptModel").WithTags("Identity").ProducesProblem(409).WithSummary("Let the model that waits decide from now on");
    }

    static IdentityView Read(KeyStore keys, SignalLog log, Residents residents) => keys.Read(connection =>
    {
        var (records, profiles) = connection.One("SELECT count(*), count(DISTINCT profile) FROM profiles_record", r => (r.GetInt64(0), r.GetInt64(1)));
        var largest = connection.One("SELECT count(*) FROM profiles_record GROUP BY profile ORDER BY 1 DESC LIMIT 1", r => r.GetInt64(0));
        var written = connection.One("SELECT seq FROM platform_watermark WHERE follower = 'profiles_records'", r => r.GetInt64(0));
        var waiting = connection.One("SELECT count(*) FROM profiles_waiting", r => r.GetInt64(0));
        return new IdentityView(records, profiles, largest, Running(connection), residents.Waiting is { } refit ? refit : null,
            new BehindView(Math.Max(0, log.Head - written), waiting, residents.Trouble is null ? null : "not_resolved"));
    });

    static ModelView? Running(SqliteConnection connection)
    {
        var at = connection.One("SELECT fitted_at FROM profiles_model WHERE running = 1", r => r.GetString(0));
        return ModelStore.Running(connection) is not { } running || at is null ? null
            : new ModelView(running.Version, IdentityTables.Time(at), running.Model.FittedOn, running.Model.EstimatedPrecision, running.Model.EstimatedRecall, running.Model.Threshold);
    }
}

/// <summary>How identity stands.</summary>
/// <param name="Records">Customers as sources know them.</param>
/// <param name="Profiles">Customers.</param>
/// <param name="Largest">Records of the largest profile; 0 when there is none.</param>
/// <param name="Model">The model that decides; null while there are too few records for one.</param>
/// <param name="Waiting">A model that was fitted in shadow and waits for a person; null when none does.</param>
/// <param name="Behind">What is not resolved yet.</param>
sealed record IdentityView(long Records, long Profiles, long Largest, ModelView? Model, RefitReport? Waiting, BehindView Behind);

/// <summary>A model.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="FittedAt">When, UTC.</param>
/// <param name="FittedOn">Records that it was fitted on.</param>
/// <param name="EstimatedPrecision">Expected share of joined pairs that are one customer, 0 to 1; null where nothing was joined.</param>
/// <param name="EstimatedRecall">Expected share of the pairs of one customer that were joined, 0 to 1.</param>
/// <param name="Threshold">Least average weight of a join, in bits.</param>
sealed record ModelView(int Version, DateTime FittedAt, int FittedOn, double? EstimatedPrecision, double? EstimatedRecall, double Threshold);

/// <summary>What is not resolved yet.</summary>
/// <param name="Signals">Signals that records do not hold yet.</param>
/// <param name="Records">Records that changed and wait.</param>
/// <param name="Trouble">not_resolved when the last try failed; null when all is well.</param>
sealed record BehindView(long Signals, long Records, string? Trouble);

/// <summary>What a refit came to; null when there are too few records.</summary>
sealed record RefitView(RefitReport? Refit);

/// <summary>The version that decides from now on.</summary>
sealed record AdoptView(int Version);
