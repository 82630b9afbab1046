namespace Throughline.Language.Languages;

/// <summary>Which language a text is in.</summary>
/// <param name="Code">
/// <c>en</c>, <c>ar</c>, <c>fa</c>, <c>zh-Hans</c>, <c>zh-Hant</c> or <c>zh</c> (Chinese that is written alike in both), another code of ISO 639 where the script or its letters tell it,
/// <c>other</c>, <c>mixed</c> where sentences differ, or <c>unknown</c> where there is nothing to tell it by.
/// </param>
/// <param name="Probability">That this is right, 0 to 1; a number to order by, not a promise.</param>
public readonly record struct LanguageGuess(string Code, double Probability)
{
    /// <summary>Where there is nothing to tell it by.</summary>
    public static LanguageGuess Unknown => new("unknown", 0);

    /// <summary>The language without its script: <c>zh</c> for both ways to write Chinese.</summary>
    public string Language => Code.StartsWith("zh", StringComparison.Ordinal) ? "zh" : Code;
}
