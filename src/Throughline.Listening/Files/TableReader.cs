using System.Text;

namespace Throughline.Listening.Files;

/// <summary>Reads a table row by row, forwards, in bounded memory. Cells are UTF-8 and live until the next row.</summary>
public abstract class TableReader : IDisposable
{
    /// <summary>Names of the columns, unique.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The current data row, counted from 0; -1 before the first.</summary>
    public long Row { get; protected set; } = -1;

    /// <summary>Place of the row in the file: its first line, or the sheet's row; counted from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>Why this row cannot be a signal, a code of <see cref="Quarantine.QuarantineReasons"/>; null for a sound row.</summary>
    public string? Fault { get; protected set; }

    /// <summary>Why the reading stopped before the end; null at the end of a sound file.</summary>
    public FileProblem? Problem { get; protected set; }

    /// <summary>Bytes of the file read so far.</summary>
    public abstract long BytesRead { get; }

    /// <summary>Number of cells of the current row; another than that of <see cref="Columns"/> only in a row with a fault.</summary>
    public abstract int Cells { get; }

    /// <summary>Where the current row's record lies in the file's text, in bytes of UTF-8 without its mark; null where rows have no such place.</summary>
    public virtual (long Start, int Length)? Place => null;

    /// <summary>Goes to the next row. False at the end and at a problem.</summary>
    public abstract bool Read();

    /// <summary>A cell as UTF-8; empty for a column that the row does not have.</summary>
    public abstract ReadOnlySpan<byte> Cell(int column);

    /// <summary>A cell as text.</summary>
    public virtual string Text(int column) => Encoding.UTF8.GetString(Cell(column));

    /// <summary>Values that came under names which are no column, as NDJSON may bring late in a file.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> Extras => [];

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the reader holds.</summary>
    protected abstract void Dispose(bool disposing);
}
