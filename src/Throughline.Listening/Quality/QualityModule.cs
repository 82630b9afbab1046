using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Quality.Profiling;
using Throughline.Listening.Quality.Recipes;
using Throughline.Listening.Quality.Scores;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality;

/// <summary>The parts of data quality.</summary>
static class QualityModule
{
    public static IEnumerable<Migration> Migrations => [ProfileStore.Migration, CheckStore.Migration];

    public static void AddQuality(this IServiceCollection services)
    {
        services.AddSingleton<QualityBook>();
        services.AddSingleton<QualityReader>();
        services.AddSingleton<KnownFields>();
        services.AddSingleton<SwitchOnChecks>();
        services.AddSingleton<QualityWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<QualityWatch>());
        services.AddSingleton<ProfileFollower>();
        services.AddSingleton<Follower>(provider => provider.GetRequiredService<ProfileFollower>());
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        QualityReader.Map(routes);
        ProfileUpload.Map(routes);
        ChangeChecks.Map(routes);
        ReadValues.Map(routes);
        ChangeRecipe.Map(routes);
    }
}
