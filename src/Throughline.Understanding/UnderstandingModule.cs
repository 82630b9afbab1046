using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Labels;
using Throughline.Understanding.Learning;
using Throughline.Understanding.Metrics;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding;

/// <summary>The pillar's list of parts.</summary>
public static class UnderstandingModule
{
    static readonly ImpersonalPlace[] _learnt =
    [
        new("keys:understanding_model", "weights of models by hashes of letters, and how good they are"),
        new("keys:understanding_label_head", "what was learnt from labels, and how good it is"),
    ];

    /// <summary>Tables of the pillar in <c>understanding.duckdb</c>.</summary>
    public static IEnumerable<Migration> StoreMigrations => [DetectionTables.InStore];

    /// <summary>Tables of the pillar in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations => [ModelBook.Migration, LabelBook.Migration];

    /// <summary>Adds the pillar's doors.</summary>
    public static void AddUnderstanding(this IServiceCollection services)
    {
        services.AddSingleton<ScoreBook>();
        services.AddSingleton<DayBook>();
        services.AddVoices();
        services.AddLearning();
        services.AddLabels();
        services.AddImpersonal(_learnt);
    }

    /// <summary>Adds the pillar's routes.</summary>
    public static void MapUnderstanding(this IEndpointRouteBuilder routes)
    {
        ReadMetric.Map(routes);
        ExplainMetric.Map(routes);
        routes.MapVoices();
        routes.MapLearning();
        routes.MapLabels();
    }
}
