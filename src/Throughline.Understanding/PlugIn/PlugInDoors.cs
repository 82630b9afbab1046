namespace Throughline.Understanding.PlugIn;

/// <summary>
/// What is known elsewhere of the person who wrote a text: this pillar knows no profiles. Who composes the program gives it; without it nothing is sent.
/// </summary>
/// <param name="KnownUpTo">Number of the signal up to which persons are known.</param>
/// <param name="ConsentsChanged">A number that grows with every word on a consent.</param>
/// <param name="Consent">The last word of the person on a purpose: null when they said nothing, or nobody knows who they are.</param>
/// <param name="Known">What is held of who they are, so that it can be taken out of their words.</param>
public sealed record PersonDoor(
    Func<long> KnownUpTo, Func<long> ConsentsChanged, Func<int, string, IReadOnlyList<string>, string, bool?> Consent, Func<int, string, IReadOnlyList<KnownValue>> Known);

/// <summary>Something that is held of who a person is.</summary>
/// <param name="Value">As it was given.</param>
/// <param name="IsName">True for a name or a part of one: its parts are looked for too.</param>
public readonly record struct KnownValue(string Value, bool IsName);
