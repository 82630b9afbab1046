using Throughline.Contracts;
using Throughline.Platform.Access;
using Throughline.Platform.Http;

namespace Throughline.Platform.Uses;

/// <summary>What a field of a source is to us.</summary>
public enum ElementKind
{
    /// <summary>Answers to a question.</summary>
    Score = 0,
    /// <summary>The customer's words.</summary>
    Text = 1,
    /// <summary>A value to group and filter by.</summary>
    Attribute = 2,
    /// <summary>Points to a customer.</summary>
    Identifier = 3,
    /// <summary>When it happened.</summary>
    Time = 4,
    /// <summary>Designed place of the meeting.</summary>
    Touchpoint = 5,
    /// <summary>Medium.</summary>
    Channel = 6,
    /// <summary>Language of the words.</summary>
    Language = 7,
    /// <summary>Name of what was done.</summary>
    Activity = 8,
    /// <summary>The source's own key of the record.</summary>
    RecordId = 9,
    /// <summary>Kept with the signal and used for nothing.</summary>
    Kept = 10,
}

/// <summary>Names one field of one source.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Kind">What it is to us.</param>
/// <param name="Name">Its name in the source; of a score the question's name, of an attribute the attribute's.</param>
public readonly record struct ElementKey(int SourceId, ElementKind Kind, string Name);

/// <summary>
/// A field of a source in the data-use register, with its Origin: how it is captured, where it is stored, on what permission, under
/// what regulation. Permission and regulation are null until somebody says them.
/// </summary>
public sealed record DataElement
{
    /// <summary>Which field.</summary>
    public required ElementKey Key { get; init; }

    /// <summary>Words for people; null = its name.</summary>
    public string? Label { get; init; }

    /// <summary>How it comes to us, for example by which mapping.</summary>
    public required string Captured { get; init; }

    /// <summary>Where it is kept.</summary>
    public required string Stored { get; init; }

    /// <summary>Ground on which it may be kept, for example <c>consent</c> or <c>contract</c>; null while nobody has said.</summary>
    public string? Permission { get; init; }

    /// <summary>Rules that it is under; null while nobody has said.</summary>
    public string? Regulation { get; init; }

    /// <summary>How it speaks of the experience: said to us, said to others, or concluded.</summary>
    public SignalMode Mode { get; init; }

    /// <summary>True when it tells what the customer does, false when it tells what they think, null when it tells neither.</summary>
    public bool? Behavioural { get; init; }

    /// <summary>True when we asked for it.</summary>
    public bool Solicited { get; init; }
}

/// <summary>That a purpose was named for an element, or taken away. Entries are added and never changed.</summary>
/// <param name="Key">The element.</param>
/// <param name="Purpose">The purpose, for example <see cref="Purposes.Improve"/>.</param>
/// <param name="Named">True when it was named, false when it was taken away.</param>
/// <param name="Why">Why this element, and not a less intrusive one; null when nobody said.</param>
/// <param name="By">Who did it; null when no person did.</param>
/// <param name="How">person, program, import, rerun, command_line, proposed, preset, demo or carried_over.</param>
/// <param name="At">When, UTC.</param>
public sealed record PurposeEntry(ElementKey Key, string Purpose, bool Named, string? Why, string? By, string How, DateTime At)
{
    /// <summary>True when a person, or a program with a person's key, said so.</summary>
    public bool Confirmed => By is not null && How is "person" or "program" or "import" or "rerun" or "command_line";
}

/// <summary>How a purpose is named for many elements at once.</summary>
/// <param name="Purpose">The purpose.</param>
/// <param name="By">Who; null when no person did.</param>
/// <param name="How">How, as in <see cref="PurposeEntry"/>.</param>
public sealed record PurposeNaming(string Purpose, string? By, string How)
{
    /// <summary>A purpose that somebody names.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="who">Who; null for a program.</param>
    /// <param name="person">How, where it is a person.</param>
    public static PurposeNaming Of(string purpose, SignedIn? who, string person) =>
        new(purpose, who?.Name, who == SignedIn.ThisMachine ? "command_line" : who?.Id > 0 ? person : "program");
}

