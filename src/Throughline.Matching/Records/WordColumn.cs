using Throughline.Matching.Normal;

namespace Throughline.Matching.Records;

/// <summary>The words of a column's values: each word once with the number of records that bear it.</summary>
sealed class WordColumn
{
    readonly Column _column;
    readonly ValueTable _table = new();
    readonly List<int> _starts = [0];
    readonly List<int> _words = [];
    readonly bool _running;
    int[] _bearers = [0];
    float[] _weights = [];

    /// <param name="column">The column.</param>
    /// <param name="running">True where records come and go: bearers are counted by <see cref="Bear"/>.</param>
    public WordColumn(Column column, bool running = false)
    {
        (_column, _running) = (column, running);
        Grow();
        for (var id = 1; id < Math.Min(column.Values.Count, column.Counts.Length); id++)
        {
            Bear(id, column.Counts[id]);
        }

        if (!running)
        {
            _weights = [.. _bearers.Take(_table.Count).Select(count => WeightOf(count))];
            _table.Seal();
        }
    }

    /// <summary>Records that bear each word.</summary>
    public int[] Bearers => _bearers;

    /// <summary>The different words of a value, in order.</summary>
    public ReadOnlySpan<int> Of(int value) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_words)[_starts[value].._starts[value + 1]];

    /// <summary>Number of words; word 0 is none.</summary>
    public int Count => _table.Count;

    public string Text(int word) => _table[word];

    /// <summary>What a word weighs: log2(1 + records / bearers).</summary>
    public float Weight(int word) => _running ? WeightOf(_bearers[word]) : _weights[word];

    /// <summary>Takes up the values that the column got since.</summary>
    public void Grow()
    {
        for (var id = _starts.Count - 1; id < _column.Values.Count; id++)
        {
            var from = _words.Count;
            foreach (var word in _column.Values[id].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var number = _table.Add(word);
                if (_words.IndexOf(number, from) < 0)
                {
                    _words.Add(number);
                }
            }

            _starts.Add(_words.Count);
        }

        if (_bearers.Length < _table.Count)
        {
            Array.Resize(ref _bearers, Math.Max(_table.Count, _bearers.Length + _bearers.Length / 2));
        }
    }

    /// <summary>Counts records that got a value, or lost it.</summary>
    public void Bear(int value, int records)
    {
        foreach (var word in Of(value))
        {
            _bearers[word] += records;
        }
    }

    float WeightOf(int bearers) => (float)Math.Log2(1 + _column.Filled / (double)Math.Max(1, bearers));
}
