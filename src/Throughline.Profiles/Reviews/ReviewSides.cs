using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Matching.Records;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Reviews;

/// <summary>What may be shown of the records of a pair: values with a purpose, of sources whose identifiers have one.</summary>
sealed class ReviewSides : IDisposable
{
    const int MostOfField = 3;

    readonly CatalogueContents _contents;
    readonly Asking _asking;
    readonly Dictionary<int, MatchField> _fields;
    readonly Dictionary<int, AttributeName> _attributes;
    readonly SqliteStatement _record, _values, _identifiers;

    public ReviewSides(SqliteConnection connection, CatalogueContents contents, Asking asking)
    {
        (_contents, _asking, _fields) = (contents, asking, RecordsNow.FieldsOf(contents));
        _attributes = contents.Attributes.ToDictionary(attribute => attribute.Id);
        _record = new(connection, "SELECT source_id, profile, signals FROM profiles_record WHERE id = @record", "@record");
        _values = new(connection, "SELECT attribute_id, value FROM profiles_value WHERE record = @record ORDER BY last_at DESC, last_seq DESC, value", "@record");
        _identifiers = new(connection, "SELECT identifier, folded FROM profiles_identifier WHERE record = @record ORDER BY last_seen DESC, identifier", "@record");
    }

    public ReviewSide Of(int record)
    {
        if (_record.One<(int Source, int Profile, long Signals)?>(r => (r.GetInt32(0), r.GetInt32(1), r.GetInt64(2)), record) is not var (source, profile, signals))
        {
            return new ReviewSide(record, null, null, null, 0, []);
        }

        List<(MatchField Field, string Text)> shown = [];
        if (_asking.Takes(source, Part.Customer))
        {
            shown.AddRange(_values.All(r => (Attribute: r.GetInt32(0), Text: r.GetString(1)), record)
                .Where(value => _fields.ContainsKey(value.Attribute) && _asking.Takes(source, Part.Of(_attributes[value.Attribute])))
                .Select(value => (_fields[value.Attribute], value.Text)));
            shown.AddRange(_identifiers.All(r => (Text: r.GetString(0), Folded: r.GetString(1)), record).Select(identifier =>
                identifier.Folded.StartsWith("email:", StringComparison.Ordinal) ? (MatchField.Email, identifier.Text[6..])
                : identifier.Folded.StartsWith("phone:", StringComparison.Ordinal) ? (MatchField.Phone, identifier.Text[6..])
                : (MatchField.ExternalId, identifier.Text)));
        }

        var fields = shown.Distinct().GroupBy(value => value.Field).OrderBy(field => field.Key).ToList();
        return new ReviewSide(
            record, new ProfileId(profile).ToString(), _contents.FindSource(source)?.Name, NameOf(shown), signals,
            [.. fields.SelectMany(field => field.Take(MostOfField).Select(value => new ReviewValue(ReviewValue.CodeOf(value.Field), value.Text)))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _record.Dispose();
        _values.Dispose();
        _identifiers.Dispose();
    }

    static string? NameOf(List<(MatchField Field, string Text)> values)
    {
        var parts = new[] { First(MatchField.FirstName), First(MatchField.LastName) }.OfType<string>().ToList();
        return First(MatchField.FullName) ?? (parts.Count > 0 ? string.Join(' ', parts) : null);

        string? First(MatchField field) => values.Where(value => value.Field == field).Select(value => value.Text).FirstOrDefault();
    }
}
