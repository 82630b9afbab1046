using Throughline.Matching.Names;
using Throughline.Matching.Records;

namespace Throughline.Matching.Blocking;

/// <summary>
/// One thing that two records may share: a name's skeleton, a year of birth. A record has one value of it or none (0); of the words of a
/// title it has several.
/// </summary>
sealed class Atom
{
    readonly Column _column;
    readonly Column? _other;
    readonly Func<int, ulong>? _key;
    readonly Func<int, ulong[]>? _parts;
    ulong[] _keys = [];
    ulong[][] _several = [];
    int _known;

    Atom(string name, Column column, Column? other, Func<int, ulong>? key, Func<int, ulong[]>? parts)
    {
        (Name, _column, _other, _key, _parts) = (name, column, other, key, parts);
        Grow();
    }

    public string Name { get; }

    public bool HasSeveral => _parts is not null;

    /// <summary>The record's value as a number; 0 where it has none.</summary>
    public ulong Of(int record)
    {
        var key = _keys[_column.Ids[record]];
        if (_other is null || key == 0)
        {
            return key;
        }

        var other = _keys[_other.Ids[record]];
        return other == 0 ? 0 : key + other;
    }

    /// <summary>All values of a record.</summary>
    public ReadOnlySpan<ulong> AllOf(int record) => _several[_column.Ids[record]];

    /// <summary>Takes up the values that the column got since.</summary>
    public void Grow()
    {
        var count = _column.Values.Count;
        if (Math.Max(_keys.Length, _several.Length) < count)
        {
            var room = _known == 0 ? count : Math.Max(count, _known + _known / 2);
            Array.Resize(ref _keys, HasSeveral ? 0 : room);
            Array.Resize(ref _several, HasSeveral ? room : 0);
        }

        for (; _known < count; _known++)
        {
            if (_parts is not null)
            {
                _several[_known] = _known == 0 ? [] : _parts(_known);
            }
            else
            {
                _keys[_known] = _known == 0 ? 0 : _key!(_known);
            }
        }
    }

    /// <summary>An atom that is made of each value of a column; an empty text stands for none.</summary>
    public static Atom Of(string name, Column column, Func<string, string> part) => new(name, column, null, Key(column, part), null);

    /// <summary>An atom of two columns that share their values, in whichever order a record has them.</summary>
    public static Atom OfBoth(string name, Column column, Column other, Func<string, string> part) => new(name, column, other, Key(column, part), null);

    static Func<int, ulong> Key(Column column, Func<string, string> part) =>
        id => part(column.Values[id]) is { Length: > 0 } text ? KeyHash.Of(text) : 0;

    /// <summary>How each value sounds in whatever script, as several keys.</summary>
    public static Atom OfSounds(string name, Column column, int most)
    {
        var writer = new NameKeys();
        var keys = new ulong[NameKeys.Most];
        return new Atom(name, column, null, null, id =>
        {
            var count = Math.Min(most, writer.Write(column.Values[id], keys));
            return [.. keys.Take(count).Select(key => KeyHash.Mix(key + 1))];
        });
    }

    /// <summary>The rarest words of each value.</summary>
    public static Atom OfWords(string name, Column column, WordColumn words, int most) => new(name, column, null, null, id =>
    {
        var order = new List<int>();
        foreach (var word in words.Of(id))
        {
            if (words.Bearers[word] > 1)
            {
                order.Add(word);
            }
        }

        order.Sort((a, b) => words.Bearers[a] != words.Bearers[b] ? words.Bearers[a].CompareTo(words.Bearers[b]) : a.CompareTo(b));
        return [.. order.Take(most).Select(word => KeyHash.Mix((ulong)word + 1))];
    });

    /// <summary>The longest words of each value: a choice that does not depend on what other records there are.</summary>
    public static Atom OfLongestWords(string name, Column column, int most) => new(name, column, null, null, id =>
        [.. column.Values[id].Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)
            .OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal)
            .Take(most).Select(word => KeyHash.Of(word))]);
}

/// <summary>Numbers for keys: 64 bits, the same on every machine.</summary>
static class KeyHash
{
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 0x100000001B3UL; // FNV-1a
        }

        return Mix(hash) | 1;
    }

    public static ulong Join(ulong left, ulong right) => Mix(left + 0x9E3779B97F4A7C15UL * right) | 1;

    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
