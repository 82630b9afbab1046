namespace Throughline.Language.Features;

/// <summary>Which features a text is turned into. Part of every model, since a model can only read what it was fitted on.</summary>
/// <param name="Bits">Features are hashed to 2 to the power of this many places (Weinberger et al. 2009); 10 to 22.</param>
/// <param name="Negation">True when the words that a negator reaches count a second time, as negated.</param>
/// <param name="Pairs">True when two words side by side count as well.</param>
public sealed record FeatureOptions(int Bits = 20, bool Negation = true, bool Pairs = true)
{
    /// <summary>Places that features are hashed to.</summary>
    public int Places => 1 << Bits;
}
