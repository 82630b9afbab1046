using System.Text.RegularExpressions;
using System.Xml.Linq;
using Throughline.Contracts;

namespace Throughline.Tests.House;

/// <summary>The walls of the house (docs/adr/0001): who may see whom.</summary>
public sealed class HouseTests
{
    static readonly string[] s_pillars =
        ["Listening", "Profiles", "Understanding", "Journeys", "Priorities", "Predictions", "Actions", "Experiments"];

    static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["Stats"] = [],
        ["Language"] = [],
        ["Matching"] = [],
        ["Contracts"] = [],
        ["DuckDb"] = [],
        ["Demo"] = ["Contracts"],
        ["Platform"] = ["Contracts", "DuckDb"],
    };

    public static TheoryData<string> Projects() =>
        [.. Directory.GetDirectories(Checkout.Path("src")).Select(d => Path.GetFileName(d).Replace("Throughline.", "", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_sees_only_what_it_may(string project)
    {
        if (project == "Server")
        {
            return;
        }

        string[] pillarMayUse = ["Contracts", "Platform", "Stats", "Language", "Matching", "DuckDb"];
        var allowed = s_pillars.Contains(project) ? pillarMayUse : s_mayUse[project];
        var file = XDocument.Load(Checkout.Path("src", $"Throughline.{project}", $"Throughline.{project}.csproj"));
        var used = file.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!).Replace("Throughline.", "", StringComparison.Ordinal));
        Assert.Empty(used.Except(allowed));
    }

    [Fact]
    public void No_pillar_names_the_tables_of_another()
    {
        foreach (var pillar in s_pillars.Where(p => Directory.Exists(Checkout.Path("src", $"Throughline.{p}"))))
        {
            var others = string.Join('|', s_pillars.Where(p => p != pillar).Select(p => p.ToLowerInvariant()));
            var table = new Regex($@"\b(FROM|INTO|UPDATE|JOIN|TABLE)\s+({others})_\w+");
            foreach (var file in Directory.GetFiles(Checkout.Path("src", $"Throughline.{pillar}"), "*.cs", SearchOption.AllDirectories))
            {
                Assert.False(table.IsMatch(File.ReadAllText(file)), $"{file} names a table of another pillar.");
            }
        }
    }

    [Fact]
    public void No_two_records_share_a_name_so_that_the_api_document_cannot_mix_them_up()
    {
        var record = new Regex(@"^\s*(?:public |internal )?(?:sealed |readonly )*record (?:struct )?(\w+)", RegexOptions.Multiline);
        var names = Directory.GetFiles(Checkout.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("Throughline.Stats", StringComparison.Ordinal) && !f.Contains("Throughline.Demo", StringComparison.Ordinal))
            .SelectMany(f => record.Matches(File.ReadAllText(f)).Where(m => !m.Value.StartsWith("    ", StringComparison.Ordinal)).Select(m => m.Groups[1].Value));
        Assert.Empty(names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void The_numbers_of_stored_words_never_change()
    {
        Assert.Equal("Response=0 Review=1 Message=2 Transcript=3 Event=4 Operation=5 Employee=6", Words<SignalKind>());
        Assert.Equal("Direct=0 Indirect=1 Inferred=2", Words<SignalMode>());
        Assert.Equal("Mean=0 Nps=1 Csat=2 Ces=3 Share=4", Words<Metric>());
        Assert.Equal("Driver=0 Outcome=1 Aside=2", Words<QuestionRole>());
        Assert.Equal("Identity=0 Descriptive=1 Attitudinal=2 Behavioural=3", Words<AttributeKind>());

        static string Words<T>() where T : struct, Enum =>
            string.Join(' ', Enum.GetValues<T>().Select(v => $"{v}={Convert.ToInt32(v, System.Globalization.CultureInfo.InvariantCulture)}"));
    }

    [Fact]
    public void Every_document_that_a_document_points_to_is_there()
    {
        var link = new Regex(@"\]\((?!https?:)([^)#]+)(#[^)]*)?\)");
        foreach (var file in Directory.GetFiles(Checkout.Root, "*.md").Concat(Directory.GetFiles(Checkout.Path("docs"), "*.md", SearchOption.AllDirectories)))
        {
            foreach (Match match in link.Matches(File.ReadAllText(file)))
            {
                var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, match.Groups[1].Value));
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{file} points to {match.Groups[1].Value}, which is not there.");
            }
        }
    }

    [Fact]
    public void Every_path_in_the_table_of_entry_points_is_there()
    {
        foreach (Match match in Regex.Matches(File.ReadAllText(Checkout.Path("CONTRIBUTING.md")), @"`((?:src|web)/[\w./-]+)`"))
        {
            var path = Checkout.Path(match.Groups[1].Value);
            Assert.True(File.Exists(path) || Directory.Exists(path), $"CONTRIBUTING.md names {match.Groups[1].Value}, which is not there.");
        }
    }

    [Fact]
    public void Every_method_that_an_estimate_names_has_its_page()
    {
        var named = new Regex(@"Give\([^;]*""([a-z-]+)""\)|Method = ""([a-z-]+)""");
        foreach (var file in Directory.GetFiles(Checkout.Path("src"), "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match match in named.Matches(File.ReadAllText(file)))
            {
                var method = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
                Assert.True(File.Exists(Checkout.Path("docs", "methods", method + ".md")), $"{file} names the method {method}, which has no page in docs/methods.");
            }
        }
    }
}
