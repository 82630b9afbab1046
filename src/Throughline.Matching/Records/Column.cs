namespace Throughline.Matching.Records;

/// <summary>One column in normal form: the value of each record as a number into a table of distinct values, 0 where it is missing.</summary>
sealed class Column
{
    public Column(MatchField field, string name, int[] ids, ValueTable values)
    {
        (Field, Name, Ids, Values) = (field, name, ids, values);
        Counts = new int[values.Count];
        foreach (var id in ids)
        {
            Counts[id]++;
        }

        Filled = ids.Length - Counts[0];
        Counts[0] = 0;
    }

    /// <summary>A column that fills as records arrive.</summary>
    public Column(MatchField field, string name, ValueTable values) => (Field, Name, Ids, Values, Counts) = (field, name, [], values, []);

    public MatchField Field { get; }

    public string Name { get; }

    public int[] Ids { get; private set; }

    public ValueTable Values { get; }

    /// <summary>Records that bear each value.</summary>
    public int[] Counts { get; private set; }

    /// <summary>Records with a value.</summary>
    public int Filled { get; private set; }

    /// <summary>Makes room for records below a number.</summary>
    public void MakeRoom(int records)
    {
        if (Ids.Length < records)
        {
            var ids = Ids;
            Array.Resize(ref ids, records);
            Ids = ids;
        }
    }

    /// <summary>Gives a record another value, or none (0), and counts it.</summary>
    public void Put(int record, int id)
    {
        var before = Ids[record];
        Ids[record] = id;
        if (before != 0)
        {
            Counts[before]--;
            Filled--;
        }

        if (id != 0)
        {
            if (id >= Counts.Length)
            {
                var counts = Counts;
                Array.Resize(ref counts, Math.Max(Values.Count, counts.Length + counts.Length / 2));
                Counts = counts;
            }

            Counts[id]++;
            Filled++;
        }
    }

    /// <summary>Counts bearers anew, each profile once instead of each record.</summary>
    public void CountProfiles(int[] profileOf)
    {
        var seen = new HashSet<long>(Filled);
        var counts = new int[Counts.Length];
        var filled = 0;
        for (var record = 0; record < Ids.Length; record++)
        {
            if (Ids[record] != 0 && seen.Add(((long)Ids[record] << 32) | (uint)profileOf[record]))
            {
                counts[Ids[record]]++;
                filled++;
            }
        }

        (Counts, Filled) = (counts, filled);
    }
}
