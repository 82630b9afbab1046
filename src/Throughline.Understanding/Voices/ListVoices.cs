using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Voices;

/// <summary>What customers wrote, searched and narrowed.</summary>
static class ListVoices
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/voices", Handle)
        .WithName("ListVoices").WithTags("Voices")
        .WithSummary("Lists the customers' own words that the filter lets through, with what the list can be narrowed by.");

    static async Task<Ok<VoicesPage>> Handle(
        HttpRequest request, string? sort, string? after, int? take, VerbatimBook book, SignalLog log, CancellationToken cancellation)
    {
        var filter = Allowed(FilterQuery.Read(request.Query), log, Use.Voices, out var refused);
        var page = await book.ListVoicesAsync(filter, OrderSql.Read(sort), Place(after), take ?? 50, cancellation);
        return TypedResults.Ok(page with { Refused = refused });
    }

    /// <summary>The filter without the sources whose words have no purpose; those that it asked for are counted as refused.</summary>
    internal static SignalFilter Allowed(SignalFilter filter, SignalLog log, Use use, out IReadOnlyList<string> refused)
    {
        var without = log.Uses.SourcesWithoutText(use);
        List<int> asked = [.. without.Where(source => filter.SourceId is null || filter.SourceId == source)];
        if (asked.Count > 0)
        {
            log.Uses.RefuseTexts(use, asked);
        }

        refused = [.. asked.Select(id => log.Catalogue.Contents.FindSource(id)?.Name).OfType<string>()];
        return asked.Count == 0 ? filter : filter with { WithoutSources = without };
    }

    internal static string? Place(string? after) => string.IsNullOrEmpty(after) ? null : after;
}

/// <summary>One page of verbatims.</summary>
/// <param name="Total">All verbatims of the source chosen, or of all sources: what the filter narrows.</param>
/// <param name="WithFilterTotal">Verbatims that the whole filter lets through, on all pages together.</param>
/// <param name="Items">The verbatims of this page.</param>
/// <param name="Next">Where the next page starts; null on the last page.</param>
/// <param name="Facets">What the list can be narrowed by; with the first page only, null on the others.</param>
public sealed record VoicesPage(
    long Total, long WithFilterTotal, IReadOnlyList<Verbatim> Items, string? Next, VoiceFacets? Facets)
{
    /// <summary>Sources whose words are left out because no purpose is named for them.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>What else is left out because no purpose is named for it: choices that are not offered, and values.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];
}
