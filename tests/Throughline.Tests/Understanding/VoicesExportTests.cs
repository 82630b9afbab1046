using System.Globalization;
using System.Text;
using Throughline.Contracts;
using Throughline.Understanding.Voices;

namespace Throughline.Tests.Understanding;

public sealed class VoicesExportTests
{
    static async Task<(byte[] Bytes, List<Dictionary<string, string>> Rows)> ExportAsync(VoicesLog voices, SignalFilter filter)
    {
        using var file = new MemoryStream();
        await ExportSignals.WriteAsync(voices.Log, voices.Told, filter, voices.Log.Uses.Ask(Throughline.Platform.Uses.Use.Export, voices.Log.Catalogue.Contents), file, VoicesLog.Stop);
        var bytes = file.ToArray();
        var lines = Parse(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'));
        Assert.All(lines, line => Assert.Equal(lines[0].Count, line.Count));
        return (bytes, [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(c => c.First, c => c.Second))]);
    }

    /// <summary>RFC 4180, one character after the other.</summary>
    static List<List<string>> Parse(string text)
    {
        List<List<string>> lines = [];
        List<string> line = [];
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when quoted && i + 1 < text.Length && text[i + 1] == '"':
                    cell.Append(text[i++]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    line.Add(cell.ToString());
                    cell.Clear();
                    break;
                case '\n' when !quoted:
                    line.Add(cell.ToString().TrimEnd('\r'));
                    cell.Clear();
                    lines.Add(line);
                    line = [];
                    break;
                default:
                    cell.Append(text[i]);
                    break;
            }
        }

        Assert.Empty(line);
        return lines;
    }

    [Fact]
    public async Task A_day_without_a_clock_stays_a_day_in_the_list_in_the_record_and_in_the_file()
    {
        using var voices = new VoicesLog();
        var day = new DateOnly(2026, 3, 1);
        voices.Open.Import(1, voices.Signal(0) with { OccurredDay = day }, voices.Signal(1));
        var page = await voices.Book.ListVoicesAsync(new SignalFilter(), VerbatimOrder.Oldest, null, 10, VoicesLog.Stop);
        Assert.Equal([day, null], page.Items.Select(v => v.OccurredDay));
        Assert.Equal(day, (await GetSignal.FindAsync(voices.Log, voices.Told, page.Items[0].Id, null, VoicesLog.Stop))!.OccurredDay);
        var (_, rows) = await ExportAsync(voices, new SignalFilter());
        Assert.Equal(["2026-03-01", "2026-03-03T02:00:00Z"], rows.Select(row => row["occurred_at"]));
    }

    [Fact]
    public async Task Every_record_under_the_filter_is_in_the_file_once_with_its_words()
    {
        using var voices = new VoicesLog().With(60);
        var (bytes, rows) = await ExportAsync(voices, new SignalFilter { Channels = ["app"] });
        Assert.Equal("\uFEFF"u8, bytes.AsSpan(0, 3));
        var wanted = Enumerable.Range(0, 60).Select(voices.Signal).Where(s => s.Channel == "app").ToList();
        Assert.Equal(wanted.Select(s => s.Id.ToString()), rows.Select(r => r["id"]));
        foreach (var (signal, row) in wanted.Zip(rows))
        {
            Assert.Equal((signal.Text ?? "").Replace("=SUM", "'=SUM", StringComparison.Ordinal), row["text"]);
            Assert.Equal(signal.OccurredAt, DateTime.Parse(row["occurred_at"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
            Assert.Equal(signal.Answers.Count == 0 ? "" : signal.Answers[0].Value.ToString(CultureInfo.InvariantCulture), row["overall"]);
            Assert.Equal(signal.Attributes.Count == 0 ? "" : signal.Attributes[0].Value, row["airline"]);
            Assert.Equal(("reviews", "review", "direct"), (row["source"], row["kind"], row["mode"]));
        }
    }

    [Fact]
    public async Task A_file_longer_than_one_step_is_complete()
    {
        using var voices = new VoicesLog();
        const int Many = 25_001;
        voices.Open.Import(1, [.. Enumerable.Range(0, Many).Select(voices.Signal)]);
        Assert.Equal(Many, (await ExportAsync(voices, new SignalFilter())).Rows.DistinctBy(r => r["id"]).Count());
        var few = await ExportAsync(voices, new SignalFilter { Words = "waited", Channels = ["web"], Scores = [new ScoreRange(voices.Open.Overall.Id, 1, 1)] });
        Assert.Equal(
            Enumerable.Range(0, Many).Select(voices.Signal).Count(s => s.Text == VoicesLog.Texts[0] && s.Channel == "web" && s.Answers.Count > 0),
            few.Rows.Count);
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+98 912", "\"'+98 912\"")]
    [InlineData("-5", "\"'-5\"")]
    [InlineData("@cmd", "\"'@cmd\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("＝HYPERLINK", "\"'＝HYPERLINK\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("سلام", "سلام")]
    [InlineData("1-2", "1-2")]
    [InlineData("", "")]
    public void A_cell_is_quoted_where_needed_and_never_a_formula(string cell, string written)
    {
        var csv = new SpreadsheetCsv();
        csv.Text(cell);
        csv.Own(-2.5);
        csv.EndRow();
        Assert.Equal(written + ",-2.5\r\n", Encoding.UTF8.GetString(csv.Written.Span));
    }

    [Fact]
    public async Task Columns_of_one_name_are_told_apart()
    {
        using var voices = new VoicesLog();
        var language = voices.Log.Catalogue.DeclareAttribute("language", AttributeKind.Descriptive);
        var overall = voices.Log.Catalogue.DeclareAttribute("overall", AttributeKind.Descriptive);
        await voices.Log.AppendAsync([voices.Signal(1) with { Attributes = [new(language.Id, "Farsi"), new(overall.Id, "fine")] }]);
        var row = Assert.Single((await ExportAsync(voices, new SignalFilter())).Rows);
        Assert.Equal(("fa", "Farsi", "2", "fine"), (row["language"], row["language (attribute)"], row["overall"], row["overall (attribute)"]));
    }

    [Fact]
    public async Task An_empty_answer_is_a_file_with_its_head_alone()
    {
        using var voices = new VoicesLog().With(3);
        var (bytes, rows) = await ExportAsync(voices, new SignalFilter { Channels = ["pigeon"] });
        Assert.Empty(rows);
        Assert.StartsWith("\uFEFFid,source,", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }
}
