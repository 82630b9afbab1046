using Throughline.Language.Models;

namespace Throughline.Language.Topics;

/// <summary>
/// Finds the topics of a taxonomy in texts: by its seeds, and, for topics with labels enough, by a learnt head as well (<see cref="TrainTopics"/>). What
/// is found is a function of the normal form of the text, the taxonomy and the heads alone, so that texts that are alike have the same topics. Immutable:
/// any number of <see cref="Reader"/> may read with it at once.
/// </summary>
public sealed class TopicTagger
{
    /// <summary>Compiles a taxonomy.</summary>
    /// <param name="taxonomy">The topics and their seeds.</param>
    /// <param name="learnt">Heads of some of the topics; classes that the taxonomy has not are left aside.</param>
    public TopicTagger(Taxonomy taxonomy, LearntTopics? learnt = null)
    {
        Taxonomy = taxonomy;
        Learnt = learnt;
        Seeds = SeedAutomaton.Of(taxonomy);
        Places = taxonomy.Topics.Select((topic, place) => (topic.Id, place)).ToDictionary(one => one.Id, one => one.place, StringComparer.Ordinal);
        HeadTopics = [.. (learnt?.Heads.Classes ?? []).Select(one => Places.GetValueOrDefault(one, -1))];
    }

    /// <summary>The topics.</summary>
    public Taxonomy Taxonomy { get; }

    /// <summary>The heads; null where there are no labels.</summary>
    public LearntTopics? Learnt { get; }

    internal SeedAutomaton Seeds { get; }

    internal Dictionary<string, int> Places { get; }

    /// <summary>Of each head the topic's place in the taxonomy, -1 where it has none.</summary>
    internal int[] HeadTopics { get; }

    /// <summary>A reader of texts; one for each thread.</summary>
    public TopicReading Reader() => new(this);
}

/// <summary>Heads of topics that are learnt from labels, and what the seeds of these topics are worth on the same labels.</summary>
/// <param name="Heads">A head for each topic, its id the class.</param>
/// <param name="SeedPrecision">Of each class, the share of texts with a seed of the topic that are of the topic: (right + 1) / (said + 2).</param>
public sealed record LearntTopics(TextClassifier Heads, IReadOnlyList<double> SeedPrecision);
