using System.Text;
using System.Text.Json;

namespace Throughline.Listening.Mappings.Presets;

/// <summary>
/// What arrived as JSON, as the one row of a table: nested names become names with dots, lists of answers become columns as the preset
/// says, and columns go by the preset's own names.
/// </summary>
sealed class JsonRow
{
    readonly Preset _preset;
    readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    readonly List<AskedColumn> _asked = [];

    JsonRow(Preset preset)
    {
        _preset = preset;
        foreach (var one in preset.Fields)
        {
            foreach (var name in one.Names)
            {
                _names.TryAdd(PresetShelf.Plain(name), one.Field.Column);
            }
        }
    }

    /// <summary>Value by name of the column.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Answers of the lists, with what the list says about each question.</summary>
    public IReadOnlyList<AskedColumn> Asked => _asked;

    /// <summary>Reads an object.</summary>
    public static JsonRow Of(JsonElement json, Preset preset)
    {
        var row = new JsonRow(preset);
        row.Flatten(json, "");
        foreach (var list in preset.Lists)
        {
            row.Answers(json, list);
        }

        row.Compose();
        return row;
    }

    void Flatten(JsonElement json, string path)
    {
        foreach (var member in json.EnumerateObject())
        {
            var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Flatten(member.Value, at);
            }
            else if (!_preset.Lists.Any(list => list.At == at || list.Labels?.At == at) && TextOf(member.Value) is { Length: > 0 } text)
            {
                Put(at, text);
            }
        }
    }

    /// <summary>Under the preset's own name where it has one; a name that is there by another way stays as it is.</summary>
    void Put(string name, string value)
    {
        var own = _names.GetValueOrDefault(PresetShelf.Plain(name), name);
        if (!_values.TryAdd(own, value) && own != name)
        {
            _values[name] = value;
        }
        else if (own == name)
        {
            _values[own] = value;
        }
    }

    void Answers(JsonElement json, AnswerList list)
    {
        if (At(json, list.At) is not { ValueKind: JsonValueKind.Array } answers)
        {
            return;
        }

        foreach (var answer in answers.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object))
        {
            var key = list.Key.Select(path => Text(answer, path)).FirstOrDefault(text => text is not null);
            var value = list.Value.Select(path => Text(answer, path)).FirstOrDefault(text => text is not null);
            if (key is null || value is null)
            {
                continue;
            }

            var column = $"answers.{key}";
            _values[column] = value;
            var label = list.Label is { } path ? Text(answer, path) : list.Labels is { } labels ? LabelOf(json, labels, Text(answer, labels.Of)) : null;
            _asked.Add(new AskedColumn(column, label, list.Type is null ? null : Text(answer, list.Type), Number(answer, list.Low), Number(answer, list.High), list));
        }
    }

    static string? LabelOf(JsonElement json, LabelList labels, string? id) =>
        id is not null && At(json, labels.At) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(one => Text(one, labels.Id) == id).Select(one => Text(one, labels.Words)).FirstOrDefault()
            : null;

    void Compose()
    {
        if (_preset.Key is not { } key || key.Of.Any(name => !_values.ContainsKey(name))
            || (key.When is { } when && !(key.Values ?? []).Contains(_values.GetValueOrDefault(when) ?? "")))
        {
            return;
        }

        _values["key"] = string.Join(':', key.Of.Select(name => _values[name]));
    }

    static double? Number(JsonElement json, string? path) =>
        path is not null && At(json, path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    static string? Text(JsonElement json, string path) => At(json, path) is { } found && TextOf(found) is { Length: > 0 } text ? text : null;

    static JsonElement? At(JsonElement json, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json;
    }

    /// <summary>A scalar as text, a list of scalars joined; anything else as its JSON. Half a surrogate pair becomes U+FFFD.</summary>
    static string TextOf(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return "";
            case JsonValueKind.String:
                try
                {
                    return json.GetString()!;
                }
                catch (InvalidOperationException)
                {
                    return Collectors.BrokenText.Read(Encoding.UTF8.GetBytes(json.GetRawText()).AsSpan()[1..^1]);
                }

            case JsonValueKind.Array when json.EnumerateArray().All(one => one.ValueKind is JsonValueKind.String or JsonValueKind.Number):
                return string.Join("; ", json.EnumerateArray().Select(TextOf));
            default:
                return json.GetRawText();
        }
    }
}

/// <summary>A question that was found in a list of answers.</summary>
/// <param name="Column">The column of its answers.</param>
/// <param name="Label">Its words; null when they are not there.</param>
/// <param name="Type">The kind of question in the tool's word; null when it is not there.</param>
/// <param name="Low">Lowest answer; null when it is not there.</param>
/// <param name="High">Highest answer; null when it is not there.</param>
/// <param name="List">The list.</param>
sealed record AskedColumn(string Column, string? Label, string? Type, double? Low, double? High, AnswerList List)
{
    /// <summary>How the mapping uses it; null when its kind is used for nothing.</summary>
    public MappingField? Field()
    {
        if (Type is null || !List.Uses.TryGetValue(Type, out var use))
        {
            return null;
        }

        var field = use with { Column = Column };
        if (field.As == FieldUse.Attribute)
        {
            return field with { Name = Label is { Length: > 0 and <= 100 } ? Label : Column };
        }

        if (field.As != FieldUse.Score)
        {
            return field;
        }

        var says = Label is null ? Says.Nothing : ColumnWords.Of(Label).Says;
        var scale = Low is { } low && High is { } high && low < high ? new Contracts.Scale(low, high) : field.Scale;
        var outcome = (says & (Says.Recommend | Says.Overall | Says.Satisfaction)) != 0;
        return field with
        {
            Label = Label,
            Scale = scale,
            Metric = field.Metric != Contracts.Metric.Share && says.HasFlag(Says.Recommend) && scale is { Min: 0, Max: 10 } ? Contracts.Metric.Nps : field.Metric,
            Role = field.Role ?? (outcome ? Contracts.QuestionRole.Outcome : Contracts.QuestionRole.Driver),
        };
    }
}
