namespace Throughline.Matching.Names;

/// <summary>
/// The names of one script as sounds, all in one array, with an inverted index of the skeletons' keys. A name may be there
/// several times, with other readings.
/// </summary>
sealed class SoundList
{
    byte[] _sounds = new byte[4096];
    int[] _starts = new int[256];
    int[] _rows = new int[256];
    short[] _extra = new short[256];
    int[] _posted = [];
    readonly int[] _postings = new int[SoundSkeleton.KeyCount + 1];
    readonly int[] _weights = new int[SoundSkeleton.KeyCount];
    int[] _totals = [];

    /// <summary>Readings held.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Sounds(int entry) => _sounds.AsSpan(_starts[entry].._starts[entry + 1]);

    public int Row(int entry) => _rows[entry];

    /// <summary>What the reading costs more than the usual one, in hundredths.</summary>
    public int Extra(int entry) => _extra[entry];

    /// <summary>Weight of a key: high when few names have it.</summary>
    public int Weight(int key) => _weights[key];

    /// <summary>Weight of all keys of a name together.</summary>
    public int Total(int entry) => _totals[entry];

    public ReadOnlySpan<int> With(int key) => _posted.AsSpan(_postings[key].._postings[key + 1]);

    public void Add(int row, ReadOnlySpan<byte> sounds, int extra)
    {
        var start = _starts[Count];
        if (_sounds.Length < start + sounds.Length)
        {
            Array.Resize(ref _sounds, Math.Max(_sounds.Length * 2, start + sounds.Length));
        }

        if (_rows.Length <= Count + 1)
        {
            Array.Resize(ref _rows, _rows.Length * 2);
            Array.Resize(ref _extra, _extra.Length * 2);
            Array.Resize(ref _starts, _starts.Length * 2);
        }

        sounds.CopyTo(_sounds.AsSpan(start));
        _rows[Count] = row;
        _extra[Count] = (short)extra;
        _starts[++Count] = start + sounds.Length;
    }

    /// <summary>Builds the inverted index, once all names are there.</summary>
    public void Seal(NameScript script)
    {
        Span<ushort> keys = stackalloc ushort[SoundCandidates.MostKeys];
        Span<ushort> places = stackalloc ushort[SoundQuery.Longest * 2];
        for (var entry = 0; entry < Count; entry++)
        {
            foreach (var key in keys[..SkeletonOf.Keys(script, Sounds(entry), places, keys)])
            {
                _postings[key + 1]++;
            }
        }

        for (var key = 0; key < SoundSkeleton.KeyCount; key++)
        {
            _weights[key] = (int)(100 * Math.Log((Count + 1.0) / (_postings[key + 1] + 0.5)) + 10);
            _postings[key + 1] += _postings[key];
        }

        _posted = new int[_postings[^1]];
        _totals = new int[Count];
        var next = _postings.AsSpan().ToArray();
        for (var entry = 0; entry < Count; entry++)
        {
            foreach (var key in keys[..SkeletonOf.Keys(script, Sounds(entry), places, keys)])
            {
                _posted[next[key]++] = entry;
                _totals[entry] += _weights[key];
            }
        }
    }
}
