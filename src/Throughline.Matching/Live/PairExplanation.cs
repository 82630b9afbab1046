using Throughline.Matching.Records;

namespace Throughline.Matching.Live;

/// <summary>Why two records are thought to be one customer, or not.</summary>
/// <param name="Prior">Bits before anything is compared: log2 of the odds that any two records are one customer.</param>
/// <param name="Parts">What each field adds, in a fixed order. Prior and all bits add up to the weight exactly.</param>
/// <param name="Weight">log2 of the odds that the two are one customer.</param>
/// <param name="Probability">The same as a probability, 0 to 1.</param>
/// <param name="FoundBy">The most telling key that both share; null where none brings them together.</param>
/// <param name="Objections">What keeps them apart, or asks more of them, whatever the weight: stable codes.</param>
public sealed record PairExplanation(double Prior, IReadOnlyList<EvidencePart> Parts, double Weight, double Probability, string? FoundBy, IReadOnlyList<string> Objections);

/// <summary>
/// What one field says. Fields of one household depend on each other, so the bits are what the field changes given those before it, not
/// what it would say alone.
/// </summary>
/// <param name="Field">The field; <see cref="MatchField.ExternalId"/> at level shared_identifier for exact identifiers.</param>
/// <param name="Level">How the two values compare, as a stable code: exact, close, nickname, initial, different, missing ….</param>
/// <param name="Bits">Bits for (above 0) or against.</param>
/// <param name="ShareOfPeople">Share of the records with a value that bear the one agreed on, 0 to 1; null unless it is exact.</param>
public sealed record EvidencePart(MatchField Field, string Level, double Bits, double? ShareOfPeople);

/// <summary>Two records near the line between one customer and two.</summary>
/// <param name="Left">The lower number.</param>
/// <param name="Right">The higher number.</param>
/// <param name="Weight">log2 of the odds that the two are one customer.</param>
/// <param name="Probability">The same as a probability, 0 to 1.</param>
/// <param name="Joined">True where they are in one group now.</param>
public sealed record ReviewPair(int Left, int Right, double Weight, double Probability, bool Joined);
