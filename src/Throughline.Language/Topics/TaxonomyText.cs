using System.Globalization;
using System.Text;

namespace Throughline.Language.Topics;

/// <summary>
/// A taxonomy as people edit it: lines of a word, perhaps a language, a colon and what it is. <c>topic: delivery</c> begins a topic;
/// <c>parent: ID</c>, <c>name en: ...</c>, <c>seeds en: a | b*</c> and <c>example en: ...</c> go with it. Lines after <c>#</c> are remarks.
/// </summary>
public static class TaxonomyText
{
    /// <summary>Reads a taxonomy.</summary>
    /// <exception cref="FormatException">A line cannot be read, or the topics do not go together; the message says which and why.</exception>
    public static Taxonomy Read(string text)
    {
        var topics = new List<Draft>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                throw Broken(number, "has no colon");
            }

            string[] head = line[..colon].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var value = line[(colon + 1)..].Trim();
            if (head is ["topic"])
            {
                topics.Add(new Draft(value));
            }
            else if (topics.Count == 0)
            {
                throw Broken(number, "stands before the first topic");
            }
            else
            {
                Take(topics[^1], head, value, number);
            }
        }

        return new Taxonomy([.. topics.Select(draft => draft.Made())]);
    }

    /// <summary>Writes a taxonomy; what is read from it is equal.</summary>
    public static string Write(Taxonomy taxonomy)
    {
        var text = new StringBuilder();
        foreach (var topic in taxonomy.Topics)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(CultureInfo.InvariantCulture, $"topic: {topic.Id}\n");
            text.Append(topic.Parent is null ? "" : $"parent: {topic.Parent}\n");
            Lines(text, "name", topic.Names.Select(name => (name.Key, name.Value)));
            Lines(text, "seeds", topic.Seeds.Select(seeds => (seeds.Key, string.Join(" | ", seeds.Value))));
            Lines(text, "example", topic.Examples.SelectMany(some => some.Value.Select(example => (some.Key, example))));
        }

        return text.ToString();
    }

    static void Lines(StringBuilder text, string word, IEnumerable<(string Language, string Value)> values)
    {
        foreach (var (language, value) in values.OrderBy(one => one.Language, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{word} {language}: {value}\n");
        }
    }

    static void Take(Draft topic, string[] head, string value, int number)
    {
        switch (head)
        {
            case ["parent"]:
                topic.Parent = value;
                break;
            case ["name", var language]:
                topic.Names[language] = value;
                break;
            case ["seeds", var language]:
                Add(topic.Seeds, language, value.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
                break;
            case ["example", var language]:
                Add(topic.Examples, language, [value]);
                break;
            default:
                throw Broken(number, $"begins with '{string.Join(' ', head)}'; topic, parent, name LANGUAGE, seeds LANGUAGE and example LANGUAGE are known");
        }
    }

    static void Add(Dictionary<string, IReadOnlyList<string>> to, string language, string[] values) =>
        to[language] = [.. to.GetValueOrDefault(language, []), .. values];

    static FormatException Broken(int line, string why) => new($"line {line} {why}.");

    sealed class Draft(string id)
    {
        public string? Parent { get; set; }

        public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, IReadOnlyList<string>> Seeds { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, IReadOnlyList<string>> Examples { get; } = new(StringComparer.Ordinal);

        public Topic Made() => new(id, Parent, Names, Seeds, Examples);
    }
}
