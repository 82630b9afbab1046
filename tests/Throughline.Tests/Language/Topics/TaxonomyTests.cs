using Throughline.Language.Topics;

namespace Throughline.Tests.Language.Topics;

public sealed class TaxonomyTests
{
    [Fact]
    public void The_starter_has_names_seeds_and_an_example_of_every_topic_in_four_languages()
    {
        Assert.InRange(Taxonomy.Starter.Topics.Count, 25, 40);
        Assert.Contains(Taxonomy.Starter.Topics, topic => topic.Parent is not null);
        foreach (var topic in Taxonomy.Starter.Topics)
        {
            foreach (var language in (string[])["en", "ar", "fa", "zh"])
            {
                Assert.False(string.IsNullOrWhiteSpace(topic.Names[language]));
                Assert.NotEmpty(topic.Seeds[language]);
                Assert.NotEmpty(topic.Examples[language]);
            }
        }
    }

    [Fact]
    public void Every_example_of_the_starter_has_its_topic()
    {
        var tagger = new TopicTagger(Taxonomy.Starter);
        var reader = tagger.Reader();
        foreach (var (topic, example) in Taxonomy.Starter.Topics.SelectMany(topic => topic.Examples.Values.SelectMany(some => some).Select(example => (topic, example))))
        {
            reader.Read(example);
            Assert.Contains(topic.Id, reader.Topics.Select(found => tagger.Taxonomy.Topics[found.Topic].Id));
        }
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var text = TaxonomyText.Write(Taxonomy.Starter);
        Assert.Equal(text, TaxonomyText.Write(TaxonomyText.Read(text)));
    }

    [Theory]
    [InlineData("seeds en: a", "line 1 stands before the first topic.")]
    [InlineData("topic: a\nseed en: a", "line 2 begins with 'seed en'")]
    [InlineData("topic: a\nhello", "line 2 has no colon.")]
    [InlineData("topic: A", "the id 'A' of a topic")]
    [InlineData("topic: a\ntopic: a", "the topic 'a' is there twice.")]
    [InlineData("topic: a\nparent: b", "the topic 'a' is a part of 'b', which is not there.")]
    [InlineData("topic: a\nparent: b\ntopic: b\nparent: a", "is a part of itself.")]
    public void A_broken_taxonomy_is_refused_with_the_place(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => TaxonomyText.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_taxonomy_without_topics_takes_nothing()
    {
        var reader = new TopicTagger(TaxonomyText.Read("")).Reader();
        Assert.False(reader.Read("The food was cold and nobody came."));
        Assert.Equal(TopicNone.LanguageNotCovered, reader.None);
    }
}
