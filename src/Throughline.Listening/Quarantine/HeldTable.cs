using System.Text;
using System.Text.Json;
using Throughline.Listening.Files;

namespace Throughline.Listening.Quarantine;

/// <summary>Held rows of one file as a table, so that a mapping runs on them as on the file itself.</summary>
sealed class HeldTable : TableReader
{
    readonly IReadOnlyList<HeldLine> _lines;
    readonly Dictionary<string, int> _columns;
    readonly List<KeyValuePair<string, string>> _extras = [];
    readonly CellBuffer _cells;
    int _at = -1;

    HeldTable(IReadOnlyList<HeldLine> lines, IReadOnlyList<string> columns)
    {
        _lines = lines;
        _columns = columns.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        _cells = new CellBuffer(columns.Count);
    }

    /// <summary>The held row that is read now.</summary>
    public HeldLine Current => _lines[_at];

    public override long BytesRead => 0;

    public override int Cells => Columns.Count;

    public override IReadOnlyList<KeyValuePair<string, string>> Extras => _extras;

    public static HeldTable Of(IReadOnlyList<HeldLine> lines, IReadOnlyList<string> columns) => new(lines, columns) { Columns = columns };

    public override ReadOnlySpan<byte> Cell(int column) => _cells[column];

    public override bool Read()
    {
        if (++_at >= _lines.Count)
        {
            return false;
        }

        _cells.Clear();
        _extras.Clear();
        Row = Current.Row ?? 0;
        Fault = Current.Code is QuarantineReasons.WrongNumberOfCells or QuarantineReasons.NotJson or QuarantineReasons.NotAMail or QuarantineReasons.NotATranscript
            ? Current.Code
            : null;
        using var raw = JsonDocument.Parse(Current.Raw);
        foreach (var cell in raw.RootElement.EnumerateObject())
        {
            var value = cell.Value.ValueKind == JsonValueKind.String ? cell.Value.GetString()! : cell.Value.GetRawText();
            if (_columns.TryGetValue(cell.Name, out var column))
            {
                _cells.Take(column, Encoding.UTF8.GetBytes(value, _cells.Room(Encoding.UTF8.GetMaxByteCount(value.Length))));
            }
            else
            {
                _extras.Add(new(cell.Name, value));
            }
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
    }
}

/// <summary>A held row as it is kept.</summary>
sealed record HeldLine(Guid Id, int ImportId, long? Row, string Code, string Raw);
