using Throughline.Contracts;
using Throughline.Understanding.Metrics;

namespace Throughline.Understanding.Voices;

/// <summary>
/// What a list can be narrowed by, with how many verbatims each choice would leave. Each part is counted under the whole
/// filter but its own choice, so that another choice beside the one taken still shows its count.
/// </summary>
public sealed record VoiceFacets
{
    /// <summary>Languages of the texts.</summary>
    public required IReadOnlyList<FacetValue> Language { get; init; }

    /// <summary>Languages that the words were read in.</summary>
    public required IReadOnlyList<FacetValue> ReadIn { get; init; }

    /// <summary>What words say, by ids of the detectors that are switched on; those that are present in none have a count of 0.</summary>
    public required IReadOnlyList<FacetValue> Detectors { get; init; }

    /// <summary>Topics of the company that texts speak of, by their numbers; a text of a part counts for the whole.</summary>
    public required IReadOnlyList<FacetValue> Topics { get; init; }

    /// <summary>Media.</summary>
    public required IReadOnlyList<FacetValue> Channel { get; init; }

    /// <summary>Touchpoints.</summary>
    public required IReadOnlyList<FacetValue> Touchpoint { get; init; }

    /// <summary>Sources, by id.</summary>
    public required IReadOnlyList<FacetValue> Source { get; init; }

    /// <summary>
    /// Attributes with at most 200 different values, but for those that say who someone is; the 20 most frequent values of each,
    /// and those that are chosen.
    /// </summary>
    public required IReadOnlyList<AttributeFacet> Attributes { get; init; }

    /// <summary>Questions with at most 200 different answers.</summary>
    public required IReadOnlyList<ScoreFacet> Scores { get; init; }
}

/// <summary>A choice and what it would leave.</summary>
/// <param name="Value">The value as it stands in the filter; empty for "not given".</param>
/// <param name="Count">Verbatims, all counted.</param>
public sealed record FacetValue(string Value, long Count);

/// <summary>Choices of one attribute, the most frequent first.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Values">Its values.</param>
public sealed record AttributeFacet(AttributeName Attribute, IReadOnlyList<FacetValue> Values);

/// <summary>Answers to one question, ascending; verbatims without an answer are not in it.</summary>
/// <param name="Question">The question.</param>
/// <param name="Values">Its answers.</param>
public sealed record ScoreFacet(Question Question, IReadOnlyList<ValueCount> Values);
