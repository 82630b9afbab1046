using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>
/// Adds what was heard to the tables of records, in the caller's transaction, and notes which records have to be resolved. It goes through each table
/// in the order in which the table lies, so that every page of it is written once a stretch, however many records the stretch names.
/// </summary>
sealed class RecordWriting : IDisposable
{
    readonly bool _isKnown;
    readonly ValueWriting _values;
    readonly SqliteStatement _find, _record, _born, _again, _known, _identifier, _wait, _waitToo;

    /// <param name="connection">In a transaction.</param>
    /// <param name="most">Most values that are kept of an attribute.</param>
    /// <param name="isKnown">True when all of it was heard before, so that only a record without a number waits.</param>
    public RecordWriting(SqliteConnection connection, Func<int, int> most, bool isKnown)
    {
        _isKnown = isKnown;
        _values = new(connection, most);
        _find = new(connection, "SELECT id, profile FROM profiles_record WHERE source_id = @source AND customer = @customer", "@source", "@customer");
        _record = new(connection, """
            INSERT INTO profiles_record (source_id, customer, profile, first_seen, last_seen, signals, texts, answered)
            VALUES (@source, @customer, 0, @first, @last, @signals, @texts, @answered)
            """, "@source", "@customer", "@first", "@last", "@signals", "@texts", "@answered");
        _born = new(connection, "UPDATE profiles_record SET profile = id WHERE id = @id", "@id");
        _again = new(connection, """
            UPDATE profiles_record SET
                first_seen = CASE WHEN signals = 0 THEN @first ELSE min(first_seen, @first) END,
                last_seen = CASE WHEN signals = 0 THEN @last ELSE max(last_seen, @last) END,
                signals = signals + @signals, texts = texts + @texts, answered = answered + @answered
            WHERE id = @id
            """, "@id", "@first", "@last", "@signals", "@texts", "@answered");
        _known = new(connection, """
            UPDATE profiles_identifier SET first_seen = min(first_seen, @first), last_seen = max(last_seen, @last), signals = signals + @signals
            WHERE identifier = @identifier AND record = @record
            """, "@identifier", "@record", "@first", "@last", "@signals");
        _identifier = new(connection, """
            INSERT INTO profiles_identifier (identifier, folded, record, first_seen, last_seen, signals)
            VALUES (@identifier, @folded, @record, @first, @last, @signals)
            """, "@identifier", "@folded", "@record", "@first", "@last", "@signals");
        _wait = new(connection, "INSERT OR IGNORE INTO profiles_waiting (record, profile) VALUES (@record, @profile)", "@record", "@profile");
        _waitToo = new(connection, $"""
            INSERT OR IGNORE INTO profiles_waiting (record, profile) SELECT r.id, r.profile FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record
            WHERE i.identifier = @key AND {IdentityTables.IdentifierOf("r")} = @key AND r.id <> @id
            ORDER BY r.customer = @key DESC, r.id LIMIT {IdentityTables.MostOfOneKey}
            """, "@key", "@id");
    }

    /// <param name="heard">Each record once, in the order of first signals: so they get their numbers.</param>
    public void Write(IReadOnlyList<HeardRecord> heard)
    {
        var rows = heard.Select(Write).ToList();
        rows.Sort((one, other) => one.Id.CompareTo(other.Id));
        foreach (var row in rows)
        {
            row.ValuesTell = _values.Write(row.Id, row.Heard.Values, row.IsNew);
        }

        WriteIdentifiers(rows);
        foreach (var row in rows)
        {
            if (row.IsNew || ((row.TellsMore || row.ValuesTell) && !_isKnown))
            {
                _wait.Run(row.Id, row.Profile);
            }

            if (row.ValuesTell && !_isKnown)
            {
                _waitToo.Run(NamedCustomer.IdentifierOf(row.Heard.Customer), row.Id); // whoever else is named by this key, or named nobody by it
            }
        }
    }

    HeardRow Write(HeardRecord heard)
    {
        var (first, last) = (IdentityTables.Text(heard.Seen.First), IdentityTables.Text(heard.Seen.Last));
        var (id, profile) = _find.One(r => (r.GetInt32(0), r.GetInt32(1)), heard.SourceId, heard.Customer);
        if (profile != 0)
        {
            _again.Run(id, first, last, heard.Seen.Signals, heard.Texts, heard.Answered);
            return new HeardRow(heard, id, profile, IsNew: false);
        }

        id = (int)_record.Add(heard.SourceId, heard.Customer, first, last, heard.Seen.Signals, heard.Texts, heard.Answered);
        _born.Run(id);
        return new HeardRow(heard, id, id, IsNew: true);
    }

    void WriteIdentifiers(List<HeardRow> rows)
    {
        var all = rows.SelectMany(row => row.Heard.Identifiers, (row, one) => (row, Identifier: one.Key, Seen: one.Value)).ToList();
        all.Sort((one, other) => string.CompareOrdinal(one.Identifier, other.Identifier) is not 0 and var order ? order : one.row.Id.CompareTo(other.row.Id));
        foreach (var (row, identifier, seen) in all)
        {
            var (first, last) = (IdentityTables.Text(seen.First), IdentityTables.Text(seen.Last));
            if (row.IsNew || _known.Run(identifier, row.Id, first, last, seen.Signals) == 0)
            {
                _identifier.Run(identifier, IdentifierFold.Of(identifier), row.Id, first, last, seen.Signals);
                row.TellsMore = true;
            }
        }
    }

    public void Dispose()
    {
        _values.Dispose();
        foreach (var statement in new[] { _find, _record, _born, _again, _known, _identifier, _wait, _waitToo })
        {
            statement.Dispose();
        }
    }

    /// <summary>A record on its way through the tables.</summary>
    sealed record HeardRow(HeardRecord Heard, int Id, int Profile, bool IsNew)
    {
        public bool TellsMore { get; set; }

        public bool ValuesTell { get; set; }
    }
}
