using Throughline.Language.Detecting;
using Throughline.Server.Cli;

namespace Throughline.Tests.Cli;

public sealed class DetectVerbTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task Each_row_and_detector_has_a_line_and_present_ones_point_at_their_words()
    {
        var (exit, lines) = await Detect("id,comment\n1,\"I want a refund, and my money back\"\n2,\n3,服务很好，谢谢\n4,nice day\n");
        Assert.Equal(0, exit);
        Assert.Equal("row,language,detector,state,probability,start,end", lines[0]);
        var cells = lines[1..].Select(line => line.Split(',')).ToList();
        Assert.Equal(Enumerable.Range(0, 4), cells.Select(cell => int.Parse(cell[0], System.Globalization.CultureInfo.InvariantCulture)).Distinct());
        Assert.Equal(4 * DetectorSet.BuiltIn.Detectors.Count, cells.Select(cell => (cell[0], cell[2])).Distinct().Count());
        Assert.All(cells, cell => Assert.Equal(7, cell.Length));
        Assert.Equal(["0,en,refund,present,0.99,7,15", "0,en,refund,present,0.99,24,34"], lines.Where(line => line.StartsWith("0,en,refund,", StringComparison.Ordinal)).Select(WithRounded));
        Assert.All(cells.Where(cell => cell[0] == "1"), cell => Assert.Equal(["unknown", "not_assessed", "", "", ""], [cell[1], .. cell[3..]]));
        Assert.Contains(cells, cell => cell is ["2", "zh-Hans", "gratitude", "present", _, "5", "7"]);
        Assert.Contains(cells, cell => cell is ["3", "en", "refund", "absent", "0.02", "", ""]);
    }

    [Fact]
    public async Task The_same_file_gives_the_same_bytes()
    {
        var text = "comment\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"\"call {i} times, {(i % 3 == 0 ? "fed up" : "نگرانم")}, {(i % 7 == 0 ? "我要退款" : "thanks")}\"\n"));
        var (_, first) = await Detect(text);
        var (_, second) = await Detect(text);
        Assert.Equal(first, second);
        Assert.True(first.Length > 22_000);
    }

    [Fact]
    public async Task A_column_or_language_that_is_not_known_is_refused_and_nothing_is_written()
    {
        var (exit, lines) = await Detect("other\nx\n");
        Assert.NotEqual(0, exit);
        Assert.Empty(lines);
        (exit, lines) = await Detect("comment\nx\n", "--language", "tlh");
        Assert.NotEqual(0, exit);
        Assert.Empty(lines);
    }

    static string WithRounded(string line)
    {
        var cells = line.Split(',');
        cells[4] = Math.Round(double.Parse(cells[4], System.Globalization.CultureInfo.InvariantCulture), 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return string.Join(',', cells);
    }

    async Task<(int Exit, string[] Lines)> Detect(string csv, params string[] more)
    {
        var (input, output) = (Path.Combine(_folder, "in.csv"), Path.Combine(_folder, "out.csv"));
        await File.WriteAllTextAsync(input, csv);
        File.Delete(output);
        using var writer = new StringWriter();
        var exit = await TextVerb.Create().Parse(["detect", "--in", input, "--text", "comment", "--out", output, .. more]).InvokeAsync(new() { Output = writer, Error = writer });
        return (exit, File.Exists(output) ? await File.ReadAllLinesAsync(output) : []);
    }
}
