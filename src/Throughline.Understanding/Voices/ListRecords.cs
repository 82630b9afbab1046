using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Http;

namespace Throughline.Understanding.Voices;

/// <summary>The records behind a number, whether they hold words or not.</summary>
static class ListRecords
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/records", Handle)
        .WithName("ListRecords").WithTags("Voices")
        .WithSummary("Lists the records that the filter lets through, with or without text.");

    static async Task<Ok<VerbatimPage>> Handle(
        HttpRequest request, string? sort, string? after, int? take, VerbatimBook book, CancellationToken cancellation) =>
        TypedResults.Ok(await book.ListAsync(
            FilterQuery.Read(request.Query), OrderSql.Read(sort), ListVoices.Place(after), take ?? 50, cancellation));
}
