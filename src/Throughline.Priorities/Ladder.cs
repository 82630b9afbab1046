using Throughline.Contracts;

namespace Throughline.Priorities;

/// <summary>
/// A question's scale as rungs from worst to best. Inside an analysis every column is turned so that more is better;
/// answers shown to people stay on the question's own scale.
/// </summary>
readonly record struct Ladder(Question Question)
{
    /// <summary>Scales longer than this (sliders, per cent) move by a tenth of their length.</summary>
    const double LongestOfSteps = 20;

    double Length => Question.Scale.Max - Question.Scale.Min;

    /// <summary>One step of improvement, in units of the scale: 1 on rating scales, from no to yes on yes/no questions.</summary>
    public double Step => Length > LongestOfSteps ? Length / 10 : Math.Min(1, Length);

    /// <summary>The lowest quarter of the rungs, on the turned scale: 1 or 2 of 1 to 5, 0 to 2 of 0 to 10, no of yes and no.</summary>
    public double LowRung => Question.Scale.Min + Math.Floor(Length * 0.25 / Step + 1e-9) * Step;

    /// <summary>Own scale to turned scale, and back.</summary>
    public double Turn(double value) => Question.Scale.LowIsGood ? Question.Scale.Min + Question.Scale.Max - value : value;
}
