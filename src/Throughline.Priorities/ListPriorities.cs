using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Stats;

namespace Throughline.Priorities;

/// <summary>What moves an outcome, and what to fix first: importance in tiers, and effect x reach with intervals.</summary>
static class ListPriorities
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/priorities", HandleAsync)
        .WithName("ListPriorities")
        .WithSummary("What moves an outcome, and what to fix first")
        .WithDescription("Takes the filter, outcome (a question id; default the source's outcome) and drivers (question ids with commas; default those the source asks often enough).");

    static async Task<Ok<PriorityAnswer>> HandleAsync(HttpRequest request, PriorityList list, CancellationToken cancellation) =>
        TypedResults.Ok(Answer(await list.StudyAsync(list.ReadQuestion(request.Query), cancellation)));

    /// <summary>From the study to what is shown. Pure.</summary>
    public static PriorityAnswer Answer(DriverStudy study)
    {
        var refusal = Reading.Refusal(study);
        var ranking = study.Answer as DriverRanking;
        var shown = refusal is null ? ranking : null;
        return new PriorityAnswer
        {
            Outcome = study.Asked.Outcome,
            Unit = Reading.Unit(study.Asked.Outcome),
            N = study.Rows.N,
            RowsLeftOut = study.Rows.Answered - study.Rows.N,
            LeftOutBecause = [.. study.Drivers.Select((d, i) => new EmptyDriver(d.Id, study.Rows.Empty[i])).Where(e => e.Empty > 0).OrderByDescending(e => e.Empty)],
            R2 = ranking?.R2.Value,
            Verdict = Reading.Verdict(study),
            HardToTellApart = Reading.HardToTellApart(study),
            Halo = HaloOf(study),
            Reason = refusal,
            Drivers = shown is null ? [] : [.. study.Drivers.Select((_, i) => DriverOf(study, shown, i))],
            Tiers = shown is null ? [] : [.. shown.Tiers.Select(tier => Reading.Ids(study, tier.Drivers))],
            PriorityTiers = Reading.Tiers(study),
            Clusters = ranking is null || ranking.Clarity == RankingClarity.NothingFound ? [] : [.. ranking.Clusters.Select(c => ClusterOf(study, ranking, c))],
            Warnings = study.Warnings,
            Method = new PriorityMethod(
                ranking?.Method ?? (study.Drivers.Count > 16 ? ImportanceMethod.RelativeWeights : ImportanceMethod.Lmg),
                study.Options.Draws,
                study.Options.Seed,
                study.InBlocks ? RedrawnRows.Blocks : RedrawnRows.Rows),
        };
    }

    /// <summary>Whom a driver reaches at its default threshold.</summary>
    public static DriverReach ReachOf(DriverStudy study, int driver)
    {
        var ladder = new Ladder(study.Drivers[driver]);
        var reach = study.Reaches[driver];
        return new DriverReach(ladder.Turn(ladder.LowRung), reach.Step, reach.Share, reach.Reached, study.Rows.N);
    }

    static PriorityDriver DriverOf(DriverStudy study, DriverRanking ranking, int at)
    {
        var driver = ranking.Drivers[at];
        var reach = study.Reaches[at];
        Interval? effect = driver.Slope?.Times(reach.Step);
        return new PriorityDriver
        {
            Question = study.Drivers[at],
            Share = Reading.Give(study, driver.Share, "drivers"),
            RelativeWeightPct = ranking.R2.Value > 0 ? 100 * driver.RelativeWeight / ranking.R2.Value : 0,
            StdBeta = driver.StandardBeta,
            Correlation = driver.ZeroOrderR,
            Vif = driver.Vif,
            PerformancePct = driver.Performance,
            Negative = effect is { High: < 0 },
            Effect = effect is { } slope ? Reading.InUnit(study, slope) : null,
            Reach = ReachOf(study, at),
            Rise = study.Fixes!.Lines[at].Rise is { } rise ? Reading.InUnit(study, rise) : null,
            Rank = driver.PlaceProbabilities,
        };
    }

    static PriorityCluster ClusterOf(DriverStudy study, DriverRanking ranking, DriverTier cluster)
    {
        var ids = Reading.Ids(study, cluster.Drivers);
        int[] columns = [.. cluster.Drivers.Select(study.IndexOf)];
        var pairs = columns.SelectMany((a, i) => columns[(i + 1)..].Select(b => DriverKinship.Correlation(study.Moments!, a, b) ?? 0));
        var first = DriverKinship.FirstShares(ranking, cluster.Drivers);
        return new PriorityCluster(
            ids,
            pairs.MaxBy(Math.Abs),
            Reading.Give(study, cluster.Share, "drivers"),
            ids.Select((id, i) => (id, first[i])).ToDictionary(x => x.id, x => x.Item2));
    }

    static PriorityHalo? HaloOf(DriverStudy study) => Reading.HighHalo(study) is { } halo
        ? new PriorityHalo(halo.Strongest, [study.Drivers[halo.First].Id, study.Drivers[halo.Second].Id], halo.Mean)
        : null;
}

