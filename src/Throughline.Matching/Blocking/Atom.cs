using Throughline.Matching.Names;
using Throughline.Matching.Records;

namespace Throughline.Matching.Blocking;

/// <summary>
/// One thing that two records may share: a name's skeleton, a year of birth. A record has one value of it or none (0); of the words of a
/// title it has several.
/// </summary>
sealed class Atom
{
    readonly int[] _ids;
    readonly ulong[]? _keys;
    readonly ulong[][]? _several;

    Atom(string name, int[] ids, ulong[]? keys, ulong[][]? several) => (Name, _ids, _keys, _several) = (name, ids, keys, several);

    public string Name { get; }

    public bool HasSeveral => _several is not null;

    /// <summary>The record's value as a number; 0 where it has none.</summary>
    public ulong Of(int record) => _keys![_ids[record]];

    /// <summary>All values of a record.</summary>
    public ReadOnlySpan<ulong> AllOf(int record) => _several![_ids[record]];

    /// <summary>An atom that is made of each value of a column; an empty text stands for none.</summary>
    public static Atom Of(string name, Column column, Func<string, string> part)
    {
        var keys = new ulong[column.Values.Count];
        for (var id = 1; id < keys.Length; id++)
        {
            keys[id] = part(column.Values[id]) is { Length: > 0 } text ? KeyHash.Of(text) : 0;
        }

        return new Atom(name, column.Ids, keys, null);
    }

    /// <summary>An atom of two columns together.</summary>
    public static Atom Of(string name, int[] left, int[] right, Func<int, int, ulong> join)
    {
        var pairs = new Dictionary<long, int>();
        var keys = new List<ulong> { 0 };
        var ids = new int[left.Length];
        for (var record = 0; record < ids.Length; record++)
        {
            var key = join(left[record], right[record]);
            if (key != 0)
            {
                ref var id = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(pairs, ((long)left[record] << 32) | (uint)right[record], out var known);
                if (!known)
                {
                    id = keys.Count;
                    keys.Add(key);
                }

                ids[record] = id;
            }
        }

        return new Atom(name, ids, [.. keys], null);
    }

    /// <summary>How each value sounds in whatever script, as several keys.</summary>
    public static Atom OfSounds(string name, Column column, int most)
    {
        var writer = new NameKeys();
        Span<ulong> keys = stackalloc ulong[NameKeys.Most];
        var several = new ulong[column.Values.Count][];
        several[0] = [];
        for (var id = 1; id < several.Length; id++)
        {
            var count = Math.Min(most, writer.Write(column.Values[id], keys));
            several[id] = [.. keys[..count].ToArray().Select(key => KeyHash.Mix(key + 1))];
        }

        return new Atom(name, column.Ids, null, several);
    }

    /// <summary>The rarest words of each value.</summary>
    public static Atom OfWords(string name, Column column, WordColumn words, int most)
    {
        var several = new ulong[column.Values.Count][];
        var order = new List<int>();
        for (var id = 0; id < several.Length; id++)
        {
            order.Clear();
            foreach (var word in words.Of(id))
            {
                if (words.Bearers[word] > 1)
                {
                    order.Add(word);
                }
            }

            order.Sort((a, b) => words.Bearers[a] != words.Bearers[b] ? words.Bearers[a].CompareTo(words.Bearers[b]) : a.CompareTo(b));
            several[id] = [.. order.Take(most).Select(word => KeyHash.Mix((ulong)word + 1))];
        }

        return new Atom(name, column.Ids, null, several);
    }
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
