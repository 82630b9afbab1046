using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Platform.Access;
using Throughline.Platform.Erasing;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Understanding.Labels;

/// <summary>The labelling desk: the part's list of doors and routes.</summary>
static class LabelRoutes
{
    /// <summary>Adds the part's doors.</summary>
    public static void AddLabels(this IServiceCollection services)
    {
        services.AddSingleton<LabelBook>();
        services.AddSingleton<LabelTexts>();
        services.AddSingleton<LabelLots>();
        services.AddSingleton<LabelJudge>();
        services.AddSingleton<LabelDesk>();
        services.AddSingleton<LabelLearning>();
        services.AddHostedService(provider => provider.GetRequiredService<LabelLearning>());
        services.AddSingleton<PersonalStore, LabelErasure>();
    }

    /// <summary>Adds the part's routes.</summary>
    public static void MapLabels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/labels/queue", QueueAsync).WithName("ListLabelQueue").WithTags("Understanding").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The next texts to label: half by lot, half where the detector is least sure, some that somebody else has labelled.");
        routes.MapPost("/labels", AddAsync).WithName("AddLabel").WithTags("Understanding").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Says of a text whether what a detector looks for is there.");
        routes.MapDelete("/labels/{detector}/last", UndoAsync).WithName("UndoLabel").WithTags("Understanding").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Takes one's own last label back.");
        routes.MapGet("/labels/{detector}", SummaryAsync).WithName("GetLabels").WithTags("Understanding").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("What the labels say of a detector: precision and recall on texts by lot, how far two people agree, what was learnt.");
        routes.MapPost("/labels/{detector}/learn", LearnAsync).WithName("LearnLabels").WithTags("Understanding").ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Learns from the labels; what is learnt takes over only where it is better.");
    }

    static async Task<Ok<LabelPage>> QueueAsync(string detector, HttpContext context, LabelDesk desk, SignalLog log, CancellationToken cancellation, int take = 20)
    {
        if (take is < 1 or > LabelDesk.MostTake)
        {
            throw new BadInputException("take", $"A queue hands out 1 to {LabelDesk.MostTake} texts.");
        }

        var next = await desk.NextAsync(detector, take, Who(context), cancellation);
        return TypedResults.Ok(new LabelPage([.. next.Select(one => new LabelItem(new SignalId(one.Text.Signal).ToString(), one.Text.Text, one.Text.Language,
            log.Catalogue.Contents.FindSource(one.Text.SourceId)?.Name, one.Why))],
            await desk.LeftAsync(detector, cancellation)));
    }

    static async Task<Ok<LabelSummary>> AddAsync(LabelGiven given, HttpContext context, LabelDesk desk, CancellationToken cancellation)
    {
        var signal = SignalId.Parse(given.Signal) ?? throw new NotFoundException("No customer's words with this id may be labelled.", "no_label_text");
        return TypedResults.Ok(await desk.AddAsync(signal.Value, given.Detector, given.Present, Who(context), cancellation));
    }

    static async Task<Ok<LabelSummary>> UndoAsync(string detector, HttpContext context, LabelDesk desk, CancellationToken cancellation) =>
        TypedResults.Ok(await desk.UndoAsync(detector, Who(context), cancellation));

    static async Task<Ok<LabelSummary>> SummaryAsync(string detector, LabelJudge judge, CancellationToken cancellation) => TypedResults.Ok(await judge.SummaryAsync(detector, cancellation));

    static async Task<Ok<LabelSummary>> LearnAsync(string detector, HttpContext context, LabelLearning learning, CancellationToken cancellation) =>
        TypedResults.Ok(await learning.LearnAsync(detector, Who(context), cancellation));

    static string Who(HttpContext context) => context.Features.Get<SignedIn>() is { } who ? who.Name : "a program";
}

/// <summary>Texts that wait for a label.</summary>
/// <param name="Items">The texts, in the order to look at them.</param>
/// <param name="Left">Texts that nobody has labelled.</param>
sealed record LabelPage(IReadOnlyList<LabelItem> Items, long Left);

/// <summary>A text that waits for a label.</summary>
/// <param name="Signal">Id of its signal.</param>
/// <param name="Text">The customer's words, up to 4,000 characters.</param>
/// <param name="Language">Their language.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Why">random, uncertain or overlap.</param>
sealed record LabelItem(string Signal, string Text, string Language, string? Source, string Why);

/// <summary>A label.</summary>
/// <param name="Signal">Id of the signal.</param>
/// <param name="Detector">Id of the detector.</param>
/// <param name="Present">Whether it is there; null where it cannot be told.</param>
sealed record LabelGiven(string Signal, string Detector, bool? Present);
