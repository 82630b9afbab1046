namespace Throughline.Matching.Blocking;

/// <summary>One kind of key: the atoms that two records must share to be compared.</summary>
sealed record KeyFamily(params Atom[] Atoms)
{
    readonly Atom[] _single = [.. Atoms.Where(atom => !atom.HasSeveral)];
    readonly Atom[] _several = [.. Atoms.Where(atom => atom.HasSeveral)];

    public string Name => string.Join(" + ", Atoms.Select(atom => atom.Name));

    /// <summary>All keys of all records with their bearers, sorted by key; a record without one of the atoms is left out.</summary>
    public (ulong[] Keys, int[] Records, int Count) Entries(int records)
    {
        var (keys, bearers, count) = (new ulong[records], new int[records], 0);
        for (var record = 0; record < records; record++)
        {
            if (!TryJoin(_single, record, out var key))
            {
                continue;
            }

            if (_several.Length == 0)
            {
                (keys[count], bearers[count++]) = (key, record);
            }
            else
            {
                Spread(_several, record, key, 0, ref keys, ref bearers, ref count);
            }
        }

        Array.Sort(keys, bearers, 0, count);
        return (keys, bearers, count);
    }

    /// <summary>All keys of one record, each once.</summary>
    /// <returns>How many were written; the room for them grows as needed.</returns>
    public int KeysOf(int record, ref ulong[] keys, ref int[] bearers)
    {
        if (!TryJoin(_single, record, out var key))
        {
            return 0;
        }

        if (_several.Length == 0)
        {
            keys[0] = key;
            return 1;
        }

        var count = 0;
        Spread(_several, record, key, 0, ref keys, ref bearers, ref count);
        return count;
    }

    static bool TryJoin(Atom[] atoms, int record, out ulong key)
    {
        key = 1;
        foreach (var atom in atoms)
        {
            var part = atom.Of(record);
            if (part == 0)
            {
                return false;
            }

            key = KeyHash.Join(key, part);
        }

        return true;
    }

    static void Spread(Atom[] several, int record, ulong key, int at, ref ulong[] keys, ref int[] bearers, ref int count)
    {
        if (at == several.Length)
        {
            if (count == keys.Length)
            {
                Array.Resize(ref keys, count * 2);
                Array.Resize(ref bearers, count * 2);
            }

            (keys[count], bearers[count++]) = (key, record);
            return;
        }

        var values = several[at].AllOf(record);
        if (at + 1 < several.Length && ReferenceEquals(several[at], several[at + 1]))
        {
            // Two words of one text: each pair once, in whichever order they stand.
            for (var i = 0; i < values.Length; i++)
            {
                for (var j = i + 1; j < values.Length; j++)
                {
                    Spread(several, record, KeyHash.Join(key, values[i] + values[j]), at + 2, ref keys, ref bearers, ref count);
                }
            }

            return;
        }

        foreach (var value in values)
        {
            Spread(several, record, KeyHash.Join(key, value), at + 1, ref keys, ref bearers, ref count);
        }
    }
}
