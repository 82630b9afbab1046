namespace Throughline.Platform.Erasing;

/// <summary>
/// A store that may hold something of a person, and that can say how much and take it out. Every part that keeps anything of persons
/// registers one; what holds nothing of persons is declared as an <see cref="ImpersonalPlace"/>. A test finds the table or folder that is
/// neither.
/// </summary>
public abstract class PersonalStore
{
    /// <summary>Stable name, as the proof names it.</summary>
    public abstract string Name { get; }

    /// <summary>The places it answers for: <c>log:table</c>, <c>keys:table</c>, <c>folder:name</c>.</summary>
    public abstract IReadOnlyList<string> Places { get; }

    /// <summary>What there is of the person; changes nothing.</summary>
    public abstract Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation);

    /// <summary>Takes it out. What is gone already is no error: an erasure that was cut off begins again.</summary>
    public abstract Task EraseAsync(ErasedPerson person, CancellationToken cancellation);
}

/// <summary>What a store holds of a person.</summary>
/// <param name="Searched">Rows or files that were looked at.</param>
/// <param name="Found">Those that are of the person and are to go.</param>
/// <param name="Left">What names the person and stays, with the reason.</param>
public sealed record StoreFinding(long Searched, long Found, IReadOnlyList<LeftBehind> Left)
{
    /// <summary>Nothing stays.</summary>
    public StoreFinding(long searched, long found) : this(searched, found, [])
    {
    }
}

/// <summary>What stays of what names a person.</summary>
/// <param name="Count">How many.</param>
/// <param name="Reason">Stable word for why, explained in docs/run/erasure.md.</param>
public sealed record LeftBehind(long Count, string Reason);

/// <summary>A table or folder that holds nothing of a customer.</summary>
/// <param name="Name"><c>log:table</c>, <c>keys:table</c>, <c>folder:name</c>, <c>file:name</c>.</param>
/// <param name="Holds">What it holds instead.</param>
public sealed record ImpersonalPlace(string Name, string Holds);
