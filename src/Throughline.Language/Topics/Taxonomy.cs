using System.Text;

namespace Throughline.Language.Topics;

/// <summary>
/// The topics of a company, as a tree of any depth. It is a text that people edit: <see cref="TaxonomyText"/> reads and writes it. Immutable.
/// </summary>
public sealed class Taxonomy
{
    static readonly Lazy<Taxonomy> s_starter = new(() =>
    {
        using var stream = typeof(Taxonomy).Assembly.GetManifestResourceStream("language.service-company.topics")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return TaxonomyText.Read(reader.ReadToEnd());
    });

    readonly Dictionary<string, Topic> _byId;

    /// <summary>Takes the topics of a taxonomy.</summary>
    /// <exception cref="FormatException">An id is not of its form or is there twice, a parent is missing or a topic lies inside itself; the message names it.</exception>
    public Taxonomy(IReadOnlyList<Topic> topics)
    {
        Topics = topics;
        _byId = new Dictionary<string, Topic>(StringComparer.Ordinal);
        foreach (var topic in topics)
        {
            if (topic.Id.Length is 0 or > 64 || !topic.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            {
                throw new FormatException($"the id '{topic.Id}' of a topic is not of small letters, digits and underscores, at most 64.");
            }

            if (!_byId.TryAdd(topic.Id, topic))
            {
                throw new FormatException($"the topic '{topic.Id}' is there twice.");
            }
        }

        foreach (var topic in topics)
        {
            CheckParents(topic);
        }

        Languages = topics.SelectMany(topic => topic.Seeds.Where(seeds => seeds.Value.Count > 0).Select(seeds => seeds.Key)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>About thirty topics that customers of service companies write about, with seeds in English, Arabic, Persian and Chinese: a beginning to be edited.</summary>
    public static Taxonomy Starter => s_starter.Value;

    /// <summary>No topics.</summary>
    public static Taxonomy Empty { get; } = new([]);

    /// <summary>The topics, in the order of the text that they were read from.</summary>
    public IReadOnlyList<Topic> Topics { get; }

    /// <summary>Codes of the languages that any topic has seeds in.</summary>
    public IReadOnlySet<string> Languages { get; }

    /// <summary>A topic; null when there is none of this id.</summary>
    public Topic? Find(string id) => _byId.GetValueOrDefault(id);

    void CheckParents(Topic topic)
    {
        var steps = 0;
        for (var at = topic; at.Parent is { } parent; steps++)
        {
            if (!_byId.TryGetValue(parent, out at!))
            {
                throw new FormatException($"the topic '{topic.Id}' is a part of '{parent}', which is not there.");
            }

            if (steps > _byId.Count)
            {
                throw new FormatException($"the topic '{topic.Id}' is a part of itself.");
            }
        }
    }
}
