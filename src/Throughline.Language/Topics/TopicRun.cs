using Throughline.Language.Normal;
using Throughline.Language.Topics.Discovery;

namespace Throughline.Language.Topics;

/// <summary>A topic of one text.</summary>
/// <param name="Topic">The id in the taxonomy, or <c>discovered_</c> and the number of a discovered one.</param>
/// <param name="IsDiscovered">True when it is not of the taxonomy.</param>
/// <param name="Spans">Where it is spoken of: ranges of the original.</param>
public sealed record TextTopic(string Topic, bool IsDiscovered, IReadOnlyList<SourceRange> Spans);

/// <summary>The topics of one text, or why it has none.</summary>
/// <param name="Topics">0 or more.</param>
/// <param name="None">The reason when there are none.</param>
public sealed record TextTopics(IReadOnlyList<TextTopic> Topics, TopicNone None);

/// <summary>How many texts have topics; the numbers add up to all.</summary>
/// <param name="Texts">All texts.</param>
/// <param name="OfTaxonomy">Texts with a topic of the taxonomy.</param>
/// <param name="Discovered">Texts with a discovered one.</param>
/// <param name="None">Texts without one, by the reason.</param>
public sealed record TopicCoverage(int Texts, int OfTaxonomy, int Discovered, IReadOnlyDictionary<TopicNone, int> None);

/// <summary>
/// Texts with their topics: of the taxonomy first, then discovered in what it did not take. Every text has topics or the reason why not. Texts without words
/// and texts too short to be about anything keep that reason and are not discovered in.
/// </summary>
public sealed class TopicRun
{
    TopicRun(IReadOnlyList<TextTopics> texts, DiscoveredTopics discovered)
    {
        Texts = texts;
        Discovered = discovered;
        Coverage = new TopicCoverage(
            texts.Count, texts.Count(text => text.Topics.Any(topic => !topic.IsDiscovered)), texts.Count(text => text.Topics.Any(topic => topic.IsDiscovered)),
            texts.Where(text => text.Topics.Count == 0).GroupBy(text => text.None).ToDictionary(group => group.Key, group => group.Count()));
    }

    /// <summary>Of each text its topics, in the order of the texts.</summary>
    public IReadOnlyList<TextTopics> Texts { get; }

    /// <summary>What was discovered.</summary>
    public DiscoveredTopics Discovered { get; }

    /// <summary>How many texts have topics.</summary>
    public TopicCoverage Coverage { get; }

    /// <summary>Finds the topics of texts.</summary>
    /// <param name="tagger">The taxonomy.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="last">What the last run discovered, so that ids stay; null for a first run.</param>
    public static TopicRun Of(TopicTagger tagger, IReadOnlyList<string> texts, DiscoveredTopics? last = null)
    {
        var tagged = new TextTopics[texts.Count];
        Parallel.For(0, texts.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, tagger.Reader, (row, _, reader) =>
        {
            reader.Read(texts[row]);
            tagged[row] = new TextTopics([.. reader.Topics.Select(found => new TextTopic(tagger.Taxonomy.Topics[found.Topic].Id, false, [.. reader.Spans(found.Topic)]))], reader.None);
            return reader;
        }, _ => { });

        int[] left = [.. Enumerable.Range(0, texts.Count).Where(row => tagged[row].None is TopicNone.NothingMatched or TopicNone.LanguageNotCovered)];
        var discovered = DiscoverTopics.Of(left.Select(row => texts[row]), last);
        var finder = discovered.Reader();
        foreach (var row in left)
        {
            tagged[row] = finder.Read(texts[row]) ? new TextTopics([new TextTopic(Name(finder.Id), true, [finder.Span])], TopicNone.No) : new TextTopics([], finder.None);
        }

        return new TopicRun(tagged, discovered);
    }

    /// <summary>The name of a discovered topic in files and answers.</summary>
    public static string Name(int discovered) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"discovered_{discovered}");
}
