using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Profiles.Register;

/// <summary>Names a purpose for elements or takes it away, and says on what permission and under what regulation they are kept.</summary>
static class NamePurpose
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/register/purposes", Name).WithName("NamePurpose")
            .WithSummary("Name a purpose for elements, or take it away; it holds from the next use on");
        routes.MapPost("/register/origins", Say).WithName("SayOrigin")
            .WithSummary("Say on what permission and under what regulation elements are kept");
    }

    static NoContent Name(PurposeRequest request, HttpContext context, SignalLog log)
    {
        Purposes.Need(request.Purpose);
        if (request.Why is { Length: > 1000 })
        {
            throw new BadInputException("why", "Say it in at most 1,000 characters.");
        }

        var user = context.Features.Get<SignedIn>();
        log.Uses.Name(Known(request.Elements, log), new PurposeNaming(request.Purpose, user?.Name, user?.Id > 0 ? "person" : "program"), request.Named,
            string.IsNullOrWhiteSpace(request.Why) ? null : request.Why.Trim());
        return TypedResults.NoContent();
    }

    static NoContent Say(OriginRequest request, SignalLog log)
    {
        if (request.Permission is { Length: 0 or > 200 } || request.Regulation is { Length: 0 or > 200 })
        {
            throw new BadInputException("permission", "Permission and regulation have 1 to 200 characters each; leave out what is not known.");
        }

        log.Uses.Say(Known(request.Elements, log), request.Permission, request.Regulation);
        return TypedResults.NoContent();
    }

    static List<ElementKey> Known(IReadOnlyList<ElementRequest> elements, SignalLog log)
    {
        List<ElementKey> keys = [.. elements.Select(one => new ElementKey(one.SourceId, one.Kind, one.Name))];
        return keys.Count is 0 or > 5000 ? throw new BadInputException("elements", "Name 1 to 5,000 elements.")
            : keys.Find(key => !log.Uses.Has(key)) is { Name: not null } unknown
                ? throw new NotFoundException($"The register has no element {unknown.Name} of source {unknown.SourceId}.", "no_element")
                : keys;
    }
}

/// <summary>Names an element.</summary>
sealed record ElementRequest(int SourceId, ElementKind Kind, string Name);

/// <summary>A purpose for elements.</summary>
/// <param name="Elements">The elements.</param>
/// <param name="Purpose">The purpose.</param>
/// <param name="Named">True names it, false takes it away.</param>
/// <param name="Why">Why these elements, and not less intrusive ones.</param>
sealed record PurposeRequest(IReadOnlyList<ElementRequest> Elements, string Purpose, bool Named = true, string? Why = null);

/// <summary>What is said of the origin of elements; null leaves what was said.</summary>
sealed record OriginRequest(IReadOnlyList<ElementRequest> Elements, string? Permission = null, string? Regulation = null);
