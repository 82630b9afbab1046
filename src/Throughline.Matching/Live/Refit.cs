using Throughline.Matching.Clustering;

namespace Throughline.Matching.Live;

/// <summary>A model fitted on the records of a moment, and what they would be grouped into by it. Nothing has changed until it is adopted.</summary>
public sealed record Refit
{
    /// <summary>The model.</summary>
    public required LiveModel Model { get; init; }

    /// <summary>Agreement with the groups of that moment: F1 over pairs of records that are together, 0 to 1; 1 where no two are, in either.</summary>
    public required double Agreement { get; init; }

    /// <summary>Expected share of joined pairs that are one customer, 0 to 1; null where nothing is joined.</summary>
    public required double? ExpectedPrecision { get; init; }

    /// <summary>Expected share of the pairs of one customer that are joined, 0 to 1; null where there seem to be none.</summary>
    public required double? ExpectedRecall { get; init; }

    /// <summary>Groups of that moment that would lose or gain records.</summary>
    public required int ChangedGroups { get; init; }

    /// <summary>Which moment: how many changes there had been.</summary>
    internal long Moment { get; init; }

    /// <summary>The groups with more than one record, and why each hangs together.</summary>
    internal IReadOnlyList<Group> Groups { get; init; } = [];

    /// <summary>Joins that the evidence was for and protection refused.</summary>
    internal IReadOnlyList<Protection.RefusedJoin> Refused { get; init; } = [];

    /// <summary>Weighed pairs across and within groups.</summary>
    internal IReadOnlyList<Edge> Edges { get; init; } = [];
}
