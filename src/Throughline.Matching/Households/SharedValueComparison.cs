namespace Throughline.Matching.Households;

/// <summary>
/// A phone, an e-mail or an account that two persons share. One that many bear belongs to a desk or an office and is a level of its own.
/// </summary>
sealed class SharedValueComparison(PersonValues values, string code, int most) : MateComparison
{
    const int Many = 2, Few = 3;

    public override int Levels => 4;

    public override double[] Prior { get; } = [0, 0.7, 0.02, 0.28];

    public override int Level(int left, int right) =>
        values.Of(left).IsEmpty || values.Of(right).IsEmpty ? Missing
        : values.Shared(left, right) is var shared && shared == 0 ? Different
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
