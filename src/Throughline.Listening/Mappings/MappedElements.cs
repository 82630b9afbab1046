using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Mappings;

/// <summary>
/// The data elements that a mapping takes in, with the Origin that the mapping itself tells: how they are captured and where they are
/// stored. On what permission and under what regulation only a person can say.
/// </summary>
static class MappedElements
{
    /// <summary>The purpose that is proposed for what a mapping takes in.</summary>
    public const string Proposed = Purposes.Improve;

    /// <summary>
    /// One element for each field that is used, and one for each that is only kept; one more for a channel or a touchpoint that the
    /// mapping gives to every record.
    /// </summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="source">The source.</param>
    /// <param name="way">How the records come, for example <c>file</c> or <c>webhook</c>.</param>
    public static IReadOnlyList<DataElement> Of(Mapping mapping, Source source, string way)
    {
        var captured = $"{way}, mapping {mapping.Name}, version {mapping.Version}{(mapping.Preset is { } preset ? $", preset {preset}" : "")}";
        return [.. mapping.Fields.Concat(Given(mapping)).Select(field => Of(field, mapping, source, captured)).DistinctBy(one => one.Key)];
    }

    /// <summary>Puts them into the register.</summary>
    public static void Register(SignalLog log, Mapping mapping, Source source, string way, PurposeNaming? naming)
    {
        var elements = Of(mapping, source, way);
        log.Uses.Register([.. elements.Where(one => one.Key.Kind != ElementKind.Kept)], naming);
        log.Uses.Register([.. elements.Where(one => one.Key.Kind == ElementKind.Kept)], null);
    }

    static IEnumerable<MappingField> Given(Mapping mapping)
    {
        if (mapping.Channel is not null && !mapping.Fields.Any(field => field.As == FieldUse.Channel))
        {
            yield return new MappingField { Column = "channel", As = FieldUse.Channel };
        }

        if (mapping.Touchpoint is not null && !mapping.Fields.Any(field => field.As == FieldUse.Touchpoint))
        {
            yield return new MappingField { Column = "touchpoint", As = FieldUse.Touchpoint };
        }
    }

    static DataElement Of(MappingField field, Mapping mapping, Source source, string captured)
    {
        var kind = KindOf(field.As);
        var name = field.As == FieldUse.Attribute ? field.Name ?? field.Column : field.Column;
        var acts = mapping.Kind is SignalKind.Event or SignalKind.Operation;
        return new DataElement
        {
            Key = new ElementKey(source.Id, kind, name),
            Label = field.Label,
            Captured = captured,
            Stored = $"log.duckdb, signal.{ColumnOf(field)}",
            Regulation = kind is ElementKind.Identifier or ElementKind.Text || field.Kind == AttributeKind.Identity ? "personal_data" : null,
            Mode = mapping.Mode,
            Behavioural = kind switch
            {
                ElementKind.Score => acts,
                ElementKind.Text => false,
                ElementKind.Attribute => field.Kind switch { AttributeKind.Behavioural => true, AttributeKind.Attitudinal => false, _ => null },
                ElementKind.Activity => true,
                _ => null,
            },
            Solicited = mapping.Kind == SignalKind.Response,
        };
    }

    static ElementKind KindOf(FieldUse use) => use switch
    {
        FieldUse.Score => ElementKind.Score,
        FieldUse.Text => ElementKind.Text,
        FieldUse.Attribute => ElementKind.Attribute,
        FieldUse.Identifier => ElementKind.Identifier,
        FieldUse.Time => ElementKind.Time,
        FieldUse.Touchpoint => ElementKind.Touchpoint,
        FieldUse.Channel => ElementKind.Channel,
        FieldUse.Language => ElementKind.Language,
        FieldUse.RecordId => ElementKind.RecordId,
        FieldUse.Activity => ElementKind.Activity,
        _ => ElementKind.Kept,
    };

    static string ColumnOf(MappingField field) => field.As switch
    {
        FieldUse.Score => "score",
        FieldUse.Attribute => "attribute",
        FieldUse.Identifier => field.Namespace is { } space ? $"customer ({space})" : "customer",
        FieldUse.Time => "occurred_at",
        FieldUse.RecordId => "record_key",
        FieldUse.Text => "text",
        FieldUse.Touchpoint => "touchpoint",
        FieldUse.Channel => "channel",
        FieldUse.Language => "language",
        FieldUse.Activity => "activity",
        _ => "rest",
    };
}
