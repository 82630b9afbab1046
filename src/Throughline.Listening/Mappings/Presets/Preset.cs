using System.Text.Json.Serialization;
using Throughline.Contracts;

namespace Throughline.Listening.Mappings.Presets;

/// <summary>
/// A shipped mapping: what the columns of a known tool mean, by every name that they go by. It is fitted to a file or to a source, and
/// what comes out is an ordinary <see cref="Mapping"/> that can be changed and saved like any other.
/// </summary>
public sealed record Preset
{
    /// <summary>Name, for example <c>qualtrics</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Counts up with each change of what it means.</summary>
    public required int Version { get; init; }

    /// <summary>What it reads, for people.</summary>
    public required string Title { get; init; }

    /// <summary>True when it can be asked for at <c>/api/v1/ingest/SOURCE?preset=NAME</c>.</summary>
    public bool Arrives { get; init; }

    /// <summary>What a file must have to be taken for this: of each group of names one. Empty: never guessed, only asked for.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Needs { get; init; } = [];

    /// <inheritdoc cref="Mapping.Kind"/>
    public SignalKind Kind { get; init; } = SignalKind.Response;

    /// <inheritdoc cref="Mapping.Mode"/>
    public SignalMode Mode { get; init; } = SignalMode.Direct;

    /// <inheritdoc cref="Mapping.Channel"/>
    public string? Channel { get; init; }

    /// <summary>The columns that it knows.</summary>
    public required IReadOnlyList<PresetField> Fields { get; init; }

    /// <summary>True when the other columns of a file are questions of its own, to be suggested from their values; else they are only kept.</summary>
    public bool AsksMore { get; init; }

    /// <summary>How the tool tells the customer's words from an employee's; null when all words are the customer's.</summary>
    public CustomerWords? CustomerWords { get; init; }

    /// <summary>Lists of answers in what arrives.</summary>
    public IReadOnlyList<AnswerList> Lists { get; init; } = [];

    /// <summary>What makes the id of what arrives, when no single column does.</summary>
    public ComposedKey? Key { get; init; }

    /// <summary>How the tool signs; null when it does not.</summary>
    public SignatureRule? Signature { get; init; }

    /// <summary>Name and version in one, as a mapping notes it.</summary>
    [JsonIgnore]
    public string Mark => $"{Name}@{Version}";

    /// <summary>The mapping for a source whose records arrive one by one.</summary>
    public Mapping ForSource(string source) => new()
    {
        Name = MappingName(source),
        Kind = Kind,
        Mode = Mode,
        Channel = Channel,
        CustomerWords = CustomerWords,
        Preset = Mark,
        Fields = [.. Fields.Select(one => one.Field)],
    };

    /// <summary>Name of the mapping of a source whose records arrive.</summary>
    public string MappingName(string source) => $"{Name}: {source}";
}

/// <summary>A column that a preset knows.</summary>
/// <param name="Field">Its use, under the first of its names.</param>
/// <param name="Also">Other names that it goes by; letters and digits count, case does not.</param>
public sealed record PresetField(MappingField Field, IReadOnlyList<string>? Also = null)
{
    /// <summary>All names.</summary>
    [JsonIgnore]
    public IEnumerable<string> Names => [Field.Column, .. Also ?? []];
}

/// <summary>A list of answers in what arrives: each element becomes a column.</summary>
public sealed record AnswerList
{
    /// <summary>Path of the list.</summary>
    public required string At { get; init; }

    /// <summary>Paths in an element of which the first that is there names the column.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Paths in an element of which the first that is there is the answer.</summary>
    public required IReadOnlyList<string> Value { get; init; }

    /// <summary>Path in an element of the words of the question.</summary>
    public string? Label { get; init; }

    /// <summary>Where the words of the questions stand in a list of their own; null when they are in the element.</summary>
    public LabelList? Labels { get; init; }

    /// <summary>Path in an element of the kind of question.</summary>
    public string? Type { get; init; }

    /// <summary>Paths in an element of the ends of its scale.</summary>
    public string? Low { get; init; }

    /// <inheritdoc cref="Low"/>
    public string? High { get; init; }

    /// <summary>How a kind of question is used; a kind that is not here is kept and used for nothing.</summary>
    public IReadOnlyDictionary<string, MappingField> Uses { get; init; } = new Dictionary<string, MappingField>();
}

/// <summary>A list that gives questions their words.</summary>
/// <param name="At">Path of the list.</param>
/// <param name="Id">Path in its elements of the question's id.</param>
/// <param name="Words">Path in its elements of the words.</param>
/// <param name="Of">Path in an answer of the question's id.</param>
public sealed record LabelList(string At, string Id, string Words, string Of);

/// <summary>An id made of several columns.</summary>
/// <param name="Of">The columns, joined by colons into a column called <c>key</c>.</param>
/// <param name="When">The column that must hold one of the values; other records have no id and get a derived one.</param>
/// <param name="Values">The values.</param>
public sealed record ComposedKey(IReadOnlyList<string> Of, string? When = null, IReadOnlyList<string>? Values = null);

/// <summary>How a tool signs what it sends: base64 of HMAC-SHA256 over the body.</summary>
/// <param name="Header">Header of the signature.</param>
/// <param name="Prefix">What stands before it.</param>
/// <param name="TimestampHeader">Header whose value is signed before the body; null when the body alone is signed.</param>
public sealed record SignatureRule(string Header, string Prefix = "", string? TimestampHeader = null);
