using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Relations;

/// <summary>The routes of ties: state one, end or deny one, and what the last working out of households found.</summary>
static class StateRelation
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/relations", State).WithName("StateRelation").WithSummary("State a tie between two customers");
        routes.MapDelete("/relations/{id:long}", End).WithName("EndRelation").WithSummary("End a stated tie, or say of one that was worked out that it is none");
        routes.MapGet("/relations", (RelationKeeper keeper) => TypedResults.Ok(new RelationsStatus(RelationType.All, keeper.Last())))
            .WithName("GetRelations").WithSummary("The types of ties, and what the last working out of households found");
    }

    static Ok<RelationStated> State(RelationRequest request, HttpContext context, RelationBook book, ProfileDirectory profiles)
    {
        var (from, to) = (Living(profiles, "from", request.From), Living(profiles, "to", request.To));
        if (from == to)
        {
            throw new BadInputException("to", "Both ends are one customer. Name another one.", "same_customer");
        }

        if (!RelationType.All.Contains(request.Type))
        {
            throw new BadInputException("type", $"A tie is one of {string.Join(", ", RelationType.All)}.", "unknown_relation");
        }

        if (request.Since > request.Until)
        {
            throw new BadInputException("until", "A tie ends after it began.");
        }

        var why = GivenReason.Need(request.Why, "who told you", "relation_why_missing");
        return TypedResults.Ok(new RelationStated(
            book.State(new StatedRelation(from, to, request.Type, request.Since, request.Until), Who(context), why)));
    }

    static Ok<RelationEnded> End(long id, HttpContext context, RelationBook book, string? why = null) => TypedResults.Ok(new RelationEnded(
        book.End(id, Who(context), GivenReason.Read(why) ?? "") ?? throw new NotFoundException("There is no such tie, or it has ended.", "no_relation")));

    static int Living(ProfileDirectory profiles, string field, string? key) => string.IsNullOrWhiteSpace(key) || key.Length > 1_000
        ? throw new BadInputException(field, "Name a customer by id (P-…) or identifier (namespace:value).")
        : profiles.Find(key) ?? throw new NotFoundException("There is no such customer.", "no_profile");

    static string Who(HttpContext context) => context.Features.Get<SignedIn>()?.Name ?? "a program";
}

/// <summary>A tie to state.</summary>
/// <param name="From">Customer that it goes out from: an id (P-…) or an identifier (namespace:value).</param>
/// <param name="To">Customer that it goes to.</param>
/// <param name="Type">household (both alike), account (holder to member), guardian (to ward), carer (to who is cared for) or employer (to employee).</param>
/// <param name="Since">Since when; null when it is not known.</param>
/// <param name="Until">Until when; null while it holds.</param>
/// <param name="Why">Who told you, or what proves it; up to 2,000 characters.</param>
sealed record RelationRequest(string From, string To, string Type, DateOnly? Since, DateOnly? Until, string? Why);

/// <summary>A tie that was stated.</summary>
/// <param name="Id">Its number.</param>
sealed record RelationStated(long Id);

/// <summary>A tie that was ended or denied.</summary>
/// <param name="Fact">Number of the fact.</param>
sealed record RelationEnded(long Fact);

/// <summary>Where ties stand.</summary>
/// <param name="Types">The types there are.</param>
/// <param name="Last">The last working out of households; null before the first.</param>
sealed record RelationsStatus(IReadOnlyList<string> Types, RelationRun? Last);
