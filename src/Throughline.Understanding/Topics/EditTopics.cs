using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Language.Topics;
using Throughline.Platform.Access;

namespace Throughline.Understanding.Topics;

/// <summary>The edits of the company's topics: add, change, delete, adopt the starter, and what was done so far.</summary>
static class EditTopics
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/topics", Add).WithName("AddTopic").WithTags("Topics")
            .WithSummary("Adds a topic of the company's own. Texts are read by it once that is asked for; by the first one at once.");
        routes.MapPut("/topics/{id:int}", Put).WithName("ChangeTopic").WithTags("Topics").WithSummary("Writes a topic anew. What was read by the words before stays until the texts are read again.");
        routes.MapDelete("/topics/{id:int}", Delete).WithName("DeleteTopic").WithTags("Topics").WithSummary("Deletes a topic without parts. Its number is never given again.");
        routes.MapGet("/topics/history", (TaxonomyBook book) => TypedResults.Ok(new TopicHistory(book.History())))
            .WithName("ListTopicEdits").WithTags("Topics").WithSummary("The edits of the topics, the newest first: which version, when, who, what.");
        routes.MapGet("/topics/starter", Starter).WithName("GetStarterTopics").WithTags("Topics")
            .WithSummary("Topics that customers of service companies write about, with words in four languages: a beginning to adopt and to edit.");
        routes.MapPost("/topics/starter", Adopt).WithName("AdoptStarterTopics").WithTags("Topics").WithSummary("Adopts topics of the starter into the company's own; those that are there stay as they are.");
    }

    static Task<Ok<TopicLine>> Add(TopicRequest request, HttpContext context, TaxonomyBook book, TopicCounts counts, CancellationToken cancellation) =>
        LineAsync(book.Add(request.Read(), Who(context)), book, counts, cancellation);

    static Task<Ok<TopicLine>> Put(int id, TopicRequest request, HttpContext context, TaxonomyBook book, TopicCounts counts, CancellationToken cancellation) =>
        LineAsync(book.Put(id, request.Read(), Who(context)), book, counts, cancellation);

    internal static async Task<Ok<TopicLine>> LineAsync(CompanyTopic topic, TaxonomyBook book, TopicCounts counts, CancellationToken cancellation) =>
        TypedResults.Ok(TopicLine.Of(topic, (await counts.NowAsync(cancellation)).Topics.GetValueOrDefault(topic.Id), new TextTopicsReading(book.Now)));

    static NoContent Delete(int id, HttpContext context, TaxonomyBook book)
    {
        book.Delete(id, Who(context));
        return TypedResults.NoContent();
    }

    static Ok<StarterTopics> Starter(TaxonomyBook book)
    {
        var adopted = book.AdoptedStarter();
        return TypedResults.Ok(new StarterTopics([.. Taxonomy.Starter.Topics.Select(topic =>
            new StarterTopic(topic.Id, topic.Parent, topic.Names.GetValueOrDefault("en") ?? topic.Id, topic.Names, topic.Seeds, adopted.Contains(topic.Id)))]));
    }

    static Ok<AdoptedTopics> Adopt(AdoptRequest request, HttpContext context, TaxonomyBook book)
    {
        var adopted = book.AdoptStarter(request.Ids, Who(context));
        var reading = new TextTopicsReading(book.Now);
        return TypedResults.Ok(new AdoptedTopics([.. adopted.Select(topic => TopicLine.Of(topic, null, reading))]));
    }

    internal static string Who(HttpContext context) => context.Features.Get<SignedIn>()?.Name ?? "a program";
}

/// <summary>The edits of the topics.</summary>
/// <param name="Edits">The newest first.</param>
sealed record TopicHistory(IReadOnlyList<TopicEdit> Edits);

/// <summary>The topics that the program offers as a beginning.</summary>
/// <param name="Topics">In the order of the tree.</param>
sealed record StarterTopics(IReadOnlyList<StarterTopic> Topics);

/// <summary>A topic that is offered.</summary>
/// <param name="Id">Its id among those offered.</param>
/// <param name="Parent">The one that it is a part of; null for one of the first level.</param>
/// <param name="Name">Its name in English.</param>
/// <param name="Names">Its names by language.</param>
/// <param name="Seeds">Words that speak of it, by language.</param>
/// <param name="IsAdopted">True when it is among the company's own.</param>
sealed record StarterTopic(
    string Id, string? Parent, string Name, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, IReadOnlyList<string>> Seeds, bool IsAdopted);

/// <summary>Which topics to adopt.</summary>
/// <param name="Ids">Ids among those offered; null for all.</param>
sealed record AdoptRequest(IReadOnlyList<string>? Ids);

/// <summary>Topics that were adopted now.</summary>
/// <param name="Topics">Without those that were there.</param>
sealed record AdoptedTopics(IReadOnlyList<TopicLine> Topics);
