using System.Text.Json;
using Throughline.Server.Cli;
using Throughline.Tests.Stats;
using Xunit;

namespace Throughline.Tests.Cli;

public sealed class NpsVerbTests
{
    [Fact]
    public void The_printed_object_is_the_golden_one()
    {
        foreach (var golden in Golden.Read("nps.json").GetProperty("golden").EnumerateArray())
        {
            string[] counts = [.. new[] { "promoters", "passives", "detractors" }.Select(name => golden.GetProperty(name).GetRawText())];
            var (code, text, error) = Run(counts);
            Assert.Equal((0, ""), (code, error));
            using var printed = JsonDocument.Parse(text);
            var root = printed.RootElement;
            Assert.Equal("mover_wilson", root.GetProperty("method").GetString());
            Assert.Equal(0.95, root.GetProperty("level").GetDouble());
            Assert.Equal(golden.GetProperty("n").GetInt64(), root.GetProperty("n").GetInt64());
            foreach (var name in new[] { "wald", "adjusted_wald_3", "score_tango", "mover_wilson" })
            {
                var limits = root.GetProperty("intervals").GetProperty(name);
                Golden.Close(golden.GetProperty(name), limits[0].GetDouble(), limits[1].GetDouble(), name == "score_tango" ? 1e-6 : 1e-10, name);
            }

            Assert.Equal(root.GetProperty("intervals").GetProperty("mover_wilson")[0].GetDouble(), root.GetProperty("low").GetDouble());
            Assert.Equal(root.GetProperty("intervals").GetProperty("mover_wilson")[1].GetDouble(), root.GetProperty("high").GetDouble());
        }
    }

    [Theory]
    [InlineData("0 0 0", "at least one answer")]
    [InlineData("-1 3 4", "promoters is '-1'")]
    [InlineData("1 2.5 4", "passives is '2.5'")]
    [InlineData("1 2 many", "detractors is 'many'")]
    [InlineData("1 2", "three are needed")]
    [InlineData("1 2 3 4", "three are needed")]
    [InlineData("99999999999999999999 1 1", "promoters is")]
    public void What_is_no_count_is_refused_with_one_line(string line, string says)
    {
        var (code, text, error) = Run(line.Split(' '));
        Assert.Equal((2, ""), (code, text));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("50 30 20", 0)]
    [InlineData("-1 3 4", 2)]
    [InlineData("0 0 0", 2)]
    [InlineData("", 2)]
    public void The_command_line_gives_the_same_exit_codes(string line, int expected)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = NpsVerb.Create().Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Invoke(new System.CommandLine.InvocationConfiguration { Output = output, Error = error });
        Assert.Equal(expected, code);
        Assert.Equal(expected == 0, error.ToString().Length == 0);
    }

    static (int Code, string Text, string Error) Run(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (NpsVerb.Run(args, output, error), output.ToString(), error.ToString());
    }
}
