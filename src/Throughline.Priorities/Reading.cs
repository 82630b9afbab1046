using Throughline.Contracts;
using Throughline.Stats;

namespace Throughline.Priorities;

/// <summary>Whether the drivers have an order.</summary>
public enum PriorityVerdict
{
    /// <summary>Some tiers of importance stand apart.</summary>
    Ranked,

    /// <summary>All drivers are one tier: their order would change with another sample.</summary>
    Tied,

    /// <summary>The data cannot say anything; the reason says why.</summary>
    Refused,
}

/// <summary>Unit of effects and rises.</summary>
public enum PriorityUnit
{
    /// <summary>Steps of the outcome's own scale; for a recommendation question points of the 0 to 10 answer, not NPS points.</summary>
    Scale,

    /// <summary>Percentage points of a yes/no outcome.</summary>
    PercentagePoints,
}

/// <summary>The pure decisions on a finished study: what may be said, in which unit.</summary>
static class Reading
{
    /// <summary>Page in docs/methods.</summary>
    public const string Method = "priorities";

    /// <summary>What every number of this pillar is until an experiment backs it.</summary>
    public const string Label = "association";

    public static PriorityVerdict Verdict(DriverStudy study) =>
        Refusal(study) is not null ? PriorityVerdict.Refused
        : study.Answer is DriverRanking { Clarity: RankingClarity.Tiers } ? PriorityVerdict.Ranked
        : PriorityVerdict.Tied;

    /// <summary>Why nothing is said; null when something is.</summary>
    public static Shortfall? Refusal(DriverStudy study) => study.Answer switch
    {
        _ when study.Drivers.Count == 0 => new Shortfall("no_drivers", null, null),
        DriverRefusal { Reason: DriverRefusalReason.TooFewRows } few => new Shortfall("not_enough_answers", few.N, few.Needed),
        DriverRefusal { Reason: DriverRefusalReason.OutcomeDoesNotVary } => new Shortfall("constant", null, null),
        DriverRefusal => new Shortfall("constant_drivers", null, null),
        DriverRanking { Clarity: RankingClarity.NothingFound } => new Shortfall("nothing_found", null, null),
        DriverRanking ranking when ranking.Drivers.All(d => d.Slope is null) => new Shortfall("singular", null, null),
        _ => null,
    };

    /// <summary>The halo over the drivers; null when it is not high.</summary>
    public static Halo? HighHalo(DriverStudy study) =>
        study.Answer is DriverRanking && study.Moments is { } moments && DriverKinship.HaloOf(moments) is { IsHigh: true } halo ? halo : null;

    /// <summary>True when the page must say that the drivers are hard to tell apart, whatever the tiers are.</summary>
    public static bool HardToTellApart(DriverStudy study) =>
        Verdict(study) == PriorityVerdict.Tied || (Verdict(study) == PriorityVerdict.Ranked && HighHalo(study) is not null);

    public static PriorityUnit Unit(Question outcome) =>
        outcome.Metric == Metric.Share ? PriorityUnit.PercentagePoints : PriorityUnit.Scale;

    /// <summary>From the outcome's scale to the unit: yes/no outcomes are told in percentage points.</summary>
    public static double Factor(Question outcome) => outcome.Metric == Metric.Share ? 100 / (outcome.Scale.Max - outcome.Scale.Min) : 1;

    /// <summary>The estimate in the unit of the outcome.</summary>
    public static Estimate InUnit(DriverStudy study, Interval interval, bool predicted = false) =>
        Give(study, interval.Times(Factor(study.Asked.Outcome)), Method, predicted);

    /// <summary>An interval of the statistics as it is shown.</summary>
    public static Estimate Give(DriverStudy study, Interval interval, string method, bool predicted = false) => new()
    {
        Value = interval.Value,
        Low = interval.Low,
        High = interval.High,
        N = interval.N,
        Period = study.Period,
        Method = method,
        Level = study.Options.Level,
        Predicted = predicted,
    };

    /// <summary>The tiers of what to fix: clear ones in order, then all that may be nothing as one group.</summary>
    public static IReadOnlyList<PriorityTier> Tiers(DriverStudy study)
    {
        if (study.Fixes is not { } fixes || Refusal(study) is not null)
        {
            return [];
        }

        var clear = fixes.Tiers.Select(tier => new PriorityTier(Ids(study, tier), Clear: true));
        return fixes.Unclear.Count > 0 ? [.. clear, new PriorityTier(Ids(study, fixes.Unclear), Clear: false)] : [.. clear];
    }

    public static IReadOnlyList<int> Ids(DriverStudy study, IReadOnlyList<string> names) =>
        [.. names.Select(name => study.Drivers[study.IndexOf(name)].Id)];
}

/// <summary>Drivers whose worth cannot be told apart.</summary>
/// <param name="Ids">Question ids, highest point value first.</param>
/// <param name="Clear">False for the group whose rise may be nothing: learn more before fixing.</param>
public sealed record PriorityTier(IReadOnlyList<int> Ids, bool Clear);
