using System.Text;
using Throughline.Listening.Files;

namespace Throughline.Listening.Erasing;

/// <summary>
/// Overwrites rows of a text file in place, byte for byte: cells become blanks, lines of JSON become empty objects. No other row moves, so
/// rows keep their numbers, and ids that were made of them stay what they are.
/// </summary>
static class RowBlank
{
    /// <summary>True for plain text in UTF-8, where a row is a stretch of the file's own bytes.</summary>
    public static bool CanBlank(TableFile file) =>
        !file.Gzip && file.Encoding == TextEncoding.Utf8 && (file.Format == FileFormat.Ndjson || (file.Format == FileFormat.Csv && char.IsAscii(file.Dialect!.Separator)));

    /// <summary>Overwrites the rows; on disk when this returns.</summary>
    public static void Write(TableFile file, IReadOnlyList<RowPlace> rows)
    {
        using var bytes = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        Span<byte> mark = stackalloc byte[3];
        var before = bytes.ReadAtLeast(mark, 3, throwOnEndOfStream: false) == 3 && mark.SequenceEqual(Encoding.UTF8.Preamble) ? 3 : 0;
        foreach (var (start, length) in rows.Select(row => row.Place!.Value))
        {
            var record = new byte[length];
            bytes.Position = before + start;
            bytes.ReadExactly(record);
            if (file.Format == FileFormat.Ndjson)
            {
                BlankObject(record);
            }
            else
            {
                BlankCells(record, (byte)file.Dialect!.Separator, (byte)file.Dialect.Quote);
            }

            bytes.Position = before + start;
            bytes.Write(record);
        }

        bytes.Flush(flushToDisk: true);
    }

    static void BlankObject(Span<byte> line)
    {
        line.Fill((byte)' ');
        if (line.Length >= 2)
        {
            "{}"u8.CopyTo(line);
        }
    }

    /// <summary>Leaves the delimiters and the end of the line; what stood between them, quotes and all, becomes blanks.</summary>
    static void BlankCells(Span<byte> record, byte separator, byte quote)
    {
        var quoted = false;
        foreach (ref var letter in record)
        {
            if (letter == quote)
            {
                quoted = !quoted;
            }
            else if (!quoted && (letter == separator || letter is (byte)'\n' or (byte)'\r'))
            {
                continue;
            }

            letter = (byte)' ';
        }
    }
}
