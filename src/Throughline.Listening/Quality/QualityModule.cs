using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality;

/// <summary>The parts of data quality.</summary>
static class QualityModule
{
    public static IEnumerable<Migration> Migrations => [ProfileStore.Migration];

    public static void AddQuality(this IServiceCollection services)
    {
        services.AddSingleton<ProfileFollower>();
        services.AddSingleton<Follower>(provider => provider.GetRequiredService<ProfileFollower>());
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        ReadQuality.Map(routes);
    }
}
