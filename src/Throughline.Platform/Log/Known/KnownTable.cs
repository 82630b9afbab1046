namespace Throughline.Platform.Log.Known;

/// <summary>The newest event ids with the hash of their content: an open-addressed table of two arrays, no object an entry.</summary>
/// <remarks>Ids come out of SHA-256, so their own bits spread them. An id of all zero bits, which never occurs, marks a free place.</remarks>
sealed class KnownTable
{
    const int Smallest = 1 << 12;

    UInt128[] _ids;
    ulong[] _hashes;

    /// <param name="expected">Ids that it shall hold without growing.</param>
    public KnownTable(int expected = 0)
    {
        var places = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(Smallest, (3L * expected / 2) + 2));
        (_ids, _hashes) = (new UInt128[places], new ulong[places]);
    }

    /// <summary>Ids in the table.</summary>
    public int Count { get; private set; }

    /// <summary>The hash that the id has; false when the id is not here.</summary>
    public bool TryFind(UInt128 id, out ulong hash)
    {
        var at = PlaceOf(id);
        hash = _hashes[at];
        return _ids[at] == id;
    }

    /// <summary>Sets the hash of an id; the last one set holds.</summary>
    public void Set(UInt128 id, ulong hash)
    {
        if (3 * (Count + 1) > 2 * _ids.Length)
        {
            Grow();
        }

        var at = PlaceOf(id);
        Count += _ids[at] == id ? 0 : 1;
        (_ids[at], _hashes[at]) = (id, hash);
    }

    /// <summary>Takes in what a newer table has.</summary>
    public void Take(KnownTable newer)
    {
        for (var i = 0; i < newer._ids.Length; i++)
        {
            if (newer._ids[i] != default)
            {
                Set(newer._ids[i], newer._hashes[i]);
            }
        }
    }

    /// <summary>All entries in order of their ids.</summary>
    public KnownEntry[] Sorted()
    {
        var entries = new KnownEntry[Count];
        var next = 0;
        for (var i = 0; i < _ids.Length; i++)
        {
            if (_ids[i] != default)
            {
                entries[next++] = new KnownEntry(_ids[i], _hashes[i]);
            }
        }

        Array.Sort(entries);
        return entries;
    }

    int PlaceOf(UInt128 id)
    {
        var mask = _ids.Length - 1;
        var at = (int)(ulong)id & mask;
        while (_ids[at] != id && _ids[at] != default)
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    void Grow()
    {
        var (ids, hashes) = (_ids, _hashes);
        (_ids, _hashes) = (new UInt128[2 * ids.Length], new ulong[2 * ids.Length]);
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] != default)
            {
                var at = PlaceOf(ids[i]);
                (_ids[at], _hashes[at]) = (ids[i], hashes[i]);
            }
        }
    }
}

/// <summary>An event id and the hash of its content.</summary>
readonly record struct KnownEntry(UInt128 Id, ulong Hash) : IComparable<KnownEntry>
{
    /// <summary>By the id.</summary>
    public int CompareTo(KnownEntry other) => Id.CompareTo(other.Id);
}
