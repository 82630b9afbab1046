namespace Throughline.Contracts;

/// <summary>One thing heard, in normal form, of any kind. Immutable; its identity is (source, event id).</summary>
/// <remarks>Scores and attributes are named by the ids of the log's catalogue, so that a signal carries no column names.</remarks>
public sealed record Signal
{
    /// <summary>Identity of the signal: a repeat from the same source has the same id.</summary>
    public required SignalId Id { get; init; }

    /// <summary>The source that it came from.</summary>
    public required int SourceId { get; init; }

    /// <summary>What kind of thing was heard.</summary>
    public required SignalKind Kind { get; init; }

    /// <summary>Whether the customer said it to us, said it elsewhere, or we concluded it from behaviour.</summary>
    public SignalMode Mode { get; init; } = SignalMode.Direct;

    /// <summary>When it happened, UTC. Where the source gives no time this is the time of receipt, and the source says so.</summary>
    public required DateTime OccurredAt { get; init; }

    /// <summary>
    /// The day as the source wrote it, where it wrote a day and no clock: <see cref="OccurredAt"/> is then the midnight that begins
    /// it in the source's zone, and no clock may be shown. Null when there is a clock. No part of the content: it follows from the time.
    /// </summary>
    public DateOnly? OccurredDay { get; init; }

    /// <summary>The key that the source itself uses for this record; null when it has none.</summary>
    public string? RecordKey { get; init; }

    /// <summary>Position in the file it came from, 0-based and counting data rows; null when it came by itself.</summary>
    public long? Row { get; init; }

    /// <summary>Identifiers of the customer, the strongest first; empty when nobody is named.</summary>
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];

    /// <summary>
    /// How the log names the customer where the strongest identifier alone does not (<see cref="NamedCustomer"/>); null where it does. No part of the
    /// content: it follows from identifiers and attributes.
    /// </summary>
    public string? Customer { get; init; }

    /// <summary>Name of what was done, for example <c>order placed</c>; null when it is no act or has no name.</summary>
    public string? Activity { get; init; }

    /// <summary>Designed place of the meeting, for example <c>lounge</c>; null when unknown.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>Medium, for example <c>web</c> or <c>phone</c>; null when unknown.</summary>
    public string? Channel { get; init; }

    /// <summary>Language of the text as a two-letter code; null when there is no text, <c>und</c> when it cannot be told.</summary>
    public string? Language { get; init; }

    /// <summary>The customer's own words; null when there are none.</summary>
    public string? Text { get; init; }

    /// <summary>Answers on the scale of their question. A value that means "not applicable" is not an answer and is not here.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>Values of mapped attributes.</summary>
    public IReadOnlyList<AttributeValue> Attributes { get; init; } = [];

    /// <summary>Everything the source sent that has no place above, as one JSON object; null when there is nothing more.</summary>
    public string? Rest { get; init; }
}

/// <summary>Kind of a <see cref="Signal"/>. The numbers are stored; never renumber.</summary>
public enum SignalKind
{
    /// <summary>A filled or partial survey.</summary>
    Response = 0,
    /// <summary>A public review or social post.</summary>
    Review = 1,
    /// <summary>An e-mail, chat or letter.</summary>
    Message = 2,
    /// <summary>A conversation with turns.</summary>
    Transcript = 3,
    /// <summary>A signal of behaviour: a name and a time.</summary>
    Event = 4,
    /// <summary>Operational data: order, ticket, delivery, till receipt.</summary>
    Operation = 5,
    /// <summary>Feedback of an employee; shown only in groups.</summary>
    Employee = 6,
}

/// <summary>How a signal speaks of the experience. The numbers are stored; never renumber.</summary>
public enum SignalMode
{
    /// <summary>The customer said it to us.</summary>
    Direct = 0,
    /// <summary>The customer said it to others.</summary>
    Indirect = 1,
    /// <summary>Concluded from what the customer did.</summary>
    Inferred = 2,
}

/// <summary>Value of one answer on its question's scale.</summary>
/// <param name="QuestionId">Id of the <see cref="Question"/> in the log's catalogue.</param>
/// <param name="Value">The answer, finite, on the question's scale.</param>
public readonly record struct Answer(int QuestionId, double Value);

/// <summary>Value of one attribute of a signal.</summary>
/// <param name="AttributeId">Id of the <see cref="AttributeName"/> in the log's catalogue.</param>
/// <param name="Value">The value as the source wrote it, not empty.</param>
public readonly record struct AttributeValue(int AttributeId, string Value);

/// <summary>A name that points to a customer, within a namespace: <c>email:x@y.example</c>.</summary>
/// <param name="Namespace">Kind of identifier, lower case, without a colon.</param>
/// <param name="Value">The value as received, trimmed, not empty.</param>
public readonly record struct Identifier(string Namespace, string Value)
{
    /// <summary>The identifier as one key, <c>namespace:value</c>.</summary>
    public override string ToString() => $"{Namespace}:{Value}";

    /// <summary>Reads <c>namespace:value</c>; null when there is no namespace or no value.</summary>
    public static Identifier? Parse(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 || colon == key.Length - 1 ? null : new Identifier(key[..colon], key[(colon + 1)..]);
    }
}
