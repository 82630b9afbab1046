namespace Throughline.Matching.Live;

/// <summary>Which records are together: each points to the next of its group, the last to the first. Four bytes a record.</summary>
sealed class GroupRings
{
    int[] _next = [];

    /// <summary>Number of records in all groups.</summary>
    public int Count { get; private set; }

    public bool Has(int record) => (uint)record < (uint)_next.Length && _next[record] != 0;

    public void MakeRoom(int records) => Array.Resize(ref _next, Math.Max(_next.Length, records));

    /// <summary>Adds a record as a group of its own.</summary>
    public void Add(int record)
    {
        _next[record] = record;
        Count++;
    }

    /// <summary>Takes a record out of its group and away.</summary>
    public void Remove(int record)
    {
        var before = record;
        while (_next[before] != record)
        {
            before = _next[before];
        }

        _next[before] = _next[record];
        _next[record] = 0;
        Count--;
    }

    /// <summary>The records of a record's group, rising.</summary>
    public List<int> Of(int record)
    {
        var members = new List<int> { record };
        for (var at = _next[record]; at != record; at = _next[at])
        {
            members.Add(at);
        }

        members.Sort();
        return members;
    }

    /// <summary>The lowest record of a group.</summary>
    public int FirstOf(int record)
    {
        var first = record;
        for (var at = _next[record]; at != record; at = _next[at])
        {
            first = Math.Min(first, at);
        }

        return first;
    }

    public bool AreTogether(int left, int right)
    {
        if (left == right)
        {
            return true;
        }

        // Both rings are walked in step, so that the smaller one bounds the time.
        for (var (a, b) = (_next[left], _next[right]); a != left && b != right; (a, b) = (_next[a], _next[b]))
        {
            if (a == right || b == left)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes one group of these records, whichever groups they were in; all records of those groups must be put somewhere.</summary>
    public void Set(IReadOnlyList<int> records)
    {
        for (var i = 0; i < records.Count; i++)
        {
            _next[records[i]] = records[(i + 1) % records.Count];
        }
    }

    /// <summary>All groups, in the order of their first records.</summary>
    public IEnumerable<List<int>> All()
    {
        var told = new bool[_next.Length];
        foreach (var record in Records())
        {
            if (!told[record])
            {
                var group = Of(record);
                foreach (var member in group)
                {
                    told[member] = true;
                }

                yield return group;
            }
        }
    }

    /// <summary>All records, rising.</summary>
    public IEnumerable<int> Records()
    {
        for (var record = 1; record < _next.Length; record++)
        {
            if (_next[record] != 0)
            {
                yield return record;
            }
        }
    }
}
