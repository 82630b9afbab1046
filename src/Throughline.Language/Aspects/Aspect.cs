using Throughline.Language.Normal;

namespace Throughline.Language.Aspects;

/// <summary>What is said of an aspect.</summary>
public enum AspectPolarity
{
    /// <summary>Nothing in the clause tells it.</summary>
    NotAssessed,

    /// <summary>Bad things.</summary>
    Negative,

    /// <summary>Neither clearly bad nor clearly good.</summary>
    Unclear,

    /// <summary>Good things.</summary>
    Positive,
}

/// <summary>A thing that a text speaks of, and what its clause says of it.</summary>
/// <param name="Term">The word, in normal form.</param>
/// <param name="Topic">The topic of the taxonomy that the word is a seed of; null for a word that was learnt from texts.</param>
/// <param name="IsOpinion">True for a word that says what it is about by what it says of it, such as “tasty”.</param>
/// <param name="Polarity">What is said.</param>
/// <param name="Probability">That it is good, 0 to 1; null where it is not assessed.</param>
/// <param name="Span">Where the word is: a range of the original.</param>
/// <param name="Clause">Where it is said: a range of the original around the word.</param>
public sealed record Aspect(string Term, string? Topic, bool IsOpinion, AspectPolarity Polarity, double? Probability, SourceRange Span, SourceRange Clause);

/// <summary>How likely it is that a clause says something good.</summary>
/// <param name="clause">The clause in normal form.</param>
/// <returns>0 to 1; null when nothing in the clause tells it.</returns>
public delegate double? ClausePolarity(ReadOnlySpan<char> clause);
