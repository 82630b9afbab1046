using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Access;
using Throughline.Platform.Followers;
using Throughline.Platform.Http;

namespace Throughline.Understanding.Detections;

/// <summary>What customers' words say: the part's list of doors and routes.</summary>
static class DetectionRoutes
{
    /// <summary>Adds the part's doors.</summary>
    public static void AddDetections(this IServiceCollection services)
    {
        services.AddSingleton<DetectorBook>();
        services.AddSingleton<DetectionRows>();
        services.AddSingleton<DetectionFollower>();
        services.AddSingleton<StoreFollower>(provider => provider.GetRequiredService<DetectionFollower>());
        services.AddSingleton<ReadingDesk>();
        services.AddSingleton<EmployeeEffort>();
    }

    /// <summary>Adds the part's routes.</summary>
    public static void MapDetections(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/detectors", ListAsync).WithName("ListDetectors").WithTags("Understanding")
            .WithSummary("What is looked for in customers' words, how often it is found, and how good that is.");
        routes.MapGet("/detectors/{id}", FindAsync).WithName("GetDetector").WithTags("Understanding").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One detector with what other thresholds would give and what was changed of it.");
        routes.MapPatch("/detectors/{id}", ChangeAsync).WithName("ChangeDetector").WithTags("Understanding")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Switches a detector on or off, or sets from which probability on it is present; what was read before is then read anew.");
        routes.MapGet("/understanding/reading", ReadAsync).WithName("GetReading").WithTags("Understanding").WithSummary("How far the customers' words have been read.");
        routes.MapPatch("/understanding/reading", AllowAsync).WithName("AllowReading").WithTags("Understanding")
            .WithSummary("Switches the reading of words for its purpose on or off. Off, nothing is read, and what was read is taken out.");
        routes.MapPost("/understanding/redetect", AgainAsync).WithName("Redetect").WithTags("Understanding").WithSummary("Reads everything anew.");
        routes.MapPost("/understanding/pause", (ReadingDesk desk, DetectorBook book, CancellationToken cancellation) => PauseAsync(true, desk, book, cancellation))
            .WithName("PauseReading").WithTags("Understanding").WithSummary("Lets the reading stand still.");
        routes.MapPost("/understanding/resume", (ReadingDesk desk, DetectorBook book, CancellationToken cancellation) => PauseAsync(false, desk, book, cancellation))
            .WithName("ResumeReading").WithTags("Understanding").WithSummary("Lets the reading go on where it stood still.");
        routes.MapGet("/understanding/employees", EmployeesAsync).WithName("GetEmployeeEffort").WithTags("Understanding")
            .WithSummary("What employees say of how hard things are made, in groups above the floor; never of any one, and never an emotion.");
    }

    static async Task<Ok<DetectorList>> ListAsync(ReadingDesk desk, CancellationToken cancellation) => TypedResults.Ok(await desk.ListAsync(cancellation));

    static async Task<Ok<DetectorDetail>> FindAsync(string id, ReadingDesk desk, DetectorBook book, CancellationToken cancellation) =>
        TypedResults.Ok(await desk.FindAsync(book.Now.Find(id) ?? throw None(id), cancellation));

    static async Task<Ok<DetectorDetail>> ChangeAsync(
        string id, DetectorWish wish, HttpContext context, ReadingDesk desk, DetectorBook book, CancellationToken cancellation)
    {
        var now = book.Change(id, wish.IsOn, wish.Threshold, context.Features.Get<SignedIn>()?.Name ?? "");
        return TypedResults.Ok(await desk.FindAsync(now.Find(id)!, cancellation));
    }

    static async Task<Ok<WordsReading>> ReadAsync(ReadingDesk desk, CancellationToken cancellation) => TypedResults.Ok(await desk.ReadAsync(cancellation));

    static async Task<Ok<WordsReading>> AllowAsync(ReadingWish wish, ReadingDesk desk, DetectorBook book, CancellationToken cancellation)
    {
        book.Allow(wish.IsAllowed);
        return TypedResults.Ok(await desk.ReadAsync(cancellation));
    }

    static async Task<Ok<WordsReading>> AgainAsync(ReadingDesk desk, DetectorBook book, CancellationToken cancellation)
    {
        book.Again();
        return TypedResults.Ok(await desk.ReadAsync(cancellation));
    }

    static async Task<Ok<WordsReading>> PauseAsync(bool isPaused, ReadingDesk desk, DetectorBook book, CancellationToken cancellation)
    {
        book.Pause(isPaused);
        return TypedResults.Ok(await desk.ReadAsync(cancellation));
    }

    static async Task<Ok<EffortGroups>> EmployeesAsync(EmployeeEffort effort, CancellationToken cancellation) => TypedResults.Ok(await effort.ReadAsync(cancellation));

    static NotFoundException None(string id) => new($"There is no detector \"{id}\".", "no_detector");
}

/// <summary>What is to be changed of a detector; what is not given stays.</summary>
/// <param name="IsOn">Whether it reads.</param>
/// <param name="Threshold">From which probability on it is present, 0.01 to 0.99.</param>
sealed record DetectorWish(bool? IsOn, double? Threshold);

/// <summary>Whether words may be read.</summary>
/// <param name="IsAllowed">False takes out what was read.</param>
sealed record ReadingWish(bool IsAllowed);
