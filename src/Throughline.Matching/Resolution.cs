using Throughline.Matching.Protection;

namespace Throughline.Matching;

/// <summary>What was found: a profile for each record, and how sure it is.</summary>
public sealed record Resolution
{
    /// <summary>The profile of each record, numbered from 0 in the order of their first records.</summary>
    public required int[] ProfileOf { get; init; }

    /// <summary>Number of profiles.</summary>
    public required int Profiles { get; init; }

    /// <summary>Records of the largest profile.</summary>
    public required int Largest { get; init; }

    /// <summary>Pairs that were compared.</summary>
    public required long CandidatePairs { get; init; }

    /// <summary>Least average weight in bits at which records were joined.</summary>
    public required double Threshold { get; init; }

    /// <summary>Expected share of joined pairs that are one customer, 0 to 1; null where nothing was joined.</summary>
    public required double? EstimatedPrecision { get; init; }

    /// <summary>Expected share of the pairs of one customer that were joined, 0 to 1; null where there seem to be none.</summary>
    public required double? EstimatedRecall { get; init; }

    /// <summary>Pairs with a chance worth telling, by left and right record.</summary>
    public required IReadOnlyList<ScoredPair> Pairs { get; init; }

    /// <summary>Values that were left out of the evidence because they are nobody's own.</summary>
    public required IReadOnlyList<SharedValue> Shared { get; init; }

    /// <summary>Joins that the evidence was for and protection refused.</summary>
    public required IReadOnlyList<RefusedJoin> Refused { get; init; }

    /// <summary>Columns that were not compared because there are too many; fields with a meaning come before custom ones.</summary>
    public IReadOnlyList<string> FieldsLeftOut { get; init; } = [];
}

/// <summary>Two records, the probability that they are one customer, and the weight of evidence in bits.</summary>
public readonly record struct ScoredPair(int Left, int Right, double Probability, double Weight);

/// <summary>How records are resolved.</summary>
public sealed record ResolveOptions
{
    /// <summary>
    /// Least expected share of joined pairs that are one customer, 0 to 1; the threshold rises from even odds, where the expected F1 is
    /// greatest, until it is met.
    /// </summary>
    public double TargetPrecision { get; init; } = 0.85;

    /// <summary>What identifiers may do: which values say nothing, and which never join alone.</summary>
    public IdentifierPolicies Policies { get; init; } = IdentifierPolicies.Default;

    /// <summary>Seed of the pairs drawn by chance; the same seed gives the same result.</summary>
    public ulong Seed { get; init; } = 1;
}
