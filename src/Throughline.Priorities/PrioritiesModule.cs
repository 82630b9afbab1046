using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Throughline.Priorities;

/// <summary>The index of this pillar: what it offers and under which addresses.</summary>
public static class PrioritiesModule
{
    /// <summary>Adds the door <see cref="PriorityList"/>. Needs the signal log.</summary>
    public static IServiceCollection AddPriorities(this IServiceCollection services) => services.AddSingleton<PriorityList>();

    /// <summary>Maps <c>/priorities</c> and <c>/priorities/what-if</c>.</summary>
    public static IEndpointRouteBuilder MapPriorities(this IEndpointRouteBuilder routes)
    {
        ListPriorities.Map(routes);
        AskWhatIf.Map(routes);
        return routes;
    }
}
