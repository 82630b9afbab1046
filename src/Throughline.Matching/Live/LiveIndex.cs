using Throughline.Matching.Blocking;
using Throughline.Matching.Records;

namespace Throughline.Matching.Live;

/// <summary>Finds the records that share a key with another: the families of a whole table, kept as records come and go.</summary>
sealed class LiveIndex
{
    const int Cap = 100;

    readonly IReadOnlyDictionary<string, int> _limits;
    readonly bool _heard;
    readonly List<LiveFamily> _families = [];
    readonly List<Atom> _atoms = [];
    readonly FoundBlocks _found = new();

    public LiveIndex(IReadOnlyDictionary<string, int> limits, bool heard) => (_limits, _heard) = (limits, heard);

    public int Families => _families.Count;

    public long Bytes => _families.Sum(family => family.Bytes);

    /// <summary>
    /// Takes up fields that have a value for the first time: families that are not there yet begin empty, since no record bore their keys.
    /// </summary>
    public void Plan(RecordTable table)
    {
        var (families, refiners) = KeyPlan.AsTheyArrive(table, _heard);
        foreach (var family in families.Where(family => !_families.Exists(known => known.Name == family.Name)))
        {
            _families.Add(new LiveFamily(family, refiners, _limits.GetValueOrDefault(family.Name, Cap)));
            _atoms.AddRange(family.Atoms.Except(_atoms));
            _atoms.AddRange(refiners.Except(_atoms));
        }
    }

    public void Add(int record)
    {
        Grow();
        foreach (var family in _families)
        {
            family.Add(record);
        }
    }

    /// <summary>Adds many records, each family by itself.</summary>
    public void AddAll(IReadOnlyList<int> records)
    {
        Grow();
        Parallel.ForEach(_families, family =>
        {
            foreach (var record in records)
            {
                family.Add(record);
            }
        });
    }

    /// <summary>Takes a record away; its values must still be those it was added with.</summary>
    public void Remove(int record)
    {
        foreach (var family in _families)
        {
            family.Remove(record);
        }
    }

    /// <summary>Records that share a key with a record, of the most selective keys first.</summary>
    /// <param name="record">The record.</param>
    /// <param name="identifiers">Exact identifiers, which bring records together as well.</param>
    /// <param name="room">A number above all records.</param>
    /// <param name="most">Most records to find.</param>
    /// <param name="into">What is found is added here.</param>
    public void Find(int record, IdentifierBook identifiers, int room, int most, List<int> into)
    {
        identifiers.Find(record, _found);
        foreach (var family in _families)
        {
            family.Find(record, _found);
        }

        _found.Candidates(record, room, most, into);
    }

    /// <summary>The most telling family under one key of which both stand; null where there is none.</summary>
    public string? FoundBy(int left, int right) => _families.Find(family => family.Shares(left, right))?.Name;

    void Grow()
    {
        foreach (var atom in _atoms)
        {
            atom.Grow();
        }
    }
}
