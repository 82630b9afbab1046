using FsCheck;
using FsCheck.Fluent;
using Throughline.Language.Topics;
using Throughline.Language.Topics.Discovery;

namespace Throughline.Tests.Language.Topics;

public sealed class DiscoverTopicsTests
{
    static readonly string[][] s_themes =
    [
        ["parking", "car", "garage", "space", "barrier", "level"], ["music", "loud", "speaker", "band", "volume", "song"], ["dog", "leash", "bark", "puppy", "bowl", "paw"],
        ["停车场", "车位", "地库", "收费杆"], ["مسبح", "ماء", "سباحة", "منشفة"], ["استخر", "حوله", "شنا", "غریق"],
    ];

    /// <summary>Invented texts of some themes, in one order.</summary>
    static List<string> Texts(int count, int from = 0) => [.. Enumerable.Range(from, count).Select(i =>
    {
        var words = s_themes[i % s_themes.Length];
        var blank = i % s_themes.Length == 3 ? "" : " ";
        return string.Join(blank, words[i / 7 % words.Length], words[((i / 7) + 1) % words.Length], words[i / 3 % words.Length]) + " " + i;
    })];

    static string Told(DiscoveredTopics topics) =>
        string.Join('\n', topics.Topics.Select(topic => $"{topic.Id} {topic.Texts} {topic.DifferentTexts} {string.Join(',', topic.Words)} {string.Join('|', topic.Examples)}")) +
        string.Join(' ', topics.Centres.SelectMany(centre => centre).Select(BitConverter.DoubleToInt64Bits));

    [Fact]
    public void Texts_in_any_order_give_the_same_topics_to_the_bit()
    {
        var texts = Texts(200);
        texts.AddRange(texts.Take(20).ToArray());
        var told = Told(DiscoverTopics.Of(texts));
        Prop.ForAll(Gen.Shuffle(texts.ToArray()).ToArbitrary(), shuffled => Told(DiscoverTopics.Of(shuffled)) == told).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    [Fact]
    public void Themes_are_parted_and_equal_texts_are_always_together()
    {
        var texts = Texts(300);
        var reader = DiscoverTopics.Of(texts).Reader();
        var themesOf = new Dictionary<int, HashSet<int>>();
        for (var i = 0; i < texts.Count; i++)
        {
            Assert.True(reader.Read(texts[i]));
            var (id, span) = (reader.Id, reader.Span);
            Assert.InRange(span.Start, 0, span.End - 1);
            Assert.InRange(span.End, 1, texts[i].Length);
            (themesOf.TryGetValue(id, out var themes) ? themes : themesOf[id] = []).Add(i % s_themes.Length);
            Assert.True(reader.Read($"  {texts[i].ToUpperInvariant()} "));
            Assert.Equal(id, reader.Id);
        }

        Assert.All(themesOf.Values, themes => Assert.Single(themes));
    }

    [Fact]
    public void Thirty_texts_are_enough()
    {
        var found = DiscoverTopics.Of(Texts(30));
        Assert.NotEmpty(found.Topics);
        Assert.All(found.Topics, topic => Assert.True(topic.DifferentTexts >= DiscoverTopics.FewestAlike && topic.Words.Count > 0 && topic.Examples.Count > 0));
    }

    [Fact]
    public void Fewer_texts_give_words_and_phrases_with_counts_and_the_reason()
    {
        var found = DiscoverTopics.Of(["the parking garage is full", "parking garage again", "no parking garage", "👍", ""]);
        Assert.Empty(found.Topics);
        Assert.Equal(("garage", 3), (found.Phrases[0].Phrase, found.Phrases[0].Texts));
        Assert.Contains(found.Phrases, phrase => phrase is { Phrase: "parking garage", Texts: 3 });
        var reader = found.Reader();
        Assert.False(reader.Read("parking garage again"));
        Assert.Equal(TopicNone.TooFewTexts, reader.None);
        Assert.False(reader.Read("👍"));
        Assert.Equal(TopicNone.NoWords, reader.None);
    }

    [Fact]
    public void Ids_stay_when_a_tenth_of_the_texts_is_new_and_are_never_given_again()
    {
        var before = DiscoverTopics.Of(Texts(300));
        var more = Texts(300).Concat(Texts(33, from: 1000)).ToList();
        var after = DiscoverTopics.Of(more, before);
        var (old, now) = (before.Reader(), after.Reader());
        var same = Texts(300).Count(text => old.Read(text) && now.Read(text) && old.Id == now.Id);
        Assert.True(same >= 270, $"{same} of 300 texts kept the id of their topic.");
        Assert.All(after.Topics, topic => Assert.True(before.Topics.Any(one => one.Id == topic.Id) || topic.Id >= before.NextId));

        var others = DiscoverTopics.Of(Enumerable.Range(0, 60).Select(i => $"{(i % 2 == 0 ? "violin teacher lesson" : "window cleaner ladder")} {i}"), after);
        Assert.All(others.Topics, topic => Assert.True(topic.Id >= after.NextId));
        Assert.True(DiscoverTopics.Of(Texts(3), others).NextId == others.NextId);
    }

    [Fact]
    public void Every_text_has_a_topic_or_a_reason_and_the_counts_add_up()
    {
        var texts = Texts(120).Concat(["", "👍", "ok", "The food was cold.", "\uD83D", "quite singular wordplay nobody shares", new string('x', 1 << 20)]).ToList();
        var run = TopicRun.Of(new TopicTagger(Taxonomy.Starter), texts);
        Assert.Equal(texts.Count, run.Texts.Count);
        Assert.All(run.Texts, text => Assert.Equal(text.Topics.Count == 0, text.None != TopicNone.No));
        Assert.Equal(texts.Count, run.Coverage.OfTaxonomy + run.Coverage.Discovered + run.Coverage.None.Values.Sum());
        Assert.Contains(run.Texts[123].Topics, topic => topic.Topic == "served_cold");
    }

    [Fact]
    public void Pairs_are_worth_as_much_as_the_best_of_all_ways_to_pair()
    {
        Prop.ForAll(Gen.Choose(0, 100).ArrayOf(12).ToArbitrary(), values =>
        {
            var worth = new double[4, 3];
            Buffer.BlockCopy(values.Select(value => (double)value).ToArray(), 0, worth, 0, 12 * sizeof(double));
            var pairs = Hungarian.Pair(worth);
            var sum = Enumerable.Range(0, 4).Where(row => pairs[row] >= 0).Sum(row => worth[row, pairs[row]]);
            return pairs.Count(column => column >= 0) == 3 && pairs.Where(column => column >= 0).Distinct().Count() == 3 && sum == Best(worth, 0, 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

        static double Best(double[,] worth, int column, int taken) => column == worth.GetLength(1) ? 0 :
            Enumerable.Range(0, worth.GetLength(0)).Where(row => (taken & (1 << row)) == 0).Max(row => worth[row, column] + Best(worth, column + 1, taken | (1 << row)));
    }
}
