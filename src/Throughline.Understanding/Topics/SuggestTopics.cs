using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Http;

namespace Throughline.Understanding.Topics;

/// <summary>Topics proposed in what no topic took, and the adoption of one.</summary>
static class SuggestTopics
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/topics/suggestions", HandleAsync).WithName("ListTopicSuggestions").WithTags("Topics")
            .WithSummary("Topics that are proposed in customers' texts without one, from 30 different texts on; below that, words and phrases that several have. A person adopts them, or not.");
        routes.MapPost("/topics/suggestions/{key}/adopt", AdoptAsync).WithName("AdoptTopicSuggestion").WithTags("Topics")
            .WithSummary("Takes a proposed topic over into the company's own, with its terms as the words that speak of it.");
    }

    static async Task<Ok<TopicSuggestions>> HandleAsync(TopicProposals proposals, CancellationToken cancellation)
    {
        var found = await proposals.FindAsync(cancellation);
        return TypedResults.Ok(new TopicSuggestions(
            [.. found.Found.Select(one => new TopicSuggestion(one.Key, one.Terms, one.Texts, one.Nearest))], found.LookedAt, found.Phrases, found.Shortfall));
    }

    static async Task<Ok<TopicLine>> AdoptAsync(
        string key, AdoptSuggestionRequest request, HttpContext context, TopicProposals proposals, TaxonomyBook book, TopicCounts counts, CancellationToken cancellation)
    {
        var topic = await proposals.AdoptAsync(key, TopicRequest.Called("name", request.Name), request.Parent, EditTopics.Who(context), cancellation)
            ?? throw new NotFoundException("This is not proposed any more. Read the suggestions again.", "no_suggestion");
        return await EditTopics.LineAsync(topic, book, counts, cancellation);
    }
}

/// <summary>What is proposed.</summary>
/// <param name="Suggestions">Topics, the one with most texts first.</param>
/// <param name="LookedAt">Texts without a topic that were looked at, at most 20,000 of the newest.</param>
/// <param name="Phrases">Words and phrases, where there are too few texts for topics.</param>
/// <param name="Shortfall">Why there are no topics; null when there are.</param>
sealed record TopicSuggestions(IReadOnlyList<TopicSuggestion> Suggestions, int LookedAt, IReadOnlyList<ProposedPhrase> Phrases, Shortfall? Shortfall);

/// <summary>A topic that is proposed.</summary>
/// <param name="Key">What it is adopted by; the same in later runs.</param>
/// <param name="Terms">What tells it from the others, the most telling first.</param>
/// <param name="Texts">Texts that would have it.</param>
/// <param name="Nearest">Ids of the three signals that are most like it.</param>
sealed record TopicSuggestion(string Key, IReadOnlyList<string> Terms, int Texts, IReadOnlyList<string> Nearest);

/// <summary>How a proposed topic is adopted.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Parent">The topic that it is a part of; null for none.</param>
sealed record AdoptSuggestionRequest(string? Name, int? Parent);
