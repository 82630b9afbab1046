using System.Text;
using Throughline.Matching.Names;
using Xunit;

namespace Throughline.Tests.Matching.Names;

/// <summary>
/// Real pairs of names that nothing of the tables was taken from: a quarter of each list, as many names as the bars speak of.
/// </summary>
public sealed class TransliterationListTests
{
    /// <summary>All names of a quarter are candidates; these many are looked for, 2,000 or so: the share is known to a point.</summary>
    const int EveryQuery = 6;

    [Theory]
    [InlineData("arabic", 0.80, 0.94)]
    [InlineData("chinese", 0.60, 0.83)]
    public void A_Latin_name_finds_its_partner(string language, double first, double ten) =>
        Found([.. Pairs(language)], first, ten);

    [Theory]
    [InlineData("arabic", 0.84, 0.94)]
    [InlineData("chinese", 0.60, 0.83)]
    public void A_native_name_finds_its_partner(string language, double first, double ten) =>
        Found([.. Pairs(language).Select(pair => (pair.Other, pair.Name))], first, ten);

    [Theory]
    [InlineData("arabic", 0.95)]
    [InlineData("chinese", 0.87)]
    public void At_the_cut_one_in_a_hundred_random_pairs_is_taken_and_most_true_ones(string language, double taken)
    {
        var pairs = Pairs(language).Where((_, i) => i % 3 == 0).ToArray();
        var random = new Random(11);
        var comparison = new NameComparison();
        int alike = 0, wrong = 0;
        foreach (var (name, other) in pairs)
        {
            comparison.Take(name);
            alike += comparison.Score(other) >= NameIndex.Alike ? 1 : 0;
            wrong += comparison.Score(pairs[random.Next(pairs.Length)].Other) >= NameIndex.Alike ? 1 : 0;
        }

        Assert.True(wrong <= pairs.Length * 0.01, $"{wrong} of {pairs.Length} random pairs");
        Assert.True(alike >= pairs.Length * taken, $"{alike} of {pairs.Length} true pairs");
    }

    static void Found((string Name, string Other)[] pairs, double first, double ten)
    {
        var partners = pairs.ToLookup(pair => pair.Name, pair => pair.Other);
        string[] queries = [.. partners.Select(name => name.Key).Where((_, i) => i % EveryQuery == 0)];
        string[] names = [.. pairs.Select(pair => pair.Other).Distinct()];
        var hits = NameIndex.Of(names).Search(queries, 10);
        int[] ranks = [.. queries.Select((query, i) => Array.FindIndex(hits[i], hit => partners[query].Contains(names[hit.Row])))];
        var (one, all) = (ranks.Count(rank => rank == 0) / (double)queries.Length, ranks.Count(rank => rank >= 0) / (double)queries.Length);
        Assert.True(one >= first && all >= ten, $"{queries.Length} names: {one:P1} first, {all:P1} among ten");
    }

    static IEnumerable<(string Name, string Other)> Pairs(string language) =>
        File.ReadLines(SharedFolder.Require($"data/identity/names_{language}_80.tsv")).Skip(1)
            .Select(line => line.Split('\t')).Where(row => Quarter(row[0]) == 2).Select(row => (row[0], row[1]));

    static int Quarter(string name) => Encoding.UTF8.GetBytes(name).Aggregate(7, (hash, one) => unchecked((hash * 31) + one)) & 3;
}
