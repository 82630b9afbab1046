namespace Throughline.Language.Languages;

/// <summary>A sentence of a text, in its place.</summary>
/// <param name="Start">First UTF-16 unit in the original text; no blank.</param>
/// <param name="End">The unit after the last; more than <paramref name="Start"/>.</param>
/// <param name="Language">The language of this sentence alone; uncertain where it is short.</param>
public readonly record struct Sentence(int Start, int End, LanguageGuess Language);
