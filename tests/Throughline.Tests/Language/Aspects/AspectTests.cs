using FsCheck;
using FsCheck.Fluent;
using Throughline.Language.Aspects;
using Throughline.Language.Normal;
using Throughline.Language.Topics;
using Throughline.Language.Words;

namespace Throughline.Tests.Language.Aspects;

public sealed class AspectTests
{
    static readonly string[] s_good = ["good", "great", "ممتازة", "لذيذ", "عالی", "خوب", "不错", "好吃"], s_bad = ["bad", "rude", "سيئة", "بد", "افتضاح", "很差", "难吃"];

    /// <summary>One for each good word against each bad one.</summary>
    static double? Polarity(ReadOnlySpan<char> clause)
    {
        var text = clause.ToString();
        var good = s_good.Count(word => text.Contains(Normaliser.Of(word), StringComparison.Ordinal));
        var bad = s_bad.Count(word => text.Contains(Normaliser.Of(word), StringComparison.Ordinal));
        return good + bad == 0 ? null : (double)good / (good + bad);
    }

    static AspectReading Reader(params string[] learnt) => new AspectFinder(Taxonomy.Starter, Polarity, learnt, s_good.Concat(s_bad)).Reader();

    [Theory]
    [InlineData("The food was good but the waiter was rude.", "food", "waiter")]
    [InlineData("الأكل لذيذ لكن الخدمة سيئة", "الاكل", "الخدمه")]
    [InlineData("غذا عالی بود ولی پیک بد بود", "غذا", "پيك")]
    [InlineData("菜品不错但是服务员很差", "菜品", "服务员")]
    [InlineData("菜品不錯，服務員很差", "菜品", "服务员")]
    public void Each_clause_is_judged_by_itself(string text, string praised, string blamed)
    {
        var reader = Reader();
        Assert.True(reader.Read(text));
        Assert.Equal(AspectPolarity.Positive, reader.Aspects.First(aspect => aspect.Term == praised).Polarity);
        Assert.Equal(AspectPolarity.Negative, reader.Aspects.First(aspect => aspect.Term == blamed).Polarity);
    }

    [Theory]
    [InlineData("Good, bad; but not so-so", "good|bad|but not so-so")]
    [InlineData("3.5 stars however late", "3.5 stars|however late")]
    [InlineData("好吃但是贵不过近", "好吃|但是贵|不过近")]
    [InlineData("...", "")]
    public void A_text_is_parted_at_signs_and_where_it_turns(string text, string clauses)
    {
        var (normal, tokens, parted) = (new NormalText(), new Tokens(), new Clauses());
        Normaliser.Normalise(text, normal);
        tokens.Part(normal);
        parted.Part(normal, tokens);
        Assert.Equal(clauses, string.Join('|', parted.All.Select(clause => normal.Units[clause.Start..clause.End].ToString())));
    }

    [Fact]
    public void Where_nothing_tells_it_nothing_is_said()
    {
        var reader = Reader();
        Assert.True(reader.Read("We had the soup."));
        var aspect = reader.Aspects.Single();
        Assert.Equal((AspectPolarity.NotAssessed, null, "food"), (aspect.Polarity, aspect.Probability, aspect.Topic));
    }

    [Fact]
    public void A_word_of_opinion_is_told_as_such()
    {
        var reader = Reader();
        Assert.True(reader.Read("真的好吃"));
        Assert.True(reader.Aspects.Single().IsOpinion);
    }

    [Fact]
    public void Words_for_things_are_learnt_from_what_stands_beside_opinions()
    {
        string[] texts = ["小笼包很好吃", "小笼包真的不错", "他家的小笼包好吃", "这个难吃", "The terrace is really great", "great terrace", "a great terrace here", "the terrace, wow"];
        var learnt = AspectTerms.Learn(texts, s_good.Concat(s_bad));
        Assert.Contains("小笼包", learnt);
        Assert.Contains("terrace", learnt);
        var reader = Reader([.. learnt]);
        Assert.True(reader.Read("小籠包不錯"));
        Assert.Equal(("小笼包", null, AspectPolarity.Positive), (reader.Aspects[0].Term, reader.Aspects[0].Topic, reader.Aspects[0].Polarity));
    }

    [Fact]
    public void Any_text_is_read_and_every_span_lies_in_its_clause()
    {
        var reader = Reader("terrace");
        string[] pieces = ["food", "rude", " ", ",", "but", "但是", "菜品", "服务员", "不错", "والخدمة", "لكن", "\uD83D", "👍🏽", "e\u0301", "terrace", ".", "\u200C", "غذا"];
        Prop.ForAll(Gen.Elements(pieces).ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            reader.Read(text);
            return reader.Aspects.All(aspect => aspect.Span.Length > 0 && aspect.Span.Start >= aspect.Clause.Start && aspect.Span.End <= aspect.Clause.End && aspect.Clause.Start >= 0 && aspect.Clause.End <= text.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
        Assert.False(reader.Read(""));
        Assert.True(reader.Read(string.Concat(Enumerable.Repeat("food is good, ", 1 << 16))));
    }
}
