namespace Throughline.Listening.Webhooks;

/// <summary>Another system that wants to be told.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Url">Where it is told.</param>
/// <param name="Kinds">What it is told: words of <see cref="WebhookKinds"/>.</param>
/// <param name="SourceIds">Of which sources; none for all.</param>
/// <param name="State">on, paused (deliveries wait) or gone (it answered 410).</param>
/// <param name="StateAt">Since when.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ToldSeq">Number of the last signal that it is told of.</param>
/// <param name="ToldHeld">Up to when it is told of what is held.</param>
/// <param name="Missed">Signals it was not told of, because it was gone or too much waited.</param>
sealed record WebhookTarget(
    int Id, string Name, string Url, IReadOnlyList<string> Kinds, IReadOnlyList<int> SourceIds, string State, DateTime StateAt, DateTime CreatedAt,
    long ToldSeq, DateTime ToldHeld, long Missed)
{
    public const string On = "on";
    public const string Paused = "paused";
    public const string Gone = "gone";

    public bool Wants(string kind, int sourceId) => Kinds.Contains(kind) && (SourceIds.Count == 0 || SourceIds.Contains(sourceId));
}

/// <summary>What can be told.</summary>
static class WebhookKinds
{
    /// <summary>Signals that arrived were stored.</summary>
    public const string Stored = "signal.stored";

    /// <summary>Signals that arrived are held with a reason.</summary>
    public const string Quarantined = "signal.quarantined";

    /// <summary>A person pressed "send a test".</summary>
    public const string Test = "webhook.test";

    /// <summary>Something is wrong with how a source listens.</summary>
    public const string AlertBegan = "alert.began";

    /// <summary>It is right again.</summary>
    public const string AlertEnded = "alert.ended";

    public static readonly IReadOnlyList<string> Chosen = [Stored, Quarantined, AlertBegan, AlertEnded];
}

/// <summary>Times as the tables keep them.</summary>
static class Millis
{
    public static long Of(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static DateTime Read(long millis) => DateTimeOffset.FromUnixTimeMilliseconds(millis).UtcDateTime;
}
