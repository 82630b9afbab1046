using System.Diagnostics;
using System.Globalization;
using System.Text;
using Throughline.Contracts;
using Throughline.Demo;
using Throughline.Matching;
using Throughline.Matching.Households;
using Throughline.Matching.Records;
using Throughline.Server.Cli;

namespace Throughline.Tests.Matching.Households;

/// <summary>Households against known truth, with one setting: made-up people, and the demo company's planted households.</summary>
public sealed class KnownHouseholdTests(ITestOutputHelper output) : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-households-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(20_000, 5)]
    public void Made_up_people_live_together_as_they_were_made_up(int rows, int seed)
    {
        var file = Path.Combine(_folder.FullName, "people.csv");
        Make(SharedFolder.Require("tools/gen_people.py"), rows, seed, file);
        var input = ResolveInput.Read([file], null, CancellationToken.None);
        var truth = File.ReadLines(Path.ChangeExtension(file, ".truth.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0]);
        var person = Dense([.. input.Ids.Select(id => truth[id][1])]);
        var household = Dense([.. input.Ids.Select(id => truth[id][2])]);
        var clock = Stopwatch.StartNew();
        var given = HouseholdFinder.Find(input.Table, person, new HouseholdOptions());
        var took = clock.Elapsed;
        // Each true person once.
        var one = Enumerable.Range(0, person.Length).DistinctBy(row => person[row]).ToArray();
        var ofTrue = MateScore.Of([.. one.Select(row => household[row])], [.. one.Select(row => person[row])], [.. one.Select(row => given.HouseholdOf[person[row]])]);
        var resolved = Resolver.Resolve(input.Table, new ResolveOptions());
        var found = HouseholdFinder.Find(input.Table, resolved.ProfileOf, new HouseholdOptions());
        var ofResolved = MateScore.Of(household, person, [.. resolved.ProfileOf.Select(profile => found.HouseholdOf[profile])]);
        Tell(output, "made-up people, persons given", ofTrue, given, took);
        Tell(output, "made-up people, persons resolved (pairs of records of two persons)", ofResolved, found, took);
        Assert.True(ofTrue.F1 > 0.85 && ofTrue.Precision > 0.9, ofTrue.ToString());
        Assert.True(ofResolved.F1 > 0.7 && ofResolved.Precision > 0.85, ofResolved.ToString());
    }

    [Fact]
    public void The_demo_companys_households_are_found()
    {
        var town = new DemoTown(4_000, 1);
        var given = HouseholdFinder.Find(town.Table(), [.. town.Person], new HouseholdOptions());
        var one = Enumerable.Range(0, town.Person.Count).DistinctBy(row => town.Person[row]).ToArray();
        var ofTrue = MateScore.Of([.. one.Select(row => town.Household[row])], [.. one.Select(row => town.Person[row])], [.. one.Select(row => given.HouseholdOf[town.Person[row]])]);
        var table = town.Table();
        var resolved = Resolver.Resolve(table, new ResolveOptions());
        var found = HouseholdFinder.Find(table, resolved.ProfileOf, new HouseholdOptions());
        var ofResolved = MateScore.Of(town.Household, town.Person, [.. resolved.ProfileOf.Select(profile => found.HouseholdOf[profile])]);
        Tell(output, "demo, persons given", ofTrue, given, default);
        Tell(output, "demo, persons resolved (pairs of records of two persons)", ofResolved, found, default);
        Assert.True(ofTrue.F1 > 0.9 && ofTrue.Precision > 0.95, ofTrue.ToString());
        Assert.True(ofResolved.F1 > 0.8 && ofResolved.Precision > 0.9, ofResolved.ToString());
    }

    static void Tell(ITestOutputHelper output, string what, MateScore score, HouseholdResolution found, TimeSpan took) => output.WriteLine(FormattableString.Invariant(
        $"{what}: {score}; expected precision {found.EstimatedPrecision:0.000}; {found.Households} households, largest {found.Largest}, {found.CandidatePairs} pairs compared, {took.TotalSeconds:0.00} s"));

    static void Make(string tool, int rows, int seed, string file)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [tool, rows.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture), file]) { RedirectStandardOutput = true })!;
            python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            Assert.Equal(0, python.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is needed to make the people.");
        }
    }

    static int[] Dense(string[] names)
    {
        var numbers = new Dictionary<string, int>();
        return [.. names.Select(name => numbers.TryGetValue(name, out var number) ? number : numbers[name] = numbers.Count)];
    }

    /// <summary>The demo company's records as its sources wrote them, with the person and the household of each.</summary>
    sealed class DemoTown
    {
        static readonly (DemoAttributeName Attribute, MatchField Field)[] s_fields =
        [
            (DemoCatalogue.GivenName, MatchField.FirstName), (DemoCatalogue.FamilyName, MatchField.LastName), (DemoCatalogue.BirthDate, MatchField.BirthDate),
            (DemoCatalogue.Email, MatchField.Email), (DemoCatalogue.Phone, MatchField.Phone), (DemoCatalogue.Street, MatchField.Street), (DemoCatalogue.Postcode, MatchField.Postcode),
        ];

        readonly List<string?[]> _rows = [];

        public DemoTown(int customers, ulong seed)
        {
            var ids = DemoIds.Numbered();
            var households = new Dictionary<string, int>();
            var number = 0;
            foreach (var story in DemoCompany.Create(new DemoOptions { Customers = customers, Seed = seed, Until = new DateOnly(2026, 10, 31) }).Customers(ids))
            {
                foreach (var signal in story.Signals.Where(signal => signal.Touchpoint == "sign_up"))
                {
                    var values = signal.Attributes.ToDictionary(value => value.AttributeId, value => value.Value);
                    _rows.Add([.. s_fields.Select(field => values.GetValueOrDefault(ids[field.Attribute]))]);
                    Person.Add(number);
                    Household.Add(households.TryGetValue(story.Truth.Household, out var known) ? known : households[story.Truth.Household] = households.Count);
                }

                number += Person.Count > 0 && Person[^1] == number ? 1 : 0;
            }
        }

        public List<int> Person { get; } = [];

        public List<int> Household { get; } = [];

        public RecordTable Table()
        {
            var builder = new RecordTableBuilder([.. s_fields.Select(field => new MatchColumn(field.Field, field.Attribute.Name))], link: false);
            foreach (var row in _rows)
            {
                foreach (var (i, cell) in row.Index())
                {
                    builder.Add(i, Encoding.UTF8.GetBytes(cell ?? ""));
                }

                builder.EndRow(0);
            }

            return builder.Build();
        }
    }
}
