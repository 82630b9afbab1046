using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Profiles.Attributes;

/// <summary>How much each source is trusted where sources say different things.</summary>
static class SetTrust
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/trust", (SignalLog log, SourceTrust trust) => TypedResults.Ok(new TrustList(SourceTrust.Usual,
                [.. log.Catalogue.Contents.Sources.Select(source => new TrustEntry(source.Id, source.Name, trust.Of(source.Id)))])))
            .WithName("ListTrust").WithTags("Profiles").WithSummary("How much each source is trusted where sources say different things.");
        routes.MapPut("/trust/{source:int}", Put).WithName("SetTrust").WithTags("Profiles").ProducesProblem(404)
            .WithSummary("Say how much a source is trusted, above 0 to 1; sources are equal until somebody says otherwise.");
    }

    static Ok<TrustEntry> Put(int source, TrustRequest request, HttpContext context, SignalLog log, SourceTrust trust)
    {
        var known = log.Catalogue.Contents.FindSource(source) ?? throw new NotFoundException($"There is no source {source}.", "no_source");
        if (request.Trust is not (> 0 and <= 1))
        {
            throw new BadInputException("trust", "Trust is a number above 0 and at most 1.");
        }

        trust.Set(source, request.Trust, context.Features.Get<SignedIn>()?.Name);
        return TypedResults.Ok(new TrustEntry(source, known.Name, request.Trust));
    }
}

/// <summary>Trust in all sources.</summary>
/// <param name="Usual">What a source is trusted when nobody has said.</param>
/// <param name="Items">The sources.</param>
sealed record TrustList(double Usual, IReadOnlyList<TrustEntry> Items);

/// <summary>Trust in one source.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Source">Its name.</param>
/// <param name="Trust">Above 0 to 1.</param>
sealed record TrustEntry(int SourceId, string Source, double Trust);

/// <summary>Trust to set.</summary>
/// <param name="Trust">Above 0 to 1.</param>
sealed record TrustRequest(double Trust);
