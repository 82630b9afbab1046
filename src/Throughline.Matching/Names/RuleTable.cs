namespace Throughline.Matching.Names;

/// <summary>
/// Reads the tables beside this file: <c>FROM TO:cost TO:cost …</c>, one spelling a line, # begins a comment. Below the line
/// <c>[reverse]</c> the other script comes first.
/// </summary>
static class RuleTable
{
    /// <summary>What it costs to leave out a vowel or a consonant that the table does not say may be left out.</summary>
    const int VowelLost = 260, ConsonantLost = 380;

    /// <summary>What it costs that a letter appears for which nothing is written on the other side.</summary>
    const int Appears = 380;

    /// <param name="lines">The lines of the table.</param>
    /// <param name="letters">The letters a word of the other script is packed from.</param>
    /// <param name="toCount">How many numbers such letters may have.</param>
    /// <param name="free">Letters of the other script that may not appear from nothing: the ends of a name.</param>
    public static SoundRules Read(IEnumerable<string> lines, Func<string, byte[]> letters, int toCount, int free)
    {
        var rules = new Dictionary<(uint, uint), SoundRule>();
        var reverse = false;
        foreach (var line in lines)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0 || parts[0].StartsWith('#'))
            {
                continue;
            }

            if (parts[0] == "[reverse]")
            {
                reverse = true;
                continue;
            }

            foreach (var part in parts.AsSpan(1))
            {
                var colon = part.LastIndexOf(':');
                var (latin, other) = reverse ? (part[..colon], parts[0]) : (parts[0], part[..colon]);
                Add(Latin(latin), other == "-" ? [] : letters(other), SoundRules.Cost(part.AsSpan(colon + 1)), line);
            }
        }

        Complete(rules, toCount, free);
        return SoundRules.Of(rules.Values, LatinLetters.Count, toCount);

        void Add(byte[] from, byte[] to, int cost, string line)
        {
            if (from.Length + to.Length == 0 || from.Contains((byte)0) || to.Contains((byte)0))
            {
                throw new InvalidDataException($"A letter that no script has stands in the table: {line}");
            }

            Put(rules, from, to, cost);
            if (from.Length == 1 && from[0] <= 26 && !LatinLetters.IsVowel(from[0]))
            {
                Put(rules, [from[0], from[0]], to, cost + 5);
            }
        }
    }

    static void Put(Dictionary<(uint, uint), SoundRule> rules, byte[] from, byte[] to, int cost)
    {
        if (from.Length > SoundRules.Longest)
        {
            return;
        }

        var (packedFrom, fromLength) = SoundRules.Pack(from);
        var (packedTo, toLength) = SoundRules.Pack(to);
        if (!rules.TryGetValue((packedFrom, packedTo), out var before) || before.Cost > cost)
        {
            rules[(packedFrom, packedTo)] = new SoundRule(packedFrom, fromLength, packedTo, toLength, cost);
        }
    }

    /// <summary>Every letter of either script may be missing on the other side, at a price.</summary>
    static void Complete(Dictionary<(uint, uint), SoundRule> rules, int toCount, int free)
    {
        for (byte letter = 1; letter < LatinLetters.Count; letter++)
        {
            if (letter is LatinLetters.Start or LatinLetters.End)
            {
                rules.TryAdd((letter, letter == LatinLetters.Start ? 1u : 2u), new SoundRule(letter, 1, letter == LatinLetters.Start ? 1u : 2u, 1, 0));
            }
            else if (!rules.ContainsKey((letter, 0)))
            {
                Put(rules, [letter], [], LatinLetters.IsVowel(letter) ? VowelLost : ConsonantLost);
            }
        }

        for (var letter = (byte)(free + 1); letter < toCount; letter++)
        {
            if (!rules.ContainsKey((0, letter)))
            {
                Put(rules, [], [letter], Appears);
            }
        }
    }

    /// <summary>A spelling of a table as numbers; - is none.</summary>
    public static byte[] Latin(string written)
    {
        byte[] letters = written == "-" ? [] : [.. written.Select(LatinLetters.Of)];
        LatinLetters.Soften(letters);
        return letters;
    }
}
