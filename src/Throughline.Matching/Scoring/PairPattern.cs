namespace Throughline.Matching.Scoring;

/// <summary>The levels of all comparisons of one pair in 64 bits, four to each; what the model is fitted on.</summary>
static class PairPattern
{
    public static ulong Of(Comparison[] comparisons, int left, int right)
    {
        ulong pattern = 0;
        for (var i = 0; i < comparisons.Length; i++)
        {
            pattern |= (ulong)comparisons[i].Level(left, right) << (4 * i);
        }

        return pattern;
    }

    public static int Level(ulong pattern, int comparison) => (int)(pattern >> (4 * comparison)) & 15;
}
