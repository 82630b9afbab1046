using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Contracts;

namespace Throughline.Listening.Mappings;

/// <summary>Versioned rule from the columns of a table to signals.</summary>
public sealed record Mapping
{
    /// <summary>Name, unique in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>Counts up with each saving, from 1; 0 for one that was not saved yet.</summary>
    public int Version { get; init; }

    /// <summary>Kind of the signals.</summary>
    public SignalKind Kind { get; init; } = SignalKind.Response;

    /// <summary>How the signals speak of the experience.</summary>
    public SignalMode Mode { get; init; } = SignalMode.Direct;

    /// <summary>Time zone of times that name none: <c>UTC</c> or an IANA name.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>One entry a column. A column without an entry is kept with the signal and used for nothing.</summary>
    public required IReadOnlyList<MappingField> Fields { get; init; }

    /// <summary>Channel of every signal; null when a column gives it or nothing is known.</summary>
    public string? Channel { get; init; }

    /// <summary>Touchpoint of every signal; null when a column gives it or nothing is known.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>Language of every text; null when a column gives it or it is guessed.</summary>
    public string? Language { get; init; }

    /// <summary>How the customer's words are told from an employee's; null when all texts are the customer's.</summary>
    public CustomerWords? CustomerWords { get; init; }

    /// <summary>The preset that it was made from, <c>name@version</c>; null when from none.</summary>
    public string? Preset { get; init; }

    /// <summary>How mappings are written as JSON: snake_case, absent members left out.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The questions that the mapping asks, in order, as they are to be entered in the catalogue; their ids are 0.</summary>
    public IReadOnlyList<Question> QuestionsOf(int sourceId) =>
    [
        .. Fields.Where(field => field.As == FieldUse.Score).Select(field => new Question
        {
            Id = 0,
            SourceId = sourceId,
            Name = field.Column,
            Label = string.IsNullOrWhiteSpace(field.Label) ? field.Column : field.Label,
            Scale = field.Metric == Metric.Share ? new Scale(0, 1) : field.Scale ?? new Scale(0, 1),
            Metric = field.Metric ?? Metric.Mean,
            Role = field.Role ?? QuestionRole.Driver,
        }),
    ];

    /// <summary>The attributes that the mapping fills, in order, without repeats; their ids are 0.</summary>
    public IReadOnlyList<AttributeName> AttributesOf() =>
    [
        .. Fields.Where(field => field.As == FieldUse.Attribute)
            .Select(field => new AttributeName(0, field.Name ?? field.Column, field.Kind ?? AttributeKind.Descriptive))
            .DistinctBy(attribute => attribute.Name),
    ];

    /// <summary>True when some column gives the time of the signals.</summary>
    [JsonIgnore]
    public bool HasTime => Fields.Any(one => one.As == FieldUse.Time);
}

/// <summary>What a column is used for.</summary>
public enum FieldUse
{
    /// <summary>Kept with the signal, used for nothing.</summary>
    Ignore = 0,
    /// <summary>The key that the source itself uses for the record.</summary>
    RecordId = 1,
    /// <summary>When it happened.</summary>
    Time = 2,
    /// <summary>Points to the customer.</summary>
    Identifier = 3,
    /// <summary>An answer on a scale, or yes and no.</summary>
    Score = 4,
    /// <summary>The customer's own words; several such columns are joined by a blank line.</summary>
    Text = 5,
    /// <summary>Where the meeting was.</summary>
    Touchpoint = 6,
    /// <summary>The medium.</summary>
    Channel = 7,
    /// <summary>Language of the text.</summary>
    Language = 8,
    /// <summary>A value to group and filter by.</summary>
    Attribute = 9,
    /// <summary>Name of what was done.</summary>
    Activity = 10,
}

/// <summary>Use of one column. Members that belong to another use are null.</summary>
public sealed record MappingField
{
    /// <summary>Name of the column in the file.</summary>
    public required string Column { get; init; }

    /// <summary>What it is used for.</summary>
    public required FieldUse As { get; init; }

    /// <summary>Time: one of <see cref="TimeText.Formats"/>; null = ISO 8601.</summary>
    public string? Time { get; init; }

    /// <summary>Identifier: its namespace, for example <c>email</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary>Score: words for people; null = the column's name.</summary>
    public string? Label { get; init; }

