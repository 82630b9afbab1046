namespace Throughline.Language.Detecting;

/// <summary>
/// The words of all patterns as one tree of letters. A step takes one letter; a word is done, whatever its ending, or whole, where the tree says so.
/// Immutable once filled.
/// </summary>
sealed class WordTree
{
    const int Root = 0;

    readonly int[] _first = new int[0x10000]; // steps from the root, 0 for none
    ulong[] _keys = new ulong[1 << 12];
    int[] _next = new int[1 << 12];
    int _edges;
    readonly List<int> _whole = [-1];
    readonly List<int> _begun = [-1];

    /// <summary>Words in the tree.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a word, which is put in where it is new; a star at its end stands for any ending.</summary>
    public int Add(string word)
    {
        var hasEnding = word[^1] == '*';
        var node = Root;
        foreach (var unit in hasEnding ? word.AsSpan(0, word.Length - 1) : word)
        {
            node = Step(node, unit) is var next and > 0 ? next : Grow(node, unit);
        }

        var numbers = hasEnding ? _begun : _whole;
        return numbers[node] >= 0 ? numbers[node] : numbers[node] = Count++;
    }

    /// <summary>The node that a letter leads to; 0 for none.</summary>
    public int Step(int node, char unit)
    {
        if (node == Root)
        {
            return _first[unit];
        }

        var key = Key(node, unit);
        var mask = _keys.Length - 1;
        for (var place = Place(key, mask); ; place = (place + 1) & mask)
        {
            if (_keys[place] == key)
            {
                return _next[place];
            }

            if (_keys[place] == 0)
            {
                return 0;
            }
        }
    }

    /// <summary>The word that ends in a node; -1 for none.</summary>
    public int Whole(int node) => _whole[node];

    /// <summary>The word with any ending whose written part ends in a node; -1 for none.</summary>
    public int Begun(int node) => _begun[node];

    int Grow(int node, char unit)
    {
        var made = _whole.Count;
        _whole.Add(-1);
        _begun.Add(-1);
        if (node == Root)
        {
            return _first[unit] = made;
        }

        if (++_edges * 3 > _keys.Length)
        {
            var (keys, next) = (_keys, _next);
            (_keys, _next) = (new ulong[keys.Length * 2], new int[keys.Length * 2]);
            for (var i = 0; i < keys.Length; i++)
            {
                if (keys[i] != 0)
                {
                    Put(keys[i], next[i]);
                }
            }
        }

        Put(Key(node, unit), made);
        return made;
    }

    void Put(ulong key, int next)
    {
        var mask = _keys.Length - 1;
        var place = Place(key, mask);
        while (_keys[place] != 0)
        {
            place = (place + 1) & mask;
        }

        (_keys[place], _next[place]) = (key, next);
    }

    static ulong Key(int node, char unit) => ((ulong)(uint)node << 16) | unit;

    static int Place(ulong key, int mask) => (int)((key * 0x9E3779B97F4A7C15) >> 40) & mask;
}
