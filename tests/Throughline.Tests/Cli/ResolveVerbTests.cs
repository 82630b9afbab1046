using System.Text;
using System.Text.Json;
using Throughline.Server.Cli;
using Throughline.Tests.Matching;

namespace Throughline.Tests.Cli;

public sealed class ResolveVerbTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-resolve-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_record_gets_one_profile_and_the_report_says_how_sure()
    {
        var town = new SmallTown(200, 7);
        var (code, _, error) = Run(Write("in.csv", town.Csv));
        Assert.Equal(0, code);
        Assert.Contains("first_name=first_name", error, StringComparison.Ordinal);
        var clusters = File.ReadAllLines(Path("clusters.csv"));
        Assert.Equal("record_id,profile_id", clusters[0]);
        Assert.Equal(town.Rows.Count, clusters.Skip(1).Select(line => line.Split(',')[0]).Distinct().Count());
        var pairs = File.ReadAllLines(Path("pairs.csv"));
        Assert.Equal("left_id,right_id,probability,weight", pairs[0]);
        Assert.All(pairs.Skip(1), line => Assert.InRange(double.Parse(line.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture), 0, 1));
        using var report = JsonDocument.Parse(File.ReadAllText(Path("report.json")));
        Assert.Equal(town.Rows.Count, report.RootElement.GetProperty("records").GetInt32());
        Assert.Equal(
            ["records", "candidate_pairs", "threshold", "estimated_precision", "estimated_recall", "seconds", "peak_mib"],
            report.RootElement.EnumerateObject().Select(member => member.Name).Take(7));
    }

    [Fact]
    public void Households_are_written_when_asked_for_and_hold_whole_profiles()
    {
        var town = new SmallTown(200, 7);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var request = new ResolveRequest([Write("in.csv", town.Csv)], false, null, Path("clusters.csv"), null, Path("report.json"), Households: Path("households.csv"));
        Assert.Equal(0, ResolveVerb.Run(request, output, error));
        var rows = File.ReadAllLines(Path("households.csv"));
        Assert.Equal("record_id,profile_id,household_id", rows[0]);
        Assert.Equal(File.ReadAllLines(Path("clusters.csv")).Skip(1), rows.Skip(1).Select(row => row[..row.LastIndexOf(',')]));
        var households = rows.Skip(1).Select(row => row.Split(',')).GroupBy(cells => cells[1], cells => cells[2]).ToList();
        Assert.All(households, profile => Assert.Single(profile.Distinct()));
        Assert.True(households.CountBy(profile => profile.First()).Any(count => count.Value > 1), "nobody lives with anybody");
        using var report = JsonDocument.Parse(File.ReadAllText(Path("report.json")));
        Assert.True(report.RootElement.GetProperty("households").GetProperty("households").GetInt32() > 10);
    }

    [Fact]
    public void The_order_of_rows_and_what_ids_look_like_are_no_evidence()
    {
        var town = new SmallTown(200, 8);
        Run(Write("in.csv", town.Csv));
        var before = Groups();
        var lines = town.Csv.TrimEnd('\n').Split('\n');
        Run(Write("in.csv", string.Join('\n', lines.Skip(1).Reverse().Prepend(lines[0])) + "\n"));
        var after = Groups();
        Assert.True(before.Intersect(after).Count() >= 0.97 * before.Count, "another order gives other profiles");
    }

    [Fact]
    public void Separators_and_quotes_change_nothing()
    {
        var town = new SmallTown(100, 9);
        Run(Write("in.csv", town.Csv));
        var expected = File.ReadAllText(Path("clusters.csv"));
        Run(Write("in.csv", "\uFEFF" + town.Csv.Replace(',', ';').Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(expected, File.ReadAllText(Path("clusters.csv")));
        Run(Write("in.csv", string.Join('\n', town.Csv.TrimEnd('\n').Split('\n').Select(line => string.Join('\t', line.Split(',').Select(cell => $"\"{cell}\"")))) + "\n"));
        Assert.Equal(expected, File.ReadAllText(Path("clusters.csv")));
    }

    [Theory]
    [InlineData("", null, "is empty")]
    [InlineData("id,first_name\n", null, "not one row")]
    [InlineData("id,first_name\nr1,anna\n", "id=id,first_name=vorname", "has no column vorname; it has id, first_name")]
    [InlineData("id,first_name\nr1,anna\n", "id=nr,first_name=first_name", "has no column nr")]
    [InlineData("id,first_name\nr1,anna\n", "id=id,givenname=first_name", "there is no field givenname")]
    [InlineData("id,first_name\nr1,anna\n", "first_name", "is not FIELD=COLUMN")]
    [InlineData("id,first_name\nr1,anna\n", "id=id", "names no field to compare")]
    [InlineData("id,first_name\nr1,anna\nr1,berta\n", "id=id,first_name=first_name", "the id r1 stands twice")]
    [InlineData("id,first_name\nr1,anna\n,berta\n", "id=id,first_name=first_name", "has no id")]
    [InlineData("id,source\nr1,crm\nr2,web\n", null, "no column that helps")]
    [InlineData("id,first_name\nr1,a\u0001\u0002\u0003\nr2,\u0000b\n", "id=id,first_name=first_name", "in.csv: The file")]
    [InlineData("id,first_name\nr1,\"anna\nr2,berta\n", "id=id,first_name=first_name", "quote")]
    public void What_cannot_be_used_is_refused_with_one_line_and_no_file(string content, string? map, string says)
    {
        var (code, _, error) = Run(Write("in.csv", content), map);
        Assert.Equal(2, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Equal(["in.csv"], _folder.EnumerateFiles().Select(file => file.Name));
    }

    [Fact]
    public void A_place_that_cannot_be_written_leaves_nothing_behind()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var request = new ResolveRequest([Write("in.csv", new SmallTown(50, 1).Csv)], false, null, Path("clusters.csv"), Path("none/pairs.csv"), null);
        Assert.Equal(2, ResolveVerb.Run(request, output, error));
        Assert.Contains("there is no folder", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["in.csv"], _folder.EnumerateFiles().Select(file => file.Name));
    }

    [Fact]
    public void Odd_files_give_a_bounded_result()
    {
        Every("id,first_name,last_name\n" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"r{i},anna,berg\n")), 2_000);
        Every("id,first_name,phone\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"r{i},n{i},07911123456\n")), 100_000);
        Every("id,first_name,last_name\nr1,🙂\u202E,berg\nr2,🙂,b\u200Berg\nr3,\uFFFD,李\n", 3);
        Every($"id,first_name,last_name\nr1,{new string('x', 1 << 20)},berg\nr2,{new string('x', 1 << 20)},berg\nr3,anna,berg\n", 3);
        Every("id,first_name\nr1,anna\n", 1);
        Every("id,first_name,last_name\nr1,,\nr2,,\nr3,anna,\n", 3, "id=id,first_name=first_name,last_name=last_name");

        void Every(string content, int records, string? map = null)
        {
            var (code, _, error) = Run(Write("in.csv", content), map);
            Assert.True(code == 0, error);
            Assert.Equal(records, File.ReadAllLines(Path("clusters.csv")).Skip(1).Select(line => line.Split(',')[0]).Distinct().Count());
        }
    }

    [Fact]
    public void One_address_in_a_fifth_of_the_records_joins_no_strangers()
    {
        var town = new SmallTown(1_000, 11);
        foreach (var (i, row) in town.Rows.Index())
        {
            row[6] = i % 5 == 0 ? "desk@shop.example" : row[6];
        }

        Run(Write("in.csv", town.Csv));
        var profiles = File.ReadAllLines(Path("clusters.csv")).Skip(1).Select(line => int.Parse(line.Split(",p")[1], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var (precision, _) = town.Score(profiles);
        Assert.True(precision > 0.95, $"precision {precision}");
        Assert.True(profiles.CountBy(p => p).Max(p => p.Value) <= 8);
    }

    HashSet<string> Groups() => [.. File.ReadAllLines(Path("clusters.csv")).Skip(1).Select(line => line.Split(','))
        .GroupBy(cells => cells[1], cells => cells[0]).Select(group => string.Join(' ', group.Order(StringComparer.Ordinal)))];

    (int Code, string Output, string Error) Run(string input, string? map = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ResolveVerb.Run(new ResolveRequest([input], false, map, Path("clusters.csv"), Path("pairs.csv"), Path("report.json")), output, error);
        return (code, output.ToString(), error.ToString());
    }

    string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    string Write(string name, string content)
    {
        File.WriteAllText(Path(name), content, new UTF8Encoding(false));
        return Path(name);
    }
}
