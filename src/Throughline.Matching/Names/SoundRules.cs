using System.Globalization;

namespace Throughline.Matching.Names;

/// <summary>One way in which some letters of one script are written in another, with its cost in hundredths.</summary>
readonly record struct SoundRule(uint From, byte FromLength, uint To, byte ToLength, int Cost);

/// <summary>
/// How the letters of one script are written in another: a table of rules, each of up to four letters on either side. Letters are
/// the small numbers of <see cref="LatinLetters"/>, <see cref="ArabicLetters"/> and <see cref="PinyinParts"/>, packed into an integer,
/// the first one lowest.
/// </summary>
sealed class SoundRules
{
    /// <summary>Letters on one side of a rule, at most.</summary>
    public const int Longest = 4;

    readonly SoundRule[] _rules;
    readonly int[] _starts;

    SoundRules(IEnumerable<SoundRule> rules, int fromCount, int toCount)
    {
        FromCount = fromCount;
        ToCount = toCount;
        _rules = [.. rules
            .GroupBy(rule => (rule.From, rule.To))
            .Select(same => same.MinBy(rule => rule.Cost))
            .OrderBy(rule => rule.From & 0xFF).ThenBy(rule => rule.From).ThenBy(rule => rule.To)];
        _starts = new int[fromCount + 1];
        foreach (var rule in _rules)
        {
            _starts[(rule.From & 0xFF) + 1 is var next && next < _starts.Length ? next : fromCount]++;
        }

        for (var i = 1; i < _starts.Length; i++)
        {
            _starts[i] += _starts[i - 1];
        }
    }

    /// <summary>How many numbers letters of either side may have.</summary>
    public int FromCount { get; }

    /// <inheritdoc cref="FromCount"/>
    public int ToCount { get; }

    public ReadOnlySpan<SoundRule> All => _rules;

    /// <summary>The rules whose first letter is this one; those that start from nothing have 0.</summary>
    public ReadOnlySpan<SoundRule> StartingWith(byte letter) => _rules.AsSpan(_starts[letter].._starts[letter + 1]);

    /// <summary>The same rules read from the other side.</summary>
    public SoundRules Turned() => new(
        _rules.Select(rule => new SoundRule(rule.To, rule.ToLength, rule.From, rule.FromLength, rule.Cost)), ToCount, FromCount);

    public static SoundRules Of(IEnumerable<SoundRule> rules, int fromCount, int toCount) => new(rules, fromCount, toCount);

    /// <summary>The letters packed, with how many there are.</summary>
    public static (uint Packed, byte Length) Pack(ReadOnlySpan<byte> letters)
    {
        if (letters.Length > Longest)
        {
            throw new InvalidDataException($"{letters.Length} letters on one side of a rule; at most {Longest} are.");
        }

        var packed = 0u;
        for (var i = letters.Length - 1; i >= 0; i--)
        {
            packed = (packed << 8) | letters[i];
        }

        return (packed, (byte)letters.Length);
    }

    /// <summary>A cost as the tables write it, in hundredths.</summary>
    public static int Cost(ReadOnlySpan<char> written) =>
        (int)Math.Round(double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture) * 100);
}
