using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Listening.Alerts;
using Throughline.Listening.Collectors;
using Throughline.Listening.Erasing;
using Throughline.Listening.Imports;
using Throughline.Listening.Invitations;
using Throughline.Listening.Mail.Smtp;
using Throughline.Listening.Mappings;
using Throughline.Listening.Mappings.Presets;
using Throughline.Listening.Quality;
using Throughline.Listening.Quarantine;
using Throughline.Listening.Sources;
using Throughline.Listening.Uploads;
using Throughline.Listening.Webhooks;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening;

/// <summary>The pillar's list of parts.</summary>
public static class ListeningModule
{
    /// <summary>Tables of the pillar in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations =>
    [
        UploadStore.Migration, MappingStore.Migration, .. ImportStore.Migrations, SourceActivity.Migration, TouchpointRules.Migration, WebhookSecrets.Migration,
        .. DecisionLog.Migrations, WebhookTables.Migration, ReplyAddress.Migration, InvitationStore.Migration, SourceHours.Migration, AlertBook.Migration, .. QualityModule.Migrations,
    ];

    /// <summary>Adds the pillar's doors.</summary>
    public static void AddListening(this IServiceCollection services)
    {
        services.AddSingleton<SourceActivity>();
        services.AddSingleton<Follower>(provider => provider.GetRequiredService<SourceActivity>());
        services.AddSingleton<SourceActivityRecount>();
        services.AddListeningErasing();
        services.AddWebhooks();
        services.AddAlerts();
        services.AddQuality();
        services.AddSingleton<UploadStore>();
        services.AddHostedService<UploadSweep>();
        services.AddSingleton<DecisionLog>();
        services.AddSingleton<HeldReading>();
        services.AddSingleton<ReplayRows>();
        services.AddHostedService<HeldSweep>();
        services.AddSingleton<MappingStore>();
        services.AddSingleton<ImportStore>();
        services.AddHostedService<CarryOver>();
        services.AddSingleton<ImportWork>();
        services.AddSingleton(provider => ReplyAddress.Of(provider.GetRequiredService<KeyStore>()));
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<WriteKeys>();
        services.AddSingleton<RateCaps>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<TouchpointRules>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<MappedIntake>();
        services.AddSingleton<Ingest>();
        services.AddSingleton<IngestFormats>();
        services.AddSingleton<CollectorDoor>();
        services.AddSingleton<BackgroundImports>();
        services.AddHostedService(provider => provider.GetRequiredService<BackgroundImports>());
    }

    /// <summary>Adds the door for replies by mail.</summary>
    public static void AddMailReplies(this IServiceCollection services, SmtpOptions options)
    {
        services.AddSingleton(provider => new SmtpIntake(
            provider.GetRequiredService<SignalLog>(), provider.GetRequiredService<ReplyAddress>(), provider.GetRequiredService<InvitationStore>(),
            provider.GetRequiredService<LiveFeed>(), provider.GetRequiredService<SourceHours>(), options.Source, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SmtpListener(
            options, provider.GetRequiredService<SmtpIntake>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SmtpListener>>()));
        services.AddHostedService(provider => provider.GetRequiredService<SmtpListener>());
    }

    /// <summary>Lets events in before routes are looked for.</summary>
    public static void UseCollectors(this Microsoft.AspNetCore.Builder.IApplicationBuilder app) => CollectorDoor.Open(app);

    /// <summary>Adds the routes at which clients deliver events, at the root of the site.</summary>
    public static void MapCollectors(this IEndpointRouteBuilder root) => CollectorRoutes.Map(root);

    /// <summary>The key in the headers of a request, as clients send it; null when there is none.</summary>
    public static string? KeyOf(Microsoft.AspNetCore.Http.HttpRequest request) => KeyInRequest.OfHeader(request);

    /// <summary>Adds the pillar's routes.</summary>
    public static void MapListening(this IEndpointRouteBuilder routes)
    {
        ListSources.Map(routes);
        SourceRates.Map(routes);
        IngestCounters.Map(routes);
        ListArrivals.Map(routes);
        WebhookRoutes.Map(routes);
        AlertRoutes.Map(routes);
        InvitationRoutes.Map(routes);
        UploadFile.Map(routes);
        SuggestMapping.Map(routes);
        PreviewImport.Map(routes);
        ImportFile.Map(routes);
        SavedMappings.Map(routes);
        RerunMapping.Map(routes);
        ListPresets.Map(routes);
        MapTouchpoints.Map(routes);
        WebhookSecrets.Map(routes);
        GroupQuarantine.Map(routes);
        ListHeld.Map(routes);
        ReplayQuarantine.Map(routes);
        ReplayHeld.Map(routes);
        DecideHeld.Map(routes);
        QualityModule.Map(routes);
    }
}
