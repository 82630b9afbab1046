using Throughline.Contracts;
using Throughline.Profiles.Attributes;
using Throughline.Profiles.Consents;

namespace Throughline.Profiles.Reading;

/// <summary>What is held of one customer and may be shown for the use that asked.</summary>
/// <param name="Id">The profile's id now.</param>
/// <param name="Former">Ids that lead here.</param>
/// <param name="Name">The name that is kept; null when none is known, or none may be shown.</param>
/// <param name="Records">Its records, the oldest first; at least one.</param>
/// <param name="Identifiers">Identifiers of these records, those with most signals first.</param>
/// <param name="Attributes">Attributes with a value, in the order of the catalogue.</param>
/// <param name="Consents">The newest word on each purpose over the identifiers.</param>
public sealed record HeldProfile(
    ProfileId Id, IReadOnlyList<ProfileId> Former, string? Name, IReadOnlyList<ProfileRecord> Records, IReadOnlyList<HeldIdentifier> Identifiers,
    IReadOnlyList<ChosenValue> Attributes, IReadOnlyList<ConsentEntry> Consents);

/// <summary>One customer as one source knows them.</summary>
/// <param name="Number">Number of the record.</param>
/// <param name="SourceId">The source.</param>
/// <param name="Customer">Its strongest identifier, <c>namespace:value</c>.</param>
/// <param name="Profile">The profile that it stands in.</param>
/// <param name="FirstSeen">Time of its earliest signal, UTC.</param>
/// <param name="LastSeen">Time of its latest signal, UTC.</param>
/// <param name="Signals">Its signals.</param>
/// <param name="Texts">Those with words.</param>
/// <param name="Answered">Those with an answer.</param>
public sealed record ProfileRecord(
    int Number, int SourceId, string Customer, int Profile, DateTime FirstSeen, DateTime LastSeen, long Signals, long Texts, long Answered);

/// <summary>An identifier of a profile.</summary>
/// <param name="Identifier"><c>namespace:value</c>, as received.</param>
/// <param name="Records">The profile's records that bear it.</param>
/// <param name="Shared">True when records of other profiles bear it too.</param>
/// <param name="FirstSeen">First heard, UTC.</param>
/// <param name="LastSeen">Last heard, UTC.</param>
/// <param name="Signals">Signals with it.</param>
public sealed record HeldIdentifier(string Identifier, IReadOnlyList<int> Records, bool Shared, DateTime FirstSeen, DateTime LastSeen, long Signals);

/// <summary>An attribute with the value that is taken for true.</summary>
public sealed record ChosenValue(AttributeName Attribute, Survivor Value);

/// <summary>A profile in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The name that is kept; null when none is known, or none may be shown.</param>
/// <param name="Identifiers">Its identifiers with most signals.</param>
/// <param name="Records">Its records.</param>
public sealed record ListedProfile(ProfileId Id, string? Name, IReadOnlyList<string> Identifiers, IReadOnlyList<ProfileRecord> Records);
