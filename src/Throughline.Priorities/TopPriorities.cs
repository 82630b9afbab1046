using Throughline.Contracts;
using Throughline.Stats;

namespace Throughline.Priorities;

/// <summary>The short form of the list of what to fix first, for the landing page.</summary>
public sealed record TopPriorities
{
    /// <summary>Whether the drivers have an order.</summary>
    public required PriorityVerdict Verdict { get; init; }

    /// <summary>True when the page must say that the drivers are hard to tell apart, even if there are several tiers.</summary>
    public required bool HardToTellApart { get; init; }

    /// <summary>Why there is no list; null when there is one.</summary>
    public required Shortfall? Reason { get; init; }

    /// <summary>Unit of every rise.</summary>
    public required PriorityUnit Unit { get; init; }

    /// <summary>Complete rows behind the list.</summary>
    public required long N { get; init; }

    /// <summary>Drivers the list was made from; more than are shown.</summary>
    public required int Drivers { get; init; }

    /// <summary>Clear tiers first, highest rise first; the last one may hold drivers without a clear effect.</summary>
    public required IReadOnlyList<TopTier> Tiers { get; init; }

    /// <summary>Always <c>association</c>.</summary>
    public string Label { get; } = Reading.Label;

    internal static TopPriorities Of(DriverStudy study, int most)
    {
        var left = most;
        var tiers = new List<TopTier>();
        foreach (var tier in Reading.Tiers(study).TakeWhile(_ => left > 0))
        {
            tiers.Add(new TopTier(tier.Clear, [.. tier.Ids.Take(left).Select(id => Line(study, id))]));
            left -= tiers[^1].Drivers.Count;
        }

        return new TopPriorities
        {
            Verdict = Reading.Verdict(study),
            HardToTellApart = Reading.HardToTellApart(study),
            Reason = Reading.Refusal(study),
            Unit = Reading.Unit(study.Asked.Outcome),
            N = study.Rows.N,
            Drivers = study.Drivers.Count,
            Tiers = tiers,
        };
    }

    static TopDriver Line(DriverStudy study, int id)
    {
        var at = Enumerable.Range(0, study.Drivers.Count).First(i => study.Drivers[i].Id == id);
        return new TopDriver(
            study.Drivers[at],
            Reading.InUnit(study, study.Fixes!.Lines[at].Rise!.Value),
            ListPriorities.ReachOf(study, at));
    }
}

/// <summary>Drivers whose worth cannot be told apart.</summary>
/// <param name="Clear">False when their rise may be nothing.</param>
/// <param name="Drivers">Highest point value first; the last tier shown may be cut.</param>
public sealed record TopTier(bool Clear, IReadOnlyList<TopDriver> Drivers);

/// <summary>One driver of the short form.</summary>
/// <param name="Question">The driver.</param>
/// <param name="Rise">Expected change of the outcome, for the better, if everyone reached rose by one step.</param>
/// <param name="Reach">Whom it touches.</param>
public sealed record TopDriver(Question Question, Estimate Rise, DriverReach Reach);
