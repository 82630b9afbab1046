using System.Text;
using Throughline.Listening.Files;
using Throughline.Listening.Quarantine;

namespace Throughline.Tests.Listening;

public sealed class FileTests : IDisposable
{
    const string Persian = "شناسه,تاریخ,امتیاز,نظر\n۱,2024-03-01,۵,پرواز خوب بود و کارکنان مهربان بودند\n۲,2024-03-02,۳,غذا سرد بود ولی صندلی راحت بود\n";
    const string Arabic = "رقم,تاريخ,درجة,تعليق\n1,2024-03-01,5,كانت الرحلة جيدة والموظفون لطفاء جدا\n2,2024-03-02,3,الطعام بارد لكن المقعد مريح\n";
    const string Chinese = "编号,日期,评分,评论\n1,2024-03-01,5,服务很好，员工非常热情，下次还会再来\n2,2024-03-02,3,座位太小了，而且等了很长时间\n";

    readonly TempFiles _files = new();

    static FileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _files.Dispose();

    public static TheoryData<string, string, string> Encodings => new()
    {
        { "utf-8", "utf-8", Persian }, { "utf-8", "utf-8", Arabic }, { "utf-8", "utf-8", Chinese }, { "utf-8", "utf-8", "a,b\n1,é\n" },
        { "utf-16", "utf-16le", Persian }, { "utf-16", "utf-16le", Chinese }, { "utf-16", "utf-16le", "a,b\n1,2\n" },
        { "utf-16BE", "utf-16be", Arabic }, { "utf-16BE", "utf-16be", Chinese },
        { "windows-1256", "windows-1256", Arabic },
        { "windows-1256", "windows-1256", Persian.Replace('ی', 'ي').Replace("۱", "1").Replace("۲", "2").Replace("۵", "5").Replace("۳", "3") },
        { "gb18030", "gb18030", Chinese }, { "gb18030", "gb18030", "id,text\n1,\u3400 and 𠀀 rare 的是了 characters\n2,非常好的服务\n" },
        { "windows-1252", "windows-1252", "id,text\n1,Très agréable séjour à l'hôtel\n2,Schöne Grüße\n" },
    };

    [Theory, MemberData(nameof(Encodings))]
    public void Every_encoding_is_told_by_its_bytes_and_read_to_the_letter(string encoding, string name, string text)
    {
        var codec = Encoding.GetEncoding(encoding);
        foreach (var mark in new[] { false, true })
        {
            if (mark && codec.GetPreamble().Length == 0)
            {
                continue;
            }

            byte[] bytes = [.. mark ? codec.GetPreamble() : [], .. codec.GetBytes(text)];
            var file = Tables.Known(_files.Write(bytes));
            var expected = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();

            Assert.Equal(name, file.Encoding!.Value.Name());
            Assert.Equal(expected[0], file.Columns);
            Assert.Equal(expected.Skip(1), Tables.Rows(file).Rows);
        }
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Delimiters_quotes_and_line_breaks_in_cells_are_understood(char delimiter)
    {
        var text = $"a{delimiter}b{delimiter}c\r\n1{delimiter}\"x{delimiter} \"\"y\"\"\r\nz\"{delimiter}3\r\n2{delimiter}q{delimiter}4\r\n";
        var file = Tables.Known(_files.Write(text));

        Assert.Equal(delimiter, file.Dialect!.Delimiter);
        Assert.Equal([["1", $"x{delimiter} \"y\"\r\nz", "3"], ["2", "q", "4"]], Tables.Rows(file).Rows);
    }

    [Fact]
    public void Single_quotes_count_where_they_stand_round_cells()
    {
        var file = Tables.Known(_files.Write("'a','b'\n'1','x, y'\n'2','z'\n"));

        Assert.Equal([["1", "x, y"], ["2", "z"]], Tables.Rows(file).Rows);
    }

    [Fact]
    public void An_excel_hint_names_the_delimiter_and_is_no_row()
    {
        var file = Tables.Known(_files.Write("sep=;\na;b\n1,5;2\n2,5;3\n"));

        Assert.Equal(["a", "b"], file.Columns);
        Assert.True(file.DecimalComma);
        Assert.Equal([["1,5", "2"], ["2,5", "3"]], Tables.Rows(file).Rows);
    }

    [Fact]
    public void A_table_without_a_header_gets_names_and_keeps_its_first_row()
    {
        var file = Tables.Known(_files.Write("1,2024-01-01,5\n2,2024-01-02,4\n3,2024-01-03,3\n"));

        Assert.False(file.Header);
        Assert.Equal(["column_1", "column_2", "column_3"], file.Columns);
        Assert.Equal(3, Tables.Rows(file).Rows.Count);
    }

    [Fact]
    public void Columns_without_a_name_and_repeated_names_are_told_apart()
    {
        var file = Tables.Known(_files.Write("id,,score,score\n1,x,2,3\n2,y,3,4\n"));

        Assert.Equal(["id", "column_2", "score", "score_2"], file.Columns);
        Assert.Equal(["column_without_name", "repeated_column"], file.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void One_column_of_sentences_is_a_table()
    {
        var file = Tables.Known(_files.Write("comment\nGood, but slow, and cold\nFine\nI liked it, truly\n"));

        Assert.Null(file.Dialect!.Delimiter);
        Assert.Equal([["Good, but slow, and cold"], ["Fine"], ["I liked it, truly"]], Tables.Rows(file).Rows);
    }

    [Fact]
    public void Gzip_round_a_table_is_taken_off()
    {
        var file = Tables.Known(_files.Gzip("a,b\n1,2\n3,4\n"));

        Assert.True(file.Gzip);
        Assert.Equal([["1", "2"], ["3", "4"]], Tables.Rows(file).Rows);
    }

    [Fact]
    public void A_row_with_another_number_of_cells_is_faulty_and_the_others_are_read()
    {
        var (rows, problem) = Tables.Rows(_files.Write("a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6,,\n7,8,9\n1,1,1\n"));

        Assert.Null(problem);
        Assert.Equal(["1,2,3", QuarantineReasons.WrongNumberOfCells, QuarantineReasons.WrongNumberOfCells, "4,5,6", "7,8,9", "1,1,1"],
            rows.Select(row => string.Join(',', row)));
    }

    [Fact]
    public void A_file_cut_inside_a_quote_names_the_row_where_it_began()
    {
        var (rows, problem) = Tables.Rows(_files.Write("a,b\n1,x\n2,\"y\n3,z\n4,w\n"));

        Assert.Single(rows);
        Assert.Equal(("truncated_file", 1L, 3L), (problem!.Code, problem.Row, problem.Line));
    }

    [Fact]
    public void A_file_cut_inside_its_last_row_is_refused()
    {
        var (_, problem) = Tables.Rows(_files.Write("a,b,c\n1,2,3\n4,5,6\n7,8"));

        Assert.Equal(("truncated_file", 2L), (problem!.Code, problem.Row));
    }

    [Fact]
    public void A_last_row_without_a_line_end_is_whole_when_it_has_all_cells() =>
        Assert.Equal((2, null), (Tables.Rows(_files.Write("a,b\n1,2\n3,4")).Rows.Count, Tables.Rows(_files.Write("a,b\n1,2\n3,4")).Problem));

    [Fact]
    public void A_truncated_gzip_file_is_refused()
    {
        var whole = File.ReadAllBytes(_files.Gzip("a,b\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},{i * 7919 % 10_007}\n"))));
        var path = _files.Write(whole[..(whole.Length / 2)], "cut.csv.gz");

        Assert.Equal("truncated_file", Tables.Refused(path).Code);
    }

    [Fact]
    public void Bytes_that_are_no_text_in_the_middle_are_named_by_byte_and_row()
    {
        var good = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},سلام\n"));
        byte[] bytes = [.. Encoding.UTF8.GetBytes("a,b\n" + good + "200000,x"), 0xC7, 0xE1, .. Encoding.UTF8.GetBytes("y\n200001,z\n")];
        var (rows, problem) = Tables.Rows(_files.Write(bytes));

        Assert.Equal(200_000, rows.Count);
        Assert.Equal(("wrong_encoding", 200_000L), (problem!.Code, problem.Row));
        Assert.Contains($"byte {Array.IndexOf(bytes, (byte)0xC7)}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_odd_byte_at_the_end_of_utf16_is_wrong_encoding()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n"), 0x41];

