namespace Throughline.Matching.Clustering;

/// <summary>Two clusters that became one: a record of each, the average weight between them in bits, and how many pairs were joined.</summary>
readonly record struct Join(int Left, int Right, double Weight, int Pairs)
{
    /// <summary>
    /// Probability that the two are one customer. A mean over several pairs understates: pairs without anything to compare were counted
    /// as <see cref="LinkRule.Neutral"/> against, and they are as right as the others. Where customers
    /// with several records are rare, several pairs are no such proof.
    /// </summary>
    public double Probability(LinkRule rule) => 1 / (1 + double.Exp2(rule.Shift - Weight + rule.Neutral * rule.Further * (1 - 1.0 / Pairs)));
}
