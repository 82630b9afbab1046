using Throughline.Server.Cli;
using Xunit;

namespace Throughline.Tests.Cli;

public sealed class NamesVerbTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-names-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Hits_are_written_with_rows_counted_from_0()
    {
        var (code, error, lines) = Run("id,name\n1,عمر\n2,خالد\n3,史密斯\n", "name", "who;note\nSmith;x\nKhalid;y\n", "who", 1);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal("query_row,rank,name_row,score", lines[0]);
        Assert.StartsWith("0,1,2,0.", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("1,1,1,0.", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData("a\nOmar\n", "b", "a\nOmar\n", "a", 10, "no column b")]
    [InlineData("a\nOmar\n", "a", "a\nOmar\n", "b", 10, "no column b")]
    [InlineData("", "a", "a\nOmar\n", "a", 10, "is empty")]
    [InlineData("a\nOmar\n", "a", "a\nOmar\n", "a", 0, "--top 0")]
    [InlineData("a\n\"Omar\n", "a", "a\nOmar\n", "a", 1, "never closed")]
    public void What_cannot_be_used_is_told_in_one_line_and_nothing_is_written(
        string names, string name, string queries, string query, int top, string expected)
    {
        var (code, error, lines) = Run(names, name, queries, query, top);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(lines);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var error = new StringWriter();
        using var output = new StringWriter();
        Assert.Equal(2, NamesVerb.Run(new NamesRequest("no such file.csv", "a", "b.csv", "b", 1, "c.csv"), output, error));
        Assert.Contains("no such file.csv", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_cells_are_rows_like_others()
    {
        var (code, _, lines) = Run($"name\n😀\n{new string('x', 1_000_000)}\nOmar 😀\n", "name", "q\nOmar\n😀\n", "q", 5);
        Assert.Equal(0, code);
        Assert.StartsWith("0,1,2,1", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.StartsWith("1,", StringComparison.Ordinal));
    }

    (int Code, string Error, string[] Lines) Run(string names, string name, string queries, string query, int top)
    {
        var (namesFile, queriesFile, to) = (Path("names.csv"), Path("queries.csv"), Path("out.csv"));
        File.WriteAllText(namesFile, names);
        File.WriteAllText(queriesFile, queries);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = NamesVerb.Run(new NamesRequest(namesFile, name, queriesFile, query, top, to), output, error);
        return (code, error.ToString(), File.Exists(to) ? File.ReadAllLines(to) : []);
    }

    string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
