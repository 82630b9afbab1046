namespace Throughline.Matching.Households;

/// <summary>What two persons share weighs for living together.</summary>
sealed class MateScorer(MateComparison[] comparisons, MateFit fit)
{
    /// <summary>
    /// A number alone is as well that of an office, of somebody who cares for both or who called for another, and nothing in the values tells which: six in ten
    /// is all that is said of it, however rare it is.
    /// </summary>
    static readonly double s_mostByContact = Math.Log2(0.6 / 0.4);

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

    /// <summary>True where the two share more of a place than the town.</summary>
    public bool ShareAPlace(int left, int right) =>
        Array.Exists(comparisons, comparison => comparison is RoofComparison && comparison.CodeOf(comparison.Level(left, right)) is not (null or "same_town"));

    (double Weight, double Roof) Weigh(int left, int right)
    {
        var (weight, roof) = (fit.Prior, 0.0);
        var (crowded, vouched, contacts, more) = (false, false, 0, false);
        for (var i = 0; i < comparisons.Length; i++)
        {
            var level = comparisons[i].Level(left, right);
            var bits = fit.Bits(i, level);
            weight += bits + comparisons[i].Shift(left, right, level);
            vouched |= comparisons[i].Vouches(level);
            var code = comparisons[i].CodeOf(level);
            contacts += IsContact(code) ? 1 : 0;
            more |= !IsContact(code) && code is not (null or "same_town");
            if (comparisons[i] is RoofComparison)
            {
                roof = bits;
                crowded = RoofComparison.IsCrowded(level);
            }
        }

        weight = contacts == 1 && !more ? Math.Min(weight, s_mostByContact) : weight;
        return (crowded && !vouched ? Math.Min(weight, HouseholdLinkage.Rule.Neutral) : weight, roof);
    }

    static bool IsContact(string? code) => code is "same_phone" or "same_email";

    /// <summary>Codes of what is shared.</summary>
    public IReadOnlyList<string> Evidence(int left, int right)
    {
        List<string> codes = [.. comparisons.Select(comparison => comparison.CodeOf(comparison.Level(left, right))).OfType<string>()];
        return codes.Count > 0 ? codes : ["through_others"];
    }
}
