using FsCheck;
using FsCheck.Fluent;
using Throughline.Matching.Names;
using Xunit;

namespace Throughline.Tests.Matching.Names;

public sealed class NameIndexTests
{
    [Fact]
    public void Well_known_names_are_found_in_other_scripts()
    {
        var known = KnownNames.All();
        Assert.InRange(known.Length, 150, 300);
        string[] natives = [.. known.Select(pair => pair.Native).Distinct()];
        string[] latins = [.. known.Select(pair => pair.Latin).Distinct()];
        var (first, ten) = Share(known, pair => pair.Latin, pair => pair.Native, natives);
        Assert.True(first >= 0.9 && ten >= 0.96, $"Latin to others: {first:P1} first, {ten:P1} among ten");
        (first, ten) = Share(known, pair => pair.Native, pair => pair.Latin, latins);
        Assert.True(first >= 0.9 && ten >= 0.96, $"others to Latin: {first:P1} first, {ten:P1} among ten");
    }

    [Theory]
    [InlineData("^$^$")]
    [InlineData("쀩岼嶅헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬헬")]
    [InlineData("ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß")]
    [InlineData(", a")]
    [InlineData("王 ")]
    public void Texts_that_fill_the_room_do_no_harm(string name)
    {
        var hits = NameIndex.Of([name, "Omar", "عمر", "王小明"]).Search([name, "Omar"], 5);
        Assert.All(hits[0], hit => Assert.InRange(hit.Score, 0, 1));
        Assert.Equal(1, hits[1][0].Row);
    }

    static (double First, double Ten) Share(
        (string Latin, string Native)[] known, Func<(string Latin, string Native), string> query, Func<(string Latin, string Native), string> partner, string[] names)
    {
        var hits = NameIndex.Of(names).Search([.. known.Select(pair => query(pair))], 10);
        var partners = known.ToLookup(query, partner);
        int[] ranks = [.. known.Select((pair, i) => Array.FindIndex(hits[i], hit => partners[query(pair)].Contains(names[hit.Row])))];
        return (ranks.Count(rank => rank == 0) / (double)ranks.Length, ranks.Count(rank => rank >= 0) / (double)ranks.Length);
    }

    [Theory]
    [InlineData("Mohammed", "Mohamed", "Michel")]
    [InlineData("Jonathan", "Johnatan", "Jordan")]
    [InlineData("Schmidt", "Schmitt", "Schulz")]
    [InlineData("Müller", "Mueller", "Miller")]
    [InlineData("Nguyễn", "Nguyen", "Norden")]
    [InlineData("Иванов", "Ivanov", "Petrov")]
    [InlineData("محمدرضا", "محمد رضا", "محمود")]
    [InlineData("فاطمه", "فاطمة", "فارس")]
    [InlineData("كمال", "کمال", "جمال")]
    [InlineData("张伟", "張偉", "张敏")]
    [InlineData("Wang, Xiaoming", "Xiaoming Wang", "Wang Xiaohong")]
    [InlineData("王小明", "Xiaoming Wang", "Xiaohong Wang")]
    [InlineData("محمد", "穆罕默德", "马哈蒂尔")]
    public void The_nearer_spelling_comes_first(string query, string near, string far)
    {
        var hits = NameIndex.Of([far, near]).Search([query], 2)[0];
        Assert.Equal(1, hits[0].Row);
        Assert.True(hits[0].Score >= NameIndex.Alike, $"{query} and {near}: {hits[0].Score}");
        Assert.True(hits.Length == 1 || hits[0].Score > hits[1].Score);
    }

    [Fact]
    public void Rows_and_order_are_those_given_and_the_same_every_time()
    {
        string[] names = ["عمر", "", "Omar", "奥马尔", "😀", "Omar"];
        var index = NameIndex.Of(names);
        var hits = index.Search(["Omar", "", "😀", "123"], 10);
        Assert.Equal([2, 5], hits[0].Take(2).Select(hit => hit.Row));
        Assert.Equal([1.0, 1.0], hits[0].Take(2).Select(hit => hit.Score));
        Assert.Equal([0, 3], hits[0].Skip(2).Select(hit => hit.Row).Order());
        Assert.All(hits[1..], Assert.Empty);
        Assert.Equal(hits[0], index.Search(["Omar"], 10)[0]);
    }

    [Fact]
    public void An_empty_index_finds_nothing_and_a_name_of_a_million_letters_does_no_harm()
    {
        Assert.Empty(NameIndex.Of([]).Search(["Omar"], 3)[0]);
        var endless = new string('a', 1_000_000);
        var hits = NameIndex.Of([endless, "Omar"]).Search([endless, "Omar"], 3);
        Assert.Equal(0, hits[0][0].Row);
        Assert.Equal(1, hits[1][0].Row);
    }

    [Fact]
    public void What_is_no_character_does_no_harm()
    {
        foreach (var name in new[] { "Omar\uFFFE", "Omar\uD83D", "Omar\uDE00\uFB8B", "Omar\uFFFF", "عمر\uFFFE" })
        {
            Assert.All(NameIndex.Of([name, "Omar"]).Search([name, "Omar"], 3), hits => Assert.Equal([0, 1], hits.Select(hit => hit.Row).Order()));
        }
    }

    [Fact]
    public void A_search_asks_for_at_least_one_hit() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NameIndex.Of(["Omar"]).Search(["Omar"], 0));

    [Fact]
    public void Whatever_the_text_hits_are_ordered_and_within_bounds() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Texts.Many, Texts.One, (names, query) =>
        {
            var hits = NameIndex.Of(names).Search([query], 5)[0];
            Assert.True(hits.Length <= 5);
            Assert.Equal(hits.Length, hits.DistinctBy(hit => hit.Row).Count());
            Assert.All(hits, hit => Assert.InRange(hit.Score, 0, 1));
            Assert.All(hits, hit => Assert.InRange(hit.Row, 0, names.Length - 1));
            Assert.Equal(hits, hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Row));
        }));
}
