using System.Globalization;
using System.Text.Json.Serialization;
using Throughline.Language.Topics;

namespace Throughline.Understanding.Topics;

/// <summary>One topic of the company's own taxonomy as it stands in one version.</summary>
/// <param name="Id">Number, given once and never to another topic.</param>
/// <param name="Words">What people wrote of it.</param>
/// <param name="Origin"><c>own</c>, or <c>adopted</c> where it was proposed: by the starter, or found in texts.</param>
/// <param name="IsGone">True when it was deleted: its number still stands in what was exported.</param>
public sealed record CompanyTopic(int Id, TopicWords Words, string Origin, bool IsGone);

/// <summary>What people write of a topic.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Parent">The topic that it is a part of; null for one of the first level.</param>
/// <param name="Names">What it is called in other languages, by code: en, ar, fa, zh.</param>
/// <param name="Seeds">Words and phrases that speak of it, by language; one that ends in <c>*</c> also begins longer words.</param>
/// <param name="Examples">Texts that speak of it: shown to people, and checked.</param>
public sealed record TopicWords(
    string Name, int? Parent, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, IReadOnlyList<string>> Seeds, IReadOnlyList<string> Examples)
{
    /// <summary>The same words.</summary>
    [JsonIgnore]
    internal string AsJson => System.Text.Json.JsonSerializer.Serialize(this);
}

/// <summary>The company's topics at one version. Immutable.</summary>
public sealed class TaxonomyVersion
{
    readonly Dictionary<int, CompanyTopic> _byId;

    internal TaxonomyVersion(int version, IReadOnlyList<CompanyTopic> topics)
    {
        Version = version;
        Topics = topics;
        _byId = topics.ToDictionary(topic => topic.Id);
        Living = [.. topics.Where(topic => !topic.IsGone)];
        Taxonomy = new Lazy<Taxonomy>(() => new Taxonomy([.. Living.Select(Compiled)]));
    }

    /// <summary>Grows by one with every edit; 0 where there never was a topic.</summary>
    public int Version { get; }

    /// <summary>All topics by their numbers, also those that are gone.</summary>
    public IReadOnlyList<CompanyTopic> Topics { get; }

    /// <summary>Those that are not gone.</summary>
    public IReadOnlyList<CompanyTopic> Living { get; }

    /// <summary>As texts are read by it: <see cref="Living"/> in their order, a topic's number its id.</summary>
    internal Lazy<Taxonomy> Taxonomy { get; }

    /// <summary>A topic, also one that is gone; null when there never was one of this number.</summary>
    public CompanyTopic? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>The topics that a topic is a part of, from the nearest up.</summary>
    public IEnumerable<CompanyTopic> Above(CompanyTopic topic)
    {
        for (var at = topic; at.Words.Parent is { } parent && Find(parent) is { } above; at = above)
        {
            yield return above;
        }
    }

    static Topic Compiled(CompanyTopic topic) => new(
        Text(topic.Id), topic.Words.Parent is { } parent ? Text(parent) : null, topic.Words.Names, topic.Words.Seeds,
        new Dictionary<string, IReadOnlyList<string>> { ["und"] = topic.Words.Examples });

    static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
