namespace Throughline.Contracts;

/// <summary>Which signals a question is about. Empty members ask for nothing; all members given must hold.</summary>
public sealed record SignalFilter
{
    /// <summary>Only this source.</summary>
    public int? SourceId { get; init; }

    /// <summary>Not these sources, because what is asked for may not be used there.</summary>
    public IReadOnlyList<int> WithoutSources { get; init; } = [];

    /// <summary>Only signals of these days.</summary>
    public Period? Period { get; init; }

    /// <summary>Only these channels.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Only these touchpoints.</summary>
    public IReadOnlyList<string> Touchpoints { get; init; } = [];

    /// <summary>Only texts in these languages.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Only texts that say one of these, by ids of detectors.</summary>
    public IReadOnlyList<string> Detectors { get; init; } = [];

    /// <summary>Only texts that were read in these languages, as told by the words.</summary>
    public IReadOnlyList<string> ReadIn { get; init; } = [];

    /// <summary>Only texts that speak of one of these topics or of a part of it, by their numbers.</summary>
    public IReadOnlyList<int> Topics { get; init; } = [];

    /// <summary>For each attribute: any of the values.</summary>
    public IReadOnlyList<AttributeChoice> Attributes { get; init; } = [];

    /// <summary>For each question: an answer within the range.</summary>
    public IReadOnlyList<ScoreRange> Scores { get; init; } = [];

    /// <summary>Only this customer.</summary>
    public Identifier? Customer { get; init; }

    /// <summary>Only signals with words.</summary>
    public bool WithText { get; init; }

    /// <summary>Only texts that hold these words, in any of the written forms of the same letter.</summary>
    public string? Words { get; init; }
}

/// <summary>Any of these values of one attribute; an empty string stands for "not given".</summary>
/// <param name="AttributeId">Id in the log's catalogue.</param>
/// <param name="Values">At least one value.</param>
public sealed record AttributeChoice(int AttributeId, IReadOnlyList<string> Values);

/// <summary>An answer between two values, both included.</summary>
/// <param name="QuestionId">Id in the log's catalogue.</param>
/// <param name="From">Lowest value.</param>
/// <param name="To">Highest value.</param>
public readonly record struct ScoreRange(int QuestionId, double From, double To);
