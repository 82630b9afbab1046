using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>Adds what was heard to the tables of records, in the caller's transaction, and notes which records have to be resolved.</summary>
sealed class RecordWriting : IDisposable
{
    readonly Func<int, int> _most;
    readonly bool _isKnown;
    readonly SqliteStatement _record, _born, _identifier, _values, _keep, _drop, _wait, _waitToo;

    /// <param name="connection">In a transaction.</param>
    /// <param name="most">Most values that are kept of an attribute.</param>
    /// <param name="isKnown">True when all of it was heard before, so that only a record without a number waits.</param>
    public RecordWriting(SqliteConnection connection, Func<int, int> most, bool isKnown)
    {
        (_most, _isKnown) = (most, isKnown);
        _record = new(connection, """
            INSERT INTO profiles_record (source_id, customer, profile, first_seen, last_seen, signals, texts, answered)
            VALUES (@source, @customer, 0, @first, @last, @signals, @texts, @answered)
            ON CONFLICT (source_id, customer) DO UPDATE SET
                first_seen = CASE WHEN signals = 0 THEN excluded.first_seen ELSE min(first_seen, excluded.first_seen) END,
                last_seen = CASE WHEN signals = 0 THEN excluded.last_seen ELSE max(last_seen, excluded.last_seen) END,
                signals = signals + excluded.signals, texts = texts + excluded.texts, answered = answered + excluded.answered
            RETURNING id, profile
            """, "@source", "@customer", "@first", "@last", "@signals", "@texts", "@answered");
        _born = new(connection, "UPDATE profiles_record SET profile = id WHERE id = @id", "@id");
        _identifier = new(connection, """
            INSERT INTO profiles_identifier (identifier, folded, record, first_seen, last_seen, signals)
            VALUES (@identifier, @folded, @record, @first, @last, @signals)
            ON CONFLICT (identifier, record) DO UPDATE SET first_seen = min(first_seen, excluded.first_seen),
                last_seen = max(last_seen, excluded.last_seen), signals = signals + excluded.signals
            RETURNING signals
            """, "@identifier", "@folded", "@record", "@first", "@last", "@signals");
        _values = new(connection, "SELECT value, first_at, last_at, times, last_seq FROM profiles_value WHERE record = @record AND attribute_id = @attribute", "@record", "@attribute");
        _keep = new(connection, """
            INSERT OR REPLACE INTO profiles_value (record, attribute_id, value, first_at, last_at, times, last_seq)
            VALUES (@record, @attribute, @value, @first, @last, @times, @seq)
            """, "@record", "@attribute", "@value", "@first", "@last", "@times", "@seq");
        _drop = new(connection, "DELETE FROM profiles_value WHERE record = @record AND attribute_id = @attribute AND value = @value", "@record", "@attribute", "@value");
        _wait = new(connection, "INSERT OR IGNORE INTO profiles_waiting (record, profile) VALUES (@record, @profile)", "@record", "@profile");
        _waitToo = new(connection, """
            INSERT OR IGNORE INTO profiles_waiting (record, profile) SELECT r.id, r.profile FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record
            WHERE i.identifier = @customer AND r.customer = @customer AND r.id <> @id
            """, "@customer", "@id");
    }

    public void Write(HeardRecord heard)
    {
        var (id, profile) = _record.One(r => (r.GetInt32(0), r.GetInt32(1)), heard.SourceId, heard.Customer, IdentityTables.Text(heard.Seen.First),
            IdentityTables.Text(heard.Seen.Last), heard.Seen.Signals, heard.Texts, heard.Answered);
        var isNew = profile == 0;
        if (isNew)
        {
            _born.Run(id);
            profile = id;
        }

        var tellsMore = isNew;
        foreach (var (identifier, seen) in heard.Identifiers)
        {
            tellsMore |= _identifier.One(r => r.GetInt64(0), identifier, IdentifierFold.Of(identifier), id, IdentityTables.Text(seen.First),
                IdentityTables.Text(seen.Last), seen.Signals) == seen.Signals;
        }

        var valuesTell = false;
        foreach (var (attribute, values) in heard.Values)
        {
            valuesTell |= Write(id, attribute, values, isNew);
        }

        if (isNew || ((tellsMore || valuesTell) && !_isKnown))
        {
            _wait.Run(id, profile);
        }

        if (valuesTell && !_isKnown)
        {
            _waitToo.Run(heard.Customer, id); // other sources name the same customer
        }
    }

    /// <summary>Keeps the newest values; true when another value is the newest, or one is new.</summary>
    bool Write(int record, int attribute, Dictionary<string, KeptValue> heard, bool isNew)
    {
        var before = isNew ? [] : _values.All(
            r => (Value: r.GetString(0), Kept: new KeptValue(IdentityTables.Time(r.GetString(1)), IdentityTables.Time(r.GetString(2)), r.GetInt64(3), r.GetInt64(4))),
            record, attribute).ToDictionary(one => one.Value, one => one.Kept, StringComparer.Ordinal);
        var all = new Dictionary<string, KeptValue>(before, StringComparer.Ordinal);
        foreach (var (value, seen) in heard)
        {
            all[value] = all.TryGetValue(value, out var known) ? known.And(seen) : seen;
        }

        // The same whichever stretches the log was read in: the newest of the newest, and counts only while nothing was ever left out.
        var most = _most(attribute);
        var counted = all.Count <= most && !before.Values.Any(one => one.Times == 0);
        var kept = all.OrderByDescending(one => one.Value.Last).ThenBy(one => one.Key, StringComparer.Ordinal).Take(most)
            .Select(one => (one.Key, Value: counted ? one.Value : one.Value with { First = one.Value.Last, Times = 0 })).ToList();
        foreach (var (value, now) in kept)
        {
            if (!before.TryGetValue(value, out var was) || was != now)
            {
                _keep.Run(record, attribute, value, IdentityTables.Text(now.First), IdentityTables.Text(now.Last), now.Times, now.LastSeq);
            }
        }

        foreach (var gone in before.Keys.Where(value => !kept.Exists(one => one.Key == value)))
        {
            _drop.Run(record, attribute, gone);
        }

        return !before.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(kept.Select(one => one.Key))
            || kept.Count > 1 && kept[0].Key != before.OrderByDescending(one => one.Value.Last).ThenBy(one => one.Key, StringComparer.Ordinal).First().Key;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _record, _born, _identifier, _values, _keep, _drop, _wait, _waitToo })
        {
            statement.Dispose();
        }
    }
}
