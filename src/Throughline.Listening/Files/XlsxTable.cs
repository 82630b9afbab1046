using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Throughline.Listening.Files;

/// <summary>The first sheet of an xlsx workbook. Dates come as ISO 8601, numbers with a decimal point, blank rows not at all.</summary>
sealed class XlsxTable : TableReader
{
    readonly Stream _file;
    readonly IExcelDataReader _sheet;
    readonly CellBuffer _cells;
    readonly int _width;
    bool _skipHeader;

    // The package asks for an old code page even where it never uses it.
    static XlsxTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    XlsxTable(Stream file, IExcelDataReader sheet, int width, bool header)
    {
        (_file, _sheet, _width, _skipHeader) = (file, sheet, width, header);
        _cells = new CellBuffer(width);
    }

    public override long BytesRead => _file.Position;

    public override int Cells => _width;

    public override ReadOnlySpan<byte> Cell(int column) => _cells[column];

    /// <summary>Opens a workbook that <see cref="Look"/> has accepted.</summary>
    public static XlsxTable Open(Stream file, IReadOnlyList<string> columns, bool header) =>
        new(file, ExcelReaderFactory.CreateOpenXmlReader(file), columns.Count, header) { Columns = columns };

    /// <summary>First records and the sheet's name, or why it cannot be read.</summary>
    public static (List<string[]> Records, string Sheet, FileProblem? Problem) Look(Stream file, int records)
    {
        try
        {
            using (var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
            {
                if (zip.GetEntry("xl/workbook.xml") is null)
                {
                    return ([], "", FileProblems.UnknownFormat("a zip archive that is no xlsx workbook"));
                }

                if (zip.Entries.Sum(entry => entry.Length) > Limits.WorkbookBytes)
                {
                    return ([], "", FileProblems.TooLarge($"its sheets unfold to more than {Limits.WorkbookBytes >> 20} MiB"));
                }
            }

            file.Position = 0;
            using var sheet = ExcelReaderFactory.CreateOpenXmlReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
            var found = new List<string[]>();
            var name = sheet.Name;
            while (found.Count < records && sheet.Read())
            {
                var record = Enumerable.Range(0, sheet.FieldCount).Select(i => Write(sheet.GetValue(i))).ToArray();
                if (record.Any(cell => cell.Length > 0))
                {
                    found.Add(record);
                }
            }

            return (found, name, null);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return ([], "", FileProblems.CutFile("the workbook is incomplete or damaged"));
        }
    }

    public override bool Read()
    {
        try
        {
            while (Problem is null && _sheet.Read())
            {
                Line++;
                if (!Fill())
                {
                    continue;
                }

                if (_skipHeader)
                {
                    _skipHeader = false;
                    continue;
                }

                Row++;
                return true;
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            Problem = FileProblems.CutFile($"the sheet cannot be read after row {Row}", Row + 1);
        }

        return false;
    }

    /// <summary>False when the row is blank.</summary>
    bool Fill()
    {
        _cells.Clear();
        var filled = false;
        for (var i = 0; i < Math.Min(_width, _sheet.FieldCount); i++)
        {
            var text = Write(_sheet.GetValue(i));
            if (text.Length > 0)
            {
                filled = true;
                _cells.Take(i, Encoding.UTF8.GetBytes(text, _cells.Room(Encoding.UTF8.GetMaxByteCount(text.Length))));
            }
        }

        return filled;
    }

    static string Write(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime time => time.TimeOfDay == TimeSpan.Zero
            ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    static bool IsBroken(Exception problem) =>
        problem is InvalidDataException or ExcelReaderException or XmlException or IOException or FormatException
            or ArgumentException or IndexOutOfRangeException or NullReferenceException or KeyNotFoundException;

    protected override void Dispose(bool disposing)
    {
        _sheet.Dispose();
        _file.Dispose();
    }
}
