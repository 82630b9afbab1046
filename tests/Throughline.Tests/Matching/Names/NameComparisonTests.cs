using FsCheck;
using FsCheck.Fluent;
using Throughline.Matching.Names;
using Xunit;

namespace Throughline.Tests.Matching.Names;

public sealed class NameComparisonTests
{
    [Fact]
    public void Nearly_all_well_known_names_are_alike_in_both_scripts()
    {
        var comparison = new NameComparison();
        var known = KnownNames.All();
        var apart = known.Where(pair =>
        {
            comparison.Take(pair.Latin);
            return comparison.Score(pair.Native) < NameIndex.Alike;
        }).ToArray();
        Assert.True(apart.Length <= known.Length * 0.05, string.Join(", ", apart));
    }

    [Fact]
    public void A_name_is_itself_and_nothing_is_like_nothing()
    {
        var comparison = new NameComparison();
        foreach (var (latin, native) in KnownNames.All())
        {
            comparison.Take(latin);
            Assert.Equal(1, comparison.Score(latin));
            comparison.Take(native);
            Assert.Equal(1, comparison.Score(native));
            Assert.Equal(0, comparison.Score("?! 😀"));
        }

        comparison.Take("");
        Assert.Equal(0, comparison.Score(""));
        Assert.Equal(0, comparison.Score("Omar"));
    }

    [Theory]
    [InlineData("Smith", "محمد")]
    [InlineData("Garcia", "王小明")]
    [InlineData("Fatima", "Robert")]
    [InlineData("علي", "خديجة")]
    [InlineData("李娜", "克林顿")]
    public void Names_that_have_nothing_in_common_stay_below_the_cut(string one, string other)
    {
        var comparison = new NameComparison();
        comparison.Take(one);
        Assert.True(comparison.Score(other) < NameIndex.Alike);
    }

    [Fact]
    public void Whatever_the_text_the_score_is_between_nothing_and_one() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Texts.One, Texts.One, (one, other) =>
        {
            var comparison = new NameComparison();
            comparison.Take(one);
            Assert.InRange(comparison.Score(other), 0, 1);
            comparison.Take(other);
            Assert.InRange(comparison.Score(one), 0, 1);
        }));

    [Fact]
    public void Once_warm_a_comparison_and_a_search_take_no_memory()
    {
        var known = KnownNames.All();
        var comparison = new NameComparison();
        var searcher = new NameSearcher(NameIndex.Of([.. known.Select(pair => pair.Native)]));
        var taken = long.MaxValue;
        for (var round = 0; round < 50 && taken > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Round();
            taken = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, taken);

        void Round()
        {
            foreach (var (latin, native) in known)
            {
                comparison.Take(latin);
                comparison.Score(native);
                searcher.Search(latin, 10);
            }
        }
    }
}
