namespace Throughline.Listening.Files;

/// <summary>Formats of tables that can be read.</summary>
public enum FileFormat
{
    /// <summary>Text with delimiters: CSV, TSV and their like.</summary>
    Csv = 0,
    /// <summary>One JSON object a line.</summary>
    Ndjson = 1,
    /// <summary>Apache Parquet.</summary>
    Parquet = 2,
    /// <summary>The first sheet of an Excel workbook.</summary>
    Xlsx = 3,
    /// <summary>One e-mail, or an mbox of them; a mail is a row.</summary>
    Mail = 4,
    /// <summary>WebVTT, SRT, or JSON of Amazon Transcribe; the conversation is one row.</summary>
    Transcript = 5,
    /// <summary>An event log in XES; an event is a row.</summary>
    Xes = 6,
}

/// <summary>A file that was recognised as a table, and all that is needed to read it.</summary>
public sealed record TableFile
{
    /// <summary>Where it lies.</summary>
    public required string Path { get; init; }

    /// <summary>Name that the person gave it; says nothing about its format.</summary>
    public required string Name { get; init; }

    /// <summary>Its format, told by its bytes.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Names of the columns, unique and not empty.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Words of the questions by column, where the file brings them beside the names; null where it does not.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Columns that the file itself calls free text; null where it does not say.</summary>
    public IReadOnlyList<string>? FreeText { get; init; }

    /// <summary>Encoding of a text file; null for Parquet and xlsx.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>How a CSV file is written; null for the other formats.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>True when the file is gzip round the table.</summary>
    public bool Gzip { get; init; }

    /// <summary>True when the first record names the columns.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Name of the sheet that is read; null unless xlsx.</summary>
    public string? Sheet { get; init; }

    /// <summary>True when numbers are written with a decimal comma.</summary>
    public bool DecimalComma => Dialect?.DecimalComma ?? false;

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<FileWarning> Warnings { get; init; } = [];

    /// <summary>Looks at a file's bytes and says what it is, or why it cannot be read. Exactly one of the two is given.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static (TableFile? File, FileProblem? Problem) Recognise(string path, string? name = null) =>
        Recognition.Of(path, name ?? System.IO.Path.GetFileName(path));

    /// <summary>Opens it before the first row.</summary>
    public TableReader Open() => Format switch
    {
        FileFormat.Csv => OpenText((input, file) => new CsvTable(input, file, Dialect!) { Columns = Columns }),
        FileFormat.Ndjson => OpenText((input, file) => new NdjsonTable(input, file, Columns) { Columns = Columns }),
        FileFormat.Xlsx => XlsxTable.Open(File.OpenRead(Path), Columns, Header),
        FileFormat.Mail or FileFormat.Transcript or FileFormat.Xes => OpenDocument(),
        _ => ParquetTable.Open(Path, Columns),
    };

    TableReader OpenDocument()
    {
        var file = File.OpenRead(Path);
        return Documents.Document.Open(this, Recognition.Inflate(file, Gzip), file);
    }

    TableReader OpenText(Func<Utf8Input, Stream, TableReader> open)
    {
        var file = new FileStream(Path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        return open(new Utf8Input(Recognition.Inflate(file, Gzip), file, Encoding!.Value), file);
    }
}
