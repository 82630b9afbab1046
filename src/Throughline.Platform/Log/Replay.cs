namespace Throughline.Platform.Log;

/// <summary>Held events on their way into the log once more, in the order in which they happened.</summary>
/// <param name="Id">Number of the decision that brings them; an undo names it.</param>
/// <param name="Events">The events.</param>
public sealed record Replay(int Id, IReadOnlyList<ReplayedEvent> Events);

/// <summary>A held event that could be read.</summary>
/// <param name="HeldId">The held record that it leaves.</param>
/// <param name="Arrival">One event or mapped signal, as its reader read it.</param>
/// <param name="ReceivedAt">When it arrived first, UTC; the signal keeps this time.</param>
public sealed record ReplayedEvent(Guid HeldId, Arrival Arrival, DateTime ReceivedAt)
{
    /// <summary>When it happened, UTC.</summary>
    public DateTime OccurredAt => Arrival.Mapped is [var mapped] ? mapped.Signal.OccurredAt : Arrival.Events[0].OccurredAt;

    /// <summary>Its id in the log.</summary>
    internal Guid Id => Arrival.Mapped is [var mapped] ? mapped.Signal.Id.Value : Arrival.Events[0].Id.Value;

    /// <summary>Hash of what it says.</summary>
    internal ulong ContentHash => Arrival.Mapped is [var mapped] ? mapped.ContentHash : Arrival.Events[0].ContentHash;

    /// <summary>What became of it; set by the log.</summary>
    public ReplayOutcome Outcome { get; internal set; }
}

/// <summary>What became of a held event that was replayed.</summary>
public enum ReplayOutcome : byte
{
    /// <summary>It does not wait any more: someone decided on it meanwhile.</summary>
    Gone,

    /// <summary>In the log; the held record is released.</summary>
    Stored,

    /// <summary>In the log already with the same content; the held record is released.</summary>
    Duplicate,

    /// <summary>In the log already with other content; it stays held.</summary>
    Conflict,
}
