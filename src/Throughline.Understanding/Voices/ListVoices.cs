using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Http;

namespace Throughline.Understanding.Voices;

/// <summary>What customers wrote, searched and narrowed.</summary>
static class ListVoices
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/voices", Handle)
        .WithName("ListVoices").WithTags("Voices")
        .WithSummary("Lists the customers' own words that the filter lets through, with what the list can be narrowed by.");

    static async Task<Ok<VoicesPage>> Handle(
        HttpRequest request, string? sort, string? after, int? take, VerbatimBook book, CancellationToken cancellation) =>
        TypedResults.Ok(await book.ListVoicesAsync(
            FilterQuery.Read(request.Query), OrderSql.Read(sort), Place(after), take ?? 50, cancellation));

    internal static string? Place(string? after) => string.IsNullOrEmpty(after) ? null : after;
}

/// <summary>One page of verbatims.</summary>
/// <param name="Total">All verbatims of the source chosen, or of all sources: what the filter narrows.</param>
/// <param name="WithFilterTotal">Verbatims that the whole filter lets through, on all pages together.</param>
/// <param name="Items">The verbatims of this page.</param>
/// <param name="Next">Where the next page starts; null on the last page.</param>
/// <param name="Facets">What the list can be narrowed by; with the first page only, null on the others.</param>
public sealed record VoicesPage(
    long Total, long WithFilterTotal, IReadOnlyList<Verbatim> Items, string? Next, VoiceFacets? Facets);
