using Throughline.Contracts;
using Throughline.Platform.Uses;
using Throughline.Understanding.Metrics;

namespace Throughline.Server.Views;

/// <summary>The landing page.</summary>
/// <param name="Source">Where the scores come from.</param>
/// <param name="Period">The days; null when the source's records carry no time, or all are meant.</param>
/// <param name="Against">The days compared with; null for none.</param>
/// <param name="Signals">Signals in the period: a complete count.</param>
/// <param name="SignalsBefore">Signals in the days compared with; null for none.</param>
/// <param name="Texts">Signals with words: a complete count.</param>
/// <param name="Scores">The main score first, then other results, then what may explain them.</param>
/// <param name="Trend">The main score over time; null when the source's records carry no time.</param>
/// <param name="Strip">The change of every group; null when nothing is compared, or nothing has a purpose to be split by.</param>
/// <param name="Headline">What can be said in one sentence.</param>
/// <param name="Elsewhere">The main score of the other sources over the same days; empty when nothing is compared.</param>
/// <param name="Refused">Scores that are left out, because no purpose is named for them.</param>
/// <param name="LeftOut">What the groups would else have been split by, and is left out because no purpose is named for it.</param>
sealed record PulseView(
    PulseSource Source, Period? Period, Period? Against, long Signals, long? SignalsBefore, long Texts,
    IReadOnlyList<ScoreView> Scores, TrendView? Trend, StripView? Strip, HeadlineView Headline,
    IReadOnlyList<ElsewhereView> Elsewhere, IReadOnlyList<Question> Refused, IReadOnlyList<LeftOut> LeftOut);

/// <summary>The source of the page.</summary>
sealed record PulseSource(int Id, string Name, bool HasTime, bool Demo);

/// <summary>A score now, before, and its change.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Now">The metric in the period.</param>
/// <param name="Before">The metric in the days compared with; null for none.</param>
/// <param name="Change">From before to now; null when nothing is compared.</param>
/// <param name="Distribution">How often each answer was given in the period.</param>
sealed record ScoreView(Question Question, Figure Now, Figure? Before, Figure? Change, IReadOnlyList<ValueCount> Distribution);

/// <summary>A score over time.</summary>
/// <param name="Grain">day, week, month, quarter or year.</param>
/// <param name="Points">In order of time; stretches without answers are missing.</param>
sealed record TrendView(string Grain, IReadOnlyList<TrendPoint> Points);

/// <summary>One stretch of time.</summary>
sealed record TrendPoint(DateOnly From, DateOnly To, Figure Figure);

/// <summary>The change of every group that has enough answers in both periods.</summary>
/// <param name="By">What was split by, as it stands in an address.</param>
/// <param name="Level">Level of each interval, so that all of them hold together at 95 %.</param>
/// <param name="LookedAt">Groups compared.</param>
/// <param name="Fell">Groups whose score clearly fell.</param>
/// <param name="Rose">Groups whose score clearly rose.</param>
/// <param name="TooFew">Groups with too few answers to compare.</param>
/// <param name="Groups">The compared groups, the steepest fall first.</param>
sealed record StripView(string By, double Level, int LookedAt, int Fell, int Rose, int TooFew, IReadOnlyList<StripGroup> Groups);

/// <summary>One group.</summary>
sealed record StripGroup(string Value, Figure Now, Figure Change);

/// <summary>What can be said in one sentence.</summary>
/// <param name="Overall">fell, rose, rose_worse (more of what is bad), no_clear_change, no_comparison, not_enough, not_enough_before.</param>
/// <param name="Group">The group whose change is clear and largest; null when none is clear.</param>
sealed record HeadlineView(string Overall, StripGroup? Group);

/// <summary>Another source over the same days.</summary>
/// <param name="Source">The source.</param>
/// <param name="Score">Its main score.</param>
/// <param name="By">What its groups are split by, as it stands in an address; null when nothing may be split by.</param>
/// <param name="LookedAt">Groups compared.</param>
/// <param name="Headline">What can be said of it in one sentence.</param>
sealed record ElsewhereView(PulseSource Source, ScoreView Score, string? By, int LookedAt, HeadlineView Headline);
