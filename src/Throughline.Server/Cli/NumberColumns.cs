using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;

namespace Throughline.Server.Cli;

/// <summary>
/// Some columns of a CSV file as numbers: comma, semicolon or tab, with or without a byte order mark, quoted fields,
/// also compressed (.gz). A row with an empty cell in any of the columns is left out and counted.
/// </summary>
sealed class NumberColumns
{
    const int Sniffed = 64 * 1024; // characters of the header that decide the separator
    const int MostBytesOfRow = 16 << 20;

    NumberColumns(string[] names)
    {
        Names = names;
        Values = [.. names.Select(_ => new List<double>())];
        Empty = new long[names.Length];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Numbers of the complete rows, column by column.</summary>
    public IReadOnlyList<List<double>> Values { get; }

    /// <summary>Empty cells of each column, over all rows.</summary>
    public long[] Empty { get; }

    /// <summary>All data rows of the file.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows without an empty cell.</summary>
    public long Complete => Values[0].Count;

    /// <exception cref="InputRefused">The file cannot be read, a column is not there, or a cell is not a
    /// number.</exception>
    public static NumberColumns Read(string path, string[] names) => ReadRows(path, csv => Read(csv, path, names));

    /// <summary>Reads the rows of a CSV file, the header among them; what is no CSV is told in one line.</summary>
    /// <exception cref="InputRefused">The file cannot be read, or a quote is never closed.</exception>
    internal static T ReadRows<T>(string path, Func<CsvReader, T> read)
    {
        try
        {
            var separator = SeparatorOf(path);
            using var reader = Open(path);
            var unclosed = 0L;
            using var csv = CsvReader.Create(reader, new CsvReaderOptions
            {
                HasHeader = false,
                Separator = separator,
                MaxRecordSize = MostBytesOfRow,
                TrackLineNumbers = true,
                OnMalformedRecord = bad => unclosed = bad.Reason == CsvMalformedReason.UnterminatedQuote ? bad.LineNumber : unclosed,
            });
            var result = read(csv);
            return unclosed == 0 ? result : throw new InputRefused($"{path}: a quote opened in line {unclosed} is never closed.");
        }
        catch (CsvFormatException failure)
        {
            throw new InputRefused($"{path}: a row is longer than {MostBytesOfRow >> 20} MiB; a quote may never be closed.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InputRefused($"cannot read {path}: {failure.Message}", failure);
        }
    }

    static NumberColumns Read(CsvReader csv, string path, string[] names)
    {
        if (!csv.Read())
        {
            throw new InputRefused($"{path} is empty; a header line is needed.");
        }

        string[] header = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
        var places = names.Select(name => Place(header, name, path)).ToArray();
        var columns = new NumberColumns(names);
        var numbers = new double[names.Length];
        while (csv.Read())
        {
            if (columns.TryParse(csv, places, numbers))
            {
                for (var i = 0; i < numbers.Length; i++)
                {
                    columns.Values[i].Add(numbers[i]);
                }
            }

            columns.Rows++;
        }

        return columns;
    }

    bool TryParse(CsvReader csv, int[] places, double[] numbers)
    {
        var complete = true;
        for (var i = 0; i < places.Length; i++)
        {
            var cell = places[i] < csv.FieldCount ? csv.GetSpan(places[i]) : [];
            if (!cell.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                Empty[i]++;
                complete = false;
            }
            else if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                throw new InputRefused(
                    $"row {Rows} (line {csv.LineNumber}), column {Names[i]}: '{Shorten(csv.GetString(places[i]))}' is not a number. "
                    + "Correct the cell, or empty it to leave the row out.");
            }
        }

        return complete;
    }

    /// <summary>Where the column stands in the header.</summary>
    public static int Place(string[] header, string name, string path)
    {
        var place = Array.IndexOf(header, name);
        if (place < 0)
        {
            throw new InputRefused($"{path} has no column {name}; it has {string.Join(", ", header.Where(cell => cell.Length > 0))}.");
        }

        return Array.LastIndexOf(header, name) == place
            ? place
            : throw new InputRefused($"{path} has two columns called {name}; rename one.");
    }

    /// <summary>The text of a file, unpacked when it is compressed.</summary>
    public static StreamReader Open(string path)
    {
        var file = File.OpenRead(path);
        Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        return new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
    }

    /// <summary>The separator of the header line: comma, semicolon or tab.</summary>
    public static char SeparatorOf(string path)
    {
        using var reader = Open(path);
        var head = new char[Sniffed];
        return Separator(head.AsSpan(0, reader.ReadBlock(head)));
    }

    static char Separator(ReadOnlySpan<char> head)
    {
        int commas = 0, semicolons = 0, tabs = 0;
        var quoted = false;
        foreach (var c in head)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '\n' or '\r')
            {
                break;
            }
            else if (!quoted)
            {
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
                tabs += c == '\t' ? 1 : 0;
            }
        }

        return semicolons > commas && semicolons >= tabs ? ';' : tabs > commas ? '\t' : ',';
    }

    static string Shorten(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";
}
