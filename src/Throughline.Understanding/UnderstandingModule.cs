using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Storage;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Metrics;
using Throughline.Understanding.Themes;
using Throughline.Understanding.Topics;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding;

/// <summary>The pillar's list of parts.</summary>
public static class UnderstandingModule
{
    /// <summary>Tables of the pillar in <c>understanding.duckdb</c>.</summary>
    public static IEnumerable<Migration> StoreMigrations => [DetectionTables.InStore, TopicTables.InStore];

    /// <summary>Tables of the pillar in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations => [TaxonomyBook.Migration];

    /// <summary>Adds the pillar's doors.</summary>
    public static void AddUnderstanding(this IServiceCollection services)
    {
        services.AddSingleton<ScoreBook>();
        services.AddSingleton<DayBook>();
        services.AddVoices();
        services.AddTopics();
    }

    /// <summary>Adds the pillar's routes.</summary>
    public static void MapUnderstanding(this IEndpointRouteBuilder routes)
    {
        ReadMetric.Map(routes);
        ExplainMetric.Map(routes);
        routes.MapVoices();
        routes.MapTopics();
        ReadThemes.Map(routes);
    }
}
