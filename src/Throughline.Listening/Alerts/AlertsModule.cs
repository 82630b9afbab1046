using Microsoft.Extensions.DependencyInjection;

namespace Throughline.Listening.Alerts;

/// <summary>The parts of the alerts.</summary>
static class AlertsModule
{
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<SourceHours>();
        services.AddSingleton<RefusedKeys>();
        services.AddSingleton<AlertBook>();
        services.AddSingleton<AlertWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertWatch>());
    }
}
