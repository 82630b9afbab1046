using Throughline.Contracts;
using Throughline.Platform.Uses;

namespace Throughline.Server.Views.Profiles;

/// <summary>One page of profiles.</summary>
/// <param name="Items">Without a search those with most signals first; with one, the best match first.</param>
/// <param name="Next">Where the next page starts; null on the last page.</param>
/// <param name="Total">Profiles found, on all pages together; of a search by name, those that sound alike enough.</param>
/// <param name="LeftOut">What is not searched or shown, because no purpose is named for it.</param>
/// <param name="Behind">Newer signals of the log that are being read and are not in this list, or not found by a name, yet; 0 when all are.</param>
sealed record ProfilePage(IReadOnlyList<ProfileEntry> Items, string? Next, long Total, IReadOnlyList<LeftOut> LeftOut, long Behind);

/// <summary>A profile in a list.</summary>
/// <param name="Id">Its id, <c>P-…</c>.</param>
/// <param name="Name">The name that is kept; null when none is known, or none may be shown.</param>
/// <param name="Identifiers">Up to three identifiers, those with most signals first.</param>
/// <param name="Records">Records of sources that are one customer here.</param>
/// <param name="Signals">Signals that name the customer.</param>
/// <param name="Texts">Those with words.</param>
/// <param name="LastSeen">Time of the latest signal, UTC.</param>
/// <param name="Sources">Names of the sources heard from.</param>
/// <param name="Match">What the search found; null without a search.</param>
sealed record ProfileEntry(
    string Id, string? Name, IReadOnlyList<string> Identifiers, int Records, long Signals, long Texts, DateTime LastSeen,
    IReadOnlyList<string> Sources, ProfileMatch? Match);

/// <summary>Why a search found a profile.</summary>
/// <param name="By"><c>identifier</c> or <c>name</c>.</param>
/// <param name="Value">The identifier or the name that was found, as a source wrote it.</param>
/// <param name="Score">1 for the same; less for a name that only sounds alike, or an identifier that only begins so.</param>
sealed record ProfileMatch(string By, string Value, double Score);

/// <summary>What we hold about one customer.</summary>
/// <param name="Id">The profile's id now.</param>
/// <param name="AskedFor">What was asked for: a former id, or an identifier.</param>
/// <param name="FormerIds">Ids that lead here since their profiles were merged into this one.</param>
/// <param name="Name">The name that is kept; null when none is known, or none may be shown.</param>
/// <param name="FirstSeen">Time of the earliest signal, UTC.</param>
/// <param name="LastSeen">Time of the latest signal, UTC.</param>
/// <param name="Signals">Signals that name the customer.</param>
/// <param name="Texts">Those with words.</param>
/// <param name="Answered">Those with at least one answer.</param>
/// <param name="Sources">Names of the sources heard from.</param>
/// <param name="Languages">Languages written in, the most frequent first.</param>
/// <param name="Records">One for each source and strongest identifier.</param>
/// <param name="Identifiers">All identifiers, those with most signals first.</param>
/// <param name="Values">Values of the four kinds of customer data, each with why it is the one.</param>
/// <param name="Relations">Typed, dated ties to other customers.</param>
/// <param name="Consents">The newest word on each purpose over all identifiers.</param>
/// <param name="History">What joined and parted the records, the newest first.</param>
/// <param name="Quality">How good what we hold is.</param>
/// <param name="LeftOut">What is not shown, because no purpose is named for it: whole sources by their identifiers, and values.</param>
sealed record ProfileView(
    string Id, string AskedFor, IReadOnlyList<string> FormerIds, string? Name, DateTime? FirstSeen, DateTime? LastSeen,
    long Signals, long Texts, long Answered, IReadOnlyList<string> Sources, IReadOnlyList<string> Languages,
    IReadOnlyList<RecordView> Records, IReadOnlyList<IdentifierView> Identifiers, IReadOnlyList<ValueView> Values,
    IReadOnlyList<RelationView> Relations, IReadOnlyList<ConsentView> Consents, IReadOnlyList<HistoryEntry> History,
    ProfileQuality Quality, IReadOnlyList<LeftOut> LeftOut);

