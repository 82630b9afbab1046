using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Understanding.Metrics;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding;

/// <summary>The pillar's list of parts.</summary>
public static class UnderstandingModule
{
    /// <summary>Adds the pillar's doors.</summary>
    public static void AddUnderstanding(this IServiceCollection services)
    {
        services.AddSingleton<ScoreBook>();
        services.AddSingleton<DayBook>();
        services.AddVoices();
    }

    /// <summary>Adds the pillar's routes.</summary>
    public static void MapUnderstanding(this IEndpointRouteBuilder routes)
    {
        ReadMetric.Map(routes);
        ExplainMetric.Map(routes);
        routes.MapVoices();
    }
}
