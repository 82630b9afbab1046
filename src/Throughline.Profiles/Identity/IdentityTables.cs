using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>The tables of records and profiles. A record's <c>profile</c> is the number of the profile that it stands in; its own number is the one it was born with.</summary>
static class IdentityTables
{
    /// <summary>Most distinct values that are kept of an attribute that says who the customer is.</summary>
    public const int MostOfIdentity = 20;

    /// <summary>Most distinct values that are kept of any other attribute: the newest.</summary>
    public const int MostOfOthers = 5;

    /// <summary>Most records of one key that are held against each other.</summary>
    public const int MostOfOneKey = 64;

    /// <summary>Longer values are kept in the log alone.</summary>
    public const int LongestValue = 500;

    public static readonly Migration Migration = new("profiles_identity", 1, """
        CREATE TABLE profiles_record (
            id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL, customer TEXT NOT NULL, profile INTEGER NOT NULL,
            first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, signals INTEGER NOT NULL, texts INTEGER NOT NULL, answered INTEGER NOT NULL,
            UNIQUE (source_id, customer)) STRICT;
        CREATE INDEX profiles_record_profile ON profiles_record (profile);
        CREATE TABLE profiles_identifier (
            identifier TEXT NOT NULL, folded TEXT NOT NULL, record INTEGER NOT NULL, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
            signals INTEGER NOT NULL, PRIMARY KEY (identifier, record)) STRICT, WITHOUT ROWID;
        CREATE INDEX profiles_identifier_record ON profiles_identifier (record);
        CREATE INDEX profiles_identifier_folded ON profiles_identifier (folded);
        CREATE TABLE profiles_value (
            record INTEGER NOT NULL, attribute_id INTEGER NOT NULL, value TEXT NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
            times INTEGER NOT NULL, last_seq INTEGER NOT NULL, PRIMARY KEY (record, attribute_id, value)) STRICT, WITHOUT ROWID;
        CREATE TABLE profiles_redirect (profile INTEGER PRIMARY KEY, "into" INTEGER NOT NULL) STRICT;
        CREATE INDEX profiles_redirect_into ON profiles_redirect ("into");
        CREATE TABLE profiles_model (
            version INTEGER PRIMARY KEY, fitted_at TEXT NOT NULL, state BLOB NOT NULL, report TEXT NOT NULL, running INTEGER NOT NULL) STRICT;
        CREATE TABLE profiles_waiting (record INTEGER PRIMARY KEY, profile INTEGER NOT NULL) STRICT;
        CREATE TABLE profiles_mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE profiles_word (fact INTEGER PRIMARY KEY, why TEXT NOT NULL) STRICT;
        """);

    /// <summary>SQL of the identifier in a record's customer, without the mark of a person (<see cref="Throughline.Contracts.NamedCustomer.IdentifierOf"/>).</summary>
    /// <param name="record">Name of the row of records.</param>
    public static string IdentifierOf(string record) =>
        $"CASE WHEN {record}.customer GLOB '*#{string.Concat(Enumerable.Repeat("[0-9a-f]", 16))}' THEN substr({record}.customer, 1, length({record}.customer) - 17) ELSE {record}.customer END";

    /// <summary>A time as these tables hold it.</summary>
    public static string Text(DateTime utc) => DateTime.SpecifyKind(utc, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    public static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    /// <inheritdoc cref="Time(string)"/>
    public static DateTime Time(ReadOnlySpan<byte> utf8) =>
        Utf8Parser.TryParse(utf8, out DateTime time, out var used, 'O') && used == utf8.Length ? time : Time(Encoding.UTF8.GetString(utf8));
}