/// <summary>What moves an outcome and what to fix first. Every number is an association until an experiment backs it.</summary>
/// <remarks>Drivers and outcome are turned so that a positive effect is for the better, also on scales where low is good.</remarks>
public sealed record PriorityAnswer
{
    /// <summary>What is explained.</summary>
    public required Question Outcome { get; init; }

    /// <summary>Unit of every effect and rise.</summary>
    public required PriorityUnit Unit { get; init; }

    /// <summary>Signals that answered the outcome and all drivers.</summary>
    public required long N { get; init; }

    /// <summary>Signals that answered the outcome but not all drivers.</summary>
    public required long RowsLeftOut { get; init; }

    /// <summary>How many of those left each driver empty, most first; one signal may count for several drivers.</summary>
    public required IReadOnlyList<EmptyDriver> LeftOutBecause { get; init; }

    /// <summary>Share of the outcome's variance that all drivers explain together, 0 to 1; null when it cannot be told.</summary>
    public required double? R2 { get; init; }

    /// <summary>Whether the drivers have an order.</summary>
    public required PriorityVerdict Verdict { get; init; }

    /// <summary>True when the page must say that the drivers are hard to tell apart: one tier, or a halo over several.</summary>
    public required bool HardToTellApart { get; init; }

    /// <summary>The drivers move together, mean correlation 0.5 or more; null when they do not.</summary>
    public required PriorityHalo? Halo { get; init; }

    /// <summary>
    /// Why nothing is said: not_enough_answers, constant (the outcome), constant_drivers, nothing_found (no more than
    /// chance), singular (every driver follows from others), no_drivers. Null unless refused.
    /// </summary>
    public required Shortfall? Reason { get; init; }

    /// <summary>All drivers in the order of the source; empty when refused.</summary>
    public required IReadOnlyList<PriorityDriver> Drivers { get; init; }

    /// <summary>Question ids in tiers of importance, highest first; drivers of one tier cannot be told apart.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Tiers { get; init; }

    /// <summary>Tiers of what to fix first, by rise. Drivers with a clearly negative effect, or none of their own, are in none.</summary>
    public required IReadOnlyList<PriorityTier> PriorityTiers { get; init; }

    /// <summary>Drivers so alike that only their joint worth means something.</summary>
    public required IReadOnlyList<PriorityCluster> Clusters { get; init; }

    /// <summary>What a reader must know before acting.</summary>
    public required IReadOnlyList<PriorityWarning> Warnings { get; init; }

    /// <summary>How it was made.</summary>
    public required PriorityMethod Method { get; init; }

    /// <summary>Always <c>association</c>.</summary>
    public string Label { get; } = Reading.Label;
}

/// <summary>Signals that answered the outcome but left this driver empty.</summary>
public sealed record EmptyDriver(int QuestionId, long Empty);

