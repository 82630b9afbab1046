using System.Globalization;

namespace Throughline.Language.Detecting;

/// <summary>A line of a pattern file that a matcher is made of.</summary>
/// <param name="Language">Its language.</param>
/// <param name="Kind">What a match is worth.</param>
/// <param name="MayBeNegated">True when a negator before or after it takes nothing away.</param>
/// <param name="Words">The pattern.</param>
/// <param name="Place">File and line, for messages.</param>
sealed record PatternLine(string Language, PatternKind Kind, bool MayBeNegated, string Words, string Place);

/// <summary>A text that must, or must not, be said to be present.</summary>
sealed record PatternExample(string Language, bool IsPresent, string Text, string Place);

/// <summary>What a match of a pattern is worth.</summary>
enum PatternKind
{
    /// <summary>Takes away every match that it overlaps.</summary>
    Exclusion = 0,

    /// <summary>A hint; two different ones are needed.</summary>
    Weak = 1,

    /// <summary>Enough by itself.</summary>
    Plain = 2,

    /// <summary>Hardly ever said otherwise.</summary>
    Strong = 3,

    /// <summary>Where a negator does not negate.</summary>
    NoNegation = 4,

    /// <summary>Negates what comes after it.</summary>
    NegatorBefore = 5,

    /// <summary>Negates what comes before it.</summary>
    NegatorAfter = 6,

    /// <summary>May stand between a negator at the end and what it negates.</summary>
    Filler = 7,
}

/// <summary>
/// A text file of patterns, one a line, that people edit. The syntax is described in docs/methods/detectors.md. Its first lines name the trait and the version;
/// <c>[en]</c> begins a language; <c>let name = words</c> names words for <c>{name}</c>.
/// </summary>
sealed class PatternFile
{
    PatternFile(string id) => Id = id;

    public string Id { get; }

    public string Version { get; private set; } = "";

    public Trait Trait { get; private set; }

    public List<PatternLine> Lines { get; } = [];

    public List<PatternExample> Examples { get; } = [];

    /// <summary>Named words, by language and name.</summary>
    public Dictionary<(string Language, string Name), string> Named { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">A line says nothing that is known; the message names it.</exception>
    public static PatternFile Read(string id, TextReader text)
    {
        var file = new PatternFile(id);
        var language = "";
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            line = line.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var place = string.Create(CultureInfo.InvariantCulture, $"{id}.txt, line {number}");
            if (line[0] == '[' && line[^1] == ']')
            {
                language = line[1..^1];
            }
            else
            {
                file.Take(line, language, place);
            }
        }

        return file;
    }

    void Take(string line, string language, string place)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = blank < 0 ? (line, "") : (line[..blank], line[(blank + 1)..].Trim());
        switch (word)
        {
            case "trait":
                Trait = Enum.Parse<Trait>(rest);
                break;
            case "version":
                Version = rest;
                break;
            case "yes:" or "no:":
                Examples.Add(new PatternExample(language, word == "yes:", rest, place));
                break;
            case "let":
                var sign = rest.IndexOf('=', StringComparison.Ordinal);
                Named[(language, rest[..sign].Trim())] = rest[(sign + 1)..].Trim();
                break;
            default:
                var kind = Kind(word.TrimEnd('^')) ?? throw new FormatException($"{place}: '{word}' is not known.");
                Lines.Add(new PatternLine(language, kind, word[^1] == '^', rest, place));
                break;
        }
    }

    static PatternKind? Kind(string word) => word switch
    {
        "-" => PatternKind.Exclusion,
        "1" => PatternKind.Weak,
        "2" => PatternKind.Plain,
        "3" => PatternKind.Strong,
        "no-negation" => PatternKind.NoNegation,
        "negator" => PatternKind.NegatorBefore,
        "negator-after" => PatternKind.NegatorAfter,
        "filler" => PatternKind.Filler,
        _ => null,
    };
}
