using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Erasing;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Erasure;

/// <summary>The parts of an erasure, and what the pillar holds of persons.</summary>
static class ErasureModule
{
    static readonly ImpersonalPlace[] _impersonal =
    [
        new("keys:profiles_erasure", "proofs; while an erasure is under way, whom it is about"),
        new("keys:profiles_erasure_mark", "keyed hashes of erased identifiers (ADR 16)"),
        new("file:erasure.key", "the key of those hashes"),
        new("file:erasures.jsonl", "the ledger of erasures, with those hashes"),
    ];

    public static void AddErasure(this IServiceCollection services)
    {
        services.AddSingleton<ErasureMark>();
        services.AddSingleton<ErasureBook>();
        services.AddSingleton<ErasureLedger>();
        services.AddSingleton<PersonFinder>();
        services.AddSingleton<CustomerEraser>();
        services.AddSingleton<Follower, ErasureFollower>();
        services.AddHostedService<ErasureWatch>();
        services.AddSingleton<PersonalStore, ConsentErasure>();
        services.AddSingleton<PersonalStore>(provider => new PersonalRows(
            provider.GetRequiredService<KeyStore>(), "returns", PersonalColumn.Identifier, ("profiles_erasure_return", "customer")));
        services.AddImpersonal(_impersonal);
    }
}