    /// <summary>Attribute: its name in the workspace; null = the column's name.</summary>
    public string? Name { get; init; }

    /// <summary>Attribute: which of the four kinds of customer data; null = descriptive.</summary>
    public AttributeKind? Kind { get; init; }

    /// <summary>Score: the scale of its answers; null for yes and no.</summary>
    public Scale? Scale { get; init; }

    /// <summary>Score: the metric that sums it up; null = mean.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Score: its part in an analysis of drivers; null = driver.</summary>
    public QuestionRole? Role { get; init; }

    /// <summary>Score: values that mean that there is no answer; compared as numbers where they are numbers.</summary>
    public IReadOnlyList<string>? NotApplicable { get; init; }

    /// <summary>Score with the metric share: words for yes; null = the usual ones in four languages.</summary>
    public IReadOnlyList<string>? Yes { get; init; }

    /// <summary>Score with the metric share: words for no; null = the usual ones in four languages.</summary>
    public IReadOnlyList<string>? No { get; init; }

    /// <summary>Score: what happens to a value that is not on the scale; null = the row goes to quarantine.</summary>
    public OffScale? OffScale { get; init; }

    /// <summary>Score: rows whose answers are on another scale; null = none.</summary>
    public OtherScale? OtherScale { get; init; }

    /// <summary>Score: every row says on which scale its answer is; null = they are all on <see cref="Scale"/>.</summary>
    public RowScale? RowScale { get; init; }
}

/// <summary>Scale that a row brings with its answer, as reviews do; the answer is moved linearly to the question's scale, ends to ends.</summary>
public sealed record RowScale
{
    /// <summary>Column of the worst answer; null when the rows do not say.</summary>
    public string? MinColumn { get; init; }

    /// <summary>Column of the best answer; null when the rows do not say.</summary>
    public string? MaxColumn { get; init; }

    /// <summary>Worst answer of a row that does not say.</summary>
    public double Min { get; init; } = 1;

    /// <summary>Best answer of a row that does not say; above <see cref="Min"/>.</summary>
    public double Max { get; init; } = 5;
}

/// <summary>
/// Whose words a row's text is. A row that is not the customer's is kept, but as an operation: its text stays among the rest, where no
/// detector reads it.
/// </summary>
public sealed record CustomerWords
{
    /// <summary>Column that tells.</summary>
    public required string Column { get; init; }

    /// <summary>Its values, without case, in rows that the customer wrote. Every other value, and none, is somebody else's.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>Columns of identifiers that name the writer: in a row that is not the customer's they name no customer. Null for none.</summary>
    public IReadOnlyList<string>? WriterColumns { get; init; }
}

/// <summary>What happens to an answer that is not on its scale.</summary>
public enum OffScale
{
    /// <summary>The row is held.</summary>
    Quarantine = 0,
    /// <summary>The row is stored without this answer; the value is kept beside it and counted.</summary>
    SetAside = 1,
}

/// <summary>Rule for rows whose answers to one question are on another scale.</summary>
public sealed record OtherScale
{
    /// <summary>Column that tells such rows.</summary>
    public required string Column { get; init; }

    /// <summary>What must hold of that column.</summary>
    public required Condition Is { get; init; }

    /// <summary>The value that it must equal, or the first day; null for filled and empty.</summary>
    public string? Value { get; init; }

    /// <summary>Worst answer of the other scale.</summary>
    public required double Min { get; init; }

    /// <summary>Best answer of the other scale; above <see cref="Min"/>.</summary>
    public required double Max { get; init; }

    /// <summary>What happens to such answers.</summary>
    public required OtherScaleThen Then { get; init; }
}

/// <summary>Condition on one column of a row.</summary>
public enum Condition
{
    /// <summary>The cell is not blank.</summary>
    Filled = 0,
    /// <summary>The cell is blank.</summary>
    Empty = 1,
    /// <summary>The cell is this value, blanks at its ends aside.</summary>
    Equals = 2,
    /// <summary>The cell is a time on this day or later; only for the column of the time.</summary>
    Since = 3,
}

/// <summary>What happens to answers on another scale.</summary>
public enum OtherScaleThen
{
    /// <summary>They are moved linearly to the question's scale, ends to ends.</summary>
    Convert = 0,
    /// <summary>They are kept beside the row, counted, and averaged with nothing.</summary>
    SetAside = 1,
}
