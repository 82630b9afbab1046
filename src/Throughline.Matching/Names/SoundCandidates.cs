namespace Throughline.Matching.Names;

/// <summary>The names of a list whose skeletons share most with a name's. Owns its room.</summary>
sealed class SoundCandidates
{
    /// <summary>Keys of one name that are looked up.</summary>
    public const int MostKeys = 160;

    /// <summary>Candidates of one name that are laid beside it.</summary>
    public const int MostCandidates = 1500;

    const int Buckets = 1024;

    readonly ushort[] _keys = new ushort[MostKeys];
    readonly ushort[] _places = new ushort[SoundQuery.Longest * 2];
    readonly int[] _histogram = new int[Buckets];
    readonly int[] _chosen = new int[MostCandidates];
    int[] _shared = [];
    int[] _touched = [];
    int _touchedCount;

    /// <summary>Entries of the list, the most alike first; valid until the next look-up.</summary>
    public ReadOnlySpan<int> Choose(NameScript script, ReadOnlySpan<byte> letters, SoundList list, int most = MostCandidates)
    {
        if (_shared.Length < list.Count)
        {
            _shared = new int[list.Count];
            _touched = new int[list.Count];
        }

        _touchedCount = 0;
        var total = 0;
        foreach (var key in _keys.AsSpan(0, SkeletonOf.Keys(script, letters, _places, _keys)))
        {
            var weight = list.Weight(key);
            total += weight;
            foreach (var entry in list.With(key))
            {
                if (_shared[entry] == 0)
                {
                    _touched[_touchedCount++] = entry;
                }

                _shared[entry] += weight;
            }
        }

        return Pick(list, total, Math.Min(most, MostCandidates));
    }

    ReadOnlySpan<int> Pick(SoundList list, int total, int most)
    {
        _histogram.AsSpan().Clear();
        for (var i = 0; i < _touchedCount; i++)
        {
            var entry = _touched[i];
            // Dice's share of the weights, leaning on what the candidate has: a query letter of several sounds has keys to spare.
            var bucket = (int)((long)(Buckets - 1) * 4 * _shared[entry] / (total + 3L * list.Total(entry) + 1));
            bucket = Math.Min(bucket, Buckets - 1);
            _shared[entry] = bucket;
            _histogram[bucket]++;
        }

        // The best bucket first; of the one that is too full, as many as there is room for.
        var at = 0;
        for (var bucket = Buckets - 1; bucket >= 0; bucket--)
        {
            (_histogram[bucket], at) = (at, at + _histogram[bucket]);
        }

        for (var i = 0; i < _touchedCount; i++)
        {
            var entry = _touched[i];
            if (_histogram[_shared[entry]]++ is var place && place < most)
            {
                _chosen[place] = entry;
            }

            _shared[entry] = 0;
        }

        return _chosen.AsSpan(0, Math.Min(_touchedCount, most));
    }
}
