using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Followers;
using Throughline.Platform.Http;

namespace Throughline.Listening.Webhooks;

/// <summary>The parts of telling other systems.</summary>
static class WebhooksModule
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<Follower, AnnounceStored>();
        services.AddSingleton<AnnounceHeld>();
        services.AddSingleton(provider => new WebhookClient(provider.GetRequiredService<AddressRules>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WebhookSender>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookSender>());
    }
}
