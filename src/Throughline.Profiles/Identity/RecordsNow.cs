using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Matching.Live;
using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>
/// Reads records as matching wants them: of each field the newest value, and the exact identifiers. A source that names a customer by the key of
/// another source and knows nothing of them, as a survey does, stands for what that other source knows: else the many records that say nothing
/// would outvote the one that says who it is. A mailbox or a number under which several people are named is nobody's own: it is left out of what
/// their records say, and a record that names nobody stands for none of them.
/// </summary>
sealed class RecordsNow : IDisposable
{
    readonly Dictionary<int, MatchField> _fields;

    static readonly MatchField[] s_tells = [MatchField.FullName, MatchField.FirstName, MatchField.LastName, MatchField.BirthDate];

    readonly SqliteStatement _values, _identifiers, _namesakes, _customer;

    public RecordsNow(SqliteConnection connection, CatalogueContents contents)
    {
        _fields = FieldsOf(contents);
        _values = new(connection, $"""
            SELECT attribute_id, value, last_at, first_at, (SELECT source_id FROM profiles_record WHERE id = @record) FROM profiles_value
            WHERE record = @record AND attribute_id IN ({string.Join(", ", _fields.Keys)}) ORDER BY last_at, last_seq, value
            """, "@record");
        _namesakes = new(connection, $"""
            SELECT r.id FROM profiles_record me JOIN profiles_identifier i ON i.identifier = {IdentityTables.IdentifierOf("me")} JOIN profiles_record r ON r.id = i.record
            WHERE me.id = @record AND {IdentityTables.IdentifierOf("r")} = i.identifier AND r.id <> me.id ORDER BY r.id LIMIT {IdentityTables.MostOfOneKey}
            """, "@record");
        _customer = new(connection, "SELECT customer FROM profiles_record WHERE id = @record", "@record");
        _identifiers = new(connection, """
            SELECT identifier, folded, last_seen, first_seen, (SELECT source_id FROM profiles_record WHERE id = @record) FROM profiles_identifier
            WHERE record = @record ORDER BY last_seen, identifier
            """, "@record");
    }

    /// <summary>The record with what it is taken to stand for.</summary>
    public RecordNow Read(int record)
    {
        var own = ReadOwn(record);
        var tells = Tells(own);
        var customer = _customer.One(r => r.GetString(0), record);
        if (tells && (customer is null || !NamedCustomer.IsMarked(customer)))
        {
            return own;
        }

        var others = _namesakes.All(r => r.GetInt32(0), record).Select(ReadOwn).Where(Tells);
        if (customer is not null && Identifier.Parse(NamedCustomer.IdentifierOf(customer)) is { } key && NamedPerson.IsReachedBy(key.Namespace, key.Value))
        {
            others = [.. others];
            if (AreSeveral([.. (tells ? others.Prepend(own) : others).Select(SketchOf)]))
            {
                return Without(own, key);
            }
        }

        return tells || others.FirstOrDefault() is not { } first ? own
            : own with { Values = [.. own.Values.Concat(first.Values.ExceptBy(own.Values.Select(value => value.Field), value => value.Field)).OrderBy(value => value.Field)] };
    }

    static bool Tells(RecordNow record) => record.Values.Any(value => s_tells.Contains(value.Field));

    static bool AreSeveral(IReadOnlyList<PersonSketch> people) => people.Any(one => people.Any(one.IsNot));

    static PersonSketch SketchOf(RecordNow record)
    {
        string? Of(MatchField field) => record.Values.FirstOrDefault(value => value.Field == field).Text;
        return NamedPerson.SketchOf(Of(MatchField.FullName), Of(MatchField.FirstName), Of(MatchField.LastName), Of(MatchField.BirthDate));
    }

    /// <summary>A record without the mailbox or number that it is named by.</summary>
    static RecordNow Without(RecordNow record, Identifier key) => record with
    {
        Values = [.. record.Values.Where(value => !string.Equals(value.Text.Trim(), key.Value.Trim(), StringComparison.OrdinalIgnoreCase))],
        Identifiers = [.. record.Identifiers.Where(identifier => identifier != key.ToString())],
    };

    /// <summary>What attributes are evidence: those that say who somebody is, by their names.</summary>
    public static Dictionary<int, MatchField> FieldsOf(CatalogueContents contents) => contents.Attributes
        .Where(attribute => attribute.Kind == AttributeKind.Identity).Select(attribute => (attribute.Id, Field: FieldOf(attribute.Name)))
        .Where(one => one.Field is not null).ToDictionary(one => one.Id, one => one.Field!.Value);

    /// <summary>The field of an attribute that says who somebody is; null when its name tells none.</summary>
    public static MatchField? FieldOf(string attribute) => FieldGuess.OfAttribute(attribute);

    /// <summary>The record with what its own source says.</summary>
    public RecordNow ReadOwn(int record)
    {
        var newest = new Dictionary<MatchField, (string Text, string At)>();
        var uses = new List<IdentifierUse>();
        foreach (var (attribute, value, at, since, source) in _values.All(r => (r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt32(4)), record))
        {
            Take(newest, _fields[attribute], value, at);
            if (_fields[attribute] is MatchField.Email or MatchField.Phone)
            {
                uses.Add(new IdentifierUse(IdentifierFold.Of($"{(_fields[attribute] == MatchField.Email ? "email" : "phone")}:{value}"), source, DayOf(since)));
            }
        }

        var identifiers = new List<string>();
        foreach (var (identifier, folded, at, since, source) in _identifiers.All(r => (r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt32(4)), record))
        {
            uses.Add(new IdentifierUse(folded, source, DayOf(since)));
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

        return new RecordNow(record, [.. newest.OrderBy(one => one.Key).Select(one => new FieldValue(one.Key, one.Value.Text))], identifiers) { Uses = uses };
    }

    static DateOnly DayOf(string time) => DateOnly.FromDateTime(IdentityTables.Time(time));

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
        _namesakes.Dispose();
        _customer.Dispose();
    }
}
