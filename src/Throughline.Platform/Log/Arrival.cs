using Throughline.Contracts;

namespace Throughline.Platform.Log;

/// <summary>
/// The events of one request on their way into the log. Texts are slices of <see cref="Bytes"/>, so that a request of a hundred
/// events costs no string. After <see cref="SignalLog.ReceiveAsync"/> every event has its verdict.
/// </summary>
public sealed class Arrival
{
    int? _bytesUsed;

    /// <summary>The source that the request's key may write to.</summary>
    public required int SourceId { get; init; }

    /// <summary>What the slices point into: the request's body, and what had to be written anew behind it.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>How many of <see cref="Bytes"/> are used; all, unless set.</summary>
    public int BytesUsed
    {
        get => _bytesUsed ?? Bytes.Length;
        set => _bytesUsed = value;
    }

    /// <summary>
    /// Name of the format that reads these events, with a query where it reads by one; kept with what is held, so that it can be read
    /// again. Null when it is none.
    /// </summary>
    public string? Format { get; set; }

    /// <summary>When the client says that it sent them; null when it does not.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>Events that can be kept.</summary>
    public List<ArrivedEvent> Events { get; } = [];

    /// <summary>Signals that a mapping made of what arrived, with answers and attributes.</summary>
    public List<MappedSignal> Mapped { get; } = [];

    /// <summary>Events that are held with a reason.</summary>
    public List<HeldEvent> Held { get; } = [];

    /// <summary>Events refused by a rule without being kept.</summary>
    public int Rejected { get; set; }

    /// <summary>All events of the request.</summary>
    public int Received => Events.Count + Mapped.Count + Held.Count + Rejected;

    /// <summary>Those that are in the log now and were not before; good after the log took them.</summary>
    public int Stored => Received - Duplicates - NewlyHeld.Count - Rejected;

    /// <summary>Those that are held now and were not before, conflicts too; good after the log took them.</summary>
    public int NewlyQuarantined => NewlyHeld.Count;

    /// <summary>When the log took them, UTC; set by the log.</summary>
    public DateTime ReceivedAt { get; internal set; }

    /// <summary>Repeats among them; set by the log.</summary>
    internal int Duplicates { get; set; }

    /// <summary>What is held now and was not before, conflicts too; set by the log.</summary>
    internal List<Spooling.SpooledHeld> NewlyHeld { get; } = [];

    /// <summary>Held events that came again; set by the log.</summary>
    internal List<Guid> SeenAgain { get; } = [];
}

/// <summary>A part of <see cref="Arrival.Bytes"/>, UTF-8; the default is "nothing".</summary>
/// <param name="Start">First byte.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct Slice(int Start, int Length)
{
    /// <summary>True when there is nothing, or only an empty text.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Of(byte[] bytes) => bytes.AsSpan(Start, Length);
}

/// <summary>One event in normal form. Empty slices are not given.</summary>
public struct ArrivedEvent
{
    /// <summary>Identity, from the source and the client's id of the event.</summary>
    public SignalId Id { get; set; }

    /// <summary>Hash of what the event says, without what a client stamps anew at each attempt.</summary>
    public ulong ContentHash { get; set; }

    /// <summary>What was heard.</summary>
    public SignalKind Kind { get; set; }

    /// <summary>How it speaks.</summary>
    public SignalMode Mode { get; set; }

    /// <summary>When it happened, UTC, as far as clocks can be trusted.</summary>
    public DateTime OccurredAt { get; set; }

    /// <summary>When the client says that it sent it; null when it does not.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>What is odd about it and no reason to hold it.</summary>
    public SignalWarnings Warnings { get; set; }

    /// <summary>The client's id of the event, character for character.</summary>
    public Slice Key { get; set; }

    /// <summary>The strongest identifier, <c>namespace:value</c>.</summary>
    public Slice Customer { get; set; }

    /// <summary>All identifiers as a JSON array, when there are several.</summary>
    public Slice Identifiers { get; set; }

    /// <summary>Name of the activity, for example of a <c>track</c> call.</summary>
    public Slice Activity { get; set; }

    /// <summary>Designed place of the meeting.</summary>
    public Slice Touchpoint { get; set; }

