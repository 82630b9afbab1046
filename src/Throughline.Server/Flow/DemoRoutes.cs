using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;
using Throughline.Server.Access;

namespace Throughline.Server.Flow;

/// <summary>The demo company over HTTP.</summary>
static class DemoRoutes
{
    public static void MapDemo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/demo", (DemoLoad demo) => TypedResults.Ok(new DemoState(demo.Present)))
            .WithName("ReadDemo").WithSummary("Whether the demo company is loaded");
        routes.MapPost("/demo", LoadAsync).WithName("LoadDemo").WithSummary("Load the demo company, in place of one that is there");
        routes.MapDelete("/demo", async (DemoLoad demo, CancellationToken cancellation) =>
            {
                await Task.Run(demo.Remove, cancellation);
                return TypedResults.Ok(new Done(true));
            })
            .WithName("RemoveDemo").WithSummary("Remove the demo company without a trace");
    }

    static async Task<Ok<DemoLoaded>> LoadAsync(DemoRequest request, DemoLoad demo, DataFolder folder, CancellationToken cancellation)
    {
        if (request.Customers is < 1 or > 1_000_000)
        {
            throw new BadInputException("customers", "Between 1 and 1,000,000 customers.");
        }

        var loaded = await Task.Run(() => demo.Load(request.Customers, request.Seed, TruthPath(folder.Path), null, cancellation), cancellation);
        return TypedResults.Ok(loaded);
    }

    /// <summary>Where a data folder keeps the planted truths.</summary>
    public static string TruthPath(string folder) => Path.Combine(folder, "truth.json");
}

/// <summary>Whether the demo company is loaded.</summary>
sealed record DemoState(bool Present);

/// <summary>Which demo company.</summary>
sealed record DemoRequest(int Customers = 10_000, ulong Seed = 1);
