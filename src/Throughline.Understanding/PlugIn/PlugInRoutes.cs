using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Access;
using Throughline.Platform.Http;

namespace Throughline.Understanding.PlugIn;

/// <summary>The plug-in reader: the part's list of doors and routes.</summary>
static class PlugInRoutes
{
    /// <summary>Adds the part's doors.</summary>
    public static void AddPlugIn(this IServiceCollection services)
    {
        services.AddSingleton<PlugInBook>();
        services.AddSingleton<PlugInMarks>();
        services.AddSingleton(provider => new PlugInClient(provider.GetRequiredService<PlugInNetworks>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PlugInTexts>();
        services.AddSingleton<PlugInAsking>();
        services.AddSingleton<PlugInLedger>();
        services.AddSingleton<PlugInCards>();
        services.AddSingleton<PlugInSweep>();
        services.AddSingleton<PlugInReader>();
        services.AddSingleton<PlugInDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<PlugInReader>());
    }

    /// <summary>Adds the part's routes.</summary>
    public static void MapPlugIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/understanding/plug-in", ReadAsync).WithName("GetPlugIn").WithTags("Understanding")
            .WithSummary("The plug-in reader: what is set, what it is asked, what left the machine, what that cost, and how good its answers are. Never its key.");
        routes.MapPatch("/understanding/plug-in", SetAsync).WithName("SetPlugIn").WithTags("Understanding").ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Sets where it is, what it is asked for and what it costs. Another address or key switches it off.");
        routes.MapPost("/understanding/plug-in/switch", SwitchAsync).WithName("SwitchPlugIn").WithTags("Understanding").ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Switches its purpose on or off, by name: the act without which no word leaves. Off, what it had read is taken out.");
        routes.MapPost("/understanding/plug-in/test", TestAsync).WithName("TestPlugIn").WithTags("Understanding").ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Asks it of a sentence of ours, and of nobody's words.");
    }

    static async Task<Ok<PlugInView>> ReadAsync(PlugInDesk desk, CancellationToken cancellation) => TypedResults.Ok(await desk.ReadAsync(cancellation));

    static async Task<Ok<PlugInView>> SetAsync(PlugInWish wish, HttpContext context, PlugInBook book, PlugInClient client, PlugInDesk desk, CancellationToken cancellation)
    {
        book.Set(was => was with
        {
            Url = Given(wish.Url, was.Url),
            Model = Given(wish.Model, was.Model),
            KeyVariable = Given(wish.KeyVariable, was.KeyVariable),
            TimeoutSeconds = wish.TimeoutSeconds ?? was.TimeoutSeconds,
            MostInFlight = wish.MostInFlight ?? was.MostInFlight,
            PriceIn = wish.PriceIn ?? was.PriceIn,
            PriceOut = wish.PriceOut ?? was.PriceOut,
            Currency = wish.Currency?.Trim().ToUpperInvariant() ?? was.Currency,
            Detectors = wish.Detectors is { } chosen ? [.. chosen.Select(one => new ChosenDetector(one.Id, one.Threshold ?? was.Detectors.FirstOrDefault(old => old.Id == one.Id)?.Threshold ?? 0.5))] : was.Detectors,
        }, Who(context));
        client.Circuit.Reset();
        return TypedResults.Ok(await desk.ReadAsync(cancellation));
    }

    static async Task<Ok<PlugInView>> SwitchAsync(PlugInSwitch wish, HttpContext context, PlugInBook book, PlugInReader reader, PlugInClient client, PlugInDesk desk, CancellationToken cancellation)
    {
        book.Switch(wish.Purpose ?? "", wish.IsOn, wish.History, Who(context));
        client.Circuit.Reset();
        if (wish is { IsOn: true, History: true })
        {
            reader.Restart();
        }

        return TypedResults.Ok(await desk.ReadAsync(cancellation));
    }

    static async Task<Ok<PlugInTest>> TestAsync(PlugInDesk desk, CancellationToken cancellation) => TypedResults.Ok(await desk.TestAsync(cancellation));

    /// <summary>What was given; an empty text takes it away.</summary>
    static string? Given(string? wished, string? was) => wished is null ? was : wished.Trim() is { Length: > 0 } given ? given : null;

    static string Who(HttpContext context) => context.Features.Get<SignedIn>() is { } who ? who.Name : "a program";
}

/// <summary>What is to be set of the plug-in reader; what is not given stays, an empty text takes it away.</summary>
/// <param name="Url">Address before <c>/chat/completions</c>.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="KeyVariable">Variable of the environment that holds the key, beginning with <c>THROUGHLINE_PLUG_IN_</c>.</param>
/// <param name="TimeoutSeconds">Seconds of one attempt, 1 to 120.</param>
/// <param name="MostInFlight">Most requests at once, 1 to 16.</param>
/// <param name="PriceIn">Price of 1,000 tokens sent.</param>
/// <param name="PriceOut">Price of 1,000 tokens answered.</param>
/// <param name="Currency">Three letters.</param>
/// <param name="Detectors">The detectors that it reads, all of them; an empty list for none.</param>
sealed record PlugInWish(
    string? Url = null, string? Model = null, string? KeyVariable = null, int? TimeoutSeconds = null, int? MostInFlight = null, double? PriceIn = null, double? PriceOut = null,
    string? Currency = null, IReadOnlyList<DetectorChoice>? Detectors = null);

/// <summary>A detector that the plug-in is to read.</summary>
/// <param name="Id">The detector.</param>
/// <param name="Threshold">From which probability on its answer is present; null leaves it.</param>
sealed record DetectorChoice(string Id, double? Threshold = null);

/// <summary>Switches the plug-in reader's purpose.</summary>
/// <param name="Purpose">The purpose, spelt out: <c>read_outside</c>.</param>
/// <param name="IsOn">On or off.</param>
/// <param name="History">True reads what is in the log already; false only what comes in from now on.</param>
sealed record PlugInSwitch(string? Purpose, bool IsOn, bool History = false);
