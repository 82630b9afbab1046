using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Profiling;

namespace Throughline.Listening.Quality;

/// <summary>
/// The names that a source itself uses for its fields, against the names under which the log keeps them: checks and recipes speak of columns as
/// they are in the file or the object that arrives.
/// </summary>
sealed class FieldColumns
{
    readonly Dictionary<string, FieldName> _fields = new(StringComparer.Ordinal);
    readonly Dictionary<FieldName, string> _columns = [];

    /// <param name="mapping">The mapping that the source uses; null for a source of events without one, whose fields have the log's own names.</param>
    public FieldColumns(Mapping? mapping)
    {
        foreach (var field in mapping?.Fields ?? [])
        {
            if (NameOf(field) is { } name && _fields.TryAdd(field.Column, name))
            {
                _columns.TryAdd(name, field.Column);
            }
        }
    }

    /// <summary>The column of a field; its own name where no mapping gives another.</summary>
    public string ColumnOf(FieldName name) => _columns.GetValueOrDefault(name, name.Name);

    /// <summary>True when a mapping names the columns; what arrives without one has paths, which are not told here.</summary>
    public bool AreMapped => _fields.Count > 0;

    /// <summary>True when the mapping names the column.</summary>
    public bool Has(string column) => _fields.ContainsKey(column);

    /// <summary>Where the log keeps a column.</summary>
    public FieldName FieldOf(string column) => _fields.TryGetValue(column, out var name) ? name : column switch
    {
        "time" or "text" or "touchpoint" or "channel" or "language" or "activity" => new(column, column),
        "id" => new("record_id", "id"),
        _ => new("kept", column),
    };

    static FieldName? NameOf(MappingField field) => field.As switch
    {
        FieldUse.Score => new("score", field.Column),
        FieldUse.Attribute => new("attribute", field.Name ?? field.Column),
        FieldUse.Identifier => new("identifier", field.Namespace ?? field.Column),
        FieldUse.Time => new("time", "time"),
        FieldUse.RecordId => new("record_id", "id"),
        FieldUse.Text => new("text", "text"),
        FieldUse.Touchpoint => new("touchpoint", "touchpoint"),
        FieldUse.Channel => new("channel", "channel"),
        FieldUse.Language => new("language", "language"),
        FieldUse.Activity => new("activity", "activity"),
        _ => new("kept", field.Column),
    };
}
