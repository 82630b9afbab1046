using Throughline.Matching;
using Throughline.Matching.Records;
using Throughline.Server.Cli;

namespace Throughline.Tests.Matching;

/// <summary>The public test sets, at the engine's own threshold and with one setting for all of them.</summary>
public sealed class SharedSetTests
{
    const string Febrl = "id=id,first_name=given_name,last_name=surname,house_number=street_number,street=address_1,unit=address_2,city=suburb,"
        + "postcode=postcode,region=state,birth_date=date_of_birth,national_id=soc_sec_id";

    [Theory]
    [InlineData("fake_1000", "id=id,first_name=first_name,last_name=surname,birth_date=dob,city=city,email=email", 0.935, 0.98)]
    [InlineData("febrl1", Febrl, 0.995, 0.98)]
    [InlineData("febrl2", Febrl, 0.985, 0.98)]
    [InlineData("febrl3", Febrl, 0.9975, 0.99)]
    [InlineData("restaurant", "id=id,organisation=name,street=addr,city=city,phone=phone,custom:type=type", 0.97, 0.9)]
    public void A_file_is_resolved_above_its_bar(string set, string map, double f1, double precision)
    {
        var input = ResolveInput.Read([SharedFolder.Require($"data/identity/{set}.csv")], map, CancellationToken.None);
        var truth = Truth(SharedFolder.Require($"data/identity/{set}.truth.csv"), input.Ids);
        var found = Resolver.Resolve(input.Table, new ResolveOptions());
        var score = PairScore.Of(truth, found.ProfileOf, input.Table.Sides);
        Assert.True(score.F1 >= f1, $"{set}: F1 {score.F1:0.0000} is below {f1}; precision {score.Precision:0.0000}, recall {score.Recall:0.0000}");
        Assert.True(score.Precision >= precision, $"{set}: precision {score.Precision:0.0000} is below {precision}");
    }

    [Fact]
    public void Two_files_are_linked_above_their_bar()
    {
        string[] files = [SharedFolder.Require("data/identity/febrl4a.csv"), SharedFolder.Require("data/identity/febrl4b.csv")];
        var input = ResolveInput.Read(files, Febrl, CancellationToken.None);
        var truth = Truth(SharedFolder.Require("data/identity/febrl4.truth.csv"), input.Ids);
        var score = PairScore.Of(truth, Resolver.Resolve(input.Table, new ResolveOptions()).ProfileOf, input.Table.Sides);
        Assert.True(score.F1 >= 0.999, $"F1 {score.F1:0.0000}");
        Assert.True(score.Wrong <= 1, $"{score.Wrong} false links");
    }

    static int[] Truth(string path, IReadOnlyList<string> ids)
    {
        var clusters = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => int.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture));
        return [.. ids.Select(id => clusters[id])];
    }
}

/// <summary>Agreement of profiles with the truth, over pairs of records.</summary>
sealed record PairScore(double Precision, double Recall, double Wrong)
{
    public double F1 => 2 * Precision * Recall / (Precision + Recall);

    public static PairScore Of(int[] truth, int[] profiles, byte[]? sides)
    {
        double joined = 0, all = 0, right = 0;
        joined = Pairs(Enumerable.Range(0, truth.Length).GroupBy(i => profiles[i]));
        all = Pairs(Enumerable.Range(0, truth.Length).GroupBy(i => truth[i]));
        right = Enumerable.Range(0, truth.Length).GroupBy(i => (profiles[i], truth[i])).Sum(Count);
        return new PairScore(right / joined, right / all, joined - right);

        double Pairs(IEnumerable<IGrouping<int, int>> groups) => groups.Sum(Count);

        double Count(IEnumerable<int> group)
        {
            var members = group.ToList();
            double right = sides is null ? 0 : members.Count(i => sides[i] == 1);
            return sides is null ? members.Count * (members.Count - 1.0) / 2 : right * (members.Count - right);
        }
    }
}
