namespace Throughline.Demo;

/// <summary>One name as written in its own script and in Latin letters; at least one Latin spelling.</summary>
internal sealed record Spelling(string Native, IReadOnlyList<string> Latin);

/// <summary>Given and family names of one language, read from Names/.</summary>
internal sealed class NameBook
{
    static readonly Dictionary<string, NameBook> _books =
        Places.Languages.ToDictionary(language => language, language => new NameBook(language));

    NameBook(string language)
    {
        List<Spelling> given = [], family = [];
        List<Spelling>? list = null;
        foreach (var line in Resource.Lines(language + ".names"))
        {
            if (line[0] == '[')
            {
                list = line == "[given]" ? given : family;
                continue;
            }

            var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            var others = parts.Length == 1 ? [] : parts[1].Split(',', StringSplitOptions.TrimEntries);
            list!.Add(new Spelling(parts[0], language == "en" ? [parts[0], .. others] : others));
        }

        (Given, Family) = (given, family);
    }

    public IReadOnlyList<Spelling> Given { get; }

    public IReadOnlyList<Spelling> Family { get; }

    public static NameBook Of(string language) => _books[language];
}
