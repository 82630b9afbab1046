namespace Throughline.Matching.Text;

/// <summary>
/// Optimal string alignment: the fewest insertions, deletions, replacements and swaps of neighbours, no place being edited twice. Only
/// the first <see cref="LaneText.Most"/> units of either text count. Bit-parallel (Myers 1999; Hyyrö 2003), without allocation.
/// </summary>
public static class EditDistance
{
    /// <summary>Number of edits from one text to the other.</summary>
    public static int Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.Length > LaneText.Most ? left[..LaneText.Most] : left;
        right = right.Length > LaneText.Most ? right[..LaneText.Most] : right;
        if (left.Length == 0 || right.Length == 0)
        {
            return Math.Max(left.Length, right.Length);
        }

        var lanes = new LaneText(left);
        var last = 1UL << (left.Length - 1);
        ulong up = ulong.MaxValue, down = 0, diagonal = 0, whereBefore = 0;
        var distance = left.Length;
        foreach (var c in right)
        {
            var where = lanes.Where(c);
            var swapped = ((~diagonal & where) << 1) & whereBefore;
            diagonal = (((where & up) + up) ^ up) | where | down | swapped;
            var more = down | ~(diagonal | up);
            var less = diagonal & up;
            distance += (more & last) != 0 ? 1 : (less & last) != 0 ? -1 : 0;
            more = (more << 1) | 1;
            less <<= 1;
            up = less | ~(diagonal | more);
            down = more & diagonal;
            whereBefore = where;
        }

        return distance;
    }

    /// <summary>True when one edit at most lies between the texts.</summary>
    public static bool IsAtMostOne(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (Math.Abs(left.Length - right.Length) > 1)
        {
            return false;
        }

        var head = left.CommonPrefixLength(right);
        var l = left[head..];
        var r = right[head..];
        if (l.Length <= 1 && r.Length <= 1)
        {
            return true;
        }

        return l.Length == r.Length
            ? l[1..].SequenceEqual(r[1..]) || (l[0] == r[1] && l[1] == r[0] && l[2..].SequenceEqual(r[2..]))
            : l.Length > r.Length ? l[1..].SequenceEqual(r) : l.SequenceEqual(r[1..]);
    }
}