/// <summary>One customer as one source knows them.</summary>
/// <param name="Id">Number of the record.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="SourceId">Its id.</param>
/// <param name="Customer">The source's strongest identifier, <c>namespace:value</c>.</param>
/// <param name="FirstSeen">Time of its earliest signal, UTC.</param>
/// <param name="LastSeen">Time of its latest signal, UTC.</param>
/// <param name="Signals">Its signals.</param>
/// <param name="Joined">What joined it to the others; null when nothing did: it stood here from the start.</param>
sealed record RecordView(
    int Id, string Source, int SourceId, string Customer, DateTime FirstSeen, DateTime LastSeen, long Signals, RecordJoined? Joined);

/// <summary>What joined a record to the others.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By"><c>resolver</c>, <c>identifier</c> or <c>person</c>.</param>
/// <param name="Fact">Number of the fact.</param>
/// <param name="Weight">Evidence in bits; null for a person's word.</param>
sealed record RecordJoined(DateTime At, string By, long Fact, double? Weight);

/// <summary>An identifier of the profile.</summary>
/// <param name="Identifier"><c>namespace:value</c>, as received.</param>
/// <param name="Records">Numbers of the profile's records that bear it.</param>
/// <param name="Shared">True when records of other profiles bear it too.</param>
/// <param name="FirstSeen">First heard, UTC.</param>
/// <param name="LastSeen">Last heard, UTC.</param>
sealed record IdentifierView(string Identifier, IReadOnlyList<int> Records, bool Shared, DateTime FirstSeen, DateTime LastSeen);

/// <summary>A value that is taken for true, with why.</summary>
/// <param name="By">What it is of: <c>attribute</c>, <c>answer</c> or <c>count</c>.</param>
/// <param name="AttributeId">Id of the attribute; null for an answer or a count.</param>
/// <param name="QuestionId">Id of the question of an answer; null otherwise.</param>
/// <param name="Name">Name of the attribute, label of the question, or name of what was done (a kind of signal where it has none).</param>
/// <param name="Kind">Which of the four kinds of customer data.</param>
/// <param name="Value">The value: as a source wrote it, an answer on its scale, or how often.</param>
/// <param name="Source">Name of the source that said it.</param>
/// <param name="Record">Number of the record that bears it.</param>
/// <param name="At">When it was last said, UTC.</param>
/// <param name="Confidence">Share of all support that it has, 0 to 1; null for what is counted or answered. See the method survivorship.</param>
/// <param name="Purposes">Purposes that are named for it in its source.</param>
/// <param name="Pinned">True when a person chose it.</param>
/// <param name="Why">The rule, and every value that was held against it; null for an answer or a count.</param>
sealed record ValueView(
    string By, int? AttributeId, int? QuestionId, string Name, AttributeKind Kind, string Value, string Source, int? Record, DateTime At,
    double? Confidence, IReadOnlyList<string> Purposes, bool Pinned, ValueWhy? Why);

/// <summary>Why a value is the one.</summary>
/// <param name="Rule">Stable code of what settled it: <c>only_value</c>, <c>pinned</c>, <c>more_support</c>, or the reason that weighed most.</param>
/// <param name="Candidates">Every value that a record holds, the one that is kept first.</param>
sealed record ValueWhy(string Rule, IReadOnlyList<CandidateView> Candidates);

