namespace Throughline.Platform.Log.Known;

/// <summary>Several files of known ids made into one.</summary>
static class KnownMerge
{
    /// <summary>Writes them as one.</summary>
    /// <param name="folder">Where the file goes.</param>
    /// <param name="runs">Neighbours in the order of the log.</param>
    /// <param name="ending">Gives the merge up; nothing of it remains.</param>
    public static KnownRun Write(string folder, List<KnownRun> runs, CancellationToken ending)
    {
        var stretch = new KnownStretch(runs[0].Stretch.After, runs[^1].Stretch.UpTo, runs.Max(r => r.Stretch.LastDay));
        return KnownRun.Write(folder, stretch, runs.Sum(r => r.Count), InOrder(runs, ending));
    }

    /// <summary>All entries in order of their ids; of one id the newest run's. The few heads are looked through one by one: quicker than a heap.</summary>
    static IEnumerable<KnownEntry> InOrder(List<KnownRun> runs, CancellationToken ending)
    {
        var ways = runs.Select(r => r.Entries().GetEnumerator()).ToList();
        var heads = new List<KnownEntry>();
        for (var i = 0; i < ways.Count; i++)
        {
            heads.Add(default);
            i -= Advance(i) ? 0 : 1;
        }

        UInt128? last = null;
        while (ways.Count > 0)
        {
            ending.ThrowIfCancellationRequested();
            var least = 0;
            for (var i = 1; i < heads.Count; i++)
            {
                least = heads[i].Id <= heads[least].Id ? i : least; // the newer of two
            }

            if (heads[least] is var entry && entry.Id != last)
            {
                last = entry.Id;
                yield return entry;
            }

            Advance(least);
        }

        bool Advance(int way)
        {
            if (ways[way].MoveNext())
            {
                heads[way] = ways[way].Current;
                return true;
            }

            ways[way].Dispose();
            ways.RemoveAt(way);
            heads.RemoveAt(way);
            return false;
        }
    }
}
