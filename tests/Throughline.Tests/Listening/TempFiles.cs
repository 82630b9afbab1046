using System.IO.Compression;
using System.Text;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;

namespace Throughline.Tests.Listening;

/// <summary>Files of one test, removed after it.</summary>
sealed class TempFiles : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("throughline-test-").FullName;
    int _count;

    public string Write(byte[] bytes, string? name = null)
    {
        var path = Path.Combine(_folder, name ?? $"file{++_count}.csv");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string text, Encoding? encoding = null, bool mark = false, string? name = null)
    {
        encoding ??= new UTF8Encoding(encoderShouldEmitUTF8Identifier: mark);
        return Write([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)], name);
    }

    public string Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Write(bytes.ToArray(), $"file{++_count}.csv.gz");
    }

    /// <summary>A new path; nothing is there yet.</summary>
    public string Free(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

static class Tables
{
    public static TableFile Known(string path)
    {
        var (file, problem) = TableFile.Recognise(path);
        Assert.Null(problem);
        return file!;
    }

    public static FileProblem Refused(string path)
    {
        var (file, problem) = TableFile.Recognise(path);
        Assert.Null(file);
        return problem!;
    }

    /// <summary>All rows as text; a row with a fault as the fault alone.</summary>
    public static (List<string[]> Rows, FileProblem? Problem) Rows(TableFile file)
    {
        using var table = file.Open();
        var rows = new List<string[]>();
        while (table.Read())
        {
            rows.Add(table.Fault is { } fault
                ? [fault]
                : [.. Enumerable.Range(0, table.Columns.Count).Select(table.Text)]);
        }

        return (rows, table.Problem);
    }

    public static (List<string[]> Rows, FileProblem? Problem) Rows(string path) => Rows(Known(path));
}

/// <summary>A table in memory, to try a mapping on single rows.</summary>
sealed class RowsInMemory : TableReader
{
    readonly IReadOnlyList<string[]> _rows;
    byte[][] _cells = [];

    public RowsInMemory(params IReadOnlyList<string[]> rows) => _rows = rows;

    public override long BytesRead => 0;

    public override int Cells => _cells.Length;

    public override bool Read()
    {
        if (Row + 1 >= _rows.Count)
        {
            return false;
        }

        Row++;
        Line = Row + 2;
        _cells = [.. _rows[(int)Row].Select(Encoding.UTF8.GetBytes)];
        return true;
    }

    public override ReadOnlySpan<byte> Cell(int column) => column < _cells.Length ? _cells[column] : [];

    protected override void Dispose(bool disposing)
    {
    }

    /// <summary>Applies the mapping to one row given as column = value.</summary>
    public static (RowVerdict Verdict, FieldCounts Counts) Try(
        Mapping mapping, (string Column, string Value)[] row, bool decimalComma = false)
    {
        var columns = row.Select(cell => cell.Column).ToArray();
        using var table = new RowsInMemory([row.Select(cell => cell.Value).ToArray()]) { Columns = columns };
        var compiled = new CompiledMapping(mapping, columns, CatalogueIds.Numbered(mapping, 7),
            new ReadingOf("digest", new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc), decimalComma));
        Assert.True(table.Read());
        var counts = new FieldCounts(mapping.Fields.Count);
        return (compiled.Apply(table, counts), counts);
    }
}
