using System.Runtime.InteropServices;

namespace Throughline.Matching.Live;

/// <summary>
/// Which records bear a key: an open-addressed table of eight bytes a key, which holds one bearer in place and several in a pooled list. Of a key
/// above its limit only the number of bearers is kept. A key is known by 32 bits of its hash; two that share them share their bearers, which costs
/// a comparison and no more.
/// </summary>
sealed class Postings
{
    const int Broad = 15;

    Slot[] _slots = new Slot[16];
    int _used;
    readonly ListPool _lists = new();

    /// <summary>Keys there are.</summary>
    public int Keys => _used;

    /// <summary>Bytes held.</summary>
    public long Bytes => _slots.LongLength * 8 + _lists.Bytes;

    /// <summary>The bearers of a key, rising; none, with <paramref name="broad"/> set, for one above its limit.</summary>
    public ReadOnlySpan<int> Of(ulong key, out bool broad)
    {
        broad = false;
        ref var slot = ref _slots[Find(MarkOf(key))];
        if (slot.Mark == 0)
        {
            return [];
        }

        if (slot.Held >= 0)
        {
            return MemoryMarshal.CreateReadOnlySpan(ref slot.Held, 1);
        }

        var handle = ~slot.Held;
        broad = (handle & 15) == Broad;
        return broad ? [] : _lists.Of(handle);
    }

    /// <summary>Adds a bearer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="record">The bearer; adding it again changes nothing.</param>
    /// <param name="limit">Most bearers of a key.</param>
    /// <param name="moved">The bearers so far, when the key has gone above its limit by this one; else null.</param>
    /// <returns>False when the key is above its limit.</returns>
    public bool TryAdd(ulong key, int record, int limit, out int[]? moved)
    {
        moved = null;
        var mark = MarkOf(key);
        ref var slot = ref _slots[Find(mark)];
        if (slot.Mark == 0)
        {
            slot = new Slot { Mark = mark, Held = record };
            if (++_used * 4L > _slots.Length * 3L)
            {
                Grow();
            }

            return true;
        }

        if (slot.Held == record)
        {
            return true;
        }

        if (slot.Held >= 0)
        {
            slot.Held = ~_lists.Two(slot.Held, record);
            return true;
        }

        var handle = ~slot.Held;
        if ((handle & 15) == Broad)
        {
            slot.Held = ~(handle + 16);
            return false;
        }

        var bearers = _lists.Of(handle);
        var place = bearers.BinarySearch(record);
        if (place >= 0)
        {
            return true;
        }

        if (bearers.Length < limit)
        {
            slot.Held = ~_lists.Insert(handle, ~place, record);
            return true;
        }

        moved = bearers.ToArray();
        _lists.Free(handle);
        slot.Held = ~((moved.Length + 1) << 4 | Broad);
        return false;
    }

    /// <summary>Takes a bearer away.</summary>
    /// <returns>False when the key is above its limit, so that the bearer stands elsewhere.</returns>
    public bool Remove(ulong key, int record)
    {
        var at = Find(MarkOf(key));
        ref var slot = ref _slots[at];
        if (slot.Mark == 0 || (slot.Held >= 0 && slot.Held != record))
        {
            return true;
        }

        if (slot.Held >= 0)
        {
            Clear(at);
            return true;
        }

        var handle = ~slot.Held;
        if ((handle & 15) == Broad)
        {
            slot.Held = ~(handle - 16);
            if (handle >> 4 <= 1)
            {
                Clear(at);
            }

            return false;
        }

        var bearers = _lists.Of(handle);
        var place = bearers.BinarySearch(record);
        if (place < 0)
        {
            return true;
        }

        if (bearers.Length == 2)
        {
            slot.Held = bearers[1 - place];
            _lists.Free(handle);
        }
        else
        {
            _lists.RemoveAt(handle, place);
        }

        return true;
    }

    int Find(uint mark)
    {
        var mask = _slots.Length - 1;
        var at = Home(mark, mask);
        while (_slots[at].Mark != 0 && _slots[at].Mark != mark)
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    /// <summary>Empties a slot and moves those behind it up, so that none is cut off from where it is sought.</summary>
    void Clear(int at)
    {
        var mask = _slots.Length - 1;
        _used--;
        for (var next = (at + 1) & mask; _slots[next].Mark != 0; next = (next + 1) & mask)
        {
            var home = Home(_slots[next].Mark, mask);
            if (((next - home) & mask) >= ((next - at) & mask))
            {
                _slots[at] = _slots[next];
                at = next;
            }
        }

        _slots[at] = default;
    }

    void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (var slot in old)
        {
            if (slot.Mark != 0)
            {
                _slots[Find(slot.Mark)] = slot;
            }
        }
    }

    static uint MarkOf(ulong key) => (uint)(key >> 32) is var mark and not 0 ? mark : 1;

    static int Home(uint mark, int mask) => (int)(mark * 0x9E3779B1u >> 4) & mask;

    struct Slot
    {
        public uint Mark; // 0 for an empty slot
        public int Held; // from 0 the one bearer; else ~(handle of a list), or ~(number of bearers << 4 | Broad)
    }
}

/// <summary>Lists of rising numbers in a few large arrays, by capacity: 2, 4, 8 … 256.</summary>
sealed class ListPool
{
    const int Classes = 8;

    readonly int[][] _items = [.. Enumerable.Repeat<int[]>([], Classes)];
    readonly int[] _made = new int[Classes];
    readonly List<int>[] _free = [.. Enumerable.Range(0, Classes).Select(_ => new List<int>())];

    public long Bytes => _items.Sum(items => items.LongLength * 4);

    public ReadOnlySpan<int> Of(int handle)
    {
        var (items, start) = Place(handle);
        return items.AsSpan(start + 1, items[start]);
    }

    public int Two(int a, int b)
    {
        var handle = Take(0);
        var (items, start) = Place(handle);
        (items[start], items[start + 1], items[start + 2]) = (2, Math.Min(a, b), Math.Max(a, b));
        return handle;
    }

    /// <summary>Inserts at a place; the handle changes when the list moves.</summary>
    public int Insert(int handle, int place, int record)
    {
        var (items, start) = Place(handle);
        var count = items[start];
        if (count == 2 << (handle & 15))
        {
            var larger = Take((handle & 15) + 1);
            var (into, at) = Place(larger);
            Of(handle).CopyTo(into.AsSpan(at + 1));
            Free(handle);
            (handle, items, start) = (larger, into, at);
        }

        items.AsSpan(start + 1 + place, count - place).CopyTo(items.AsSpan(start + 2 + place));
        items[start + 1 + place] = record;
        items[start] = count + 1;
        return handle;
    }

    public void RemoveAt(int handle, int place)
    {
        var (items, start) = Place(handle);
        var count = --items[start];
        items.AsSpan(start + 2 + place, count - place).CopyTo(items.AsSpan(start + 1 + place));
    }

    public void Free(int handle) => _free[handle & 15].Add(handle);

    int Take(int size)
    {
        if (_free[size] is { Count: > 0 } free)
        {
            var handle = free[^1];
            free.RemoveAt(free.Count - 1);
            return handle;
        }

        var width = (2 << size) + 1;
        var number = _made[size]++;
        if ((number + 1) * width > _items[size].Length)
        {
            Array.Resize(ref _items[size], Math.Max(16 * width, _items[size].Length + _items[size].Length / 2 / width * width));
        }

        return number << 4 | size;
    }

    (int[] Items, int Start) Place(int handle) => (_items[handle & 15], (handle >> 4) * ((2 << (handle & 15)) + 1));
}
