using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>Keeps the newest values of records. Which are kept is the same whichever stretches the log was read in.</summary>
sealed class ValueWriting : IDisposable
{
    readonly Func<int, int> _most;
    readonly SqliteStatement _kept, _keep, _drop;
    readonly List<HeardValue> _before = [];
    readonly List<NewestValue> _all = [];

    /// <param name="connection">In a transaction.</param>
    /// <param name="most">Most values that are kept of an attribute.</param>
    public ValueWriting(SqliteConnection connection, Func<int, int> most)
    {
        _most = most;
        _kept = new(connection, "SELECT attribute_id, value, first_at, last_at, times, last_seq FROM profiles_value WHERE record = @record ORDER BY attribute_id", "@record");
        _keep = new(connection, """
            INSERT INTO profiles_value (record, attribute_id, value, first_at, last_at, times, last_seq)
            VALUES (@record, @attribute, @value, @first, @last, @times, @seq)
            ON CONFLICT DO UPDATE SET first_at = excluded.first_at, last_at = excluded.last_at, times = excluded.times, last_seq = excluded.last_seq
            """, "@record", "@attribute", "@value", "@first", "@last", "@times", "@seq");
        _drop = new(connection, "DELETE FROM profiles_value WHERE record = @record AND attribute_id = @attribute AND value = @value", "@record", "@attribute", "@value");
    }

    /// <summary>Adds what was heard; true when of some attribute another value is the newest, or one is new.</summary>
    public bool Write(int record, List<HeardValue> heard, bool isNew)
    {
        if (heard.Count == 0)
        {
            return false;
        }

        heard.Sort((one, other) => one.Attribute.CompareTo(other.Attribute));
        _before.Clear();
        if (!isNew)
        {
            _kept.Each(r => _before.Add(new HeardValue(r.GetInt32(0), r.GetString(1),
                new KeptValue(IdentityTables.Time(r.GetUtf8(2)), IdentityTables.Time(r.GetUtf8(3)), r.GetInt64(4), r.GetInt64(5)))), record);
        }

        ReadOnlySpan<HeardValue> all = CollectionsMarshal.AsSpan(heard), before = CollectionsMarshal.AsSpan(_before);
        var tells = false;
        while (!all.IsEmpty)
        {
            var attribute = all[0].Attribute;
            before = before[Count(before, one => one.Attribute < attribute)..];
            var (now, then) = (Count(all, one => one.Attribute == attribute), Count(before, one => one.Attribute == attribute));
            tells |= Write(record, attribute, all[..now], before[..then]);
            all = all[now..];
            before = before[then..];
        }

        return tells;
    }

    bool Write(int record, int attribute, ReadOnlySpan<HeardValue> heard, ReadOnlySpan<HeardValue> before)
    {
        var most = _most(attribute);
        var counted = true;
        NewestValue? newest = null;
        _all.Clear();
        foreach (var (_, value, was) in before)
        {
            counted &= was.Times != 0;
            _all.Add(new NewestValue(value, was, was));
            newest = newest is { } other && other.CompareTo(_all[^1]) < 0 ? newest : _all[^1];
        }

        foreach (var (_, value, seen) in heard)
        {
            var place = _all.FindIndex(one => one.Value == value);
            if (place < 0)
            {
                _all.Add(new NewestValue(value, seen, null));
            }
            else
            {
                _all[place] = _all[place] with { Now = _all[place].Now.And(seen) };
            }
        }

        // The newest of the newest, and counts only while nothing was ever left out.
        counted &= _all.Count <= most;
        _all.Sort();
        var tells = _all.Count > 1 && newest is { } first && first.Value != _all[0].Value;
        for (var i = 0; i < _all.Count; i++)
        {
            var (value, now, was) = _all[i];
            now = counted ? now : now with { First = now.Last, Times = 0 };
            if (i >= most)
            {
                if (was is not null)
                {
                    _drop.Run(record, attribute, value);
                    tells = true;
                }
            }
            else if (was != now)
            {
                _keep.Run(record, attribute, value, IdentityTables.Text(now.First), IdentityTables.Text(now.Last), now.Times, now.LastSeq);
                tells |= was is null;
            }
        }

        return tells;
    }

    static int Count(ReadOnlySpan<HeardValue> values, Func<HeardValue, bool> takes)
    {
        var count = 0;
        while (count < values.Length && takes(values[count]))
        {
            count++;
        }

        return count;
    }

    public void Dispose()
    {
        _kept.Dispose();
        _keep.Dispose();
        _drop.Dispose();
    }

    /// <summary>A value that may be kept: the newest first, of the same time by their letters.</summary>
    readonly record struct NewestValue(string Value, KeptValue Now, KeptValue? Was) : IComparable<NewestValue>
    {
        public int CompareTo(NewestValue other) => other.Now.Last.CompareTo(Now.Last) is not 0 and var order ? order : string.CompareOrdinal(Value, other.Value);
    }
}
