using System.CommandLine;
using Throughline.Server.Cli;

namespace Throughline.Tests.Cli;

public sealed class TextTellVerbsTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-text-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_row_gets_its_language_in_the_order_of_the_file()
    {
        var (code, error, lines) = Run("id,said\n1,\"The parcel, it arrived two days late\"\n2,\n3,خيلي بد بود غذا سرد رسيد\n4,服務態度很差，不會再來了\n", "language", "--text", "said");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal("row,language,probability", lines[0]);
        Assert.StartsWith("0,en,0.9", lines[1], StringComparison.Ordinal);
        Assert.Equal("1,unknown,0", lines[2]);
        Assert.StartsWith("2,fa,0.", lines[3], StringComparison.Ordinal);
        Assert.Equal("3,zh-Hant,0.98", lines[4]);
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public void Ten_thousand_rows_are_the_same_bytes_each_time()
    {
        var texts = "t\n" + string.Concat(Enumerable.Range(0, 10_000).Select(row => row % 3 == 0 ? "bad service\n" : row % 3 == 1 ? "الخدمة سيئة\n" : "差评\n"));
        Assert.Equal(Run(texts, "language", "--text", "t").Lines, Run(texts, "language", "--text", "t").Lines);
    }

    [Fact]
    public void Damage_is_listed_with_its_place_and_unseen_characters_by_number()
    {
        var (code, error, lines) = Run("t\nfine\n數(shù)字\npass\u200Bword\n", "damage", "--text", "t");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["row,kind,start,end,found", "1,gloss,1,6,(shù)", "2,zero_width,4,5,<U+200B>"], lines);
    }

    [Fact]
    public void A_plain_text_is_one_row() =>
        Assert.Equal(["row,kind,start,end,found", "0,misread_bytes,8,10,Ã©"], Run("The,\ncafÃ© closed", "damage").Lines);

    [Theory]
    [InlineData("language", "no column b")]
    [InlineData("damage", "no column b")]
    public void A_column_that_is_not_there_is_told_in_one_line_and_nothing_is_written(string verb, string expected)
    {
        var (code, error, lines) = Run("a\nx\n", verb, "--text", "b");
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(lines);
    }

    (int Code, string Error, string[] Lines) Run(string content, string verb, params string[] more)
    {
        var (input, output) = (Path.Combine(_folder.FullName, "in.csv"), Path.Combine(_folder.FullName, "out.csv"));
        File.WriteAllText(input, content);
        File.Delete(output);
        using var error = new StringWriter();
        using var said = new StringWriter();
        var code = TextVerb.Create().Parse([verb, "--in", input, "--out", output, .. more]).Invoke(new InvocationConfiguration { Error = error, Output = said });
        return (code, error.ToString(), File.Exists(output) ? File.ReadAllLines(output) : []);
    }
}
