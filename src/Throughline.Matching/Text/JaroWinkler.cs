using System.Numerics;

namespace Throughline.Matching.Text;

/// <summary>
/// Jaro-Winkler similarity (Winkler 1990): 1 for equal texts, 0 for texts without a common letter near the same place. Only the first
/// <see cref="LaneText.Most"/> units of either text count. Bit-parallel and without allocation.
/// </summary>
public static class JaroWinkler
{
    const double PrefixWeight = 0.1;
    const int LongestPrefix = 4;
    const double PrefixFrom = 0.7; // Winkler: the prefix counts only for texts that are alike at all

    /// <summary>Similarity of two texts, 0 to 1. Two empty texts are equal.</summary>
    public static double Similarity(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.Length > LaneText.Most ? left[..LaneText.Most] : left;
        right = right.Length > LaneText.Most ? right[..LaneText.Most] : right;
        var jaro = Jaro(left, right);
        if (jaro < PrefixFrom)
        {
            return jaro;
        }

        var prefix = left.CommonPrefixLength(right);
        return jaro + Math.Min(prefix, LongestPrefix) * PrefixWeight * (1 - jaro);
    }

    static double Jaro(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == right.Length ? 1 : 0;
        }

        // The shorter text is walked, the longer one asked; which is which changes nothing in the matches of equal letters in a window.
        var window = Math.Max(0, Math.Max(left.Length, right.Length) / 2 - 1);
        var lanes = new LaneText(left);
        ulong usedLeft = 0, usedRight = 0;
        for (var j = 0; j < right.Length; j++)
        {
            var low = Math.Max(0, j - window);
            var near = LaneText.Ones(Math.Min(64, j + window + 1)) & ~LaneText.Ones(low);
            var free = lanes.Where(right[j]) & near & ~usedLeft;
            usedLeft |= free & (~free + 1);
            usedRight |= free == 0 ? 0 : 1UL << j;
        }

        var matches = BitOperations.PopCount(usedLeft);
        if (matches == 0)
        {
            return 0;
        }

        var crossed = 0;
        for (ulong l = usedLeft, r = usedRight; l != 0; l &= l - 1, r &= r - 1)
        {
            crossed += left[BitOperations.TrailingZeroCount(l)] == right[BitOperations.TrailingZeroCount(r)] ? 0 : 1;
        }

        double m = matches;
        return (m / left.Length + m / right.Length + (m - crossed / 2) / m) / 3;
    }
}
