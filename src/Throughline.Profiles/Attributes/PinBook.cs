using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Facts;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Attributes;

/// <summary>A person's choice of a value.</summary>
/// <param name="Record">The record that held it then: the choice goes where the record goes.</param>
/// <param name="AttributeId">The attribute.</param>
/// <param name="Value">The value.</param>
/// <param name="Why">Why.</param>
/// <param name="By">Who chose.</param>
/// <param name="At">When, UTC.</param>
public sealed record Pin(int Record, int AttributeId, string Value, string Why, string? By, DateTime At);

/// <summary>
/// Values that people chose. That somebody chose is a fact; the value and the reason stand here alone, and go with the record.
/// </summary>
public sealed class PinBook(KeyStore keys, FactLog facts)
{
    /// <summary>Kind of the fact that a value was chosen.</summary>
    public const string Pinned = "value_pinned";

    /// <summary>Kind of the fact that a choice was taken back.</summary>
    public const string Unpinned = "value_unpinned";

    internal static readonly Migration Migration = new("profiles_pin", 1, """
        CREATE TABLE profiles_pin (
            record INTEGER NOT NULL, attribute_id INTEGER NOT NULL, value TEXT NOT NULL, why TEXT NOT NULL, by TEXT, at TEXT NOT NULL, fact INTEGER NOT NULL,
            PRIMARY KEY (record, attribute_id)) STRICT, WITHOUT ROWID;
        CREATE TRIGGER profiles_pin_goes AFTER DELETE ON profiles_record BEGIN DELETE FROM profiles_pin WHERE record = OLD.id; END;
        """);

    static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Notes a choice; an earlier one of the same attribute among the profile's records is taken back with it.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="records">Its records.</param>
    /// <param name="pin">The choice.</param>
    /// <returns>Number of the fact.</returns>
    public long Add(ProfileId profile, IReadOnlyList<int> records, Pin pin) => keys.Write(connection =>
    {
        Delete(connection, records, pin.AttributeId);
        using var writer = facts.Write(connection);
        var fact = writer.Add(Pinned, pin.By ?? "person", Body(pin.Record, pin.AttributeId), profile.ToString(), new ProfileId(pin.Record).ToString());
        connection.Run("""
            INSERT INTO profiles_pin (record, attribute_id, value, why, by, at, fact) VALUES (@record, @attribute, @value, @why, @by, @at, @fact)
            """, ("@record", pin.Record), ("@attribute", pin.AttributeId), ("@value", pin.Value), ("@why", pin.Why), ("@by", pin.By),
            ("@at", pin.At.ToString("O", CultureInfo.InvariantCulture)), ("@fact", fact));
        return fact;
    });

    /// <summary>Takes a choice back; number of the fact, or null when there was none.</summary>
    public long? Remove(ProfileId profile, IReadOnlyList<int> records, int attributeId, string? by) => keys.Write<long?>(connection =>
    {
        if (Delete(connection, records, attributeId) is not { } record)
        {
            return null;
        }

        using var writer = facts.Write(connection);
        return writer.Add(Unpinned, by ?? "person", Body(record, attributeId), profile.ToString(), new ProfileId(record).ToString());
    });

    /// <summary>The choices of some records, by attribute; where profiles with a choice each were merged, the newest.</summary>
    public static Dictionary<int, Pin> Of(SqliteConnection connection, IReadOnlyList<int> records) => connection.All("""
            SELECT record, attribute_id, value, why, by, at FROM profiles_pin WHERE record IN (SELECT value FROM json_each(@records)) ORDER BY at, record
            """, r => new Pin(r.GetInt32(0), r.GetInt32(1), r.GetString(2), r.GetString(3), r.TextOrNull(4),
                DateTime.Parse(r.GetString(5), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)), ("@records", JsonSerializer.Serialize(records)))
        .GroupBy(pin => pin.AttributeId).ToDictionary(group => group.Key, group => group.Last());

    /// <summary>The record that the fact of a choice names.</summary>
    public static int RecordOf(Fact fact) => JsonSerializer.Deserialize<PinBody>(fact.Body, Snake)!.Record;

    static int? Delete(SqliteConnection connection, IReadOnlyList<int> records, int attributeId) => connection.All("""
            DELETE FROM profiles_pin WHERE attribute_id = @attribute AND record IN (SELECT value FROM json_each(@records)) RETURNING record
            """, r => (int?)r.GetInt32(0), ("@attribute", attributeId), ("@records", JsonSerializer.Serialize(records))).FirstOrDefault();

    static string Body(int record, int attribute) => JsonSerializer.Serialize(new PinBody(record, attribute), Snake);

    sealed record PinBody(int Record, int Attribute);
}
