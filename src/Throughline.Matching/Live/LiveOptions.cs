using Throughline.Matching.Protection;

namespace Throughline.Matching.Live;

/// <summary>How records are resolved as they arrive.</summary>
public sealed record LiveOptions
{
    /// <summary>
    /// Up to how many records a fit is made at once, inside the call, when their number has grown by a twentieth since the last one; above, <see
    /// cref="LiveRecords.RefitDue"/> says that one is due and somebody calls for it. 0 for never.
    /// </summary>
    public int RefitInside { get; init; } = 20_000;

    /// <summary>What identifiers may do: which values say nothing, which never join alone, and how many people may bear one.</summary>
    public IdentifierPolicies Policies { get; init; } = IdentifierPolicies.Default;

    /// <summary>Seed of the pairs drawn by chance; the same seed gives the same model.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Least expected share of joined pairs that are one customer, 0 to 1.</summary>
    public double TargetPrecision { get; init; } = 0.85;
}
