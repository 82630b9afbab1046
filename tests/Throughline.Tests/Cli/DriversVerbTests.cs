using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Throughline.Server.Cli;
using Throughline.Tests.Stats;
using Xunit;

namespace Throughline.Tests.Cli;

public sealed class DriversVerbTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-drivers-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Seat_ratings_give_the_golden_file()
    {
        var golden = Golden.Read("drivers_skytrax_seat.json");
        var (code, error, file) = Run(SharedFolder.Require("data/statistics/skytrax_seat.csv"), "overall_rating", DriverTables.Seat);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal((1228L, 30L), (file.GetProperty("n").GetInt64(), file.GetProperty("rows_left_out").GetInt64()));
        Golden.Close(golden.GetProperty("r2").GetDouble(), file.GetProperty("r2").GetDouble(), 1e-8, "r2");
        foreach (var (expected, actual) in golden.GetProperty("drivers").EnumerateArray().Zip(file.GetProperty("drivers").EnumerateArray()))
        {
            Assert.Equal(expected.GetProperty("name").GetString(), actual.GetProperty("name").GetString());
            foreach (var member in new[]
            {
                "lmg", "lmg_pct", "relative_weight", "relative_weight_pct", "std_beta", "zero_order_r", "vif", "performance_pct", "nca_ce_fdh",
            })
            {
                Golden.Close(expected.GetProperty(member).GetDouble(), actual.GetProperty(member).GetDouble(), 1e-8, member);
            }

            Assert.True(actual.GetProperty("low_pct").GetDouble() < actual.GetProperty("lmg_pct").GetDouble());
            Assert.True(actual.GetProperty("high_pct").GetDouble() > actual.GetProperty("lmg_pct").GetDouble());
        }

        Assert.Equal(
            """[["seat_legroom_rating","seat_width_rating","seat_recline_rating"],["aisle_space_rating"],["viewing_tv_rating"]]""",
            JsonSerializer.Serialize(file.GetProperty("tiers")));
    }

    [Fact]
    public void A_mostly_empty_driver_is_said_to_drop_the_rows()
    {
        var (code, _, file) = Run(
            SharedFolder.Require("data/statistics/skytrax_seat.csv"), "overall_rating", [.. DriverTables.Seat, "power_supply_rating"]);
        Assert.Equal(0, code);
        var warning = file.GetProperty("warnings").EnumerateArray().Single(w => w.GetProperty("kind").GetString() == "rows_left_out");
        Assert.Equal("power_supply_rating", warning.GetProperty("drivers")[0].GetString());
        Assert.Contains("rows are left out", warning.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Separator_mark_quotes_and_compression_change_nothing()
    {
        var comma = Table(',', (_, cell) => cell);
        var expected = RunText(comma);
        Assert.Equal(expected, RunText("\uFEFF" + Table(';', (_, cell) => cell)));
        Assert.Equal(expected, RunText(Table('\t', (i, cell) => i % 3 == 0 ? $"\"{cell}\"" : cell).Replace("\n", "\r\n", StringComparison.Ordinal)));
        var packed = Path.Combine(_folder.FullName, "packed.csv.gz");
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(comma));
        }

        Run(packed, "score", ["a", "b"]);
        Assert.Equal(expected, File.ReadAllText(Out));
    }

    [Fact]
    public void Rows_with_an_empty_cell_are_left_out_and_counted()
    {
        var (code, _, file) = Run(Write(Table(',', (_, cell) => cell) + ",2,3,\n1, ,3,x\n4\n"), "score", ["a", "b"]);
        Assert.Equal(0, code);
        Assert.Equal((80L, 3L), (file.GetProperty("n").GetInt64(), file.GetProperty("rows_left_out").GetInt64()));
    }

    [Theory]
    [InlineData("a,b,score\n1,2,3\n1,good,3\n", "score", "a,b", "row 1 (line 3), column b: 'good' is not a number")]
    [InlineData("a,b,score\n1,2,NaN\n", "score", "a,b", "row 0 (line 2), column score: 'NaN' is not a number")]
    [InlineData("a,b,score\n1,2,3\n", "stars", "a,b", "has no column stars; it has a, b, score")]
    [InlineData("a,b,score\n1,2,3\n", "score", "a,c", "has no column c; it has a, b, score")]
    [InlineData("a,a,score\n1,2,3\n", "score", "a", "two columns called a")]
    [InlineData("a,b,score\n1,2,3\n", "score", "a,a", "column a is named twice")]
    [InlineData("a,b,score\n1,2,3\n", "score", "a,score", "column score is named twice")]
    [InlineData("a,b,score\n1,2,3\n", "score", "", "no driver is named")]
    [InlineData("a,b,score\n1,2,3\n1,,3\n", "score", "a,b", "1 complete rows for 2 drivers; at least 30 are needed. Column b is empty in 1 of 2 rows")]
    [InlineData("a,b,score\n", "score", "a,b", "0 complete rows")]
    [InlineData("a,b,score\n1,2,3\n4,5,6,\"never closed\n7,8,9\n", "score", "a,b", "a quote opened in line 3 is never closed")]
    [InlineData("", "score", "a,b", "is empty; a header line is needed")]
    public void What_cannot_be_read_is_refused_with_one_line_and_no_file(string content, string outcome, string drivers, string says)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var request = new DriversRequest(Write(content), outcome, drivers.Split(',', StringSplitOptions.RemoveEmptyEntries), Out);
        Assert.Equal(2, DriversVerb.Run(request, output, error));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, error.ToString().Count(c => c == '\n'));
        Assert.Equal(["in.csv"], _folder.EnumerateFiles().Select(file => file.Name));
    }

    [Fact]
    public void A_missing_file_or_folder_is_refused_with_one_line()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(2, DriversVerb.Run(new DriversRequest(Path.Combine(_folder.FullName, "none.csv"), "score", ["a"], Out), output, error));
        var good = Write(Table(',', (_, cell) => cell));
        Assert.Equal(2, DriversVerb.Run(new DriversRequest(good, "score", ["a"], Path.Combine(_folder.FullName, "none", "out.json")), output, error));
        Assert.Equal(2, error.ToString().Count(c => c == '\n'));
    }

    [Fact]
    public void The_command_line_reads_its_options()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = DriversVerb.Create()
            .Parse(["--in", Write(Table(',', (_, cell) => cell)), "--outcome", "score", "--drivers", "a,b", "--out", Out])
            .Invoke(new System.CommandLine.InvocationConfiguration { Output = output, Error = error });
        Assert.Equal((0, ""), (code, error.ToString()));
        Assert.True(File.Exists(Out));
    }

    string Out => Path.Combine(_folder.FullName, "out.json");

    string Write(string content)
    {
        var path = Path.Combine(_folder.FullName, "in.csv");
        File.WriteAllText(path, content);
        return path;
    }

    string RunText(string content)
    {
        Run(Write(content), "score", ["a", "b"]);
        return File.ReadAllText(Out);
    }

    (int Code, string Error, JsonElement File) Run(string path, string outcome, string[] drivers)
    {
        File.Delete(Out);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = DriversVerb.Run(new DriversRequest(path, outcome, drivers, Out), output, error);
        using var written = JsonDocument.Parse(File.Exists(Out) ? File.ReadAllText(Out) : "null");
        return (code, error.ToString(), written.RootElement.Clone());
    }

    static string Table(char separator, Func<int, string, string> write)
    {
        var (drivers, outcome) = DriverTables.Invent(80, [0.5, 0.9], 0.3, 77);
        var text = new StringBuilder($"a{separator}b{separator}score{separator}\"note, or not\"\n");
        for (var i = 0; i < outcome.Length; i++)
        {
            string[] cells =
            [
                .. new[] { drivers[0][i], drivers[1][i], outcome[i] }.Select(x => write(i, x.ToString(CultureInfo.InvariantCulture))), "\"two\nlines; with, marks\"",
            ];
            text.Append(string.Join(separator, cells)).Append('\n');
        }

        return text.ToString();
    }
}
