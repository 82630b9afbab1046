using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Erasing;
using Throughline.Platform.Followers;

namespace Throughline.Understanding.Topics;

/// <summary>What texts are about: the part's list of doors and routes.</summary>
public static class TopicsRoutes
{
    static readonly ImpersonalPlace[] s_impersonal =
    [
        new("keys:understanding_topic", "numbers of topics"),
        new("keys:understanding_topic_version", "names and words of topics, as the company's people write them"),
        new("keys:understanding_topic_wanted", "the version that texts are to be read by"),
        new("understanding:topic_left", "sources whose words are not read"),
        new("understanding:topic_state", "the version that texts are shown by"),
        new("understanding:topic_change", "counts of texts by topic"),
    ];

    /// <summary>Adds the part's doors.</summary>
    public static void AddTopics(this IServiceCollection services)
    {
        services.AddSingleton<TaxonomyBook>();
        services.AddSingleton<TopicFollower>();
        services.AddSingleton<StoreFollower>(provider => provider.GetRequiredService<TopicFollower>());
        services.AddSingleton<TopicCounts>();
        services.AddSingleton<TopicRows>();
        services.AddSingleton<TopicProposals>();
        services.AddImpersonal(s_impersonal);
    }

    /// <summary>Adds the part's routes.</summary>
    public static void MapTopics(this IEndpointRouteBuilder routes)
    {
        ListTopics.Map(routes);
        EditTopics.Map(routes);
        SuggestTopics.Map(routes);
        ReadAspects.Map(routes);
    }
}
