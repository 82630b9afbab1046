using Throughline.Contracts;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Topics;

namespace Throughline.Understanding.Voices;

/// <summary>One signal as a list shows it, with the customer's words as they were written.</summary>
public record Verbatim
{
    /// <summary>Id of the signal, 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The source that it came from.</summary>
    public required SourceName Source { get; init; }

    /// <summary>What kind of thing was heard; never <c>employee</c>.</summary>
    public required SignalKind Kind { get; init; }

    /// <summary>Whether the customer said it to us, said it elsewhere, or we concluded it.</summary>
    public required SignalMode Mode { get; init; }

    /// <summary>When it happened, UTC. The time of receipt where <see cref="TimeKnown"/> is false.</summary>
    public required DateTime OccurredAt { get; init; }

    /// <summary>The day as the source wrote it, where it wrote a day without a clock; null when there is a clock to show.</summary>
    public required DateOnly? OccurredDay { get; init; }

    /// <summary>False when the source gives no time.</summary>
    public required bool TimeKnown { get; init; }

    /// <summary>Name of what was done, as the source wrote it, for example <c>Order Completed</c>; null when it is no act or has no name.</summary>
    public required string? Activity { get; init; }

    /// <summary>Medium; null when unknown.</summary>
    public required string? Channel { get; init; }

    /// <summary>Designed place of the meeting; null when unknown.</summary>
    public required string? Touchpoint { get; init; }

    /// <summary>Two-letter code of the text's language, <c>und</c> when it cannot be told; null when there is no text.</summary>
    public required string? Language { get; init; }

    /// <summary>Language that the words were read in, as they tell it themselves; null when they were not read.</summary>
    public string? ReadIn { get; init; }

    /// <summary>
    /// What the words say, each with the places that say so, and what may not be said of them: present, then not_assessed. What was looked
    /// for and not found is not listed. Empty when the words were not read, or may not be.
    /// </summary>
    public IReadOnlyList<Detection> Detections { get; init; } = [];

    /// <summary>The company's topics that the words speak of; empty where they speak of none, were not read yet, or may not be.</summary>
    public IReadOnlyList<TopicMention> Topics { get; init; } = [];

    /// <summary>Why words that were read have no topic, such as <c>nothing_matched</c>; null where they have one or were not read.</summary>
    public string? TopicsNone { get; init; }

    /// <summary>The words, unchanged; null when there are none.</summary>
    public required string? Text { get; init; }

    /// <summary>Places of the words searched for, in order; empty when nothing was searched.</summary>
    public required IReadOnlyList<TextSpan> Matches { get; init; }

    /// <summary>Answers, in the order of the source's questions.</summary>
    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>Values of attributes, in the order of the catalogue.</summary>
    public required IReadOnlyList<AttributeValue> Attributes { get; init; }

    /// <summary>Strongest identifier of the customer, <c>namespace:value</c>; null when nobody is named.</summary>
    public required string? Customer { get; init; }

    /// <summary>Parts that it has and that are not shown, because no purpose is named for them, as they stand in an address.</summary>
    public required IReadOnlyList<string> Withheld { get; init; }
}

/// <summary>A source by its id and name.</summary>
/// <param name="Id">Id in the log's catalogue.</param>
/// <param name="Name">Name that people gave it; empty when the source is gone.</param>
public sealed record SourceName(int Id, string Name);

/// <summary>A stretch of a text in UTF-16 units, as JavaScript counts them.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
public sealed record TextSpan(int Start, int End);

/// <summary>One page of signals.</summary>
/// <param name="Items">The signals, in the order asked for.</param>
/// <param name="Next">Where the next page starts; null on the last page.</param>
/// <param name="Total">Number of signals on all pages together, counted with the first page.</param>
public sealed record VerbatimPage(IReadOnlyList<Verbatim> Items, string? Next, long Total)
{
    /// <summary>What this page leaves out because no purpose is named for it: sources by what they are filtered by, and values.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];
}
