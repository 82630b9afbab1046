namespace Throughline.Listening.Mappings;

/// <summary>A mapping made from the names and values of a file, with the questions that only a person can answer.</summary>
public sealed record Suggestion
{
    /// <summary>The mapping, with the suggested answer of every question already in it.</summary>
    public required Mapping Mapping { get; init; }

    /// <summary>What to ask a person, the blocking ones first.</summary>
    public required IReadOnlyList<OpenQuestion> Questions { get; init; }

    /// <summary>What each column looks like.</summary>
    public required IReadOnlyList<ColumnProfile> Profile { get; init; }

    /// <summary>The first rows as they stand in the file.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>Rows that the suggestion rests on.</summary>
    public required int RowsSampled { get; init; }

    /// <summary>Rows of the whole file; null when the file is too large to be counted beforehand.</summary>
    public required long? RowsCounted { get; init; }
}

/// <summary>What a column looks like in the sampled rows.</summary>
/// <param name="Column">Name.</param>
/// <param name="Filled">Cells that are not blank.</param>
/// <param name="Distinct">Different values.</param>
/// <param name="Examples">Up to three frequent values, cut after 80 characters.</param>
/// <param name="Guess">The use that is suggested, as the mapping writes it.</param>
/// <param name="Confidence">How sure, 0 to 1; a rule of thumb, not a probability.</param>
/// <param name="AsScore">The field if a person uses the column as a score: on the scale that its values fit best; null when it holds no numbers.</param>
public sealed record ColumnProfile(
    string Column, int Filled, int Distinct, IReadOnlyList<string> Examples, FieldUse Guess, double Confidence,
    MappingField? AsScore);

/// <summary>A question about a file that only a person can answer. Every choice carries the whole field that it leads to.</summary>
/// <param name="Id">Unique in its suggestion.</param>
/// <param name="Code">mixed_scale, not_applicable, off_scale, ambiguous_date, several_times, mostly_empty, short_texts or no_id.</param>
/// <param name="Column">The column it is about; empty when it is about none.</param>
/// <param name="Evidence">What in the sampled rows raises the question.</param>
/// <param name="Choices">The possible answers; none when there is nothing to choose but something to know.</param>
/// <param name="Suggested">Id of the choice that the suggested mapping holds; empty without choices.</param>
/// <param name="Blocking">True when a person should decide before numbers are made from the column.</param>
public sealed record OpenQuestion(
    string Id, string Code, string Column, QuestionEvidence Evidence, IReadOnlyList<Choice> Choices, string Suggested, bool Blocking);

/// <summary>One answer to an open question.</summary>
/// <param name="Id">Unique in its question.</param>
/// <param name="Code">Stable word that the client translates.</param>
/// <param name="Field">The field as it stands in the mapping if this is chosen.</param>
public sealed record Choice(string Id, string Code, MappingField Field);

/// <summary>What was seen.</summary>
public sealed record QuestionEvidence
{
    /// <summary>Values and how often they stand in the sample, in order of the values.</summary>
    public IReadOnlyList<TextCount>? Distribution { get; init; }

    /// <summary>Values on the scale that most of them suggest.</summary>
    public int? OnScale { get; init; }

    /// <summary>Values beyond it.</summary>
    public int? OffScale { get; init; }

    /// <summary>The first values that lie off it, with their rows; null when they are not told one by one.</summary>
    public IReadOnlyList<RowValue>? OffRows { get; init; }

    /// <summary>The condition that tells best which rows hold the values beyond; null when none does.</summary>
    public SplitEvidence? When { get; init; }
}

/// <summary>How often a value stands in the sample.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How often.</param>
public sealed record TextCount(string Value, int Count);

/// <summary>A value and where it stands.</summary>
/// <param name="Row">Data row, counted from 0.</param>
/// <param name="Value">The value.</param>
public sealed record RowValue(long Row, string Value);

/// <summary>Rows that a condition picks out.</summary>
/// <param name="Column">Column of the condition.</param>
/// <param name="Is">What must hold.</param>
/// <param name="Value">The value or first day; null for filled and empty.</param>
/// <param name="Rows">Rows that it picks out and that have an answer in the column of the question.</param>
/// <param name="OffScale">Those of them whose answer lies beyond the scale.</param>
public sealed record SplitEvidence(string Column, Condition Is, string? Value, int Rows, int OffScale);
