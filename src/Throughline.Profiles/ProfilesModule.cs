using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;
using Throughline.Profiles.Attributes;
using Throughline.Profiles.Consents;
using Throughline.Profiles.Erasure;
using Throughline.Profiles.Identity;
using Throughline.Profiles.Protection;
using Throughline.Profiles.Reading;
using Throughline.Profiles.Register;
using Throughline.Profiles.Relations;
using Throughline.Profiles.Reviews;
using Throughline.Profiles.Search;
using Throughline.Profiles.Timelines;

namespace Throughline.Profiles;

/// <summary>The pillar's list of parts.</summary>
public static class ProfilesModule
{
    /// <summary>Tables of the pillar in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations =>
    [
        ConsentLedger.Migration, IdentityTables.Migration, TimelineTables.Migration, SourceTrust.Migration, PinBook.Migration, RelationTables.Migration, ReviewTables.Migration,
        ErasureBook.Migration,
        ProtectionPolicies.Migration, .. RefusedJoins.Migrations,
    ];

    /// <summary>Adds the pillar's doors.</summary>
    public static void AddProfiles(this IServiceCollection services)
    {
        services.AddSingleton<ConsentLedger>();
        services.AddSingleton<ProtectionPolicies>();
        services.AddSingleton<SharedIdentifiers>();
        services.AddSingleton<Follower, ConsentFollower>();
        services.AddSingleton<Residents>();
        services.AddSingleton<ProfileDirectory>();
        services.AddSingleton<ModelRefit>();
        services.AddHostedService(provider => provider.GetRequiredService<ModelRefit>());
        services.AddSingleton<Follower, RecordFollower>();
        services.AddSingleton<RelationBook>();
        services.AddSingleton<ReviewDesk>();
        services.AddSingleton<RelationKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<RelationKeeper>());
        services.AddSingleton<Follower, TimelineFollower>();
        services.AddSingleton<TimelineIndex>();
        services.AddSingleton<SourceTrust>();
        services.AddSingleton<PinBook>();
        services.AddSingleton<ProfileBook>();
        services.AddSingleton<PersonBook>();
        services.AddSingleton<NameBook>();
        services.AddSingleton<ProfileSearch>();
        services.AddErasure();
    }

    /// <summary>Adds the routes at the root of the site.</summary>
    public static void MapPrivacyControl(this IEndpointRouteBuilder root) => PrivacyControl.Map(root);

    /// <summary>Adds the pillar's routes.</summary>
    public static void MapProfiles(this IEndpointRouteBuilder routes)
    {
        ReadRegister.Map(routes);
        NamePurpose.Map(routes);
        RecordConsent.Map(routes);
        ErasureRoutes.Map(routes);
        ManagePolicies.Map(routes);
        ReadShared.Map(routes);
        ReadRefused.Map(routes);
        ChangeProfiles.Map(routes);
        ExplainLink.Map(routes);
        ReadIdentity.Map(routes);
        StateRelation.Map(routes);
        ReviewPairs.Map(routes);
        PinValue.Map(routes);
        SetTrust.Map(routes);
    }
}
