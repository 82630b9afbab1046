using FsCheck;
using FsCheck.Fluent;
using Throughline.Matching.Text;

namespace Throughline.Tests.Matching;

public sealed class ComparedTextTests
{
    // Few letters, so that pairs of texts have much in common; up to the longest that is compared.
    static readonly Arbitrary<string> s_texts = Gen.Choose(0, 64)
        .SelectMany(length => Gen.Elements('a', 'b', 'c', 'd', ' ', 'é', '李').ArrayOf(length))
        .Select(letters => new string(letters)).ToArbitrary();

    [Theory]
    [InlineData("martha", "marhta", 0.9611)]
    [InlineData("dwayne", "duane", 0.84)]
    [InlineData("dixon", "dicksonx", 0.8133)]
    [InlineData("abc", "", 0)]
    [InlineData("", "", 1)]
    public void Jaro_Winkler_gives_the_values_of_the_literature(string left, string right, double expected) =>
        Assert.Equal(expected, JaroWinkler.Similarity(left, right), 4);

    [Fact]
    public void Jaro_Winkler_equals_its_plain_twin() => Check((left, right) =>
        Math.Abs(JaroWinkler.Similarity(left, right) - PlainText.JaroWinkler(left, right)) < 1e-12);

    [Fact]
    public void Edit_distance_equals_its_plain_twin_and_is_the_same_both_ways() => Check((left, right) =>
        EditDistance.Between(left, right) == PlainText.EditDistance(left, right) && EditDistance.Between(left, right) == EditDistance.Between(right, left));

    [Fact]
    public void One_edit_is_told_without_counting() => Check((left, right) =>
    {
        var close = right.Length > 0 ? left.Length > 1 ? left[1..] : left + right[0] : left;
        return EditDistance.IsAtMostOne(left, right) == (PlainText.EditDistance(left, right) <= 1)
            && EditDistance.IsAtMostOne(left, close) == (PlainText.EditDistance(left, close) <= 1);
    });

    [Fact]
    public void What_is_told_by_letters_alone_never_refuses_a_likeness() => Check((left, right) =>
    {
        var (a, b) = (TextTraits.Of(left), TextTraits.Of(right));
        var similarity = PlainText.JaroWinkler(left, right);
        return (similarity < 0.8 || a.MayReach(b, 0.8)) && (similarity < 0.92 || a.MayReach(b, 0.92))
            && a.MayBeWithin(b, PlainText.EditDistance(left, right));
    });

    [Fact]
    public void What_is_beyond_sixty_four_letters_does_not_count()
    {
        var text = new string('x', 64);
        Assert.Equal(1, JaroWinkler.Similarity(text + "abc", text + "def"));
        Assert.Equal(0, EditDistance.Between(text + "abc", text + "def"));
    }

    static void Check(Func<string, string, bool> holds) =>
        Prop.ForAll(s_texts, s_texts, (left, right) => holds(left, right) && holds(left, left)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
}
