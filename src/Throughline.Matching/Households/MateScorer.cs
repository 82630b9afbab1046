namespace Throughline.Matching.Households;

/// <summary>What two persons share weighs for living together.</summary>
sealed class MateScorer(MateComparison[] comparisons, MateFit fit)
{
    /// <summary>Weight in bits, the prior with it.</summary>
    public double Weight(int left, int right) => Weigh(left, right).Weight;

    /// <summary>
    /// What a pair counts when two households are about to be joined. Two who are known to live at two places count for what that is worth
    /// against it, whatever name they share.
    /// </summary>
    public double Count(int left, int right)
    {
        var (weight, roof) = Weigh(left, right);
        var rule = HouseholdLinkage.Rule;
        return weight < rule.Neutral && roof < 0 ? Math.Max(rule.Neutral + roof, rule.Least) : rule.Count(weight, fit.Prior);
    }

    (double Weight, double Roof) Weigh(int left, int right)
    {
        var (weight, roof) = (fit.Prior, 0.0);
        var (crowded, vouched) = (false, false);
        for (var i = 0; i < comparisons.Length; i++)
        {
            var level = comparisons[i].Level(left, right);
            var bits = fit.Bits(i, level);
            weight += bits + comparisons[i].Shift(left, right, level);
            vouched |= comparisons[i].Vouches(level);
            if (comparisons[i] is RoofComparison)
            {
                roof = bits;
                crowded = RoofComparison.IsCrowded(level);
            }
        }

        return (crowded && !vouched ? Math.Min(weight, HouseholdLinkage.Rule.Neutral) : weight, roof);
    }

    /// <summary>Codes of what is shared.</summary>
    public IReadOnlyList<string> Evidence(int left, int right)
    {
        List<string> codes = [.. comparisons.Select(comparison => comparison.CodeOf(comparison.Level(left, right))).OfType<string>()];
        return codes.Count > 0 ? codes : ["through_others"];
    }
}
