using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Access;
using Throughline.Platform.Http;

namespace Throughline.Profiles.Erasure;

/// <summary>Erase a customer, or say what that would do; and the proofs.</summary>
static class ErasureRoutes
{
    const int LongestWhy = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/profiles/{id}/erasure", async (string id, bool? all, CustomerEraser eraser, CancellationToken cancellation) =>
                TypedResults.Ok(await eraser.ForecastAsync(id, all == true, cancellation)))
            .WithName("ForecastErasure").ProducesProblem(404).WithSummary("What an erasure would take out of which store, and what would stay; nothing is written");
        routes.MapPost("/profiles/{id}/erasure", RunAsync).WithName("EraseCustomer").Produces<ErasureProof>().ProducesProblem(404)
            .WithSummary("Erase a customer from every store and give the proof; a dry run only says what would be erased");
        routes.MapGet("/erasures", (ErasureBook book) => TypedResults.Ok(List(book))).WithName("ListErasures").WithSummary("The proofs of all erasures, the newest first");
        routes.MapGet("/erasures/{id:int}", (int id, ErasureBook book) => TypedResults.Ok(book.Find(id) ?? throw new NotFoundException($"There is no erasure {id}.", "no_erasure")))
            .WithName("ReadErasure").ProducesProblem(404).WithSummary("The proof of one erasure");
    }

    static async Task<IResult> RunAsync(
        string id, [FromQuery(Name = "dry_run")] bool? dryRun, ErasureRequest request, HttpContext context, CustomerEraser eraser, CancellationToken cancellation)
    {
        if (request.DryRun || dryRun == true)
        {
            return TypedResults.Ok(await eraser.ForecastAsync(id, request.All, cancellation));
        }

        var why = request.Why?.Trim();
        return string.IsNullOrEmpty(why) || why.Length > LongestWhy
            ? throw new BadInputException("why", $"Say in at most {LongestWhy} characters why: it stands in the proof.", "why_missing")
            : TypedResults.Ok(await eraser.EraseAsync(id, request.All, why, context.Features.Get<SignedIn>()?.Name ?? "", cancellation));
    }

    static ErasureList List(ErasureBook book)
    {
        var (proofs, holds) = book.List();
        return new ErasureList(proofs, holds);
    }
}

/// <summary>What to do.</summary>
/// <param name="Why">Why, in words that do not name the person; not needed for a dry run.</param>
/// <param name="DryRun">True only says what would be erased.</param>
/// <param name="All">True for all profiles that bear the identifier; without it several are refused.</param>
sealed record ErasureRequest(string? Why = null, bool DryRun = false, bool All = false);

/// <summary>All erasures.</summary>
/// <param name="Items">Their proofs, the newest first.</param>
/// <param name="ChainHolds">True when every proof is unchanged and follows from the one before it.</param>
sealed record ErasureList(IReadOnlyList<ErasureProof> Items, bool ChainHolds);
