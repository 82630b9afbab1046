using Throughline.Contracts;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Quality.Profiling;

namespace Throughline.Listening.Quality.Scores;

/// <summary>Share of what was asked that was kept, weighted by what a check does.</summary>
/// <param name="Dimension">The side of quality; null for all together.</param>
/// <param name="Value">The score, 0 to 1; null when nothing was asked.</param>
/// <param name="Estimate">With its interval, where only a sample of the rows was asked; null where all were.</param>
/// <param name="Checks">Checks that it is made of.</param>
/// <param name="Asked">Values and rows that were asked; of a sample as many as all would be.</param>
/// <param name="Failed">Those of them that did not keep their check.</param>
public sealed record QualityScore(QualityDimension? Dimension, double? Value, Estimate? Estimate, int Checks, long Asked, long Failed);

/// <summary>The scores of what came on one day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Scores">All together first, then each dimension that has checks.</param>
public sealed record DayScores(DateOnly Day, IReadOnlyList<QualityScore> Scores);

/// <summary>How one check went on one day, or over all of them.</summary>
/// <param name="Check">The check.</param>
/// <param name="Day">The day.</param>
/// <param name="Asked">Asked, of a sample as many as all would be.</param>
/// <param name="Failed">Not kept, likewise, with what was held and what was turned away.</param>
/// <param name="Variance">Variance of <paramref name="Failed"/> because of the sample; 0 when all were asked.</param>
sealed record CheckDay(Check Check, DateOnly Day, double Asked, double Failed, double Variance);

/// <summary>From counts to scores. docs/methods/data-quality.md has the formula.</summary>
static class QualityScores
{
    /// <summary>How much a check weighs by what it does.</summary>
    public static int Weight(CheckAction action) => action switch { CheckAction.Reject => 3, CheckAction.Quarantine => 2, _ => 1 };

    /// <summary>The scores of some check days taken together.</summary>
    public static IReadOnlyList<QualityScore> Of(IReadOnlyCollection<CheckDay> days)
    {
        var all = Of(null, days);
        return [all, .. days.GroupBy(one => one.Check.Kind.Dimension).OrderBy(group => group.Key).Select(group => Of(group.Key, [.. group]))];
    }

    /// <summary>The scores day by day.</summary>
    public static IReadOnlyList<DayScores> ByDay(IReadOnlyCollection<CheckDay> days) =>
        [.. days.GroupBy(one => one.Day).OrderBy(group => group.Key).Select(group => new DayScores(group.Key, Of([.. group])))];

    static QualityScore Of(QualityDimension? dimension, IReadOnlyCollection<CheckDay> days)
    {
        var (sum, weights, variance, asked, failed, checks) = (0.0, 0.0, 0.0, 0.0, 0.0, 0);
        foreach (var check in days.GroupBy(one => one.Check.Line.Key))
        {
            var (of, bad, spread) = (check.Sum(one => one.Asked), check.Sum(one => one.Failed), check.Sum(one => one.Variance));
            if (of <= 0)
            {
                continue;
            }

            var weight = Weight(check.First().Check.Line.Action);
            (sum, weights) = (sum + (weight * (1 - (bad / of))), weights + weight);
            variance += weight * weight * spread / (of * of);
            (asked, failed, checks) = (asked + of, failed + bad, checks + 1);
        }

        if (weights == 0)
        {
            return new(dimension, null, null, 0, 0, 0);
        }

        var (score, half) = (sum / weights, 1.96 * Math.Sqrt(variance) / weights);
        return new(dimension, score, variance == 0 ? null : new Estimate
        {
            Value = score,
            Low = Math.Max(0, score - half),
            High = Math.Min(1, score + half),
            N = Math.Max(1, (long)Math.Round(asked)),
            Method = FieldProfile.Method,
        }, checks, (long)Math.Round(asked), (long)Math.Round(failed));
    }
}
