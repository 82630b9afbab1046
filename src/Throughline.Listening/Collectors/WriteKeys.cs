using Throughline.Listening.Alerts;
using Throughline.Platform.Access;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>From the key of a request to the source that it may write to.</summary>
sealed class WriteKeys(AccessKeys keys, SignalLog log, RefusedKeys refused)
{
    /// <summary>What a key lets its bearer do; null when there is none or it is unknown, revoked, or no write key, and then that is counted.</summary>
    public WriteGrant? Find(string? secret)
    {
        if (secret is null || keys.FindWrite(secret) is not { } key || log.Catalogue.Contents.Sources.FirstOrDefault(s => s.Name == key.Source) is not { } source)
        {
            refused.Count(secret);
            return null;
        }

        return new WriteGrant(key.Id, source.Id, source.Name, key.Origins, key.PerSecond);
    }
}

/// <summary>What a write key lets its bearer do.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="SourceId">The only source it may write to.</param>
/// <param name="Source">Its name.</param>
/// <param name="Origins">Web pages it may be used from; empty for all.</param>
/// <param name="PerSecond">Most events a second; null for no cap.</param>
sealed record WriteGrant(int KeyId, int SourceId, string Source, IReadOnlyList<string> Origins, int? PerSecond);
