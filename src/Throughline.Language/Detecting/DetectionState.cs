namespace Throughline.Language.Detecting;

/// <summary>What a detector says of a text. There is no degree.</summary>
public enum DetectionState
{
    /// <summary>Nothing may be said: no letters, too short, or a language that the detector does not know.</summary>
    NotAssessed,

    /// <summary>Looked for and not found.</summary>
    Absent,

    /// <summary>Found, and the words that say so can be shown.</summary>
    Present,
}
