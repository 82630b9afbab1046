using Throughline.Matching.Normal;

namespace Throughline.Matching.Records;

/// <summary>The words of a column's values: each word once with the number of records that bear it.</summary>
sealed class WordColumn
{
    readonly int[] _starts;
    readonly int[] _words;
    readonly ValueTable _table = new();
    readonly float[] _weights;

    public WordColumn(Column column)
    {
        var words = new List<int>();
        _starts = new int[column.Values.Count + 1];
        for (var id = 0; id < column.Values.Count; id++)
        {
            _starts[id] = words.Count;
            var from = words.Count;
            foreach (var word in column.Values[id].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var number = _table.Add(word);
                if (words.IndexOf(number, from) < 0)
                {
                    words.Add(number);
                }
            }
        }

        _starts[^1] = words.Count;
        _words = [.. words];
        var bearers = new int[_table.Count];
        for (var id = 1; id < column.Values.Count; id++)
        {
            foreach (var word in Of(id))
            {
                bearers[word] += column.Counts[id];
            }
        }

        _weights = [.. bearers.Select(count => (float)Math.Log2(1 + column.Filled / (double)Math.Max(1, count)))];
        Bearers = bearers;
        _table.Seal();
    }

    /// <summary>Records that bear each word.</summary>
    public int[] Bearers { get; }

    /// <summary>The different words of a value, in order.</summary>
    public ReadOnlySpan<int> Of(int value) => _words.AsSpan(_starts[value].._starts[value + 1]);

    /// <summary>Number of words; word 0 is none.</summary>
    public int Count => _table.Count;

    public string Text(int word) => _table[word];

    /// <summary>What a word weighs: log2(1 + records / bearers).</summary>
    public float Weight(int word) => _weights[word];
}
