using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Profiles.Reading;

namespace Throughline.Profiles.Attributes;

/// <summary>A person chooses one of the values that a profile's records hold, or takes the choice back.</summary>
static class PinValue
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/profiles/{id}/pins", Add).WithName("PinValue").WithTags("Profiles").ProducesProblem(404)
            .WithSummary("Choose one of the values that the records hold; it is kept while one of them holds it.");
        routes.MapDelete("/profiles/{id}/pins/{attribute:int}", Remove).WithName("UnpinValue").WithTags("Profiles").ProducesProblem(404)
            .WithSummary("Take the choice of a value back.");
    }

    static Ok<PinAnswer> Add(string id, PinRequest request, HttpContext context, SignalLog log, ProfileBook book, PinBook pins, TimeProvider time)
    {
        var why = GivenReason.Need(request.Why, "why this value is the right one", "why_missing");
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Customers, catalogue);
        var profile = Get(id, book, catalogue, asking);
        var held = profile.Attributes.FirstOrDefault(one => one.Attribute.Id == request.Attribute)
            ?? throw new BadInputException("attribute", "The profile holds no value of this attribute.", "no_value");
        var chosen = held.Value.Candidates.Select(candidate => candidate.Claim).FirstOrDefault(claim => claim.Value == request.Value)
            ?? throw new BadInputException("value", "Choose one of the values that the records hold.", "no_value");
        var by = context.Features.Get<SignedIn>()?.Name;
        return TypedResults.Ok(new PinAnswer(pins.Add(profile.Id, [.. profile.Records.Select(record => record.Number)],
            new Pin(chosen.Record, request.Attribute, chosen.Value, why, by, time.GetUtcNow().UtcDateTime))));
    }

    static Ok<PinAnswer> Remove(string id, int attribute, HttpContext context, SignalLog log, ProfileBook book, PinBook pins)
    {
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Customers, catalogue);
        var profile = Get(id, book, catalogue, asking);
        return TypedResults.Ok(new PinAnswer(pins.Remove(
            profile.Id, [.. profile.Records.Select(record => record.Number)], attribute, context.Features.Get<SignedIn>()?.Name)));
    }

    static HeldProfile Get(string id, ProfileBook book, CatalogueContents catalogue, Asking asking) => book.Read(
        book.Find(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), asking) ?? throw ProfileBook.Missing(), catalogue, asking);
}

/// <summary>The choice of a value.</summary>
/// <param name="Attribute">Id of the attribute.</param>
/// <param name="Value">One of the values that the profile's records hold, as written there.</param>
/// <param name="Why">Why it is the right one.</param>
sealed record PinRequest(int Attribute, string Value, string Why);

/// <summary>What became of it.</summary>
/// <param name="Fact">Number of the fact; null when there was nothing to take back.</param>
sealed record PinAnswer(long? Fact);
