namespace Throughline.Tests.Matching.Households;

/// <summary>Agreement of households with the truth, over pairs of two persons; pairs of one person do not count.</summary>
sealed record MateScore(double Precision, double Recall, long Pairs)
{
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <param name="household">True household of each row.</param>
    /// <param name="person">True person of each row.</param>
    /// <param name="found">Household found for each row.</param>
    public static MateScore Of(IReadOnlyList<int> household, IReadOnlyList<int> person, IReadOnlyList<int> found)
    {
        var rows = Enumerable.Range(0, household.Count).ToArray();
        var all = Count(rows.GroupBy(row => household[row]), person);
        var joined = Count(rows.GroupBy(row => found[row]), person);
        var right = Count(rows.GroupBy(row => (household[row], found[row])), person);
        return new MateScore(right / (double)Math.Max(1, joined), right / (double)Math.Max(1, all), all);
    }

    public override string ToString() => FormattableString.Invariant($"F1 {F1:0.0000}, precision {Precision:0.0000}, recall {Recall:0.0000} over {Pairs} pairs");

    static long Count(IEnumerable<IEnumerable<int>> groups, IReadOnlyList<int> person) => groups.Sum(group =>
    {
        var members = group.ToArray();
        return Two(members.Length) - members.GroupBy(row => person[row]).Sum(one => Two(one.Count()));
    });

    static long Two(long n) => n * (n - 1) / 2;
}
