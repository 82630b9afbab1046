namespace Throughline.Language.Detecting;

/// <summary>What kind of thing a detector finds. Rights differ: an emotion is never told of an employee.</summary>
public enum Trait
{
    /// <summary>What the writer feels.</summary>
    Emotion,

    /// <summary>How hard it was made for the writer.</summary>
    Effort,

    /// <summary>What the writer wants to be done.</summary>
    Intent,

    /// <summary>That the writer may leave, or why.</summary>
    ChurnThreat,

    /// <summary>That the writer wants to talk to a person.</summary>
    HumanRequested,

    /// <summary>Whether what is said is good or bad.</summary>
    Polarity,

    /// <summary>Whether the writer got what was wanted.</summary>
    Goal,

    /// <summary>Law, health and safety.</summary>
    Safety,
}