/// <summary>One impression colours all answers.</summary>
/// <param name="StrongestCorrelation">Of the strongest pair, -1 to 1.</param>
/// <param name="Strongest">That pair, two question ids.</param>
/// <param name="MeanCorrelation">Over all pairs of drivers, 0.5 to 1.</param>
public sealed record PriorityHalo(double StrongestCorrelation, IReadOnlyList<int> Strongest, double MeanCorrelation);

/// <summary>One driver. Null stands where the data cannot tell; it is never 0.</summary>
public sealed record PriorityDriver
{
    /// <summary>The driver.</summary>
    public required Question Question { get; init; }

    /// <summary>Its share of what is explained, per cent.</summary>
    public required Estimate Share { get; init; }

    /// <summary>Johnson's relative weight, per cent of what is explained; a cross-check of the share.</summary>
    public required double RelativeWeightPct { get; init; }

    /// <summary>Standard deviations of the outcome per standard deviation of the driver, the others held.</summary>
    public required double? StdBeta { get; init; }

    /// <summary>Correlation with the outcome, -1 to 1.</summary>
    public required double? Correlation { get; init; }

    /// <summary>Variance inflation, 1 or more; above 5 the effect is unsure because of the other drivers.</summary>
    public required double? Vif { get; init; }

    /// <summary>Where the mean stands between the worst and the best answer given, 0 to 100.</summary>
    public required double? PerformancePct { get; init; }

    /// <summary>True when the effect is clearly below 0: never proposed as a fix.</summary>
    public required bool Negative { get; init; }

    /// <summary>Change of the outcome per step for the better, the others held, in the unit of the answer.</summary>
    public required Estimate? Effect { get; init; }

    /// <summary>Whom a fix would touch.</summary>
    public required DriverReach Reach { get; init; }

    /// <summary>
    /// Expected change of the mean outcome of everyone if those reached rose by one step. Its interval holds for all drivers
    /// together, so that looking at many finds no more than one in twenty by chance.
    /// </summary>
    public required Estimate? Rise { get; init; }

    /// <summary>Share of redraws in which the driver took place 1, 2 .. p of importance; empty for a driver that does not vary.</summary>
    public required IReadOnlyList<double> Rank { get; init; }
}

/// <summary>Those who answered a driver at the worse end of its scale.</summary>
/// <param name="Threshold">Answers at this value or worse, on the question's own scale.</param>
/// <param name="Step">One step, in units of the scale.</param>
/// <param name="Share">Share of the rows, 0 to 1.</param>
/// <param name="Count">How many.</param>
/// <param name="N">Rows.</param>
public sealed record DriverReach(double Threshold, double Step, double Share, long Count, long N);

/// <summary>Drivers that cannot be told apart because they move together.</summary>
/// <param name="Questions">Question ids, highest share first.</param>
/// <param name="StrongestCorrelation">Of the strongest pair, -1 to 1.</param>
/// <param name="Together">Their joint share of what is explained, per cent.</param>
/// <param name="FirstShare">By question id: share of redraws in which it is the most important of the cluster.</param>
public sealed record PriorityCluster(
    IReadOnlyList<int> Questions, double StrongestCorrelation, Estimate Together, IReadOnlyDictionary<int, double> FirstShare);

/// <summary>How the list was made.</summary>
/// <param name="Name">What shares are made of.</param>
/// <param name="Draws">Redraws.</param>
/// <param name="Seed">Their seed: the same signals give the same list.</param>
/// <param name="Rows">What was redrawn.</param>
public sealed record PriorityMethod(ImportanceMethod Name, int Draws, ulong Seed, RedrawnRows Rows);

/// <summary>What a bootstrap redraws.</summary>
public enum RedrawnRows
{
    /// <summary>Rows.</summary>
    Rows,

    /// <summary>Random blocks of rows, when there are more than 10,000.</summary>
    Blocks,
}
