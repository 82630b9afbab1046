using Throughline.Contracts;
using Throughline.Listening.Files;

namespace Throughline.Listening.Mappings.Presets;

/// <summary>Fits a preset to a file: what the preset knows is taken as it says, what it does not is taken from the suggestion or kept.</summary>
static class PresetFit
{
    /// <summary>The suggestion with the preset's fields in it. Questions about what the preset settles are gone.</summary>
    public static Suggestion Of(Preset preset, TableFile file, Suggestion suggestion)
    {
        var known = Known(preset, file);
        var fields = new List<MappingField>();
        var taken = new Taken(preset, known.Values);
        foreach (var (field, label) in suggestion.Mapping.Fields.Select(field => (field, LabelOf(file, field.Column))))
        {
            fields.Add(known.TryGetValue(field.Column, out var by) ? Timed(by, field)
                : preset.AsksMore ? taken.Allow(Asked(field, label, file, suggestion))
                : new MappingField { Column = field.Column, As = FieldUse.Ignore });
        }

        var mapping = suggestion.Mapping with
        {
            Kind = preset.Kind,
            Mode = preset.Mode,
            Channel = preset.Channel,
            Preset = preset.Mark,
            CustomerWords = Words(preset, file, fields),
            Fields = [.. fields.Select(field => WithBounds(field, preset, file))],
        };
        return suggestion with
        {
            Mapping = mapping,
            Questions = [.. suggestion.Questions.Where(question => IsOpen(question, known, mapping))],
            Profile = [.. suggestion.Profile.Select(one => known.TryGetValue(one.Column, out var by) ? one with { Guess = by.As, Confidence = 1 } : one)],
        };
    }

    static Dictionary<string, MappingField> Known(Preset preset, TableFile file)
    {
        var place = file.Columns.GroupBy(PresetShelf.Plain).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var known = new Dictionary<string, MappingField>(StringComparer.Ordinal);
        foreach (var one in preset.Fields)
        {
            if (one.Names.Select(name => place.GetValueOrDefault(PresetShelf.Plain(name))).FirstOrDefault(column => column is not null && !known.ContainsKey(column)) is { } column)
            {
                known[column] = one.Field with
                {
                    Column = column,
                    Label = one.Field.As == FieldUse.Score ? one.Field.Label ?? LabelOf(file, column) : one.Field.Label,
                    Name = one.Field.As == FieldUse.Attribute ? one.Field.Name ?? one.Field.Column : one.Field.Name,
                };
            }
        }

        return known;
    }

    /// <summary>A time is read as the file writes it, where its values say so.</summary>
    static MappingField Timed(MappingField by, MappingField suggested) =>
        by.As == FieldUse.Time && suggested.As == FieldUse.Time && suggested.Time is not null ? by with { Time = suggested.Time } : by;

    /// <summary>
    /// A question of the survey itself, with its words. Where there are too few rows to tell by the values, sentences are the
    /// customer's words and single words or numbers are kept as what the customer thinks.
    /// </summary>
    static MappingField Asked(MappingField field, string? label, TableFile file, Suggestion suggestion)
    {
        var profile = suggestion.Profile.First(one => one.Column == field.Column);
        return profile.Filled > 0 && file.FreeText?.Contains(field.Column) == true ? new MappingField { Column = field.Column, As = FieldUse.Text }
            : field.As == FieldUse.Score ? field with { Label = label ?? field.Label }
            : field.As == FieldUse.Ignore && label is not null && profile is { Filled: > 0, Distinct: <= 50 }
                && profile.Examples.All(example => example.Length <= 60) && profile.Confidence < 1
                ? profile.Examples.Any(example => example.Trim().Contains(' ', StringComparison.Ordinal))
                    ? new MappingField { Column = field.Column, As = FieldUse.Text }
                    : new MappingField { Column = field.Column, As = FieldUse.Attribute, Name = field.Column, Kind = AttributeKind.Attitudinal }
            : field;
    }

    static CustomerWords? Words(Preset preset, TableFile file, List<MappingField> fields) =>
        preset.CustomerWords is { } rule && fields.Exists(field => field.As == FieldUse.Text)
            && file.Columns.FirstOrDefault(column => PresetShelf.Plain(column) == PresetShelf.Plain(rule.Column)) is { } column
            ? rule with { Column = column }
            : null;

    /// <summary>The columns that hold the ends of the scale, under the names that the file gives them.</summary>
    static MappingField WithBounds(MappingField field, Preset preset, TableFile file)
    {
        if (field.RowScale is not { } rule)
        {
            return field;
        }

        string? Column(string? name) => file.Columns.FirstOrDefault(column => name is not null
            && (PresetShelf.Plain(column) == PresetShelf.Plain(name) || PresetShelf.Plain(column) == PresetShelf.Plain(name.Split('.')[^1])));
        return field with { RowScale = rule with { MinColumn = Column(rule.MinColumn), MaxColumn = Column(rule.MaxColumn) } };
    }

    static bool IsOpen(OpenQuestion question, Dictionary<string, MappingField> known, Mapping mapping) => question.Code switch
    {
        "no_id" => !mapping.Fields.Any(field => field.As == FieldUse.RecordId),
        "several_times" => false,
        _ => !known.ContainsKey(question.Column) && mapping.Fields.Any(field => field.Column == question.Column && field.As == FieldUse.Score),
    };

    static string? LabelOf(TableFile file, string column)
    {
        for (var i = 0; i < (file.Labels?.Count ?? 0); i++)
        {
            if (file.Columns[i] == column)
            {
                return file.Labels![i] is { Length: > 0 } words ? words : null;
            }
        }

        return null;
    }

    /// <summary>What only one column may be, and names that are given.</summary>
    sealed class Taken(Preset preset, IEnumerable<MappingField> known)
    {
        static readonly FieldUse[] _single = [FieldUse.RecordId, FieldUse.Time, FieldUse.Touchpoint, FieldUse.Channel, FieldUse.Language, FieldUse.Activity];

        readonly HashSet<FieldUse> _uses = [.. known.Select(field => field.As), .. preset.Channel is null ? Array.Empty<FieldUse>() : [FieldUse.Channel]];
        readonly HashSet<string> _names = [.. known.Where(field => field.As == FieldUse.Attribute).Select(field => field.Name!)];

        public MappingField Allow(MappingField field)
        {
            if (_single.Contains(field.As) && !_uses.Add(field.As))
            {
                return new MappingField { Column = field.Column, As = FieldUse.Ignore };
            }

            return field.As != FieldUse.Attribute || _names.Add(field.Name ?? field.Column) ? field
                : _names.Add(field.Column) ? field with { Name = field.Column }
                : new MappingField { Column = field.Column, As = FieldUse.Ignore };
        }
    }
}
