using System.Diagnostics;
using System.Text;
using Throughline.Matching;
using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Server.Cli;

namespace Throughline.Tests.Matching.Protection;

/// <summary>Values that are nobody's own do not join people: on the synthetic population, and on files made to tempt.</summary>
public sealed class SharedPopulationTests
{
    static readonly string[] s_fields = ["first_name", "last_name", "birth_date", "email", "phone", "house_number", "street", "postcode", "city"];

    [Fact]
    public void Nobody_is_joined_by_a_shared_value_alone_on_the_synthetic_population()
    {
        var tool = SharedFolder.Require("tools/gen_people.py");
        var folder = Directory.CreateTempSubdirectory("people");
        try
        {
            var file = Path.Combine(folder.FullName, "p.csv");
            using (var python = Process.Start(new ProcessStartInfo("python3", [tool, "20000", "5", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!)
            {
                python.WaitForExit();
                Assert.Equal(0, python.ExitCode);
            }

            var rows = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).ToArray();
            var truth = File.ReadLines(Path.ChangeExtension(file, ".truth.csv")).Skip(1).Select(line => line.Split(',')[1]).ToArray();
            var shared = File.ReadLines(Path.ChangeExtension(file, ".shared.csv")).Skip(1).Select(line => line.Split(',')[1]).ToHashSet();
            var found = Resolver.Resolve(ResolveInput.Read([file], null, TestContext.Current.CancellationToken).Table, new ResolveOptions(), cancellation: TestContext.Current.CancellationToken);

            var alone = 0;
            var bearers = 0;
            foreach (var members in Enumerable.Range(0, rows.Length).GroupBy(record => found.ProfileOf[record]).Select(g => g.ToArray()).Where(g => g.Length > 1))
            {
                foreach (var (i, j) in members.SelectMany((a, n) => members.Skip(n + 1).Select(b => (a, b))).Where(pair => truth[pair.a] != truth[pair.b]))
                {
                    var common = Enumerable.Range(2, s_fields.Length).Where(c => rows[i][c].Length > 0 && string.Equals(rows[i][c], rows[j][c], StringComparison.OrdinalIgnoreCase)).ToArray();
                    var ofShared = common.Where(c => shared.Contains(rows[i][c])).ToArray();
                    bearers += ofShared.Length > 0 ? 1 : 0;
                    alone += ofShared.Length > 0 && common.Length == ofShared.Length ? 1 : 0;
                }
            }

            Assert.Equal(0, alone);
            Assert.True(bearers <= 2, $"{bearers} wrong pairs bear a shared value beside something else");
            var told = found.Shared.Select(value => value.Value).ToHashSet();
            Assert.All(shared.Where(value => value.StartsWith("desk", StringComparison.Ordinal)), value => Assert.Contains(value, told));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("email", "hello-there@shop.example")] // no list knows it
    [InlineData("email", "kiosk@store.example")]
    [InlineData("phone", "+442079460018")]
    public void A_fifth_of_all_records_with_one_value_do_not_come_together(string field, string value)
    {
        var (table, truth, bears) = Town(1_000, 17, (i, _) => i % 5 == 0 ? (field, value) : null);
        var watch = Stopwatch.StartNew();
        var found = Resolver.Resolve(table, new ResolveOptions());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        Assert.Contains(found.Shared, shared => shared.Value == value && shared.Records == bears.Count(b => b));
        Assert.True(found.Largest <= 8, $"the largest profile has {found.Largest} records");
        var wrong = Enumerable.Range(0, truth.Count).Where(i => bears[i]).GroupBy(i => found.ProfileOf[i]).Count(profile => profile.Select(i => truth[i]).Distinct().Count() > 1);
        Assert.True(wrong <= 2, $"{wrong} profiles hold two bearers who are two");
    }

    [Fact]
    public void A_family_with_one_address_of_mail_stays_evidence_of_one()
    {
        var (table, _, _) = Town(300, 3, (i, person) => person < 2 ? ("email", "family@home.example") : null);
        Assert.DoesNotContain(Resolver.Resolve(table, new ResolveOptions()).Shared, value => value.Value == "family@home.example");
    }

    [Fact]
    public void Refused_joins_say_why()
    {
        var found = Resolver.Resolve(new SmallTown(1_500, 5).Table(), new ResolveOptions());
        Assert.All(found.Refused, refused => Assert.Contains(refused.Reason, ProtectionReason.All));
        Assert.All(found.Refused, refused => Assert.NotEqual(refused.Left, refused.Right));
    }

    /// <summary>A town whose records get a value of ours in one field, by number and person.</summary>
    static (RecordTable Table, List<int> Truth, bool[] Bears) Town(int persons, int seed, Func<int, int, (string Field, string Value)?> put)
    {
        MatchField[] fields = [MatchField.FirstName, MatchField.LastName, MatchField.BirthDate, MatchField.Street, MatchField.HouseNumber, MatchField.Postcode, MatchField.Email, MatchField.Phone];
        var town = new SmallTown(persons, seed);
        var builder = new RecordTableBuilder([.. fields.Select(field => new MatchColumn(field, field.ToString()))], link: false);
        var bears = new bool[town.Rows.Count];
        for (var i = 0; i < town.Rows.Count; i++)
        {
            string[] cells = [.. town.Rows[i], ""];
            if (put(i, town.Truth[i]) is { } given)
            {
                cells[given.Field == "email" ? 6 : 7] = given.Value;
                bears[i] = true;
            }

            foreach (var (column, cell) in cells.Index())
            {
                builder.Add(column, Encoding.UTF8.GetBytes(cell));
            }

            builder.EndRow(0);
        }

        return (builder.Build(), town.Truth, bears);
    }
}
