using System.Text.Json;

namespace Throughline.Priorities;

/// <summary>
/// The last few studies, so that moving a slider asks no data. A study is good for one state of the log: what arrives
/// later makes a new key, and the old one is pushed out in time.
/// </summary>
sealed class StudyCache(int most = 64)
{
    readonly Lock _gate = new();
    readonly LinkedList<(string Key, DriverStudy Study)> _used = new();
    readonly Dictionary<string, LinkedListNode<(string Key, DriverStudy Study)>> _known = new(StringComparer.Ordinal);

    /// <summary>Everything a study depends on, as one text.</summary>
    public static string KeyOf(PriorityQuestion asked, long head, IReadOnlyList<int> allowed) =>
        JsonSerializer.Serialize(new { asked.Filter, asked.Outcome, asked.Drivers, head, allowed });

    public DriverStudy? Find(string key)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(key, out var node))
            {
                return null;
            }

            _used.Remove(node);
            _used.AddFirst(node);
            return node.Value.Study;
        }
    }

    public void Keep(string key, DriverStudy study)
    {
        lock (_gate)
        {
            if (_known.Remove(key, out var earlier))
            {
                _used.Remove(earlier);
            }

            _known.Add(key, _used.AddFirst((key, study)));
            if (_known.Count > most && _used.Last is { } oldest)
            {
                _used.RemoveLast();
                _known.Remove(oldest.Value.Key);
            }
        }
    }
}
