using System.Text;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>
/// The most frequent masks of a field, in bounded room (Space-Saving, Metwally, Agrawal and El Abbadi 2005): a count is never below the truth,
/// and above it by at most what stands beside it.
/// </summary>
sealed class MaskSketch
{
    const int Most = 48;

    readonly Dictionary<ulong, Entry> _entries = new(Most);
    Entry? _last;

    public void Add(ReadOnlySpan<byte> mask)
    {
        var hash = ContentHash.OfBytes(mask);
        if (_last is { } last && last.Hash == hash)
        {
            last.Count++;
            return;
        }

        if (!_entries.TryGetValue(hash, out var entry))
        {
            entry = Enter(hash, Encoding.ASCII.GetString(mask), 0, 0);
        }

        entry.Count++;
        _last = entry;
    }

    /// <summary>Masks with their counts, the most frequent first.</summary>
    public IReadOnlyList<(string Mask, long Count, long Over)> Top(int most) =>
    [
        .. _entries.Values.OrderByDescending(one => one.Count).ThenBy(one => one.Mask, StringComparer.Ordinal).Take(most).Select(one => (one.Mask, one.Count, one.Over)),
    ];

    public void Merge(MaskSketch other)
    {
        _last = null;
        foreach (var one in other._entries.Values.OrderByDescending(one => one.Count))
        {
            if (_entries.TryGetValue(one.Hash, out var known))
            {
                known.Count += one.Count;
                known.Over += one.Over;
            }
            else
            {
                Enter(one.Hash, one.Mask, one.Count, one.Over);
            }
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)_entries.Count);
        foreach (var one in _entries.Values)
        {
            writer.Write(one.Mask);
            writer.Write7BitEncodedInt64(one.Count);
            writer.Write7BitEncodedInt64(one.Over);
        }
    }

    public static MaskSketch Read(BinaryReader reader)
    {
        var sketch = new MaskSketch();
        for (var left = reader.ReadByte(); left > 0; left--)
        {
            var mask = reader.ReadString();
            var hash = ContentHash.OfBytes(Encoding.ASCII.GetBytes(mask));
            sketch._entries[hash] = new Entry { Hash = hash, Mask = mask, Count = reader.Read7BitEncodedInt64(), Over = reader.Read7BitEncodedInt64() };
        }

        return sketch;
    }

    Entry Enter(ulong hash, string mask, long count, long over)
    {
        var floor = 0L;
        if (_entries.Count >= Most)
        {
            var least = _entries.Values.MinBy(one => one.Count)!;
            _entries.Remove(least.Hash);
            floor = least.Count;
        }

        return _entries[hash] = new Entry { Hash = hash, Mask = mask, Count = count + floor, Over = over + floor };
    }

    sealed class Entry
    {
        public required ulong Hash { get; init; }

        public required string Mask { get; init; }

        public long Count { get; set; }

        public long Over { get; set; }
    }
}
