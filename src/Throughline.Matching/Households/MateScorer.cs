namespace Throughline.Matching.Households;

/// <summary>What two persons share weighs for living together.</summary>
sealed class MateScorer(MateComparison[] comparisons, MateFit fit)
{
    public double Prior => fit.Prior;

    /// <summary>Weight in bits, the prior with it.</summary>
    public double Weight(int left, int right)
    {
        var weight = fit.Prior;
        var (crowded, vouched) = (false, false);
        for (var i = 0; i < comparisons.Length; i++)
        {
            var level = comparisons[i].Level(left, right);
            weight += fit.Bits(i, level) + comparisons[i].Shift(left, right, level);
            crowded |= comparisons[i] is RoofComparison && RoofComparison.IsCrowded(level);
            vouched |= comparisons[i].Vouches(level);
        }

        return crowded && !vouched ? Math.Min(weight, HouseholdLinkage.Rule.Neutral) : weight;
    }

    /// <summary>Codes of what is shared.</summary>
    public IReadOnlyList<string> Evidence(int left, int right)
    {
        List<string> codes = [.. comparisons.Select(comparison => comparison.CodeOf(comparison.Level(left, right))).OfType<string>()];
        return codes.Count > 0 ? codes : ["through_others"];
    }
}
