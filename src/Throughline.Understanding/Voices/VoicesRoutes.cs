using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Throughline.Understanding.Voices;

/// <summary>What customers said, one by one: the part's list of doors and routes.</summary>
public static class VoicesRoutes
{
    /// <summary>Adds the part's door.</summary>
    public static void AddVoices(this IServiceCollection services) => services.AddSingleton<VerbatimBook>();

    /// <summary>Adds the part's routes.</summary>
    public static void MapVoices(this IEndpointRouteBuilder routes)
    {
        ListVoices.Map(routes);
        ListRecords.Map(routes);
        GetSignal.Map(routes);
        ExportSignals.Map(routes);
    }
}
