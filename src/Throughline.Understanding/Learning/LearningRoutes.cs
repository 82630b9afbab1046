using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Log;

namespace Throughline.Understanding.Learning;

/// <summary>What is learnt from the company's own scores: the part's list of doors and routes.</summary>
static class LearningRoutes
{
    /// <summary>Adds the part's doors.</summary>
    public static void AddLearning(this IServiceCollection services)
    {
        services.AddSingleton<PairReading>();
        services.AddSingleton<ModelBook>();
        services.AddSingleton<TrainingDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<TrainingDesk>());
    }

    /// <summary>Adds the part's routes.</summary>
    public static void MapLearning(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/models", ListAsync).WithName("ListModels").WithTags("Understanding")
            .WithSummary("The models that were learnt from the company's own scores, how they did on answers they had not seen, and what goes on now.");
        routes.MapPost("/models/train", Train).WithName("TrainModel").WithTags("Understanding")
            .WithSummary("Learns from the company's scores and words anew; the model takes over only where it is not worse.");
    }

    static async Task<Ok<ModelList>> ListAsync(TrainingDesk desk, ModelBook book, PairReading reading, SignalLog log, CancellationToken cancellation)
    {
        var pairs = await reading.CountAsync(cancellation);
        return TypedResults.Ok(new ModelList(desk.Job, pairs, LearningOptions.FewestPairs, desk.Options.HalfLifeDays,
            [.. book.Versions.SelectMany(version => version.Slices.Select(slice => Of(version, slice, log)))]));
    }

    static Accepted<TrainingJob> Train(TrainingDesk desk) => TypedResults.Accepted("/api/v1/models", desk.Ask());

    static LearntModel Of(ModelVersion version, SliceFigures slice, SignalLog log) => new(
        version.Id, slice.Language, slice.SourceId is { } id ? log.Catalogue.Contents.FindSource(id)?.Name : null, version.TrainedAt, version.Pairs, version.TrainedOn, slice.Pairs,
        slice.HeldOut, version.Runs, version.Why, version.Languages, slice.FittedOn, slice.Lists);
}

/// <summary>The models.</summary>
/// <param name="Job">What goes on, or went on last.</param>
/// <param name="Pairs">Pairs of a score and words that there are now.</param>
/// <param name="Needed">Fewest pairs to learn from.</param>
/// <param name="HalfLifeDays">After so many days a pair counts half.</param>
/// <param name="Models">Every version, the newest first; of each the whole, then by language and source.</param>
sealed record ModelList(TrainingJob Job, long Pairs, int Needed, double HalfLifeDays, IReadOnlyList<LearntModel> Models);

/// <summary>A version of the model, or how it did in one language and source.</summary>
/// <param name="Id">Number of the version.</param>
/// <param name="Language">The language; null for the whole.</param>
/// <param name="Source">The source; null for the whole.</param>
/// <param name="TrainedAt">When, UTC.</param>
/// <param name="Pairs">Pairs that there were.</param>
/// <param name="TrainedOn">Pairs that it learnt from.</param>
/// <param name="HeldOutPairs">Pairs that it is judged by.</param>
/// <param name="HeldOut">How it did; null with too few pairs of a side.</param>
/// <param name="Running">True for the version that detectors read by.</param>
/// <param name="Why">Why it runs or does not, as a code.</param>
/// <param name="Languages">Languages that it reads; texts in others are read by patterns.</param>
/// <param name="FittedOn">Of a source: on how many of its own pairs its threshold was fitted; 0 where it is read like all others.</param>
/// <param name="Lists">How the lists of words alone did on the same answers, before anything is learnt; null where there are no figures.</param>
sealed record LearntModel(
    int Id, string? Language, string? Source, DateTime TrainedAt, int Pairs, int TrainedOn, int HeldOutPairs, HeldOutFigures? HeldOut, bool Running, string Why,
    IReadOnlyList<string> Languages, int FittedOn, HeldOutFigures? Lists);
