using System.Text;
using Throughline.Listening.Files;

namespace Throughline.Listening.Documents;

/// <summary>One row made of a mail, a conversation or an event.</summary>
/// <param name="Cells">The values by column; null or missing for none.</param>
/// <param name="Line">Line of the file where it begins, from 1.</param>
/// <param name="Fault">Why it cannot be a signal; null for a sound one.</param>
/// <param name="Extras">What has no column.</param>
sealed record DocumentRow(
    IReadOnlyList<string?> Cells, long Line, string? Fault = null, IReadOnlyList<KeyValuePair<string, string>>? Extras = null);

/// <summary>
/// Documents as rows of a table, so that mails, transcripts and event logs take the one way that all files take: mapping, preview,
/// quarantine, one transaction, the same file again adds nothing.
/// </summary>
sealed class DocumentTable : TableReader
{
    readonly IEnumerator<DocumentRow> _rows;
    readonly Stream _file;
    readonly CellBuffer _cells;
    IReadOnlyList<KeyValuePair<string, string>> _extras = [];

    public DocumentTable(IEnumerable<DocumentRow> rows, Stream file, int columns)
    {
        (_rows, _file) = (rows.GetEnumerator(), file);
        _cells = new CellBuffer(columns);
    }

    public override long BytesRead => _file.CanRead ? _file.Position : 0;

    public override int Cells => Columns.Count;

    public override IReadOnlyList<KeyValuePair<string, string>> Extras => _extras;

    public override ReadOnlySpan<byte> Cell(int column) => _cells[column];

    public override bool Read()
    {
        try
        {
            if (Problem is not null || !_rows.MoveNext())
            {
                return false;
            }
        }
        catch (FileProblemException found)
        {
            Problem = found.Problem with { Row = Row + 1 };
            return false;
        }
        catch (InvalidDataException)
        {
            Problem = FileProblems.CutFile("its compressed data are incomplete, damaged or of several parts", Row + 1);
            return false;
        }

        var row = _rows.Current;
        Row++;
        (Line, Fault, _extras) = (row.Line, row.Fault, row.Extras ?? []);
        _cells.Clear();
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (row.Cells[i] is { Length: > 0 } value)
            {
                _cells.Take(i, Encoding.UTF8.GetBytes(value, _cells.Room(Encoding.UTF8.GetMaxByteCount(value.Length))));
            }
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _rows.Dispose();
        _file.Dispose();
    }
}
