namespace Throughline.Language.Detecting;

/// <summary>One thing that is looked for in texts.</summary>
/// <param name="Id">Its name in files and addresses, such as <c>high_effort</c>.</param>
/// <param name="Trait">What kind of thing it is.</param>
/// <param name="Version">Of its patterns, and of its learned head where it has one; a detection is worth nothing without it.</param>
/// <param name="Languages">Codes of the languages that it knows; texts in others are not assessed.</param>
/// <param name="IsExperimental">
/// True until its precision was measured on labelled texts of the company. All that have patterns alone are: what they find is shown as such and starts nothing by itself.
/// </param>
/// <param name="Threshold">From which probability on it is present; above 0, below 1.</param>
public sealed record Detector(string Id, Trait Trait, string Version, IReadOnlySet<string> Languages, bool IsExperimental, double Threshold)
{
    /// <summary>True when it reads texts in a language; <c>zh</c> stands for both ways to write Chinese.</summary>
    public bool Covers(string language) => Languages.Contains(language);
}
