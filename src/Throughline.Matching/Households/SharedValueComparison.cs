namespace Throughline.Matching.Households;

/// <summary>
/// A phone, an e-mail or an account that two persons share. One that many bear belongs to a desk or an office and is a level of its own; one that is
/// made of something else they share says nothing more than that.
/// </summary>
/// <param name="values">The values.</param>
/// <param name="code">Code of what is shared.</param>
/// <param name="most">Most persons who bear one of their own.</param>
/// <param name="isMade">True for a value that two persons share because it is made of a name of theirs.</param>
sealed class SharedValueComparison(PersonValues values, string code, int most, Func<string, int, int, bool>? isMade = null) : MateComparison
{
    const int Many = 2, Few = 3;

    public override int Levels => 4;

    public override double[] Prior { get; } = [0, 0.7, 0.02, 0.28];

    public override int Level(int left, int right) =>
        values.Of(left).IsEmpty || values.Of(right).IsEmpty ? Missing
        : values.Shared(left, right) is var shared && shared == 0 ? Different
        : isMade is not null && isMade(values.Text(shared), left, right) ? Missing
        : values.Bearers[shared] > most ? Many
        : Few;

    public override double[] AllPairs(long[] met)
    {
        var pairs = new double[Levels];
        foreach (var bearers in values.Bearers.AsSpan(1))
        {
            pairs[bearers > most ? Many : Few] += Pairs(bearers);
        }

        pairs[Different] = Math.Max(1, Pairs(values.Filled) - pairs[Many] - pairs[Few]);
        return pairs;
    }

    public override string? CodeOf(int level) => level == Few ? code : null;

    public override bool Vouches(int level) => level == Few;
}
