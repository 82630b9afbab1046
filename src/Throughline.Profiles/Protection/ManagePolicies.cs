using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Matching.Protection;
using Throughline.Platform.Access;
using Throughline.Platform.Http;

namespace Throughline.Profiles.Protection;

/// <summary>What identifiers may do: read it, and put another list in its place.</summary>
static class ManagePolicies
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/identity/policies", (ProtectionPolicies policies) => TypedResults.Ok(PolicyList.Of(policies.Now)))
            .WithName("ReadIdentifierPolicies").WithSummary("What each kind of identifier may do: blocked values, limits, and whether one value alone joins records");
        routes.MapPut("/identity/policies", Put).WithName("PutIdentifierPolicies").Accepts<PolicyRequest>("application/json")
            .WithSummary("Put another list of policies in place of the present one; later decisions follow it");
    }

    /// <summary>The body is read by hand, so that what is wrong with a policy is told by its field.</summary>
    static async Task<Ok<PolicyList>> Put(HttpContext context, ProtectionPolicies policies, CancellationToken cancellation)
    {
        var put = IdentifierPolicies.FromJson(await ListAsync(context.Request.Body, cancellation), out var problems);
        return put is null
            ? throw new BadInputException(problems[0].Field, problems[0].Detail + (problems.Count > 1 ? $" ({problems.Count - 1} more after it.)" : ""), "bad_policy")
            : TypedResults.Ok(PolicyList.Of(policies.Put(put, context.Features.Get<SignedIn>()?.Name ?? "program")));
    }

    static async Task<string> ListAsync(Stream body, CancellationToken cancellation)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
            return json.RootElement.GetProperty("policies").GetRawText();
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BadInputException("policies", "Give {\"policies\": […]} as GET gives it.", "bad_policy");
        }
    }
}

/// <summary>The policies to hold from now on.</summary>
/// <param name="Policies">The whole list.</param>
sealed record PolicyRequest(IReadOnlyList<IdentifierPolicy> Policies);

/// <summary>The policies of identifiers.</summary>
/// <param name="Policies">All of them.</param>
/// <param name="Version">Number of the change; 0 for the defaults.</param>
/// <param name="At">Since when, UTC; null for the defaults.</param>
/// <param name="By">Who said so; null for the defaults.</param>
sealed record PolicyList(IReadOnlyList<IdentifierPolicy> Policies, int Version, string? At, string? By)
{
    public static PolicyList Of(PolicyVersion one) => new(one.Policies.All, one.Version, one.At, one.By);
}
