namespace Throughline.Demo;

/// <summary>Phrases of one language by section, for example "network bad more", read from Words/.</summary>
internal sealed class PhraseBook
{
    static readonly Dictionary<string, PhraseBook> _books =
        Places.Languages.ToDictionary(language => language, language => new PhraseBook(language));

    readonly Dictionary<string, List<string>> _sections = [];

    PhraseBook(string language)
    {
        var section = "";
        foreach (var line in Resource.Lines(language + ".words"))
        {
            if (line[0] == '[')
            {
                section = line[1..^1];
                _sections.Add(section, []);
            }
            else
            {
                _sections[section].Add(line);
            }
        }
    }

    public static PhraseBook Of(string language) => _books[language];

    /// <summary>Phrases of a section; throws when the book has none of that name.</summary>
    public IReadOnlyList<string> this[string section] => _sections[section];

    public IEnumerable<string> Sections => _sections.Keys;
}
