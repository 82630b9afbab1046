namespace Throughline.Matching.Live;

public sealed partial class LiveRecords
{
    /// <summary>True when the record is here.</summary>
    public bool Has(int record)
    {
        lock (_lock)
        {
            return _groups.Has(record);
        }
    }

    /// <summary>
    /// Makes these records exactly these groups; nothing is decided. Records that were in a group with them and are not named stay together.
    /// </summary>
    /// <exception cref="ArgumentException">A record is not here.</exception>
    public void Place(IEnumerable<IReadOnlyList<int>> groups)
    {
        lock (_lock)
        {
            List<List<int>> wanted = [.. groups.Select(group => group.Distinct().Order().ToList()).Where(group => group.Count > 0)];
            var named = wanted.SelectMany(group => group).ToHashSet();
            foreach (var record in named)
            {
                Require(record);
            }

            var left = named.Select(record => _groups.Of(record)).DistinctBy(group => group[0]).Select(group => group.FindAll(record => !named.Contains(record))).ToList();
            foreach (var group in wanted.Concat(left).Where(group => group.Count > 0))
            {
                _groups.Set(group);
            }
        }
    }
}
