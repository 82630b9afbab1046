using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Profiles.Attributes;
using Throughline.Profiles.Consents;

namespace Throughline.Profiles.Reading;

/// <summary>Reads of the tables of records what belongs to some profiles, many at once.</summary>
static class ProfileRows
{
    /// <summary>Records of profiles, the oldest first.</summary>
    public static List<ProfileRecord> Records(SqliteConnection keys, IReadOnlyCollection<int> profiles) => keys.All("""
        SELECT id, source_id, customer, profile, first_seen, last_seen, signals, texts, answered
        FROM profiles_record WHERE profile IN (SELECT value FROM json_each(@profiles)) ORDER BY id
        """, r => new ProfileRecord(r.GetInt32(0), r.GetInt32(1), r.GetString(2), r.GetInt32(3), Time(r.GetString(4)), Time(r.GetString(5)),
            r.GetInt64(6), r.GetInt64(7), r.GetInt64(8)), ("@profiles", Json(profiles)));

    /// <summary>Which record bears which identifier, how often, and between which times.</summary>
    public static List<(int Record, string Identifier, DateTime First, DateTime Last, long Signals)> Identifiers(SqliteConnection keys, IEnumerable<int> records) => keys.All("""
        SELECT record, identifier, first_seen, last_seen, signals FROM profiles_identifier
        WHERE record IN (SELECT value FROM json_each(@records)) ORDER BY signals DESC, identifier, record
        """, r => (r.GetInt32(0), r.GetString(1), Time(r.GetString(2)), Time(r.GetString(3)), r.GetInt64(4)), ("@records", Json(records)));

    /// <summary>Those of some identifiers that records outside of these bear too.</summary>
    public static HashSet<string> Shared(SqliteConnection keys, int profile, IEnumerable<string> identifiers) => [.. keys.All("""
        SELECT value FROM json_each(@identifiers) WHERE EXISTS (
            SELECT 1 FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record WHERE i.identifier = value AND r.profile <> @profile)
        """, r => r.GetString(0), ("@identifiers", JsonSerializer.Serialize(identifiers)), ("@profile", profile))];

    /// <summary>What records hold of attributes.</summary>
    /// <param name="keys">Where to read.</param>
    /// <param name="records">The records.</param>
    /// <param name="attributes">Only these; null for all.</param>
    public static List<(int AttributeId, Claim Claim)> Claims(SqliteConnection keys, IReadOnlyDictionary<int, ProfileRecord> records, IReadOnlyCollection<int>? attributes = null) => keys.All("""
        SELECT record, attribute_id, value, first_at, last_at, times FROM profiles_value
        WHERE record IN (SELECT value FROM json_each(@records)) AND (@attributes IS NULL OR attribute_id IN (SELECT value FROM json_each(@attributes)))
        """, r => (r.GetInt32(1), new Claim(r.GetInt32(0), records[r.GetInt32(0)].SourceId, r.GetString(2), Time(r.GetString(3)), Time(r.GetString(4)), r.GetInt64(5))),
        ("@records", Json(records.Keys)), ("@attributes", attributes is null ? null : Json(attributes)));

    /// <summary>The newest word of any of these subjects on each purpose; of two at one time the refusal.</summary>
    public static List<ConsentEntry> Consents(SqliteConnection keys, IEnumerable<string> subjects) =>
    [
        .. keys.All("""
            SELECT subject, purpose, given, at, kind, evidence, source_id, by FROM profiles_consent
            WHERE subject IN (SELECT value FROM json_each(@subjects))
            """, r => new ConsentEntry(r.GetString(0), r.GetString(1), r.GetBoolean(2), Time(r.GetString(3)), r.GetString(4), r.GetString(5),
                r.IsDBNull(6) ? null : r.GetInt32(6), r.TextOrNull(7)), ("@subjects", JsonSerializer.Serialize(subjects)))
            .GroupBy(entry => entry.Purpose, StringComparer.Ordinal)
            .Select(purpose => purpose.OrderByDescending(entry => entry.At).ThenBy(entry => entry.Given).ThenBy(entry => entry.Subject, StringComparer.Ordinal).First())
            .OrderBy(entry => entry.Purpose, StringComparer.Ordinal),
    ];

    /// <summary>Numbers as SQLite reads a list of them.</summary>
    public static string Json(IEnumerable<int> numbers) => "[" + string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>A time as the tables hold it.</summary>
    public static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
