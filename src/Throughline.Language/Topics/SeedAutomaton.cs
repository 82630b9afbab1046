using Throughline.Language.Normal;

namespace Throughline.Language.Topics;

/// <summary>
/// All seeds of a taxonomy in one automaton (Aho and Corasick 1975), which is run once over the units of a normal text: the time does not grow
/// with the number of seeds.
/// </summary>
sealed class SeedAutomaton
{
    // What may stand between the beginning of an Arabic word and a seed: and, so, in, for, like, the, in the ways they are joined.
    static readonly HashSet<string> s_arabicPrefixes =
        [.. "و ف ب ل ك ال وال فال بال كال لل ولل فلل وب فب ول فل وك وبال ها س".Split(' ')];

    readonly Dictionary<long, int> _next = [];
    readonly int[] _first = new int[0x10000]; // of each unit the state after it at the beginning of seeds; most units of a text are in none
    readonly List<int> _fail = [0];
    readonly List<int> _shorter = [0]; // of a state the next one that ends a seed, on the way of fails
    readonly List<List<Seed>?> _ends = [null];
    readonly List<(int Parent, char Unit)> _states = [(0, '\0')];

    /// <summary>A seed, the topic it speaks of, and how it may stand in a word.</summary>
    public readonly record struct Seed(int Topic, int Length, bool BeginsLonger, bool TakesPrefix);

    /// <summary>A seed in a text: the topic, and units from word start to word end.</summary>
    public readonly record struct Hit(int Topic, int Start, int End);

    /// <summary>Takes seeds, each with the number of its topic and its language.</summary>
    public SeedAutomaton(IEnumerable<(int Topic, string Language, string Seed)> seeds)
    {
        foreach (var (topic, language, seed) in seeds)
        {
            AddForms(topic, language, seed);
        }

        Link();
    }

    /// <summary>All seeds of a taxonomy; topics are numbered as they stand there.</summary>
    public static SeedAutomaton Of(Taxonomy taxonomy) =>
        new(taxonomy.Topics.SelectMany((topic, place) => topic.Seeds.SelectMany(seeds => seeds.Value.Select(seed => (place, seeds.Key, seed)))));

    /// <summary>Hands over every seed that stands in the units as its kind asks, by its end, then by its length.</summary>
    public void Run(ReadOnlySpan<char> units, List<Hit> hits)
    {
        var state = 0;
        for (var at = 0; at < units.Length; at++)
        {
            state = Step(state, units[at]);
            for (var end = _ends[state] is null ? _shorter[state] : state; end != 0; end = _shorter[end])
            {
                foreach (var seed in _ends[end]!)
                {
                    Take(units, at + 1, seed, hits);
                }
            }
        }
    }

    static void Take(ReadOnlySpan<char> units, int end, Seed seed, List<Hit> hits)
    {
        var start = end - seed.Length;
        if (!Letters.IsHan(units[start]) && !char.IsSurrogate(units[start]) && Letters.IsOfWord(units[start]))
        {
            var word = start;
            while (word > 0 && start - word <= 4 && IsInWord(units[word - 1]))
            {
                word--;
            }

            if (word != start && !(seed.TakesPrefix && s_arabicPrefixes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(units[word..start])))
            {
                return;
            }

            start = word;
        }

        if (end < units.Length && IsInWord(units[end - 1]) && IsInWord(units[end]))
        {
            if (!seed.BeginsLonger)
            {
                return;
            }

            while (end < units.Length && IsInWord(units[end]))
            {
                end++;
            }
        }

        hits.Add(new Hit(seed.Topic, start, end));
    }

    static bool IsInWord(char unit) => !Letters.IsHan(unit) && !char.IsSurrogate(unit) && Letters.IsOfWord(unit);

    void AddForms(int topic, string language, string seed)
    {
        var longer = seed.EndsWith('*');
        var words = longer ? seed[..^1] : seed;
        Add(topic, language, Normaliser.Of(words), longer);
        if (words.Contains('\u200C', StringComparison.Ordinal))
        {
            // What a zero-width non-joiner parts is also written as one word.
            Add(topic, language, Normaliser.Of(words.Replace("\u200C", "", StringComparison.Ordinal)), longer);
        }
    }

    void Add(int topic, string language, string units, bool longer)
    {
        if (units.Length == 0)
        {
            return;
        }

        var state = 0;
        foreach (var unit in units)
        {
            if (!_next.TryGetValue(Key(state, unit), out var next))
            {
                next = _states.Count;
                _next.Add(Key(state, unit), next);
                _first[unit] = state == 0 ? next : _first[unit];
                _states.Add((state, unit));
                _fail.Add(0);
                _shorter.Add(0);
                _ends.Add(null);
            }

            state = next;
        }

        var seed = new Seed(topic, units.Length, longer, language == "ar");
        var ends = _ends[state] ??= [];
        if (!ends.Contains(seed))
        {
            ends.Add(seed);
        }
    }

    /// <summary>Where to go on when a state has no next one; by depth, so that what is needed is known.</summary>
    void Link()
    {
        var depth = new int[_states.Count];
        for (var state = 1; state < depth.Length; state++)
        {
            depth[state] = depth[_states[state].Parent] + 1;
        }

        foreach (var state in Enumerable.Range(1, _states.Count - 1).OrderBy(state => depth[state]))
        {
            var (parent, unit) = _states[state];
            _fail[state] = parent == 0 ? 0 : Step(_fail[parent], unit);
            _shorter[state] = _ends[_fail[state]] is null ? _shorter[_fail[state]] : _fail[state];
        }
    }

    int Step(int state, char unit)
    {
        while (state != 0)
        {
            if (_next.TryGetValue(Key(state, unit), out var next))
            {
                return next;
            }

            state = _fail[state];
        }

        return _first[unit];
    }

    static long Key(int state, char unit) => ((long)state << 16) | unit;
}
