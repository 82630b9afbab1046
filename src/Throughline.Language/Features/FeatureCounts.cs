using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Features;

/// <summary>
/// Counts the features of one text after another, in an open-addressing table that is emptied by a stamp. For one thread at a time.
/// </summary>
sealed class FeatureCounts(FeatureOptions options)
{
    readonly NormalText _text = new();
    readonly Tokens _tokens = new();
    readonly Negations _negations = new();
    int[] _features = new int[1024]; // of each place of the table
    int[] _stamps = new int[1024];
    int[] _slots = new int[1024]; // of each feature its place in the lists
    int _stamp;
    int[] _ids = new int[512];
    int[] _counts = new int[512];

    /// <summary>Different features of the last text.</summary>
    public int Count { get; private set; }

    /// <summary>The features of the last text, in the order of their first occurrence.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    /// <summary>How often each occurs.</summary>
    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, Count);

    /// <summary>The last text as it was read.</summary>
    public NormalText Text => _text;

    /// <summary>The tokens of the last text.</summary>
    public Tokens Tokens => _tokens;

    /// <summary>Which words of the last text are negated.</summary>
    public Negations Negations => _negations;

    /// <summary>Counts the features of a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        Normaliser.Normalise(text, _text);
        _tokens.Part(_text);
        _negations.Find(_text, _tokens);
        Count = 0;
        _stamp++;
        var sink = new Sink(this);
        FeatureScan.Run(options, _text, _tokens, _negations, ref sink);
    }

    /// <summary>Where a feature of the last text stands in <see cref="Ids"/>; -1 when it does not occur.</summary>
    public int IndexOf(int feature)
    {
        var place = Find(feature);
        return _stamps[place] == _stamp ? _slots[place] : -1;
    }

    int Find(int feature)
    {
        var mask = _features.Length - 1;
        var place = (int)((uint)feature * 0x9E3779B1u >> 7) & mask;
        while (_stamps[place] == _stamp && _features[place] != feature)
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    void Add(int feature)
    {
        var place = Find(feature);
        if (_stamps[place] == _stamp)
        {
            _counts[_slots[place]]++;
            return;
        }

        if (Count == _ids.Length)
        {
            Grow();
            place = Find(feature);
        }

        _stamps[place] = _stamp;
        _features[place] = feature;
        _slots[place] = Count;
        _ids[Count] = feature;
        _counts[Count++] = 1;
    }

    void Grow()
    {
        Array.Resize(ref _ids, Count * 2);
        Array.Resize(ref _counts, Count * 2);
        _features = new int[Count * 4];
        _stamps = new int[Count * 4];
        _slots = new int[Count * 4];
        for (var i = 0; i < Count; i++)
        {
            var place = Find(_ids[i]);
            (_stamps[place], _features[place], _slots[place]) = (_stamp, _ids[i], i);
        }
    }

    readonly struct Sink(FeatureCounts counts) : IFeatureSink
    {
        public void Add(int feature, int start, int end) => counts.Add(feature);
    }
}
