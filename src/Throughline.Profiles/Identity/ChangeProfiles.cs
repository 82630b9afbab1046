using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Access;
using Throughline.Platform.Http;

namespace Throughline.Profiles.Identity;

/// <summary>People merge profiles, take that back, and say which records are one customer.</summary>
static class ChangeProfiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/profiles/merge", Merge).WithName("MergeProfiles").WithTags("Identity").ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Say that profiles are one customer; the oldest id survives and the others lead to it");
        routes.MapPost("/profiles/{id}/unmerge", Unmerge).WithName("UnmergeProfile").WithTags("Identity").ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Take a merge back by its fact, or say which records of the profile are somebody else; an undone merge comes back by the fact of its undoing");
        routes.MapPost("/identity/statements", State).WithName("StateIdentity").WithTags("Identity").ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Say that two records are one customer, or two; refused with the facts that say the opposite");
        routes.MapDelete("/identity/statements/{fact:long}", (long fact, HttpContext context, ProfileDirectory profiles) =>
                TypedResults.Ok(Answer(profiles.Lift(fact, Who(context)))))
            .WithName("LiftStatement").WithTags("Identity").ProducesProblem(404).WithSummary("Take a statement back; evidence decides again");
    }

    static Ok<ChangeView> Merge(MergeRequest request, HttpContext context, ProfileDirectory profiles)
    {
        if (request.Profiles is not { Count: >= 2 and <= 20 })
        {
            throw new BadInputException("profiles", "Name 2 to 20 profiles.");
        }

        return TypedResults.Ok(Answer(profiles.Merge([.. request.Profiles.Select(id => Living(profiles, id))], Who(context), Why(request.Why))));
    }

    static Ok<ChangeView> Unmerge(string id, UnmergeRequest request, HttpContext context, ProfileDirectory profiles)
    {
        var profile = Living(profiles, id);
        var changed = (request.Fact, request.Records) switch
        {
            ({ } fact, null) => profiles.Unmerge(fact, Who(context), Why(request.Why)),
            (null, { Count: > 0 } records) => profiles.Unmerge(profile, records, Who(context), Why(request.Why)),
            _ => throw new BadInputException("fact", "Name the fact to take back, or the records that are somebody else."),
        };
        return TypedResults.Ok(Answer(changed));
    }

    static Ok<ChangeView> State(StatementRequest request, HttpContext context, ProfileDirectory profiles) => TypedResults.Ok(Answer(request.Kind switch
    {
        "together" => profiles.Join(request.Left, request.Right, Who(context), Why(request.Why)),
        "apart" => profiles.Part(request.Left, request.Right, Who(context), Why(request.Why)),
        _ => throw new BadInputException("kind", "Say together or apart."),
    }));

    /// <summary>The living profile of an id or an identifier.</summary>
    internal static int Living(ProfileDirectory profiles, string id) => profiles.Find(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))
        ?? throw new NotFoundException($"There is no profile {id}.", "no_profile");

    internal static string Who(HttpContext context) => context.Features.Get<SignedIn>()?.Name ?? "somebody";

    static ChangeView Answer(ProfilesChanged changed) => new(changed.Fact, [.. changed.Profiles.Select(number => new ProfileId(number).ToString())]);

    static string? Why(string? why) => why is { Length: > 1000 } ? throw new BadInputException("why", "Say it in at most 1,000 characters.") : why;
}

/// <summary>Profiles that are one customer.</summary>
/// <param name="Profiles">Ids or identifiers, 2 to 20.</param>
/// <param name="Why">The reason, for those who look at it later.</param>
sealed record MergeRequest(IReadOnlyList<string> Profiles, string? Why = null);

/// <summary>What is taken back: a fact, or records that are somebody else.</summary>
/// <param name="Fact">A merge, or the undoing of one; null when records are named.</param>
/// <param name="Records">Numbers of records of the profile; null when a fact is named.</param>
/// <param name="Why">The reason.</param>
sealed record UnmergeRequest(long? Fact = null, IReadOnlyList<int>? Records = null, string? Why = null);

/// <summary>What is said of two records.</summary>
/// <param name="Left">Number of a record.</param>
/// <param name="Right">Number of another.</param>
/// <param name="Kind">together or apart.</param>
/// <param name="Why">The reason.</param>
sealed record StatementRequest(int Left, int Right, string Kind, string? Why = null);

/// <summary>What became of it.</summary>
/// <param name="Fact">The fact to name when it is taken back.</param>
/// <param name="Profiles">The living profiles that it concerned.</param>
sealed record ChangeView(long? Fact, IReadOnlyList<string> Profiles);
