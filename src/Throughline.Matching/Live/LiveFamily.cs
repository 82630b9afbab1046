using Throughline.Matching.Blocking;

namespace Throughline.Matching.Live;

/// <summary>
/// One family of keys over records that come and go. A key above its limit is refined by the next atom that its bearer has, as the blocks of a whole
/// table are, up to three times; what is still too common is not looked at.
/// </summary>
sealed class LiveFamily
{
    const int DeepestParting = 3;

    readonly KeyFamily _family;
    readonly Atom[] _free;
    readonly Postings _postings = new();
    ulong[] _keys = new ulong[64];
    int[] _bearers = new int[64];

    public LiveFamily(KeyFamily family, IEnumerable<Atom> refiners, int limit)
    {
        (_family, Limit, Name) = (family, limit, family.Name);
        _free = [.. refiners.Where(atom => !family.Atoms.Contains(atom))];
    }

    public string Name { get; }

    /// <summary>Most records that one key brings together.</summary>
    public int Limit { get; }

    public long Bytes => _postings.Bytes;

    public void Add(int record)
    {
        for (var i = KeysOf(record) - 1; i >= 0; i--)
        {
            Add(_keys[i], record, 0, 0);
        }
    }

    public void Remove(int record)
    {
        for (var i = KeysOf(record) - 1; i >= 0; i--)
        {
            var (key, from, depth) = (_keys[i], 0, 0);
            while (!_postings.Remove(key, record) && Refine(record, ref key, ref from, ref depth))
            {
            }
        }
    }

    /// <summary>Asks for the bearers of each key that a record bears.</summary>
    public void Find(int record, FoundBlocks into)
    {
        for (var i = KeysOf(record) - 1; i >= 0; i--)
        {
            var (key, from, depth) = (_keys[i], 0, 0);
            do
            {
                var bearers = _postings.Of(key, out var broad);
                if (!broad)
                {
                    into.Add(bearers);
                    break;
                }
            }
            while (Refine(record, ref key, ref from, ref depth));
        }
    }

    /// <summary>True when two records stand under one key.</summary>
    public bool Shares(int left, int right)
    {
        var keys = _keys.AsSpan(0, KeysOf(left)).ToArray();
        var others = _keys.AsSpan(0, KeysOf(right));
        foreach (var shared in keys)
        {
            var (key, other) = (shared, shared);
            var (from, depth, otherFrom, otherDepth) = (0, 0, 0, 0);
            for (var same = others.Contains(shared); same;)
            {
                _postings.Of(key, out var broad);
                if (!broad)
                {
                    return true;
                }

                same = Refine(left, ref key, ref from, ref depth) && Refine(right, ref other, ref otherFrom, ref otherDepth) && key == other;
            }
        }

        return false;
    }

    int KeysOf(int record)
    {
        var count = _family.KeysOf(record, ref _keys, ref _bearers);
        if (count < 2)
        {
            return count;
        }

        var keys = _keys.AsSpan(0, count);
        keys.Sort();
        var kept = 1;
        for (var i = 1; i < count; i++)
        {
            if (keys[i] != keys[kept - 1])
            {
                keys[kept++] = keys[i];
            }
        }

        return kept;
    }

    void Add(ulong key, int record, int from, int depth)
    {
        if (_postings.TryAdd(key, record, Limit, out var moved))
        {
            return;
        }

        foreach (var bearer in moved ?? [])
        {
            AddBelow(key, bearer, from, depth);
        }

        AddBelow(key, record, from, depth);
    }

    void AddBelow(ulong key, int record, int from, int depth)
    {
        if (Refine(record, ref key, ref from, ref depth))
        {
            Add(key, record, from, depth);
        }
    }

    /// <summary>The key joined with the next atom that the record has; false when there is none, or the key is refined enough.</summary>
    bool Refine(int record, ref ulong key, ref int from, ref int depth)
    {
        for (; depth < DeepestParting && from < _free.Length; from++)
        {
            if (_free[from].Of(record) is not 0 and var part)
            {
                key = KeyHash.Join(KeyHash.Join(key, (ulong)from + 2), part);
                from++;
                depth++;
                return true;
            }
        }

        return false;
    }
}

/// <summary>Blocks that a record is in, and from them its candidates: smallest blocks first, each candidate once.</summary>
sealed class FoundBlocks
{
    readonly List<(int Size, int Order, int Start)> _blocks = [];
    int[] _members = new int[1_024];
    int _count;
    int[] _seen = [];
    int _round;

    public void Add(ReadOnlySpan<int> bearers)
    {
        if (bearers.IsEmpty)
        {
            return;
        }

        if (_members.Length - _count < bearers.Length)
        {
            Array.Resize(ref _members, _members.Length * 2 + bearers.Length);
        }

        bearers.CopyTo(_members.AsSpan(_count));
        _blocks.Add((bearers.Length, _blocks.Count, _count));
        _count += bearers.Length;
    }

    /// <summary>Candidates of a record, at most so many; the blocks are forgotten.</summary>
    public void Candidates(int record, int room, int most, List<int> into)
    {
        if (_seen.Length < room)
        {
            Array.Resize(ref _seen, room);
        }

        _round++;
        _seen[record] = _round;
        _blocks.Sort();
        foreach (var (size, _, start) in _blocks)
        {
            for (var i = start; i < start + size && into.Count < most; i++)
            {
                if (_seen[_members[i]] != _round)
                {
                    _seen[_members[i]] = _round;
                    into.Add(_members[i]);
                }
            }
        }

        _blocks.Clear();
        _count = 0;
    }
}
