using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Matching.Live;
using Throughline.Matching.Records;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>Reads records as matching wants them: of each field the newest value, and the exact identifiers.</summary>
sealed class RecordsNow : IDisposable
{
    readonly Dictionary<int, MatchField> _fields;
    readonly SqliteStatement _values, _identifiers;

    public RecordsNow(SqliteConnection connection, CatalogueContents contents)
    {
        _fields = FieldsOf(contents);
        _values = new(connection, $"""
            SELECT attribute_id, value, last_at FROM profiles_value
            WHERE record = @record AND attribute_id IN ({string.Join(", ", _fields.Keys)}) ORDER BY last_at, last_seq, value
            """, "@record");
        _identifiers = new(connection, "SELECT identifier, folded, last_seen FROM profiles_identifier WHERE record = @record ORDER BY last_seen, identifier", "@record");
    }

    /// <summary>What attributes are evidence: those that say who somebody is, by their names.</summary>
    public static Dictionary<int, MatchField> FieldsOf(CatalogueContents contents) => contents.Attributes
        .Where(attribute => attribute.Kind == AttributeKind.Identity).Select(attribute => (attribute.Id, Field: FieldOf(attribute.Name)))
        .Where(one => one.Field is not null).ToDictionary(one => one.Id, one => one.Field!.Value);

    /// <summary>The field of an attribute that says who somebody is; null when its name tells none.</summary>
    public static MatchField? FieldOf(string attribute) => attribute == "name" ? MatchField.FullName : FieldGuess.OfName(attribute);

    public RecordNow Read(int record)
    {
        var newest = new Dictionary<MatchField, (string Text, string At)>();
        foreach (var (attribute, value, at) in _values.All(r => (r.GetInt32(0), r.GetString(1), r.GetString(2)), record))
        {
            Take(newest, _fields[attribute], value, at);
        }

        var identifiers = new List<string>();
        foreach (var (identifier, folded, at) in _identifiers.All(r => (r.GetString(0), r.GetString(1), r.GetString(2)), record))
        {
            if (folded.StartsWith("email:", StringComparison.Ordinal))
            {
                Take(newest, MatchField.Email, identifier[6..], at);
            }
            else if (folded.StartsWith("phone:", StringComparison.Ordinal))
            {
                Take(newest, MatchField.Phone, identifier[6..], at);
            }
            else
            {
                identifiers.Add(identifier); // other systems may tell capitals apart
            }
        }

        return new RecordNow(record, [.. newest.OrderBy(one => one.Key).Select(one => new FieldValue(one.Key, one.Value.Text))], identifiers);
    }

    static void Take(Dictionary<MatchField, (string Text, string At)> newest, MatchField field, string text, string at)
    {
        if (!newest.TryGetValue(field, out var known) || string.CompareOrdinal(at, known.At) > 0)
        {
            newest[field] = (text, at);
        }
    }

    public void Dispose()
    {
        _values.Dispose();
        _identifiers.Dispose();
    }
}
