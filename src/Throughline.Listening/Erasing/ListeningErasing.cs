using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Erasing;

namespace Throughline.Listening.Erasing;

/// <summary>What the pillar holds of persons, and what of it is free of them.</summary>
static class ListeningErasing
{
    static readonly ImpersonalPlace[] _impersonal =
    [
        new("keys:listening_mapping", "rules from columns to signals"),
        new("keys:listening_touchpoint", "touchpoints of activities"),
        new("keys:listening_webhook", "secrets of sources, hashed or sealed"),
        new("keys:listening_quality_batch", "counts by batch"),
        new("keys:listening_quality_text", "words of checks"),
        new("keys:listening_quality_count", "counts of checks"),
        new("keys:listening_quality_turned", "which checks are on"),
        new("keys:listening_hour", "counts by source and hour"),
        new("keys:listening_reply_key", "the key that signs addresses for replies"),
        new("keys:listening_out_target", "systems that are told"),
        new("keys:listening_out_secret", "their secrets, sealed"),
        new("keys:listening_out_attempt", "when a message was tried, and the status of the answer"),
        new("keys:listening_out_held", "ids of held records that were told, which are hashes"),
    ];

    public static void AddListeningErasing(this IServiceCollection services)
    {
        services.AddSingleton<PersonalStore, UploadErasure>();
        services.AddSingleton<PersonalStore, InvitationErasure>();
        services.AddSingleton<PersonalStore, DeliveryErasure>();
        services.AddSingleton<PersonalStore, WrittenErasure>();
        services.AddSingleton<PersonalStore, ActivityErasure>();
        services.AddSingleton<PersonalStore, SketchErasure>();
        services.AddImpersonal(_impersonal);
    }
}
