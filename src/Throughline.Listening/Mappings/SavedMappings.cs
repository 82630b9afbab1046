using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Mappings;

/// <summary>Saved mappings and their versions.</summary>
static class SavedMappings
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/mappings", List).WithName("ListMappings").WithSummary("Saved mappings");
        routes.MapGet("/mappings/{name}", Get).WithName("ReadMapping").WithSummary("A mapping and its versions");
        routes.MapPut("/mappings/{name}", Save).WithName("SaveMapping").WithSummary("Save a mapping as its next version");
    }

    static Ok<MappingList> List(MappingStore mappings, SignalLog log)
    {
        var sources = log.Catalogue.Contents;
        return TypedResults.Ok(new MappingList([.. mappings.List().Select(one => new MappingEntry(
            one.Name, one.Versions, [.. one.SourceIds.Select(id => sources.FindSource(id)?.Name).OfType<string>()], one.UpdatedAt))]));
    }

    static Ok<MappingHistory> Get(string name, int? version, MappingStore mappings) =>
        mappings.Find(name, version) is { } found
            ? TypedResults.Ok(new MappingHistory(found, mappings.Versions(name)))
            : throw new NotFoundException(version is null ? $"There is no mapping {name}." : $"The mapping {name} has no version {version}.", "no_mapping");

    static Results<Ok<SavedVersion>, ProblemHttpResult> Save(string name, SaveRequest request, HttpContext context, MappingStore mappings)
    {
        var mapping = request.Mapping with { Name = name };
        return MappingCheck.Problems(mapping) is { Count: > 0 } problems
            ? Answers.Unusable(problems)
            : TypedResults.Ok(new SavedVersion(mappings.Save(mapping, context.Features.Get<SignedIn>()?.Name, request.Note).Version));
    }
}

/// <summary>Saved mappings.</summary>
sealed record MappingList(IReadOnlyList<MappingEntry> Items);

/// <summary>A saved mapping.</summary>
sealed record MappingEntry(string Name, int Versions, IReadOnlyList<string> Sources, string UpdatedAt);

/// <summary>A mapping and its versions, the newest first.</summary>
sealed record MappingHistory(Mapping Mapping, IReadOnlyList<MappingVersion> Versions);

/// <summary>What to save.</summary>
sealed record SaveRequest(Mapping Mapping, string? Note = null);

/// <summary>The version that it was saved as.</summary>
sealed record SavedVersion(int Version);
