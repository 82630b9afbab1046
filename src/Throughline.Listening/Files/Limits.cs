namespace Throughline.Listening.Files;

/// <summary>Bounds within which a file is read, so that no file can take the machine's memory.</summary>
public static class Limits
{
    /// <summary>Longest record of a text file, in bytes of UTF-8.</summary>
    public const int RecordBytes = 8 << 20;

    /// <summary>Largest file that can be uploaded.</summary>
    public const long UploadBytes = 16L << 30;

    /// <summary>Most columns of a table.</summary>
    public const int Columns = 2_000;

    /// <summary>Most bytes that the text of an xlsx workbook may unfold to.</summary>
    public const long WorkbookBytes = 1L << 30;

    /// <summary>A compressed file past 1 GiB may unfold to at most this many times its size.</summary>
    public const int Inflation = 1_000;

    /// <summary>Longest verbatim, in UTF-16 units; a longer one is held in quarantine.</summary>
    public const int TextLength = 1_000_000;

    /// <summary>Longest record id, identifier or attribute, in UTF-16 units.</summary>
    public const int ValueLength = 4_000;
}
