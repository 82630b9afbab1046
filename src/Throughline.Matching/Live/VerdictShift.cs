namespace Throughline.Matching.Live;

/// <summary>What somebody said of two records of whose being one the evidence was not sure.</summary>
/// <param name="Left">One record.</param>
/// <param name="Right">The other.</param>
/// <param name="Same">True for one customer.</param>
public readonly record struct PairVerdict(int Left, int Right, bool Same);

/// <summary>
/// By how many bits weights overstate, told from verdicts: the shift s under which what was said is likeliest, where a pair of weight w is one customer
/// with the probability 1 / (1 + 2^(s - w)). Which pairs were looked at may hang on their weights, but not on what they turned out to be.
/// </summary>
static class VerdictShift
{
    /// <summary>Fewer verdicts shift nothing.</summary>
    public const int Fewest = 10;

    /// <summary>Bits that a shift goes up or down at most.</summary>
    public const double Lowest = -2, Highest = 8;

    const double Usual = 2; // bits; standard deviation of what is expected of a shift before anything is said
    const double Wildest = 12; // bits; a weight beyond says no more
    const int Rounds = 60;

    /// <summary>The shift in bits: above 0 where pairs are less often one than their weights say.</summary>
    public static double Of(IReadOnlyList<(double Weight, bool Same)> verdicts)
    {
        if (verdicts.Count < Fewest)
        {
            return 0;
        }

        // What is likeliest lies where the slope is 0, and the slope falls everywhere.
        var (low, high) = (Lowest, Highest);
        for (var round = 0; round < Rounds; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = Slope(verdicts, middle) > 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    static double Slope(IReadOnlyList<(double Weight, bool Same)> verdicts, double shift) =>
        verdicts.Sum(one => 1 / (1 + double.Exp2(shift - Math.Clamp(one.Weight, -Wildest, Wildest))) - (one.Same ? 1 : 0)) * Math.Log(2) - shift / (Usual * Usual);
}
