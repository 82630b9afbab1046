namespace Throughline.Listening.Alerts;

/// <summary>What is wrong with how a source listens.</summary>
enum AlertKind
{
    /// <summary>A much larger share of its events is held than usual.</summary>
    Quarantine,

    /// <summary>A key that does not work, or no key at all, is used again and again: what it sends is lost to us.</summary>
    RefusedKey,

    /// <summary>A much larger share of what its checks ask is not kept than usual.</summary>
    Quality,

    /// <summary>The values of a field have shifted against those before.</summary>
    Drift,
}

/// <summary>Something that is wrong with how a source listens. It begins once and ends once.</summary>
/// <param name="Id">Number.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="SourceId">The source; null when the key belongs to none that is known.</param>
/// <param name="Subject">Of a refused key: the number of the key that was stopped, or the fingerprint of an unknown one; of a shift the field; else empty.</param>
/// <param name="BeganAt">When it was noticed, UTC.</param>
/// <param name="LastAt">When what is wrong was last seen, UTC.</param>
/// <param name="EndedAt">When it was over, UTC; null while it goes on.</param>
/// <param name="Since">From when on the numbers count, UTC.</param>
/// <param name="Events">Events that came since then; for a refused key its requests.</param>
/// <param name="Held">Those of them that are held, or do not keep their check; 0 for a refused key; of a shift its index in thousandths.</param>
/// <param name="UsualHeld">Of the usual events those that were held.</param>
/// <param name="UsualEvents">Events by which it is known what is usual; 0 when nothing was known.</param>
/// <param name="Reason">Why most of them are held; null for a refused key.</param>
sealed record Alert(
    long Id, AlertKind Kind, int? SourceId, string Subject, DateTime BeganAt, DateTime LastAt, DateTime? EndedAt, DateTime Since,
    long Events, long Held, long UsualHeld, long UsualEvents, string? Reason);