    /// <summary>Medium.</summary>
    public Slice Channel { get; set; }

    /// <summary>Language of the text.</summary>
    public Slice Language { get; set; }

    /// <summary>The customer's own words.</summary>
    public Slice Text { get; set; }

    /// <summary>The event as received, one JSON object.</summary>
    public Slice Rest { get; set; }

    /// <summary>What became of it; set by the log.</summary>
    public Verdict Verdict { get; set; }

    /// <summary>The id under which it is held as a conflict: one for each content, so that its repeats are repeats.</summary>
    public readonly Guid ConflictId => ConflictIdOf(Id, ContentHash);

    internal static Guid ConflictIdOf(SignalId id, ulong contentHash)
    {
        var bytes = id.Value.ToByteArray();
        BitConverter.TryWriteBytes(bytes.AsSpan(8), contentHash);
        return new Guid(bytes);
    }
}

/// <summary>
/// A signal that a mapping made of one thing that arrived. It is known by its id and its content like an event; its questions and
/// attributes must be in the catalogue before.
/// </summary>
public sealed class MappedSignal
{
    /// <summary>The signal; its id is of (source, key).</summary>
    public required Signal Signal { get; init; }

    /// <summary>Hash of what it says; without the time, where that is only the time of receipt.</summary>
    public required ulong ContentHash { get; init; }

    /// <summary>What is odd about it and no reason to hold it.</summary>
    public SignalWarnings Warnings { get; init; }

    /// <summary>What arrived, as received.</summary>
    public Slice Raw { get; init; }

    /// <summary>What became of it; set by the log.</summary>
    public Verdict Verdict { get; internal set; }

    /// <summary>The id under which it is held as a conflict: one for each content, so that its repeats are repeats.</summary>
    public Guid ConflictId => ArrivedEvent.ConflictIdOf(Signal.Id, ContentHash);
}

/// <summary>An event that cannot be kept as it is.</summary>
public struct HeldEvent
{
    /// <summary>Its own id; the same for a repeat that bears the same id of an event.</summary>
    public Guid Id { get; set; }

    /// <summary>Reason, one of the codes in docs/quarantine.md.</summary>
    public string Code { get; set; }

    /// <summary>Where in the request, RFC 6901.</summary>
    public string Where { get; set; }

    /// <summary>What is wrong, for people.</summary>
    public string Detail { get; set; }

    /// <summary>The client's id of the event, if it has one.</summary>
    public Slice Key { get; set; }

    /// <summary>The event's bytes as received.</summary>
    public Slice Raw { get; set; }

    /// <summary>The request's headers as a JSON object, without secrets.</summary>
    public string? Headers { get; set; }

    /// <summary>True when it bears an id, so that a repeat is recognised.</summary>
    public bool HasKey { get; set; }

    /// <summary>What became of it; set by the log: Held, or Duplicate for a repeat.</summary>
    public Verdict Verdict { get; set; }
}

/// <summary>What became of an event.</summary>
public enum Verdict : byte
{
    /// <summary>In the log.</summary>
    Stored,

    /// <summary>Known already with the same content.</summary>
    Duplicate,

    /// <summary>Known already with other content: the first stays, this one is held.</summary>
    Conflict,

    /// <summary>Held with a reason.</summary>
    Held,
}

/// <summary>What is odd about a stored signal. The bits are stored; never renumber.</summary>
[Flags]
public enum SignalWarnings
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its time cannot be read; the time of receipt stands in.</summary>
    BadTimestamp = 1,

    /// <summary>The sender's clock is more than a day off.</summary>
    ClockSkew = 2,

    /// <summary>It says it happens more than ten minutes from now.</summary>
    Future = 4,

    /// <summary>Its id was derived from its content, because it bore none.</summary>
    Derived = 8,

    /// <summary>A name stands twice in it; the last value holds.</summary>
    DuplicateKeys = 16,

    /// <summary>Some text in it was no text (a lone surrogate); it stands as U+FFFD in the parts that are read.</summary>
    BrokenText = 32,

    /// <summary>Its request said <c>Sec-GPC: 1</c>: who sent it opts out of sale, sharing and cross-context advertising. Nothing odd.</summary>
    PrivacyControl = 64,
}