/// <summary>Purposes that the product itself has.</summary>
public static class Purposes
{
    /// <summary>To make the experience better for the customers whom it is about, and those after them.</summary>
    public const string Improve = "improve_experience";

    /// <summary>To have words read by a model that is not this program: they go to where the operator says, without names and numbers.</summary>
    public const string ReadOutside = "read_outside";

    /// <summary>The shipped purposes; an installation may name others in the same form.</summary>
    public static IReadOnlyList<string> Shipped { get; } = [Improve, "resolve_cases", "personalise", "contact", "research", ReadOutside];

    /// <summary>True for 1 to 64 small letters, digits and underscores.</summary>
    public static bool IsName(string name) =>
        name.Length is >= 1 and <= 64 && name.All(letter => letter is >= 'a' and <= 'z' or >= '0' and <= '9' or '_');

    /// <summary>The name of a purpose as it was given.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static string Need(string name) => IsName(name) ? name : throw new BadInputException("purpose", "A purpose is 1 to 64 small letters, digits and underscores.");
}

/// <summary>A use of data: what asks, and for what purpose.</summary>
/// <param name="Name">What asks, for example <c>pulse</c>.</param>
/// <param name="Purpose">The purpose that it serves.</param>
public sealed record Use(string Name, string Purpose)
{
    /// <summary>The page of scores and their change.</summary>
    public static Use Pulse { get; } = new("pulse", Purposes.Improve);

    /// <summary>What to fix first.</summary>
    public static Use Priorities { get; } = new("priorities", Purposes.Improve);

    /// <summary>What customers wrote.</summary>
    public static Use Voices { get; } = new("voices", Purposes.Improve);

    /// <summary>What is told from the customers' words: how they feel, what they want, what they speak of.</summary>
    public static Use Detections { get; } = new("detections", Purposes.Improve);

    /// <summary>What a model outside of this program is asked of customers' words.</summary>
    public static Use PlugIn { get; } = new("plug_in", Purposes.ReadOutside);

    /// <summary>One metric, asked for by itself.</summary>
    public static Use Metrics { get; } = new("metrics", Purposes.Improve);

    /// <summary>The records behind a number, and one record whole.</summary>
    public static Use Records { get; } = new("records", Purposes.Improve);

    /// <summary>A file of records.</summary>
    public static Use Export { get; } = new("export", Purposes.Improve);

    /// <summary>Customers by what names them, and one customer's timeline.</summary>
    public static Use Customers { get; } = new("customers", Purposes.Improve);

    /// <summary>Everything that is held of one customer, to be handed to them.</summary>
    public static Use Access { get; } = new("access", Purposes.Improve);

    /// <summary>How many of the known customers never answered.</summary>
    public static Use Silence { get; } = new("silence", Purposes.Improve);

    /// <summary>What is offered to choose by. An offer is no use yet: what it leaves out is not counted.</summary>
    public static Use Catalogue { get; } = new("catalogue", Purposes.Improve);
}

/// <summary>A use that was turned away, summed up by day.</summary>
/// <param name="Use">What asked.</param>
/// <param name="Purpose">For what purpose.</param>
/// <param name="Key">The element that it asked for.</param>
/// <param name="Day">The day, UTC.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">The last time, UTC.</param>
public sealed record Refusal(string Use, string Purpose, ElementKey Key, DateOnly Day, long Count, DateTime Last);

/// <summary>A use asked for an element without a named purpose. It is counted before this is thrown.</summary>
public sealed class UseRefusedException(Use use, ElementKey key) : Exception(
    $"No purpose \"{use.Purpose}\" is named for {key.Name}, so {use.Name} may not use it. Name it in the register.")
{
    /// <summary>What asked.</summary>
    public Use Use { get; } = use;

    /// <summary>For what.</summary>
    public ElementKey Key { get; } = key;
}
