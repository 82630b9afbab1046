namespace Throughline.Matching.Clustering;

/// <summary>What holds two clusters together and what keeps them apart.</summary>
/// <param name="Threshold">Least average weight of a join, in bits.</param>
/// <param name="Most">Weight beyond which a pair counts no more.</param>
/// <param name="Neutral">What a pair counts that has nothing to compare.</param>
/// <param name="Least">Weight below which a pair counts no less.</param>
/// <param name="UnderOneRoof">Bits asked beyond the threshold of two under one roof who share nothing of their own, where a file has as many of them as of matches; fewer where there are fewer.</param>
sealed record LinkRule(double Threshold = 0, double Most = 12, double Neutral = -3, double Least = -12, double UnderOneRoof = 5)
{
    /// <summary>What a pair of weight <paramref name="weight"/> counts towards a join, given the weight of a pair without evidence.</summary>
    public double Count(double weight, double prior)
    {
        var evidence = weight - prior;
        return weight >= Neutral ? Math.Min(weight, Most) : evidence >= 0 ? Neutral : Math.Max(Neutral + evidence, Least);
    }
}
