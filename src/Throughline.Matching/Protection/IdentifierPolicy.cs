namespace Throughline.Matching.Protection;

/// <summary>What one kind of identifier may do: which of its values say nothing, how many one profile may bear, and whether one value alone joins.</summary>
/// <remarks>Values are compared without case and without blanks around them.</remarks>
public sealed record IdentifierPolicy
{
    /// <summary>The namespace that stands for every namespace without a policy of its own.</summary>
    public const string Any = "*";

    /// <summary>Kind of identifier: <c>email</c>, <c>phone</c>, <c>user</c>, <c>device</c>, <c>anonymous</c> …; <c>*</c> is any other.</summary>
    public required string Namespace { get; init; }

    /// <summary>Values that belong to nobody. One that ends with @ stands for that mailbox at any domain: <c>test@</c>.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    /// <summary>Regular expressions (without look-around and back-references) of values that belong to nobody: <c>^[0-]*$</c>.</summary>
    public IReadOnlyList<string> BlockedPatterns { get; init; } = [];

    /// <summary>Most different values that come new to one profile within the window, 1 to 1,000; a join that would bring more is refused. Null: any number.</summary>
    public int? Limit { get; init; }

    /// <summary>Days within which they come, by the times of the signals that bear them, 1 to 3,650; null: ever. Not used without a limit.</summary>
    public int? WindowDays { get; init; }

    /// <summary>True: the limit counts for each source by itself, since two systems number their users apart.</summary>
    public bool PerSource { get; init; }

    /// <summary>
    /// True: a value belongs to one customer alone, so that bearing it joins records which disagree in nothing. False: a weak identifier,
    /// which never joins on its own.
    /// </summary>
    public bool Exclusive { get; init; }

    /// <summary>Which identifier holds when two speak against each other: the lower number, 1 to 100.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>Different people (by name and birth date) up to whom a value stays evidence of one, 1 to 1,000; borne by more it is held to be shared.</summary>
    public int SharedBeyond { get; init; } = 10;
}
