namespace Throughline.Listening.Quality.Checks;

/// <summary>What happens to a row that does not keep a check.</summary>
public enum CheckAction
{
    /// <summary>It is stored and counted.</summary>
    Warn = 0,
    /// <summary>It is held with the reason, to be mended and replayed.</summary>
    Quarantine = 1,
    /// <summary>It is turned away and counted; nothing of it is kept.</summary>
    Reject = 2,
}

/// <summary>Side of quality that a check speaks of.</summary>
public enum QualityDimension
{
    /// <summary>What should be there is there.</summary>
    Completeness = 0,
    /// <summary>Values are of the form, the kind and the range that they should have.</summary>
    Validity = 1,
    /// <summary>Nothing stands there twice that should stand there once.</summary>
    Uniqueness = 2,
    /// <summary>Fields do not speak against one another, nor the data of today against those of before.</summary>
    Consistency = 3,
    /// <summary>It comes in time, and its times can be true.</summary>
    Timeliness = 4,
    /// <summary>Values can be true: check digits, plausible ages and amounts.</summary>
    Accuracy = 5,
}

/// <summary>One check of a source, as a line of its file says it.</summary>
/// <param name="Line">Line of the file, counted from 1.</param>
/// <param name="Action">What happens to a row that does not keep it.</param>
/// <param name="Field">The field; <c>*</c> for the source as a whole.</param>
/// <param name="Check">Word of the check.</param>
/// <param name="Arguments">What follows the word, as it is written.</param>
public sealed record CheckLine(int Line, CheckAction Action, string Field, string Check, string Arguments)
{
    /// <summary>What is asked of what, without what happens: counts are kept under it, so that they go on when only the action is changed.</summary>
    public string Key => Arguments.Length == 0 ? $"{CheckText.Quote(Field)} {Check}" : $"{CheckText.Quote(Field)} {Check} {Arguments}";

    /// <summary>The whole line.</summary>
    public string Text => $"{CheckText.Word(Action)} {Key}";
}

/// <summary>A line of a file of checks that cannot be used.</summary>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Character of the line where it goes wrong, counted from 1.</param>
/// <param name="Field">The field that the line names; null when it does not come to that.</param>
/// <param name="Code">Stable word that the client translates.</param>
/// <param name="Detail">What is wrong and what to write instead, in English.</param>
public sealed record CheckProblem(int Line, int Column, string? Field, string Code, string Detail);
