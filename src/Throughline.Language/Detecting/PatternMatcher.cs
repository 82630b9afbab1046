namespace Throughline.Language.Detecting;

/// <summary>All patterns of all detectors and languages as one thing: the tree of their words, and of each word the patterns that it makes worth a look. Immutable.</summary>
sealed class PatternMatcher
{
    /// <summary>The languages that patterns are written for.</summary>
    public static readonly string[] Languages = ["en", "ar", "fa", "zh"];

    readonly byte[][] _roles; // of each language, of each word

    PatternMatcher(WordTree tree, Pattern[] patterns, int[][] anchored, byte[][] roles, int number)
    {
        Tree = tree;
        Patterns = patterns;
        Anchored = anchored;
        _roles = roles;
        Number = number;
    }

    /// <summary>The words.</summary>
    public WordTree Tree { get; }

    /// <summary>The patterns.</summary>
    public Pattern[] Patterns { get; }

    /// <summary>Of each word, the patterns that have it where they are anchored.</summary>
    public int[][] Anchored { get; }

    /// <summary>The number of the word that stands for any number in figures.</summary>
    public int Number { get; }

    /// <summary>What a word is in a language besides being itself.</summary>
    public WordRoles Role(int language, int word) => (WordRoles)_roles[language][word];

    /// <summary>Makes a matcher out of files, and out of the one that names what all share.</summary>
    /// <exception cref="FormatException">A pattern cannot be read.</exception>
    public static PatternMatcher Of(IReadOnlyList<PatternFile> files, PatternFile shared)
    {
        var tree = new WordTree();
        var number = tree.Add(PatternWords.Number);
        var drafts = new List<(int Detector, PatternLine Line, int Number, List<PatternPlace> Places)>();
        var roles = new List<(int Language, int Word, WordRoles Role)>();
        foreach (var line in shared.Lines)
        {
            foreach (var places in PatternWords.Expand(line, name => Named(shared, shared, line, name)))
            {
                if (line.Kind == PatternKind.NoNegation)
                {
                    drafts.Add((-1, line, -1, places));
                    continue;
                }

                var role = line.Kind switch { PatternKind.NegatorBefore => WordRoles.NegatorBefore, PatternKind.NegatorAfter => WordRoles.NegatorAfter, _ => WordRoles.Filler };
                roles.AddRange(places.Count == 1 ? places[0].Words.Select(word => (Language(line), tree.Add(word), role)) : throw new FormatException($"{line.Place}: single words are needed."));
            }
        }

        var lines = 0;
        for (var detector = 0; detector < files.Count; detector++)
        {
            var file = files[detector];
            foreach (var line in file.Lines)
            {
                drafts.AddRange(PatternWords.Expand(line, name => Named(file, shared, line, name)).Select(places => (detector, line, lines, places)));
                lines++;
            }
        }

        return Of(tree, drafts, roles, number);
    }

    static PatternMatcher Of(WordTree tree, List<(int Detector, PatternLine Line, int Number, List<PatternPlace> Places)> drafts, List<(int Language, int Word, WordRoles Role)> roles, int number)
    {
        var interned = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var places = drafts.Select(draft => draft.Places.Select(place => Interned(interned, [.. place.Words.Select(tree.Add).Distinct().Order()])).ToArray()).ToList();
        var ofRoles = Languages.Select(_ => new byte[tree.Count]).ToArray();
        foreach (var (language, word, role) in roles)
        {
            ofRoles[language][word] |= (byte)role;
        }

        var uses = new int[tree.Count];
        foreach (var word in places.SelectMany(one => one).SelectMany(place => place))
        {
            uses[word]++;
        }

        var patterns = new Pattern[drafts.Count];
        var anchored = new List<int>[tree.Count];
        for (var i = 0; i < patterns.Length; i++)
        {
            var (detector, line, lineNumber, draft) = drafts[i];
            var language = Language(line);
            var anchor = Enumerable.Range(0, draft.Count).MinBy(place => places[i][place].Sum(word => uses[word]));
            var negates = places[i].Any(place => place.All(word => (ofRoles[language][word] & (byte)(WordRoles.NegatorBefore | WordRoles.NegatorAfter)) != 0));
            patterns[i] = new Pattern(detector, language, line.Kind, line.MayBeNegated || negates, lineNumber, places[i], [.. draft.Select(place => place.Gap)],
                [.. draft.Select(place => place.Words.Max(Steps))], anchor);
            foreach (var word in places[i][anchor])
            {
                (anchored[word] ??= []).Add(i);
            }
        }

        return new PatternMatcher(tree, patterns, [.. anchored.Select(one => one?.ToArray() ?? [])], ofRoles, number);
    }

    static int[] Interned(Dictionary<string, int[]> known, int[] words)
    {
        var key = string.Join(' ', words);
        return known.TryGetValue(key, out var same) ? same : known[key] = words;
    }

    static int Steps(string word) => word.EnumerateRunes().FirstOrDefault() is var first && Normal.Letters.IsHan(first.Value) ? word.EnumerateRunes().Count() : 1;

    static int Language(PatternLine line) => Array.IndexOf(Languages, line.Language) is var language and >= 0 ? language : throw new FormatException($"{line.Place}: '{line.Language}' is no language.");

    static string Named(PatternFile file, PatternFile shared, PatternLine line, string name) =>
        file.Named.GetValueOrDefault((line.Language, name)) ?? shared.Named.GetValueOrDefault((line.Language, name)) ?? throw new FormatException($"{{{name}}} is not known");
}

/// <summary>What a word is besides being itself.</summary>
[Flags]
enum WordRoles : byte
{
    None = 0,
    NegatorBefore = 1,
    NegatorAfter = 2,
    Filler = 4,
}
