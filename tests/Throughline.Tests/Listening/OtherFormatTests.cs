using System.IO.Compression;
using Throughline.DuckDb;
using Throughline.Listening.Files;
using Throughline.Listening.Quarantine;

namespace Throughline.Tests.Listening;

public sealed class OtherFormatTests : IDisposable
{
    readonly TempFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Lines_of_json_become_rows_with_dotted_names()
    {
        var file = Tables.Known(_files.Write("""
            {"id":"a1","customer":{"email":"x@y.example","tier":{"level":2}},"score":4.5,"tags":["a","b"],"ok":true}
            {"id":"a2","customer":{"email":null},"score":3,"text":"sagte \"gut\"\nund\u0020ging"}

            {"id":"a3","late":1
            [1,2]
            {"id":"a4","score":1}
            """ + "\n"));
        var (rows, problem) = Tables.Rows(file);

        Assert.Null(problem);
        Assert.Equal(FileFormat.Ndjson, file.Format);
        Assert.Equal(["id", "customer.email", "customer.tier.level", "score", "tags", "ok", "text"], file.Columns);
        Assert.Equal(["a1", "x@y.example", "2", "4.5", "[\"a\",\"b\"]", "true", ""], rows[0]);
        Assert.Equal(["a2", "", "", "3", "", "", "sagte \"gut\"\nund ging"], rows[1]);
        Assert.Equal([[QuarantineReasons.NotJson], [QuarantineReasons.NotJson]], rows.Skip(2).Take(2));
        Assert.Equal("a4", rows[4][0]);
    }

    [Fact]
    public void A_json_object_that_the_end_cuts_is_a_truncated_file()
    {
        var (rows, problem) = Tables.Rows(_files.Write("{\"a\":1,\"b\":2}\n{\"a\":2,\"b\":3}\n{\"a\":3,\"b\":"));

        Assert.Equal(2, rows.Count);
        Assert.Equal(("truncated_file", 2L), (problem!.Code, problem.Row));
    }

    [Fact]
    public void Names_that_come_late_in_a_json_file_are_kept_beside_the_columns()
    {
        var file = Tables.Known(_files.Write("{\"a\":1}\n{\"a\":2}\n")) with { Columns = ["a"] };
        var path = _files.Write("{\"a\":1}\n{\"a\":2,\"b\":{\"c\":\"x\"}}\n");
        using var table = (file with { Path = path }).Open();

        Assert.True(table.Read() && table.Read());
        Assert.Equal([new("b.c", "x")], table.Extras);
    }

    [Fact]
    public void The_first_sheet_of_a_workbook_is_read_with_dates_as_dates()
    {
        var file = Tables.Known(_files.Write(Workbook(), "book.csv"));
        var (rows, problem) = Tables.Rows(file);

        Assert.Null(problem);
        Assert.Equal((FileFormat.Xlsx, "Answers"), (file.Format, file.Sheet));
        Assert.Equal(["id", "date", "score", "comment"], file.Columns);
        Assert.Equal([["r1", "2024-03-01", "4.5", "نظر من"], ["r2", "2024-03-01T12:00:00", "3", ""]], rows);
    }

    [Fact]
    public void A_cut_workbook_is_refused() =>
        Assert.Equal("truncated_file", Tables.Refused(_files.Write(Workbook()[..400])).Code);

    [Fact]
    public void A_zip_that_is_no_workbook_is_an_unknown_format()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("a.txt");
        }

        Assert.Equal("unknown_format", Tables.Refused(_files.Write(bytes.ToArray())).Code);
    }

    [Fact]
    public void Parquet_is_read_as_text()
    {
        var path = _files.Free("t.parquet");
        using (var database = DuckDatabase.Open(":memory:", new DuckOptions { ExternalAccess = true }))
        using (var connection = database.Connect())
        {
            connection.Execute($"""
                COPY (SELECT i AS id, TIMESTAMP '2024-01-01 10:00:00' AS at, i / 2 AS score, CASE WHEN i = 1 THEN NULL ELSE 'متن' END AS text
                FROM range(3) t(i)) TO '{path}' (FORMAT parquet)
                """);
        }

        var file = Tables.Known(path);
        var (rows, problem) = Tables.Rows(file);

        Assert.Null(problem);
        Assert.Equal(FileFormat.Parquet, file.Format);
        Assert.Equal(["id", "at", "score", "text"], file.Columns);
        Assert.Equal([["0", "2024-01-01 10:00:00", "0.0", "متن"], ["1", "2024-01-01 10:00:00", "0.5", ""], ["2", "2024-01-01 10:00:00", "1.0", "متن"]], rows);
        Assert.Equal("truncated_file", Tables.Refused(_files.Write(File.ReadAllBytes(path)[..^8], "cut.parquet")).Code);
    }

    /// <summary>A small workbook, written part by part.</summary>
    static byte[] Workbook()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
            Part("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Part("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Answers" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Part("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""");
            Part("xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>""");
            Part("xl/worksheets/sheet1.xml", """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>date</t></is></c><c r="C1" t="inlineStr"><is><t>score</t></is></c><c r="D1" t="inlineStr"><is><t>comment</t></is></c></row>
                <row r="2"><c r="A2" t="inlineStr"><is><t>r1</t></is></c><c r="B2" s="1"><v>45352</v></c><c r="C2"><v>4.5</v></c><c r="D2" t="inlineStr"><is><t>نظر من</t></is></c></row>
                <row r="3"></row>
                <row r="4"><c r="A4" t="inlineStr"><is><t>r2</t></is></c><c r="B4" s="1"><v>45352.5</v></c><c r="C4"><v>3</v></c></row>
                </sheetData></worksheet>
                """);

            void Part(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
