using System.Numerics;

namespace Throughline.Matching.Text;

/// <summary>
/// What is known of a text without reading it: which letters it has, how long it is, how it begins and ends. Enough to refuse most
/// pairs of texts that are nothing alike; a bound is never below the truth.
/// </summary>
readonly record struct TextTraits(ulong Letters, ushort Length, char First, char Last)
{
    public static TextTraits Of(ReadOnlySpan<char> text)
    {
        ulong letters = 0;
        foreach (var c in text)
        {
            letters |= 1UL << Place(c);
        }

        return text.IsEmpty ? default : new TextTraits(letters, (ushort)Math.Min(text.Length, ushort.MaxValue), text[0], text[^1]);
    }

    public static TextTraits[] OfAll(int count, Func<int, string> text) => [.. Enumerable.Range(0, count).Select(id => Of(text(id)))];

    /// <summary>True where a blank parts the text.</summary>
    public bool HasBlank => (Letters >> Place(' ') & 1) != 0;

    /// <summary>False when more than <paramref name="edits"/> edits certainly lie between the texts.</summary>
    public bool MayBeWithin(in TextTraits other, int edits) =>
        Math.Abs(Length - other.Length) <= edits
        && BitOperations.PopCount(Letters & ~other.Letters) <= edits
        && BitOperations.PopCount(other.Letters & ~Letters) <= edits;

    /// <summary>False when the Jaro-Winkler similarity of the texts is certainly below <paramref name="least"/> (above 0.7).</summary>
    public bool MayReach(in TextTraits other, double least)
    {
        if (Length == 0 || other.Length == 0)
        {
            return Length == other.Length;
        }

        if (Length > LaneText.Most || other.Length > LaneText.Most)
        {
            return true;
        }

        double common = Math.Min(Length - BitOperations.PopCount(Letters & ~other.Letters), other.Length - BitOperations.PopCount(other.Letters & ~Letters));
        var jaro = (common / Length + common / other.Length + 1) / 3;
        // At most four equal units at the front bring 0.4 of what is missing.
        return common > 0 && (First == other.First ? jaro + 0.4 * (1 - jaro) : jaro) >= least;
    }

    static int Place(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= '0' and <= '9' => 26 + c - '0',
        ' ' => 36,
        _ => 37 + c % 27,
    };
}
