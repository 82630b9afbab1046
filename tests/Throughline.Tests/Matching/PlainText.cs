namespace Throughline.Tests.Matching;

/// <summary>The comparisons of texts as textbooks write them: slow, and what the fast ones are checked against.</summary>
static class PlainText
{
    public static double JaroWinkler(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == right.Length ? 1 : 0;
        }

        var window = Math.Max(0, Math.Max(left.Length, right.Length) / 2 - 1);
        var (usedLeft, usedRight) = (new bool[left.Length], new bool[right.Length]);
        for (var j = 0; j < right.Length; j++)
        {
            for (var i = Math.Max(0, j - window); i <= Math.Min(left.Length - 1, j + window); i++)
            {
                if (!usedLeft[i] && left[i] == right[j])
                {
                    usedLeft[i] = usedRight[j] = true;
                    break;
                }
            }
        }

        var matchedLeft = string.Concat(left.Where((_, i) => usedLeft[i]));
        var matchedRight = string.Concat(right.Where((_, j) => usedRight[j]));
        if (matchedLeft.Length == 0)
        {
            return 0;
        }

        double m = matchedLeft.Length;
        var crossed = matchedLeft.Zip(matchedRight).Count(pair => pair.First != pair.Second) / 2;
        var jaro = (m / left.Length + m / right.Length + (m - crossed) / m) / 3;
        var prefix = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Take(4).Count();
        return jaro < 0.7 ? jaro : jaro + prefix * 0.1 * (1 - jaro);
    }

    public static int EditDistance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                table[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1,
                    table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[left.Length, right.Length];
    }
}
