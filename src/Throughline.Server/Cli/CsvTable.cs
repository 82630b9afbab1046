using System.Buffers;
using CsvHelper;

namespace Throughline.Server.Cli;

/// <summary>A CSV file as it stands, every cell a text; rows that are too short have empty cells. Written back with a cell more, nothing else changes.</summary>
sealed class CsvTable
{
    static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");

    CsvTable(string path, string[] header, List<string[]> rows)
    {
        Path = path;
        Header = header;
        Rows = rows;
    }

    public string Path { get; }

    public string[] Header { get; }

    public List<string[]> Rows { get; }

    /// <exception cref="InputRefused">The file cannot be read or has no header.</exception>
    public static CsvTable Read(string path) => NumberColumns.ReadRows(path, csv =>
    {
        if (!csv.Read())
        {
            throw new InputRefused($"{path} is empty; a header line is needed.");
        }

        string[] header = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
        var rows = new List<string[]>();
        while (csv.Read())
        {
            var cells = new string[header.Length];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = i < csv.FieldCount ? csv.GetString(i) : "";
            }

            rows.Add(cells);
        }

        return new CsvTable(path, header, rows);
    });

    /// <summary>Where a column stands.</summary>
    /// <exception cref="InputRefused">There is none, or there are two.</exception>
    public int Place(string name) => NumberColumns.Place(Header, name, Path);

    /// <summary>Leaves only the rows whose cell of a column is one of these.</summary>
    /// <exception cref="InputRefused">No row is left.</exception>
    public CsvTable Where(string column, params string[] values)
    {
        var place = Place(column);
        var rows = Rows.Where(row => values.Contains(row[place])).ToList();
        return rows.Count > 0 ? new CsvTable(Path, Header, rows)
            : throw new InputRefused($"{Path}: no row has {string.Join(" or ", values)} in column {column}; it has {string.Join(", ", Rows.Select(row => row[place]).Distinct().Order(StringComparer.Ordinal).Take(5))}.");
    }

    /// <summary>Writes a row, quoted where it must be.</summary>
    public static void Write(TextWriter into, IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
            {
                into.Write(',');
            }

            first = false;
            if (!cell.AsSpan().ContainsAny(s_quoted))
            {
                into.Write(cell);
                continue;
            }

            into.Write('"');
            into.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
            into.Write('"');
        }

        into.Write('\n');
    }
}
