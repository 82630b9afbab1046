using Throughline.Language.Normal;
using Throughline.Platform.Http;

namespace Throughline.Understanding.Topics;

/// <summary>What a client writes of a topic.</summary>
/// <param name="Name">What it is called, up to 120 characters.</param>
/// <param name="Parent">The topic that it is a part of; null for one of the first level.</param>
/// <param name="Names">What it is called in other languages, by code (en, ar, fa, zh); null for none.</param>
/// <param name="Seeds">Words and phrases that speak of it, by language; one that ends in <c>*</c> also begins longer words. Null for none.</param>
/// <param name="Examples">Texts that speak of it, up to 50; null for none.</param>
sealed record TopicRequest(
    string? Name, int? Parent, IReadOnlyDictionary<string, string>? Names, IReadOnlyDictionary<string, IReadOnlyList<string>>? Seeds, IReadOnlyList<string>? Examples)
{
    const int LongestName = 120, LongestSeed = 100, MostSeeds = 500, LongestExample = 2_000, MostExamples = 50, MostLanguages = 20;

    /// <summary>The words, trimmed, in an order that does not depend on the client.</summary>
    /// <exception cref="BadInputException">A member cannot be used; it is named.</exception>
    public TopicWords Read() => new(Called("name", Name), Parent, ReadNames(), ReadSeeds(), ReadExamples());

    /// <summary>A name that may be given to a topic.</summary>
    /// <exception cref="BadInputException">It is empty or too long.</exception>
    public static string Called(string field, string? name) => name?.Trim() is { Length: > 0 and <= LongestName } called
        ? called
        : throw Bad(field, $"A topic has a name of 1 to {LongestName} characters.");

    SortedDictionary<string, string> ReadNames()
    {
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (language, name) in Few(Names, "names"))
        {
            names.Add(Language("names", language), Called("names", name));
        }

        return names;
    }

    SortedDictionary<string, IReadOnlyList<string>> ReadSeeds()
    {
        var seeds = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (language, given) in Few(Seeds, "seeds"))
        {
            string[] words = [.. (given ?? []).Select(seed => seed?.Trim() ?? "").Where(seed => seed.Length > 0).Distinct(StringComparer.Ordinal)];
            if (words.Length > MostSeeds)
            {
                throw Bad("seeds", $"A topic has at most {MostSeeds} words of a language.");
            }

            if (Array.Find(words, seed => seed.Length > LongestSeed || Normaliser.Of(seed.TrimEnd('*')).Trim().Length == 0) is { } bad)
            {
                throw Bad("seeds", $"\"{bad}\" is no word to look for. Give words or phrases of up to {LongestSeed} characters, a * only at the end.");
            }

            if (words.Length > 0)
            {
                seeds.Add(Language("seeds", language), words);
            }
        }

        return seeds;
    }

    string[] ReadExamples()
    {
        string[] examples = [.. (Examples ?? []).Select(example => example?.Trim() ?? "").Where(example => example.Length > 0).Distinct(StringComparer.Ordinal)];
        return examples.Length > MostExamples || Array.Exists(examples, example => example.Length > LongestExample)
            ? throw Bad("examples", $"A topic has at most {MostExamples} examples of up to {LongestExample} characters.")
            : examples;
    }

    static IEnumerable<KeyValuePair<string, T>> Few<T>(IReadOnlyDictionary<string, T>? given, string field) => given is not { Count: > MostLanguages }
        ? given ?? new Dictionary<string, T>()
        : throw Bad(field, $"At most {MostLanguages} languages can be given.");

    static string Language(string field, string code) => code.Length is 2 or 3 && code.All(char.IsAsciiLetterLower)
        ? code
        : throw Bad(field, $"\"{code}\" is no code of a language. Write en, ar, fa, zh or another of two or three small letters; und for words of any.");

    static BadInputException Bad(string field, string detail) => new(field, detail, "bad_topic");
}
