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
        new("keys:profiles_redirect", "numbers of profiles"),
        new("keys:profiles_mark", "how far the records have been built"),
        new("keys:profiles_model", "weights of evidence, and counts of values that many bear"),
        new("keys:profiles_trust", "how far a source is trusted"),
        new("keys:profiles_relation_run", "when relations were looked for"),
        new("keys:profiles_policy", "rules for identifiers, and values that belong to nobody"),
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
        services.AddSingleton<PersonalStore, TimelineErasure>();
        Rows(services, "returns", PersonalColumn.Identifier, ("profiles_erasure_return", "customer"));
        services.AddSingleton<PersonalStore, ProfileErasure>();
        Rows(services, "relations", PersonalColumn.RecordNumber, ("profiles_relation", "\"from\""), ("profiles_relation", "\"to\""));
        Rows(services, "reviews", PersonalColumn.RecordNumber,
            ("profiles_review", "left"), ("profiles_review", "right"), ("profiles_verdict", "left"), ("profiles_verdict", "right"), ("profiles_refused", "left"), ("profiles_refused", "right"));
        services.AddSingleton<PersonalStore, WordErasure>();
        services.AddImpersonal(_impersonal);
    }

    static void Rows(IServiceCollection services, string name, PersonalColumn by, params (string Table, string Column)[] columns) =>
        services.AddSingleton<PersonalStore>(provider => new PersonalRows(provider.GetRequiredService<KeyStore>(), name, by, columns));
}
