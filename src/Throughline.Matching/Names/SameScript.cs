namespace Throughline.Matching.Names;

/// <summary>
/// Rules from a script to itself: slips of the hand (a letter too many, too few, another one, two exchanged) and the spellings
/// that a table says stand for each other.
/// </summary>
static class SameScript
{
    const int Doubled = 25, Exchanged = 240;
    const int LightChanged = 230, Changed = 410, LightForOther = 480, LightLost = 230, Lost = 390;

    /// <param name="lines">The table of spellings that stand for each other.</param>
    /// <param name="letters">The letters a word is packed from.</param>
    /// <param name="count">How many numbers letters may have.</param>
    /// <param name="isEnd">Whether a letter is one of the ends of a name.</param>
    /// <param name="isLight">Whether a letter is easily left out or mistaken: a vowel.</param>
    public static SoundRules Read(IEnumerable<string> lines, Func<string, byte[]> letters, int count, Func<byte, bool> isEnd, Func<byte, bool> isLight)
    {
        var rules = new List<SoundRule>();
        byte[] all = [.. Enumerable.Range(1, count - 1).Select(i => (byte)i)];
        foreach (var one in all)
        {
            Add([one], [one], 0);
            foreach (var other in isEnd(one) ? [] : all.Where(other => !isEnd(other)))
            {
                if (one == other)
                {
                    Add([one, one], [one], Doubled);
                    Add([one], [one, one], Doubled);
                    continue;
                }

                Add([one], [other], isLight(one) == isLight(other) ? isLight(one) ? LightChanged : Changed : LightForOther);
                Add([one, other], [other, one], Exchanged);
            }

            if (!isEnd(one))
            {
                Add([one], [], isLight(one) ? LightLost : Lost);
                Add([], [one], isLight(one) ? LightLost : Lost);
            }
        }

        foreach (var line in lines)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var part in parts.AsSpan(1))
            {
                var colon = part.LastIndexOf(':');
                var cost = SoundRules.Cost(part.AsSpan(colon + 1));
                var (left, right) = (Checked(letters(parts[0]), line), Checked(letters(part[..colon]), line));
                Add(left, right, cost);
                Add(right, left, cost);
            }
        }

        return SoundRules.Of(rules, count, count);

        void Add(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, int cost)
        {
            var (packedFrom, fromLength) = SoundRules.Pack(from);
            var (packedTo, toLength) = SoundRules.Pack(to);
            rules.Add(new SoundRule(packedFrom, fromLength, packedTo, toLength, cost));
        }
    }

    static byte[] Checked(byte[] letters, string line) => letters.Contains((byte)0)
        ? throw new InvalidDataException($"A letter that no script has stands in the table: {line}")
        : letters;
}
