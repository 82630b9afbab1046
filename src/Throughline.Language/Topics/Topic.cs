namespace Throughline.Language.Topics;

/// <summary>Something that texts can be about.</summary>
/// <param name="Id">Small Latin letters, digits and underscores; never given to another topic later.</param>
/// <param name="Parent">The topic that it is a part of; null for one of the first level.</param>
/// <param name="Names">What it is called, by language.</param>
/// <param name="Seeds">Words and phrases that speak of it, by language; one that ends in <c>*</c> also begins longer words.</param>
/// <param name="Examples">Texts that speak of it, by language.</param>
public sealed record Topic(
    string Id, string? Parent, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, IReadOnlyList<string>> Seeds, IReadOnlyDictionary<string, IReadOnlyList<string>> Examples);
