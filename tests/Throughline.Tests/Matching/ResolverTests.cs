using System.Text;
using Throughline.Matching;
using Throughline.Matching.Records;

namespace Throughline.Tests.Matching;

public sealed class ResolverTests
{
    [Fact]
    public void A_town_is_resolved_without_labels_and_says_how_well()
    {
        var town = new SmallTown(800, 1);
        var found = Resolver.Resolve(town.Table(), new ResolveOptions());
        var (precision, recall) = town.Score(found.ProfileOf);
        Assert.True(precision >= 0.98, $"precision {precision}");
        Assert.True(recall >= 0.9, $"recall {recall}");
        Assert.InRange(found.EstimatedPrecision!.Value - precision, -0.02, 0.02);
        Assert.InRange(found.EstimatedRecall!.Value - recall, -0.06, 0.06);
        Assert.True(found.Largest <= 8, $"the largest profile has {found.Largest} records");
    }

    [Fact]
    public async Task The_same_records_give_the_same_profiles_whatever_the_number_of_threads()
    {
        var town = new SmallTown(300, 2);
        var many = Resolver.Resolve(town.Table(), new ResolveOptions());
        // Inside a scheduler of one worker, parallel loops have one worker.
        var alone = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ExclusiveScheduler;
        var one = await Task.Factory.StartNew(
            () => Resolver.Resolve(town.Table(), new ResolveOptions()), CancellationToken.None, TaskCreationOptions.None, alone);
        Assert.Equal(many.ProfileOf, one.ProfileOf);
        Assert.Equal(many.Pairs, one.Pairs);
    }

    [Theory]
    [InlineData("john.smith@mail.example", "jane.smith@mail.example", 0)]
    [InlineData("john.smith@mail.example", "jane.smith@mail.example", 12)]
    [InlineData("", "", 12)]
    public void A_couple_of_a_file_that_is_too_small_to_learn_from_stays_two(string his, string hers, int twice)
    {
        string[] first = ["Alice", "Robert", "Maria", "Peter", "Omar", "Lena", "George", "Hannah", "Ivan", "Yusuf", "Clara", "Tom", "Nadia", "Felix", "Ruth", "Paul", "Zara", "Henry", "Mona", "Karl"];
        string[] last = ["Becker", "Rossi", "Novak", "Costa", "Lindgren", "Adeyemi", "Tanaka", "Moreau", "Walsh", "Petrov", "Iqbal", "Santos", "Haddad", "Klein", "Okafor", "Dubois", "Weber", "Lang", "Farrell", "Sato"];
        List<string[]> rows = [.. first.Select((name, i) => new[] { name, last[i], $"{name}{i}@post.example", $"+44 7700 9001{i:00}" })];
        rows.AddRange(rows.Take(twice).ToList());
        rows.Add(["John", "Smith", his, "+44 113 496 0001"]);
        rows.Add(["Jane", "Smith", hers, "+44 113 496 0001"]);
        MatchField[] fields = [MatchField.FirstName, MatchField.LastName, MatchField.Email, MatchField.Phone];
        var builder = new RecordTableBuilder([.. fields.Select(field => new MatchColumn(field, field.ToString()))], link: false);
        foreach (var row in rows)
        {
            for (var field = 0; field < row.Length; field++)
            {
                builder.Add(field, System.Text.Encoding.UTF8.GetBytes(row[field]));
            }

            builder.EndRow(0);
        }

        var found = Resolver.Resolve(builder.Build(), new ResolveOptions());
        Assert.NotEqual(found.ProfileOf[^1], found.ProfileOf[^2]);
        Assert.All(Enumerable.Range(0, twice), i => Assert.Equal(found.ProfileOf[i], found.ProfileOf[first.Length + i]));
    }

    [Fact]
    public void A_higher_wanted_precision_joins_no_more()
    {
        var table = new SmallTown(300, 3).Table();
        var loose = Resolver.Resolve(table, new ResolveOptions());
        var strict = Resolver.Resolve(table, new ResolveOptions { TargetPrecision = 0.9999 });
        Assert.True(strict.Profiles >= loose.Profiles);
        Assert.True(strict.Threshold >= loose.Threshold);
        Assert.True(strict.EstimatedPrecision >= loose.EstimatedPrecision);
    }

    [Fact]
    public void Linked_files_give_pairs_across_them_alone()
    {
        var builder = new RecordTableBuilder([new(MatchField.FirstName, "f"), new(MatchField.LastName, "l"), new(MatchField.BirthDate, "b")], link: true);
        var town = new SmallTown(400, 4);
        var seen = new Dictionary<int, int>();
        foreach (var (row, person) in town.Rows.Zip(town.Truth))
        {
            var side = seen[person] = seen.GetValueOrDefault(person, -1) + 1;
            if (side < 2)
            {
                for (var i = 0; i < 3; i++)
                {
                    builder.Add(i, Encoding.UTF8.GetBytes(row[i]));
                }

                builder.EndRow((byte)side);
            }
        }

        var table = builder.Build();
        var found = Resolver.Resolve(table, new ResolveOptions());
        Assert.NotEmpty(found.Pairs);
        Assert.All(found.Pairs, pair => Assert.NotEqual(table.Sides![pair.Left], table.Sides[pair.Right]));
    }

    [Fact]
    public void Twins_under_one_roof_stay_two()
    {
        var town = new SmallTown(1_500, 5);
        var profiles = Resolver.Resolve(town.Table(), new ResolveOptions()).ProfileOf;
        var twins = 0;
        var joined = 0;
        for (var i = 0; i + 1 < profiles.Length; i++)
        {
            for (var j = i + 1; j < profiles.Length && town.Truth[j] <= town.Truth[i] + 1; j++)
            {
                if (town.Truth[j] == town.Truth[i] + 1 && town.Rows[i][6].Length > 0 && town.Rows[j][6].Length > 0 && town.Rows[i][2] == town.Rows[j][2] && town.Rows[i][2].Length > 0)
                {
                    twins++;
                    joined += profiles[i] == profiles[j] ? 1 : 0;
                }
            }
        }

        Assert.True(twins > 30, $"only {twins} pairs of twins");
        Assert.True(joined <= twins / 50, $"{joined} of {twins} pairs of twins were joined");
    }
}
