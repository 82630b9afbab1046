using Throughline.Matching.Records;

namespace Throughline.Matching.Protection;

/// <summary>A value that was left out of the evidence, and why.</summary>
/// <param name="Field">What it is.</param>
/// <param name="Value">The value in normal form: of a person, perhaps; not for logs and reports.</param>
/// <param name="Reason">Why, a code of <see cref="ProtectionReason"/>.</param>
/// <param name="Records">Records that bear it.</param>
/// <param name="People">Different people known to bear it, at most one more than may; 0 where nobody counted.</param>
public sealed record SharedValue(MatchField Field, string Value, string Reason, int Records, int People);

/// <summary>A join that the evidence was for and protection refused.</summary>
/// <param name="Left">A record of one side.</param>
/// <param name="Right">A record of the other.</param>
/// <param name="Weight">Average weight between the two sides, in bits.</param>
/// <param name="Reason">Why, a code of <see cref="ProtectionReason"/>.</param>
public readonly record struct RefusedJoin(int Left, int Right, double Weight, string Reason);
