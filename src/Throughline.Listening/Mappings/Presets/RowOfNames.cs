using System.Text;
using Throughline.Listening.Files;

namespace Throughline.Listening.Mappings.Presets;

/// <summary>One row given as values by name, for a mapping that is used again and again: names that are no column are extras.</summary>
sealed class RowOfNames : TableReader
{
    readonly Dictionary<string, int> _places;
    readonly byte[][] _cells;
    readonly List<KeyValuePair<string, string>> _extras = [];

    public RowOfNames(IReadOnlyList<string> columns)
    {
        _places = columns.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        _cells = new byte[columns.Count][];
    }

    public override long BytesRead => 0;

    public override int Cells => Columns.Count;

    public override IReadOnlyList<KeyValuePair<string, string>> Extras => _extras;

    public override ReadOnlySpan<byte> Cell(int column) => _cells[column];

    public override bool Read() => false;

    /// <summary>Makes these values the row.</summary>
    public void Set(IReadOnlyDictionary<string, string> values)
    {
        Array.Clear(_cells);
        _extras.Clear();
        foreach (var (name, value) in values)
        {
            if (_places.TryGetValue(name, out var place))
            {
                _cells[place] = Encoding.UTF8.GetBytes(value);
            }
            else
            {
                _extras.Add(new(name, value));
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
    }
}
