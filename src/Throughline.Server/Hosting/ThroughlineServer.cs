using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Throughline.Listening;
using Throughline.Listening.Mail.Smtp;
using Throughline.Listening.Webhooks;
using Throughline.Platform.Access;
using Throughline.Platform.Erasing;
using Throughline.Platform.Facts;
using Throughline.Platform.Followers;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Priorities;
using Throughline.Profiles;
using Throughline.Profiles.Reading;
using Throughline.Server.Access;
using Throughline.Server.Flow;
using Throughline.Server.Views;
using Throughline.Server.Views.Profiles;
using Throughline.Understanding;
using Throughline.Understanding.PlugIn;

namespace Throughline.Server.Hosting;

/// <summary>Where the server listens.</summary>
sealed record ServerOptions
{
    /// <summary>Port; 0 takes a free one. Default 8080.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Address; default this machine alone.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The socket that listens there already; null to open one when the server starts.</summary>
    public Entrance? Entrance { get; init; }

    /// <summary>Largest file that can be uploaded, bytes. Default 16 GiB.</summary>
    public long MaxUploadBytes { get; init; } = 16L << 30;

    /// <summary>Networks beside the public one that webhooks may go to, also without TLS. Default none.</summary>
    public IReadOnlyList<System.Net.IPNetwork> WebhookNetworks { get; init; } = [];

    /// <summary>Networks beside the public one that the plug-in reader may be on, also without TLS. Default none.</summary>
    public IReadOnlyList<System.Net.IPNetwork> PlugInNetworks { get; init; } = [];

    /// <summary>The door for replies by mail; null for none, which is the default.</summary>
    public SmtpOptions? Smtp { get; init; }
}

/// <summary>The one program on the web: composes the pillars and holds no rule of its own.</summary>
static class ThroughlineServer
{
    /// <summary>The application, ready to start.</summary>
    public static WebApplication Build(Installation installation, ServerOptions options, string localToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "throughline",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options));
        if (options.Entrance is { } entrance)
        {
            builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => entrance.Hand());
        }

        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // A port that is taken is told by the verb, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => JsonShape.Shape(json.SerializerOptions));
        services.AddExceptionHandler<Problems>();
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true); // so that it gets a problem document too
        services.AddOpenApi("v1", ApiDocument.Describe);
        services.AddHostFiltering(filter => filter.AllowedHosts = IPAddress.IsLoopback(options.Address)
            ? ["localhost", "127.0.0.1", "[::1]"]
            : ["*"]);
        services.AddSingleton(new AddressRules(options.WebhookNetworks));
        services.AddSingleton(new PlugInNetworks(new AddressRules(options.PlugInNetworks)));
        AddAll(services, installation);
        if (options.Smtp is { } smtp)
        {
            services.AddMailReplies(smtp);
        }

        var app = builder.Build();
        app.UseHostFiltering();
        app.UseExceptionHandler();
        app.UseCollectors();
        app.UseWebFiles();
        app.UseGatekeeper(installation, localToken);
        app.Use((context, next) => SeeAllBeforeAsync(context, next, installation.Log));
        MapAll(app);
        app.MapWebPage();
        app.Services.GetRequiredService<DemoLoad>().CarryOver();
        return app;
    }

    /// <summary>Whoever reads sees what was acknowledged before; who brings events does not wait for that.</summary>
    static async Task SeeAllBeforeAsync(HttpContext context, RequestDelegate next, SignalLog log)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api/v1") && (HttpMethods.IsGet(context.Request.Method) || !path.StartsWithSegments("/api/v1/ingest")))
        {
            await log.CaughtUpAsync(context.RequestAborted);
        }

        await next(context);
    }

    static void AddAll(IServiceCollection services, Installation installation)
    {
        services.AddSingleton(installation.Time);
        services.AddSingleton(installation.Folder);
        services.AddSingleton(installation.Keys);
        services.AddSingleton(installation.Log);
        services.AddSingleton(installation.Understanding);
        services.AddSingleton(installation.SignIn);
        services.AddSingleton(installation.AccessKeys);
        services.AddHostedService<QuietMemory>();
        services.AddSingleton<SecretBox>();
        services.AddSingleton<FactLog>();
        services.AddSingleton(provider => new FollowerPump(installation.Log, installation.Keys, [.. provider.GetServices<Follower>(), .. provider.GetServices<StoreFollower>()],
            provider.GetRequiredService<ILogger<FollowerPump>>()));
        services.AddErasing();
        services.AddListening();
        services.AddProfiles();
        services.AddUnderstanding();
        services.AddSingleton(PersonOfWords);
        services.AddPriorities();
        services.AddSingleton<DemoLoad>();
        services.AddSingleton<ViewChoice>();
        services.AddSingleton<CatalogueReader>();
        services.AddSingleton<LandingPage>();
        services.AddSingleton<Pulse>();
        services.AddSingleton<Silence>();
        services.AddSingleton<ProfileTimeline>();
        services.AddSingleton<ProfileHeard>();
        services.AddSingleton<ProfileTies>();
        services.AddSingleton<ProfileReader>();
        services.AddSingleton<ProfileExport>();
    }

    /// <summary>What the reading of words by others must know of their writer.</summary>
    static PersonDoor PersonOfWords(IServiceProvider provider)
    {
        var persons = provider.GetRequiredService<PersonBook>();
        return new PersonDoor(persons.KnownUpTo, persons.ConsentsChanged, persons.Consent,
            (source, customer) => [.. persons.Known(source, customer).Select(one => new KnownValue(one.Value, one.IsName))]);
    }

    static void MapAll(WebApplication app)
    {
        app.MapHealth();
        app.MapCollectors();
        app.MapSdk();
        app.MapPrivacyControl();
        app.MapOpenApi("/api/openapi.json");
        var api = app.MapGroup("/api/v1");
        api.MapSession();
        api.MapKeys();
        api.MapCatalogue();
        api.MapListening();
        api.MapProfiles();
        api.MapUnderstanding();
        api.MapPriorities();
        api.MapProfileViews();
        api.MapPulse();
        api.MapSilence();
        api.MapMethodPages();
        api.MapDemo();
    }
}