/// <summary>A value that a record holds.</summary>
/// <param name="Value">The value, as its source wrote it.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Record">Number of the record.</param>
/// <param name="At">When it was last said, UTC.</param>
/// <param name="Times">How often it was said.</param>
/// <param name="Valid">False for what cannot be true or stands for nothing, such as a placeholder.</param>
/// <param name="Score">Trust × recency × validity × completeness × frequency, 0 to 1.</param>
/// <param name="Verdict"><c>kept</c>, <c>agrees</c> or <c>set_aside</c>.</param>
/// <param name="Reason">Stable code of why, for example <c>newest</c>, <c>older</c>, <c>less_trusted</c>, <c>not_valid</c>.</param>
/// <param name="Standard">The value in the form that all systems read: of a telephone number E.164; null where there is none.</param>
/// <param name="Country">ISO 3166 code of the country that a telephone number belongs to; null for all else.</param>
sealed record CandidateView(
    string Value, string Source, int Record, DateTime At, long Times, bool Valid, double Score, string Verdict, string Reason, string? Standard, string? Country);

/// <summary>A tie to another customer. Consent never passes along it.</summary>
/// <param name="Id">Number of the relation.</param>
/// <param name="Type">household, account, guardian, carer or employer.</param>
/// <param name="Other">The other customer.</param>
/// <param name="Role">What the other one is to this one; null where nothing says it.</param>
/// <param name="Since">Since when; null when nobody said.</param>
/// <param name="Until">Until when; null while it holds.</param>
/// <param name="Inferred">True when we worked it out, false when somebody stated it.</param>
/// <param name="Evidence">Stable codes of what speaks for it.</param>
/// <param name="Probability">How sure; null for a statement.</param>
/// <param name="By">Who stated it; null when it was worked out.</param>
sealed record RelationView(
    long Id, string Type, OtherProfile Other, string? Role, DateOnly? Since, DateOnly? Until, bool Inferred, IReadOnlyList<string> Evidence, double? Probability, string? By);

/// <summary>Another profile by its id and name.</summary>
sealed record OtherProfile(string Id, string? Name);

/// <summary>The newest word on a purpose.</summary>
/// <param name="Purpose">The purpose.</param>
/// <param name="Given">True when agreed, false when refused.</param>
/// <param name="At">When it was said, UTC.</param>
/// <param name="Subject">The identifier that it was said for.</param>
/// <param name="Kind">What proves it: <c>signal</c>, <c>gpc</c> or <c>statement</c>.</param>
/// <param name="Evidence">The proof.</param>
sealed record ConsentView(string Purpose, bool Given, DateTime At, string Subject, string Kind, string Evidence);

/// <summary>Something that happened to the profile's identity.</summary>
/// <param name="Fact">Number of the fact.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">What: <c>profiles_merged</c>, <c>profile_split</c>, <c>profiles_unmerged</c>, <c>value_pinned</c> …</param>
/// <param name="By">What did it: <c>resolver</c>, <c>identifier</c>, <c>person</c> or <c>refit</c>.</param>
/// <param name="Who">Name of the person; null when no person did it.</param>
/// <param name="Why">The person's reason; null when none was given.</param>
/// <param name="Records">Records that it is about.</param>
/// <param name="Profiles">Profiles that it is about.</param>
/// <param name="Weight">Evidence in bits; null when there is none.</param>
/// <param name="CanUndo">True when it can be taken back now.</param>
sealed record HistoryEntry(
    long Fact, DateTime At, string Kind, string By, string? Who, string? Why, IReadOnlyList<int> Records, IReadOnlyList<string> Profiles, double? Weight, bool CanUndo);

/// <summary>How good what we hold is, in counts; the formula of the score stands in the method survivorship.</summary>
/// <param name="Score">0 to 1; null when nothing is held that can be judged.</param>
/// <param name="Completeness">Identity attributes with a value, of those known anywhere.</param>
/// <param name="Validity">Values that can be true, of all held.</param>
/// <param name="Consistency">Attributes on which all records agree, of those that more than one record holds.</param>
/// <param name="Timeliness">Kept values said within the time that their kind stays fresh, of all kept.</param>
sealed record ProfileQuality(double? Score, ShareOf Completeness, ShareOf Validity, ShareOf Consistency, ShareOf Timeliness);

/// <summary>So many of so many: a complete count.</summary>
sealed record ShareOf(long Have, long Of);
