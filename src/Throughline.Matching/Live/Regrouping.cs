using Throughline.Matching.Protection;

namespace Throughline.Matching.Live;

/// <summary>What a change did to the groups: exactly those that are new or hold other records than before.</summary>
/// <param name="Groups">The groups; empty where nothing moved. A group that lost all its records is not told.</param>
public sealed record Regrouping(IReadOnlyList<Group> Groups)
{
    /// <summary>Statements that a newer one contradicts and that therefore do not hold; empty for most changes.</summary>
    public IReadOnlyList<Statement> Overruled { get; init; } = [];

    /// <summary>Joins that the evidence was for and protection refused.</summary>
    public IReadOnlyList<RefusedJoin> Refused { get; init; } = [];
}

/// <summary>Records of one customer.</summary>
/// <param name="Records">Their numbers, rising.</param>
/// <param name="Because">The joins that hold them together, one fewer than records; of a group too large to be looked at whole, those that were looked at.</param>
public sealed record Group(IReadOnlyList<int> Records, IReadOnlyList<JoinedBy> Because);

/// <summary>Why two parts of a group are one.</summary>
/// <param name="Left">The record on one side of the strongest pair across them.</param>
/// <param name="Right">The record on the other side.</param>
/// <param name="Weight">Mean weight in bits over all pairs across the two parts.</param>
/// <param name="By">What joined them: evidence (values agree), identifier (an exact identifier is shared), statement (somebody said so).</param>
public sealed record JoinedBy(int Left, int Right, double Weight, string By);

/// <summary>Said of two records: that they are one customer, or that they are not.</summary>
/// <param name="Left">The lower number.</param>
/// <param name="Right">The higher number.</param>
/// <param name="Together">True for one customer, false for two.</param>
/// <param name="Order">Which was said later: the higher one holds where two contradict each other.</param>
public sealed record Statement(int Left, int Right, bool Together, long Order);
