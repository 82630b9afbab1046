using Throughline.Contracts;
using Throughline.Stats;

namespace Throughline.Understanding.Metrics;

/// <summary>How often each answer was given to one question: all that any of its metrics needs to know.</summary>
/// <param name="question">The question.</param>
/// <param name="counts">Distinct answers, ascending, with how often each was given.</param>
public sealed class ScoreCounts(Question question, IReadOnlyList<ValueCount> counts)
{
    /// <summary>Answers below which pages show no number.</summary>
    public const int Floor = 30;

    /// <summary>The question.</summary>
    public Question Question { get; } = question;

    /// <summary>Distinct answers, ascending, with how often each was given.</summary>
    public IReadOnlyList<ValueCount> Counts { get; } = counts;

    /// <summary>Number of answers.</summary>
    public long N { get; } = counts.Sum(c => c.Count);

    /// <summary>Promoters (9 and 10), passives (7 and 8), detractors (0 to 6).</summary>
    public NpsCounts Nps => new(
        Count(v => v >= 9), Count(v => v is >= 7 and < 9), Count(v => v < 7));

    /// <summary>Answers that count as a hit: yes, or the best two boxes of the scale (the best one of up to three).</summary>
    public long Hits => Question.Metric == Metric.Share
        ? Count(v => v >= Question.Scale.Max)
        : Count(v => Question.Scale.LowIsGood ? v <= Question.Scale.Min + TopSteps : v >= Question.Scale.Max - TopSteps);

    /// <summary>The answers as a sample of numbers on the question's scale.</summary>
    public Sample Sample => Sample.FromHistogram([.. Counts.Select(c => c.Value)], [.. Counts.Select(c => c.Count)]);

    double TopSteps => Question.Scale.Max - Question.Scale.Min <= 2 ? 0 : 1;

    /// <summary>The metric with its interval, or why there is none. Shares are in per cent, NPS in points, means on the scale.</summary>
    /// <param name="period">The time the answers are from.</param>
    /// <param name="floor">Fewest answers for a number.</param>
    /// <param name="level">Confidence level.</param>
    public Figure Figure(Period? period, int floor = Floor, double level = 0.95)
    {
        if (N < floor || N == 0)
        {
            return Contracts.Figure.TooFew(N, Math.Max(1, floor));
        }

        return Question.Metric switch
        {
            Metric.Nps => Give(NpsIntervals.MoverWilson(Nps, level), "nps"),
            Metric.Csat => Give(Percent(Proportion.Wilson(Hits, N, level)), "proportions"),
            Metric.Share => Give(Percent(Proportion.Wilson(Hits, N, level)), "proportions"),
            _ => Means.Student(Sample, level, (Question.Scale.Min, Question.Scale.Max)) is { } mean
                ? Give(mean, "means")
                : Contracts.Figure.Refused("no_spread"),
        };

        Figure Give(Interval interval, string method) => Estimates.Figure(interval, period, method, level);
    }

    /// <summary>The change from <paramref name="before"/> to this, or why it cannot be told.</summary>
    /// <remarks>The two must be different signals: two periods, or a group and the others.</remarks>
    public Figure ChangeSince(ScoreCounts before, Period? period, int floor = Floor, double level = 0.95)
    {
        var fewest = Math.Min(before.N, N);
        if (fewest < floor || fewest == 0)
        {
            return Contracts.Figure.TooFew(fewest, Math.Max(1, floor));
        }

        return Question.Metric switch
        {
            Metric.Nps => Give(Differences.Nps(before.Nps, Nps, level).Difference, "differences"),
            Metric.Csat or Metric.Share => Give(Percent(Differences.Share(before.Hits, before.N, Hits, N, level).Difference), "differences"),
            _ => Differences.Mean(before.Sample, Sample, level) is { } change
                ? Give(change.Difference, "differences")
                : Contracts.Figure.Refused("no_spread"),
        };

        Figure Give(Interval interval, string method) => Estimates.Figure(interval, period, method, level);
    }

    static Interval Percent(Interval share) => new(100 * share.Value, 100 * share.Low, 100 * share.High, share.N);

    long Count(Func<double, bool> counts) => Counts.Where(c => counts(c.Value)).Sum(c => c.Count);
}

/// <summary>One answer and how often it was given.</summary>
/// <param name="Value">The answer, on the question's scale.</param>
/// <param name="Count">How often.</param>
public readonly record struct ValueCount(double Value, long Count);

/// <summary>From the numbers of Stats to what is shown.</summary>
public static class Estimates
{
    /// <summary>The interval as a figure.</summary>
    public static Figure Figure(Interval interval, Period? period, string method, double level = 0.95) =>
        Contracts.Figure.Of(new Estimate
        {
            Value = interval.Value,
            Low = interval.Low,
            High = interval.High,
            N = interval.N,
            Period = period,
            Method = method,
            Level = level,
        });
}
