using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Labels;
using Throughline.Understanding.Learning;
using Throughline.Understanding.Metrics;
using Throughline.Understanding.PlugIn;
using Throughline.Understanding.Themes;
using Throughline.Understanding.Topics;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding;

/// <summary>The pillar's list of parts.</summary>
public static class UnderstandingModule
{
    static readonly ImpersonalPlace[] _impersonal =
    [
        new("understanding:detector", "the detectors by number"),
        new("understanding:employee_effort", "counts of employees' texts by source and month"),
        new("understanding:read_with", "what everything was read with"),
        new("understanding:redetection", "how far a reading anew has come"),
        new("keys:understanding_detector", "numbers, switches and thresholds of detectors"),
        new("keys:understanding_detector_set", "versions of detectors"),
        new("keys:understanding_detector_change", "who of those who sign in changed which detector"),
        new("keys:understanding_detector_head", "weights of learned heads by hashes of letters"),
        new("keys:understanding_detector_card", "how good detectors are"),
        new("keys:understanding_switch", "switches of the reading"),
        new("keys:understanding_model", "weights of models by hashes of letters, and how good they are"),
        new("keys:understanding_label_head", "what was learnt from labels, and how good it is"),
        new("understanding:plug_in_progress", "how far the plug-in reader has come"),
        new("keys:understanding_plug_in", "what is set of the plug-in reader"),
        new("keys:understanding_plug_in_change", "who of those who sign in changed what of it"),
        new("keys:understanding_plug_in_day", "counts of what left for the plug-in reader, by day"),
    ];

    /// <summary>Tables of the pillar in <c>understanding.duckdb</c>.</summary>
    public static IEnumerable<Migration> StoreMigrations => [DetectionTables.InStore, TopicTables.InStore, PlugInTables.InStore];

    /// <summary>Tables of the pillar in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations => [DetectionTables.InKeys, DetectionTables.FitsInKeys, TaxonomyBook.Migration, .. ModelBook.Migrations, LabelBook.Migration, LabelBook.SecondMigration, PlugInTables.InKeys];

    /// <summary>Adds the pillar's doors.</summary>
    public static void AddUnderstanding(this IServiceCollection services)
    {
        services.AddSingleton<ScoreBook>();
        services.AddSingleton<DayBook>();
        services.AddDetections();
        services.AddVoices();
        services.AddLearning();
        services.AddLabels();
        services.AddPlugIn();
        services.AddImpersonal(_impersonal);
        services.AddTopics();
    }

    /// <summary>Adds the pillar's routes.</summary>
    public static void MapUnderstanding(this IEndpointRouteBuilder routes)
    {
        ReadMetric.Map(routes);
        ExplainMetric.Map(routes);
        routes.MapDetections();
        routes.MapVoices();
        routes.MapTopics();
        ReadThemes.Map(routes);
        ThemeSeries.Map(routes);
        routes.MapLearning();
        routes.MapLabels();
        routes.MapPlugIn();
    }
}
