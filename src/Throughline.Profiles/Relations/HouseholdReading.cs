using System.Text;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Matching.Households;
using Throughline.Matching.Records;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Relations;

/// <summary>Reads from the tables of records what households are found by, and finds them.</summary>
sealed class HouseholdReading
{
    static readonly MatchField[] s_fields =
    [
        MatchField.FullName, MatchField.FirstName, MatchField.LastName, MatchField.BirthDate, MatchField.Street, MatchField.HouseNumber, MatchField.Unit, MatchField.Postcode,
        MatchField.City, MatchField.Phone, MatchField.Email, MatchField.ExternalId,
    ];

    // Namespaces of what several persons may hold together.
    static readonly HashSet<string> s_accounts = new(StringComparer.Ordinal) { "account", "loyalty", "loyalty_card", "shop_card", "card", "payment", "iban", "contract" };

    readonly RecordTableBuilder _builder;
    readonly List<int> _personOf = [];
    readonly Dictionary<int, int> _persons = [];

    HouseholdReading() => _builder = new RecordTableBuilder([.. s_fields.Select(field => new MatchColumn(field, field.ToString()))], link: false);

    /// <summary>Numbers of the profiles, by person.</summary>
    public IReadOnlyList<int> Profiles => [.. _persons.Keys];

    /// <summary>Who seems to live together; <see cref="Profiles"/> names the persons.</summary>
    public HouseholdResolution Find(DateOnly today, CancellationToken cancellation) =>
        HouseholdFinder.Find(_builder.Build(), [.. _personOf], new HouseholdOptions { Today = today }, cancellation);

    /// <summary>Everything there is, a row for each value that a household may share.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="attributes">The attributes of the catalogue.</param>
    /// <param name="cancellation">Stops between rows.</param>
    public static HouseholdReading Of(SqliteConnection connection, IReadOnlyList<AttributeName> attributes, CancellationToken cancellation)
    {
        var reading = new HouseholdReading();
        foreach (var profile in connection.All("SELECT DISTINCT profile FROM profiles_record ORDER BY profile", r => r.GetInt32(0)))
        {
            reading._persons.Add(profile, reading._persons.Count);
        }

        reading.ReadValues(connection, attributes, cancellation);
        reading.ReadIdentifiers(connection, cancellation);
        return reading;
    }

    void ReadValues(SqliteConnection connection, IReadOnlyList<AttributeName> attributes, CancellationToken cancellation)
    {
        var fields = attributes.Where(attribute => attribute.Kind == AttributeKind.Identity)
            .Select(attribute => (attribute.Id, Place: RecordsNow.FieldOf(attribute.Name) is { } field ? Array.IndexOf(s_fields, field) : -1))
            .Where(one => one.Place >= 0).ToDictionary(one => one.Id, one => one.Place);
        if (fields.Count == 0)
        {
            return;
        }

        var cells = new List<(int Field, string Value)>();
        var (record, person) = (0, 0);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // numbers of the catalogue
        command.CommandText = $"""
            SELECT v.record, r.profile, v.attribute_id, v.value FROM profiles_value v JOIN profiles_record r ON r.id = v.record
            WHERE v.attribute_id IN ({string.Join(", ", fields.Keys)}) ORDER BY v.record, v.last_at DESC, v.attribute_id, v.value
            """;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.GetInt32(0) != record)
            {
                AddRows(cells, person);
                (record, person) = (reader.GetInt32(0), _persons[reader.GetInt32(1)]);
            }

            cells.Add((fields[reader.GetInt32(2)], reader.GetString(3)));
        }

        AddRows(cells, person);
    }

    /// <summary>A row with the newest value of each field; an older value is a row of its own, an address as one.</summary>
    void AddRows(List<(int Field, string Value)> cells, int person)
    {
        var rest = cells.ToList();
        while (rest.Count > 0)
        {
            var row = rest.DistinctBy(cell => cell.Field).ToList();
            AddRow(person, row);
            foreach (var cell in row)
            {
                rest.Remove(cell);
            }
        }

        cells.Clear();
    }

    void ReadIdentifiers(SqliteConnection connection, CancellationToken cancellation)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT i.folded, r.profile FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record ORDER BY i.record, i.identifier";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (Identifier.Parse(reader.GetString(0)) is not { } identifier)
            {
                continue;
            }

            MatchField? field = identifier.Namespace switch
            {
                "email" => MatchField.Email,
                "phone" => MatchField.Phone,
                _ when s_accounts.Contains(identifier.Namespace) => MatchField.ExternalId,
                _ => null,
            };
            if (field is { } known)
            {
                var value = known == MatchField.ExternalId ? identifier.ToString() : identifier.Value;
                AddRow(_persons[reader.GetInt32(1)], [(Array.IndexOf(s_fields, known), value)]);
            }
        }
    }

    void AddRow(int person, List<(int Field, string Value)> cells)
    {
        for (var field = 0; field < s_fields.Length; field++)
        {
            var at = cells.FindIndex(cell => cell.Field == field);
            _builder.Add(field, at < 0 ? [] : Encoding.UTF8.GetBytes(cells[at].Value));
        }

        _builder.EndRow(0);
        _personOf.Add(person);
    }
}
