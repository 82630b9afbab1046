using System.Globalization;
using Throughline.Contracts;

namespace Throughline.Platform.Uses;

/// <summary>A part of signals that people choose, split, read or count by. In each source it is made of that source's own elements.</summary>
/// <param name="Kind">What its elements are.</param>
/// <param name="By">As it stands in an address: <c>channel</c>, <c>a.7</c>, <c>s.3</c>.</param>
/// <param name="Name">Name of the element of an attribute or a score.</param>
/// <param name="Label">Words for people.</param>
/// <param name="SourceId">The only source that has it, as with a question; null when any may.</param>
public readonly record struct Part(ElementKind Kind, string By, string Name, string Label, int? SourceId = null)
{
    /// <summary>The medium.</summary>
    public static Part Channel { get; } = Fixed(ElementKind.Channel, "channel");

    /// <summary>The designed place of the meeting.</summary>
    public static Part Touchpoint { get; } = Fixed(ElementKind.Touchpoint, "touchpoint");

    /// <summary>The language of the words; where no field gives it, it is told from the words and stands under them.</summary>
    public static Part Language { get; } = Fixed(ElementKind.Language, "language");

    /// <summary>The customer's words.</summary>
    public static Part Text { get; } = Fixed(ElementKind.Text, "text");

    /// <summary>Name of what was done.</summary>
    public static Part Activity { get; } = Fixed(ElementKind.Activity, "activity");

    /// <summary>What points to the customer.</summary>
    public static Part Customer { get; } = Fixed(ElementKind.Identifier, "customer");

    /// <summary>The source's own key of the record.</summary>
    public static Part RecordKey { get; } = Fixed(ElementKind.RecordId, "record_key");

    /// <summary>The values of an attribute.</summary>
    public static Part Of(AttributeName attribute) => new(
        ElementKind.Attribute, string.Create(CultureInfo.InvariantCulture, $"a.{attribute.Id}"), attribute.Name, attribute.Name);

    /// <summary>The answers to a question.</summary>
    public static Part Of(Question question) => new(
        ElementKind.Score, string.Create(CultureInfo.InvariantCulture, $"s.{question.Id}"), question.Name, question.Label, question.SourceId);

    static Part Fixed(ElementKind kind, string name) => new(kind, name, name, name);
}

/// <summary>What a page leaves out, because no purpose is named for it.</summary>
/// <param name="By">The part, as it stands in an address.</param>
/// <param name="Name">Its name; of a fixed part the same as <paramref name="By"/>.</param>
/// <param name="Sources">Names of the sources in which it is left out.</param>
public sealed record LeftOut(string By, string Name, IReadOnlyList<string> Sources);