        Assert.Equal("wrong_encoding", Tables.Rows(_files.Write(bytes)).Problem!.Code);
    }

    [Fact]
    public void Characters_that_a_read_boundary_cuts_stay_whole()
    {
        foreach (var shift in Enumerable.Range(0, 5))
        {
            var text = "a,b\n" + new string('x', shift) + ",1\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"سلام😀中,{i}\n"));
            foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.GetEncoding("gb18030") })
            {
                byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
                var file = Tables.Known(_files.Write(bytes)) with { Encoding = encoding.CodePage switch { 65001 => TextEncoding.Utf8, 1200 => TextEncoding.Utf16Le, _ => TextEncoding.Gb18030 } };
                var (rows, problem) = Tables.Rows(file);

                Assert.Null(problem);
                Assert.All(rows.Skip(1), row => Assert.Equal("سلام😀中", row[0]));
                Assert.Equal(30_001, rows.Count);
            }
        }
    }

    [Theory]
    [InlineData("", "empty_file")]
    [InlineData("  \n\n", "empty_file")]
    [InlineData("a,b,c\n", "header_only")]
    [InlineData("a,b,c", "header_only")]
    [InlineData("<html><body>a,b</body></html>", "not_a_table")]
    [InlineData("{\n \"a\": [1,2],\n \"b\": 3\n}\n", "not_a_table")]
    [InlineData("%PDF-1.7 and so on", "unknown_format")]
    [InlineData("This is a letter, and it goes on for a while without being any kind of table at all, as letters do.\nYours\n", "not_a_table")]
    public void What_is_no_table_is_refused_with_a_code(string text, string code)
    {
        var problem = Tables.Refused(_files.Write(text));

        Assert.Equal(code, problem.Code);
        Assert.NotEmpty(problem.WhatToDo);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_no_table()
    {
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);

        Assert.Equal("not_a_table", Tables.Refused(_files.Write(bytes)).Code);
    }

    [Fact]
    public void An_endless_line_is_refused_in_little_memory()
    {
        var path = _files.Free("long.csv");
        using (var stream = File.Create(path))
        {
            stream.Write("a,b\n1,"u8);
            var chunk = Enumerable.Repeat((byte)'x', 1 << 20).ToArray();
            for (var i = 0; i < 256; i++)
            {
                stream.Write(chunk);
            }
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var (file, problem) = TableFile.Recognise(path);
        problem ??= Tables.Rows(file!).Problem;

        Assert.Equal("line_too_long", problem!.Code);
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 100 << 20);
    }

    [Fact]
    public void A_quote_that_stays_open_too_long_is_refused()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 300_000)) + "3,\"open\n" + string.Concat(Enumerable.Repeat("1,2\n", 3_000_000));
        var (rows, problem) = Tables.Rows(_files.Write(text));

        Assert.Equal(300_000, rows.Count);
        Assert.Equal(("quote_not_closed", 300_000L), (problem!.Code, problem.Row));
    }
}
