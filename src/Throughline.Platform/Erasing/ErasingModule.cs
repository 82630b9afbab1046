using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Log.Attached;

namespace Throughline.Platform.Erasing;

/// <summary>What the platform itself holds of persons, and what of it is free of them.</summary>
public static class ErasingModule
{
    static readonly ImpersonalPlace[] _impersonal =
    [
        new("log:removed", "numbers up to which signals were taken out"),
        new("log:intake", "counts by source and import, with the file's name"),
        new("log:spooled", "how far the log has come"),
        new("log:balance", "a view of counts"),
        new("understanding:migration", "versions of tables"),
        new("understanding:follower", "how far followers have come"),
        new("understanding:removal", "how many removals from the log are taken account of"),
        new("keys:platform_migration", "versions of tables"),
        new("keys:platform_source", "names of sources"),
        new("keys:platform_question", "names and scales of questions"),
        new("keys:platform_attribute", "names of attributes"),
        new("keys:platform_watermark", "how far followers have come"),
        new("keys:platform_element", "the register of elements"),
        new("keys:platform_purpose", "purposes of elements"),
        new("keys:platform_refusal", "counts of refused uses"),
        new("keys:platform_user", "people who sign in here; no customers"),
        new("keys:platform_code", "hashes of sign-in codes"),
        new("keys:platform_session", "hashes of sessions"),
        new("keys:platform_failure", "failed sign-ins by name of user"),
        new("keys:platform_key", "hashes of keys of programs"),
        new("keys:platform_fact", "facts, which hold numbers of records and never a value"),
        new("keys:platform_fact_about", "which fact is about which profile"),
        new("keys:sqlite_sequence", "counters"),
        new("folder:known", "SHA-256 hashes of event ids, for 33 days: so that a repeat of what was erased is not stored again"),
        new("file:throughline.lock", "nothing"),
        new("file:server.json", "where the server answers"),
        new("file:secrets.key", "a key"),
    ];

    /// <summary>Declares the platform's places.</summary>
    public static void AddErasing(this IServiceCollection services)
    {
        services.AddSingleton<PersonalStore, SignalErasure>();
        services.AddSingleton<PersonalStore, HeldErasure>();
        services.AddSingleton<PersonalStore, StoreErasure>();
        services.AddImpersonal(_impersonal);
    }

    /// <summary>Declares places that hold nothing of a customer.</summary>
    public static void AddImpersonal(this IServiceCollection services, params IEnumerable<ImpersonalPlace> places)
    {
        foreach (var place in places)
        {
            services.AddSingleton(place);
        }
    }
}
