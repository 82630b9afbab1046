namespace Throughline.Matching.Blocking;

/// <summary>One kind of key: the atoms that two records must share to be compared.</summary>
sealed record KeyFamily(params Atom[] Atoms)
{
    public string Name => string.Join(" + ", Atoms.Select(atom => atom.Name));

    /// <summary>All keys of all records, a record without one of the atoms left out.</summary>
    public (ulong[] Keys, int[] Records) Entries(int records)
    {
        var keys = new List<ulong>(records);
        var bearers = new List<int>(records);
        var single = Atoms.Where(atom => !atom.HasSeveral).ToArray();
        var several = Atoms.Where(atom => atom.HasSeveral).ToArray();
        for (var record = 0; record < records; record++)
        {
            if (TryJoin(single, record, out var key))
            {
                Spread(several, record, key, 0, keys, bearers);
            }
        }

        return ([.. keys], [.. bearers]);
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

    static void Spread(Atom[] several, int record, ulong key, int at, List<ulong> keys, List<int> bearers)
    {
        if (at == several.Length)
        {
            keys.Add(key);
            bearers.Add(record);
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
                    Spread(several, record, KeyHash.Join(key, values[i] + values[j]), at + 2, keys, bearers);
                }
            }

            return;
        }

        foreach (var value in values)
        {
            Spread(several, record, KeyHash.Join(key, value), at + 1, keys, bearers);
        }
    }
}
