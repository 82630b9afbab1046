namespace Throughline.Matching.Households;

/// <summary>How one thing that a household may share is compared between two persons: levels from 0 (missing in one of them) over 1 (different).</summary>
abstract class MateComparison
{
    public const int Missing = 0;

    public const int Different = 1;

    /// <summary>Of the pairs that agree, at least this share does so by chance.</summary>
    protected const double LeastByChance = 0.02;

    /// <summary>Number of levels.</summary>
    public abstract int Levels { get; }

    /// <summary>The level of two persons.</summary>
    public abstract int Level(int left, int right);

    /// <summary>
    /// How many of all pairs of persons have each level, those counted with keys among them: for levels of agreement, and what is left for
    /// "different".
    /// </summary>
    /// <param name="met">Candidate pairs by level.</param>
    public abstract double[] AllPairs(long[] met);

    /// <summary>Prior share of each level among those who live together; sums to 1.</summary>
    public abstract double[] Prior { get; }

    /// <summary>Levels up to which two hardly live together, and the most that such levels may be of those who do.</summary>
    public virtual (int UpTo, double Most) Apart => (Different, 0.9);

    /// <summary>
    /// For each level, the least and the most of all its pairs that have it without living together. Bounds that a fit may not leave: where
    /// nothing tells those who live together from others who agree, their number cannot be learnt.
    /// </summary>
    /// <param name="all">All pairs by level.</param>
    public virtual (double Least, double Most)[] ByChance(double[] all) => [.. all.Select(_ => (LeastByChance, 1.0))];

    /// <summary>Code of what is shared at a level; null where it is nothing.</summary>
    public abstract string? CodeOf(int level);

    /// <summary>True where agreement on the level holds without the place: a name, a phone, an account.</summary>
    public virtual bool Vouches(int level) => false;

    /// <summary>Bits to add for how rare the very value is that two persons share.</summary>
    public virtual double Shift(int left, int right, int level) => 0;

    protected static double Pairs(double n) => n * (n - 1) / 2;
}
