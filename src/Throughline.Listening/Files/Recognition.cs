using System.Text;

namespace Throughline.Listening.Files;

/// <summary>Says what a file is from its bytes.</summary>
static class Recognition
{
    const int Head = 1 << 20;
    const int Slice = 64 * 1024;
    const int Slices = 16;

    public static (TableFile? File, FileProblem? Problem) Of(string path, string name)
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0)
        {
            return (null, FileProblems.Empty());
        }

        var start = ReadUpTo(file, 8);
        var made = new TableFile { Path = path, Name = name, Bytes = file.Length, Format = FileFormat.Csv, Columns = [] };
        if (start.AsSpan().StartsWith("PAR1"u8))
        {
            return Parquet(file, made);
        }

        if (start.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            return Xlsx(file, made);
        }

        if (Foreign(start) is { } foreign)
        {
            return (null, FileProblems.UnknownFormat(foreign));
        }

        return Text(file, made with { Gzip = IsGzip(start) });
    }

    public static Stream Inflate(FileStream file, bool gzip) => gzip ? new Inflated(file) : file;

    static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    static string? Foreign(ReadOnlySpan<byte> start) => start switch
    {
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Office document (xls)",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] => "a picture",
        [0x28, 0xB5, 0x2F, 0xFD, ..] => "compressed with zstd",
        [(byte)'B', (byte)'Z', (byte)'h', ..] => "compressed with bzip2",
        [0xFD, (byte)'7', (byte)'z', (byte)'X', ..] => "compressed with xz",
        [(byte)'S', (byte)'Q', (byte)'L', (byte)'i', ..] => "an SQLite database",
        _ => null,
    };

    static (TableFile?, FileProblem?) Parquet(FileStream file, TableFile made)
    {
        file.Position = Math.Max(0, file.Length - 4);
        if (!ReadUpTo(file, 4).AsSpan().SequenceEqual("PAR1"u8) || file.Length < 12)
        {
            return (null, FileProblems.CutFile("the end of the Parquet file is missing"));
        }

        var (columns, rows, problem) = ParquetTable.Look(made.Path);
        return problem is not null
            ? (null, problem)
            : Checked(made with { Format = FileFormat.Parquet, Columns = columns }, (int)Math.Min(2, rows + 1));
    }

    static (TableFile?, FileProblem?) Xlsx(FileStream file, TableFile made)
    {
        file.Position = 0;
        var (records, sheet, problem) = XlsxTable.Look(file, 200);
        if (problem is not null)
        {
            return (null, problem);
        }

        if (records.Count == 0)
        {
            return (null, FileProblems.Empty() with { Message = $"The sheet {sheet} is empty." });
        }

        var header = HeaderGuess.HasHeader(records);
        var (columns, warnings) = HeaderGuess.Name(records[0], header);
        warnings.Insert(0, new("first_sheet", $"The first sheet is read: {sheet}."));
        return Checked(made with
        {
            Format = FileFormat.Xlsx,
            Columns = columns,
            Header = header,
            Sheet = sheet,
            Warnings = warnings,
        }, records.Count);
    }

    static (TableFile?, FileProblem?) Text(FileStream file, TableFile made)
    {
        file.Position = 0;
        byte[] head;
        try
        {
            head = ReadUpTo(Inflate(file, made.Gzip), Head);
        }
        catch (InvalidDataException)
        {
            return (null, FileProblems.CutFile("its compressed data are incomplete, damaged or of several parts"));
        }

        if (head.Length == 0)
        {
            return (null, FileProblems.Empty());
        }

        if (Documents.Document.Recognise(head, made.Name) is { } document)
        {
            return OfDocument(made with { Format = document });
        }

        var whole = head.Length < Head;
        if (EncodingGuess.Of(head, made.Gzip || whole ? [] : ReadSlices(made)) is not { } encoding)
        {
            return (null, FileProblems.NotATable("its bytes are no text"));
        }

        made = made with { Encoding = encoding };
        if (encoding == TextEncoding.Windows1252)
        {
            made = made with
            {
                Warnings = [new("encoding_guessed", "The file is not UTF-8; it is read as windows-1252.")],
            };
        }

        var text = Decode(head, encoding);
        return string.IsNullOrWhiteSpace(text) ? (null, FileProblems.Empty() with { Message = "The file holds only blanks." })
            : LooksLikeNdjson(text) ? Ndjson(made, text, whole)
            : Csv(made, text, whole);
    }

    static (TableFile?, FileProblem?) OfDocument(TableFile made)
    {
        var (columns, problem) = Documents.Document.Columns(made.Format, () => Inflate(File.OpenRead(made.Path), made.Gzip));
        return problem is null ? (made with { Columns = columns }, null) : (null, problem);
    }

    static (TableFile?, FileProblem?) Csv(TableFile made, string text, bool whole)
    {
        var end = text.LastIndexOf('\n');
        if (!whole && end < 0 && text.LastIndexOf('\r') < 0)
        {
            return (null, FileProblems.LineTooLong(0, 1) with
            {
                Message = $"The first line is longer than {Head >> 20} MiB.",
            });
        }

        var (dialect, problem) = DialectGuess.Of(text, whole);
        if (dialect is null)
        {
            return (null, problem);
        }

        var data = dialect.Hint ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text;
        var records = DelimitedText.Split(data, dialect.Separator, dialect.Quote, HeaderRows.Most + 1, whole);
        var heads = HeaderRows.Of(records);
        dialect = heads is null ? dialect : dialect with { Header = true, MoreHeads = heads.Rows - 1 };
        var (columns, warnings) = HeaderGuess.Name(heads?.Names ?? records[0], dialect.Header);
        if (!dialect.Header)
        {
            warnings.Insert(0, new("no_header", "The first row holds no names; the columns are called column_1, column_2 and so on."));
        }

        return Checked(made with
        {
            Format = FileFormat.Csv,
            Dialect = dialect,
            Header = dialect.Header,
            Columns = columns,
            Labels = heads?.Labels,
            FreeText = heads?.Open.Where(i => i < columns.Length).Select(i => columns[i]).ToList(),
            Warnings = [.. made.Warnings, .. warnings],
        }, whole ? records.Count - dialect.MoreHeads : 2);
    }

    static (TableFile?, FileProblem?) Ndjson(TableFile made, string text, bool whole)
    {
        var columns = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int lines = 0, objects = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (line.IsEmpty || (!whole && range.End.Value == text.Length))
            {
                continue;
            }

            lines++;
            if (NdjsonTable.NamesOf(System.Text.Encoding.UTF8.GetBytes(line.ToString())) is { } names)
            {
                objects++;
                columns.AddRange(names.Where(seen.Add));
            }
        }

        return objects * 2 < lines || columns.Count == 0
            ? (null, FileProblems.NotATable("it is JSON, but not one object a line"))
            : Checked(made with { Format = FileFormat.Ndjson, Columns = columns }, 2);
    }

    static (TableFile?, FileProblem?) Checked(TableFile made, int records) =>
        made.Columns.Count > Limits.Columns ? (null, FileProblems.TooManyColumns(made.Columns.Count))
        : made.Header && records < 2 ? (null, FileProblems.HeaderOnly())
        : (made, null);

    static bool LooksLikeNdjson(string text)
    {
        var first = text.AsSpan().TrimStart();
        return first is ['{', ..] && (first[1..].TrimStart() is ['"' or '}', ..]);
    }

    static string Decode(byte[] head, TextEncoding encoding)
    {
        var codec = encoding.Codec();
        var decoder = codec.GetDecoder();
        var chars = new char[codec.GetMaxCharCount(head.Length)];
        var count = decoder.GetChars(head, chars, flush: false);
        return new string(chars, 0, count).TrimStart('\uFEFF');
    }

    static List<byte[]> ReadSlices(TableFile made)
    {
        using var file = File.OpenRead(made.Path);
        var slices = new List<byte[]>();
        for (var i = 1; i <= Slices; i++)
        {
            var at = (file.Length - Slice) / Slices * i;
            if (at > Head)
            {
                file.Position = at & ~1L;
                slices.Add(ReadUpTo(file, Slice));
            }
        }

        return slices;
    }

    static byte[] ReadUpTo(Stream stream, int count)
    {
        var bytes = new byte[count];
        var read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count ? bytes : bytes[..read];
    }
}
