using Throughline.Matching.Records;

namespace Throughline.Matching.Blocking;

/// <summary>Makes the blocks of one family of keys: sort by key, keep small blocks, part large ones by one more atom, then by another.</summary>
sealed class FamilyBlocks(RecordTable table, int cap, IReadOnlyList<Atom> refiners)
{
    const int DeepestParting = 3;

    readonly List<int> _members = [];
    readonly List<int> _ends = [];

    public Blocks Of(KeyFamily family, long mostPairs)
    {
        var (all, records, count) = family.Entries(table.Count);
        var keys = all.AsSpan(0, count);
        var free = refiners.Where(atom => !family.Atoms.Contains(atom)).ToArray();
        var limit = Limit(keys, mostPairs);
        for (int from = 0, to; from < keys.Length; from = to)
        {
            to = EndOf(keys, from);
            Take(records.AsSpan(from, to - from), limit, free, 0);
        }

        return new Blocks(_members, _ends, limit);
    }

    /// <summary>The largest block size within which the family's pairs stay within what it may bring.</summary>
    int Limit(ReadOnlySpan<ulong> keys, long mostPairs)
    {
        var blocksOfSize = new long[cap + 1];
        for (int from = 0, to; from < keys.Length; from = to)
        {
            to = EndOf(keys, from);
            if (to - from <= cap)
            {
                blocksOfSize[to - from]++;
            }
        }

        long pairs = 0;
        for (long size = 2; size <= cap; size++)
        {
            pairs += blocksOfSize[size] * size * (size - 1) / 2;
            if (pairs > mostPairs)
            {
                return (int)Math.Max(2, size - 1);
            }
        }

        return cap;
    }

    void Take(Span<int> block, int limit, ReadOnlySpan<Atom> free, int depth)
    {
        if (block.Length < 2)
        {
            return;
        }

        if (block.Length <= limit)
        {
            block.Sort();
            var from = _members.Count;
            foreach (var record in block)
            {
                if (_members.Count == from || _members[^1] != record)
                {
                    _members.Add(record);
                }
            }

            if (_members.Count - from < 2 || !MayHoldPair(from))
            {
                _members.RemoveRange(from, _members.Count - from);
                return;
            }

            _ends.Add(_members.Count);
            return;
        }

        if (depth == DeepestParting || free.IsEmpty)
        {
            return;
        }

        var keys = new ulong[block.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = free[0].Of(block[i]);
        }

        keys.AsSpan().Sort(block);
        for (int from = 0, to; from < keys.Length; from = to)
        {
            to = EndOf(keys, from);
            if (keys[from] == 0)
            {
                Take(block[from..to], limit, free[1..], depth); // lacks this atom: the next one may part it
            }
            else
            {
                Take(block[from..to], limit, free[1..], depth + 1);
            }
        }
    }

    bool MayHoldPair(int from)
    {
        if (table.Sides is not { } sides)
        {
            return true;
        }

        for (var i = from + 1; i < _members.Count; i++)
        {
            if (sides[_members[i]] != sides[_members[from]])
            {
                return true;
            }
        }

        return false;
    }

    static int EndOf(ReadOnlySpan<ulong> keys, int from)
    {
        var to = from + 1;
        while (to < keys.Length && keys[to] == keys[from])
        {
            to++;
        }

        return to;
    }
}
