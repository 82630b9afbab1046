using FsCheck;
using FsCheck.Fluent;
using Throughline.Language.Models;
using Throughline.Language.Normal;
using Throughline.Language.Topics;

namespace Throughline.Tests.Language.Topics;

public sealed class TopicTaggerTests
{
    static readonly string[] s_pieces =
    [
        "delay", "Delayed", " ", "\u00A0", "the food", "waiting", "وصلني الطلب", "والتوصيل", "می‌خواهم", "بسته‌بندی", "服务员", "退錢", "等了", "味道", "👍🏽", "\uD83D", "\uDE00", "e\u0301", ".", ",", "<b>", "http://a.b/c", "@name", "123", "\u202E", "ＡＰＰ",
    ];

    static Arbitrary<string> Texts() => Gen.Elements(s_pieces).ListOf().Select(string.Concat).ToArbitrary();

    static string[] Topics(TopicReading reader, TopicTagger tagger) => [.. reader.Topics.Select(found => tagger.Taxonomy.Topics[found.Topic].Id)];

    static string[] Of(string text, Taxonomy? taxonomy = null)
    {
        var tagger = new TopicTagger(taxonomy ?? Taxonomy.Starter);
        var reader = tagger.Reader();
        reader.Read(text);
        return Topics(reader, tagger);
    }

    [Theory]
    [InlineData("My parcel came a week after I ordered", "delivery")]
    [InlineData("والتوصيل", "delivery")]
    [InlineData("وبالمطار لا يوجد طابور", "queue")]
    [InlineData("بسته بندی", "packaging")]
    [InlineData("بسته‌بندی", "packaging")]
    [InlineData("服務員不理人", "staff")]
    public void Seeds_are_found_in_every_way_they_are_written(string text, string topic) => Assert.Contains(topic, Of(text));

    [Fact]
    public void A_seed_is_met_whole_unless_it_begins_longer_words()
    {
        var taxonomy = TaxonomyText.Read("topic: a\nseeds en: app | crash*");
        Assert.Equal(["a"], Of("the app", taxonomy));
        Assert.Empty(Of("an apple happens", taxonomy));
        Assert.Equal(["a"], Of("it crashes", taxonomy));
        Assert.Empty(Of("it uncrashes", taxonomy));
    }

    [Fact]
    public void A_seed_inside_a_longer_one_of_another_topic_does_not_count()
    {
        var taxonomy = TaxonomyText.Read("topic: delivery\nseeds en: delivery\nseeds zh: 服务\ntopic: price\nseeds en: delivery fee\ntopic: staff\nseeds zh: 服务员");
        Assert.Equal(["price"], Of("the delivery fee", taxonomy));
        Assert.Equal(["delivery", "price"], Of("the delivery and the delivery fee", taxonomy));
        Assert.Equal(["staff"], Of("那个服务员", taxonomy));
    }

    [Theory]
    [InlineData("", TopicNone.NoWords)]
    [InlineData("👍👍 !!", TopicNone.NoWords)]
    [InlineData("12 345", TopicNone.NoWords)]
    [InlineData("ok", TopicNone.TooShort)]
    [InlineData("Сегодня очень плохо работает магазин", TopicNone.LanguageNotCovered)]
    [InlineData("hello my dear friend of mine", TopicNone.NothingMatched)]
    [InlineData("The app crashes", TopicNone.No)]
    public void A_text_without_a_topic_says_why(string text, TopicNone none)
    {
        var reader = new TopicTagger(Taxonomy.Starter).Reader();
        Assert.Equal(none == TopicNone.No, reader.Read(text));
        Assert.Equal(none, reader.None);
    }

    [Fact]
    public void Texts_that_are_alike_have_the_same_topics_and_every_span_lies_inside_the_text()
    {
        var tagger = new TopicTagger(Taxonomy.Starter, Learnt());
        var (reader, again) = (tagger.Reader(), tagger.Reader());
        Prop.ForAll(Texts(), text =>
        {
            reader.Read(text);
            again.Read(Normaliser.Of(text));
            var inside = reader.Topics.All(found => reader.Spans(found.Topic).Any() && reader.Spans(found.Topic).All(span =>
                span.Length > 0 && span.Start >= 0 && span.End <= text.Length && !(span.End < text.Length && char.IsLowSurrogate(text[span.End]) && char.IsHighSurrogate(text[span.End - 1]))));
            return inside && reader.None == again.None && reader.Topics.SequenceEqual(again.Topics) && reader.None == TopicNone.No == reader.Topics.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void A_megabyte_is_read_as_any_other()
    {
        var reader = new TopicTagger(Taxonomy.Starter).Reader();
        Assert.True(reader.Read(string.Concat(Enumerable.Repeat("delay ", 1 << 17))));
        Assert.True(reader.Read(string.Concat(Enumerable.Repeat("delay", 1 << 18))));
        Assert.False(reader.Read(string.Concat(Enumerable.Repeat("وال", 1 << 18))));
        Assert.True(reader.Read(string.Concat(Enumerable.Repeat("退钱", 1 << 18))));
    }

    [Fact]
    public void A_head_finds_what_seeds_do_not_and_shows_where()
    {
        var tagger = new TopicTagger(Taxonomy.Starter, Learnt());
        var reader = tagger.Reader();
        Assert.Contains("queue", Topics(Read("the zebra corridor number 3 again"), tagger));
        var found = reader.Topics.Single(topic => tagger.Taxonomy.Topics[topic.Topic].Id == "queue");
        Assert.InRange(found.Probability!.Value, 0.5, 1);
        Assert.Contains("zebra", "the zebra corridor number 3 again"[reader.Spans(found.Topic).Single().Start..reader.Spans(found.Topic).Single().End], StringComparison.Ordinal);
        Assert.DoesNotContain("queue", Topics(Read("a lovely warm morning number 3"), tagger));

        TopicReading Read(string text)
        {
            reader.Read(text);
            return reader;
        }
    }

    [Fact]
    public void There_is_no_head_below_thirty_labels() => Assert.Null(TrainTopics.Of(Taxonomy.Starter, [.. Labels().Take(50)]));

    static LearntTopics Learnt() => TrainTopics.Of(Taxonomy.Starter, [.. Labels()])!;

    /// <summary>Every second one is of a topic, by a word that is no seed of it.</summary>
    static IEnumerable<LabelledText> Labels() => Enumerable.Range(0, 80).Select(i =>
        i % 2 == 0 ? new LabelledText($"the zebra corridor number {i}", ["queue"]) : new LabelledText($"a lovely warm morning number {i}", []));
}
