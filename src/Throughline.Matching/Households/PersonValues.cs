using Throughline.Matching.Records;

namespace Throughline.Matching.Households;

/// <summary>The different values that each person bears in one field over all records, and how many persons bear each value.</summary>
sealed class PersonValues
{
    readonly int[] _starts;
    readonly int[] _values;

    PersonValues(int[] starts, int[] values, Func<int, string> text, ValueTable? table)
    {
        (_starts, _values, Text, Table) = (starts, values, text, table);
        var most = 0;
        foreach (var value in values)
        {
            most = Math.Max(most, value);
        }

        Bearers = new int[most + 1];
        foreach (var value in values)
        {
            Bearers[value]++;
        }

        for (var person = 0; person + 1 < starts.Length; person++)
        {
            Filled += starts[person + 1] > starts[person] ? 1 : 0;
        }
    }

    /// <summary>Persons that bear each value.</summary>
    public int[] Bearers { get; }

    /// <summary>Persons with a value.</summary>
    public int Filled { get; }

    /// <summary>Values as texts, by number.</summary>
    public Func<int, string> Text { get; }

    /// <summary>The table of a plain column; null for values put together of several.</summary>
    public ValueTable? Table { get; }

    /// <summary>The values of all persons, one after the other.</summary>
    public ReadOnlySpan<int> All => _values;

    /// <summary>A person's values in rising order.</summary>
    public ReadOnlySpan<int> Of(int person) => _values.AsSpan(_starts[person].._starts[person + 1]);

    /// <summary>The shared value that fewest persons bear; 0 where two persons share none.</summary>
    public int Shared(int left, int right)
    {
        var a = Of(left);
        var b = Of(right);
        var (i, j, found) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j])
            {
                found = found == 0 || Bearers[a[i]] < Bearers[found] ? a[i] : found;
                i++;
                j++;
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return found;
    }

    /// <summary>The persons who bear each value that at least two bear.</summary>
    public IEnumerable<(int Value, List<int> Persons)> Blocks()
    {
        var blocks = new List<int>?[Bearers.Length];
        for (var person = 0; person + 1 < _starts.Length; person++)
        {
            foreach (var value in Of(person))
            {
                if (Bearers[value] > 1)
                {
                    (blocks[value] ??= new List<int>(Bearers[value])).Add(person);
                }
            }
        }

        for (var value = 1; value < blocks.Length; value++)
        {
            if (blocks[value] is { } persons)
            {
                yield return (value, persons);
            }
        }
    }

    /// <summary>Of a plain column; null where the records have none.</summary>
    public static PersonValues? Of(Column? column, int[] personOf, int persons) =>
        column is null ? null : Of(column.Ids, personOf, persons, id => column.Values[id], column.Values);

    /// <param name="ids">The value of each record, 0 for none.</param>
    /// <param name="personOf">The person of each record.</param>
    /// <param name="persons">Number of persons.</param>
    /// <param name="text">A value as text.</param>
    /// <param name="table">The table the values stand in, where there is one.</param>
    public static PersonValues Of(int[] ids, int[] personOf, int persons, Func<int, string> text, ValueTable? table = null)
    {
        var borne = new List<long>(ids.Length);
        for (var record = 0; record < ids.Length; record++)
        {
            if (ids[record] != 0)
            {
                borne.Add(((long)personOf[record] << 32) | (uint)ids[record]);
            }
        }

        borne.Sort();
        var values = new List<int>(borne.Count);
        var starts = new int[persons + 1];
        var last = -1L;
        foreach (var one in borne)
        {
            if (one != last)
            {
                values.Add((int)(one & 0xFFFF_FFFF));
                starts[(int)(one >> 32) + 1]++;
                last = one;
            }
        }

        for (var person = 0; person < persons; person++)
        {
            starts[person + 1] += starts[person];
        }

        return new PersonValues(starts, [.. values], text, table);
    }
}
