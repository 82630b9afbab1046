using Throughline.Language.Models;
using Throughline.Language.Normal;

namespace Throughline.Language.Topics;

/// <summary>
/// Learns heads for the topics that have labels enough. A label is what a person says: which topics a text is about, perhaps none. The head of a topic goes with its
/// seeds: a text has the topic when the head says so, or when the head is half as sure and a seed is there, of a topic whose seeds are right at least
/// half of the time on the labels. Its probability is the higher of the two.
/// </summary>
public static class TrainTopics
{
    /// <summary>Fewest texts of a topic that a head is learnt from.</summary>
    public const int FewestLabels = 30;

    /// <summary>Learns them.</summary>
    /// <param name="taxonomy">The topics.</param>
    /// <param name="texts">Texts that a person has read, each with the ids of all its topics.</param>
    /// <returns>The heads; null when no topic has <see cref="FewestLabels"/> texts, or no text is without one.</returns>
    public static LearntTopics? Of(Taxonomy taxonomy, IReadOnlyList<LabelledText> texts)
    {
        var enough = taxonomy.Topics.Select(topic => topic.Id)
            .Where(id => texts.Count(text => text.Classes.Contains(id)) is var having && having >= FewestLabels && having < texts.Count)
            .ToHashSet(StringComparer.Ordinal);
        if (enough.Count == 0)
        {
            return null;
        }

        LabelledText[] normal = [.. texts.Select(text => new LabelledText(Normaliser.Of(text.Text), [.. text.Classes.Where(enough.Contains)]))];
        var heads = TrainClassifier.Of(normal, new TrainOptions(IsMany: true));
        return new LearntTopics(heads, Precision(taxonomy, normal, heads.Classes));
    }

    static double[] Precision(Taxonomy taxonomy, LabelledText[] texts, IReadOnlyList<string> classes)
    {
        var tagger = new TopicTagger(taxonomy);
        var reader = tagger.Reader();
        var (said, right) = (new int[classes.Count], new int[classes.Count]);
        foreach (var text in texts)
        {
            reader.Read(text.Text);
            for (var one = 0; one < classes.Count; one++)
            {
                if (reader.Topics.Any(found => taxonomy.Topics[found.Topic].Id == classes[one]))
                {
                    said[one]++;
                    right[one] += text.Classes.Contains(classes[one]) ? 1 : 0;
                }
            }
        }

        return [.. said.Zip(right, (all, good) => (good + 1.0) / (all + 2.0))];
    }
}
