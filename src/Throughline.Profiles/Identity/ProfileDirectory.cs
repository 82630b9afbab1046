using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Matching.Live;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>
/// The door to profiles: who is who, why, and what people have said of it. A profile is a view over records, so whatever is joined here can
/// be taken apart again exactly.
/// </summary>
public sealed class ProfileDirectory(KeyStore keys, Residents residents)
{
    /// <summary>The living profile that an id or an identifier leads to; null when there is none.</summary>
    /// <param name="key"><c>P-…</c>, also one that was merged into another, or <c>namespace:value</c>. Of several profiles with one identifier, the one that bore it most.</param>
    public int? Find(string key) => keys.Read(connection => ProfileId.TryParse(key, out var id) ? Living(connection, id.Number)
        : WithIdentifier(connection, "identifier", key.Trim()) ?? WithIdentifier(connection, "folded", IdentifierFold.Of(key)));

    /// <summary>The profile that a number leads to; null when no record of it is left.</summary>
    public int? Living(int number) => keys.Read(connection => Living(connection, number));

    /// <summary>The records of a profile, the oldest first; empty when there is no such profile.</summary>
    public IReadOnlyList<SourceRecord> Records(int profile) => keys.Read(connection => RecordsOf(connection, profile));

    /// <summary>Other numbers that lead to a profile, in order.</summary>
    public IReadOnlyList<int> FormerNumbers(int profile) => keys.Read(connection => Former(connection, profile));

    /// <summary>What became of a profile and of those that went into it, the oldest first.</summary>
    public IReadOnlyList<ProfileEvent> History(int profile) => keys.Read(connection => new ProfileHistory(connection).Of(profile));

    /// <summary>A person says that profiles are one customer: the oldest survives, the others lead to it.</summary>
    /// <exception cref="ConflictException">Somebody said that they are two.</exception>
    public ProfilesChanged Merge(IReadOnlyList<int> profiles, string who, string? why) => new ProfileChanges(keys, residents, who, why).Merge(profiles);

    /// <summary>A person takes a merge back, or takes back that one was taken back. What was joined is apart again as it was, and is not joined again by itself.</summary>
    /// <exception cref="ConflictException">It cannot be taken back any more.</exception>
    public ProfilesChanged Unmerge(long fact, string who, string? why) => new ProfileChanges(keys, residents, who, why).Undo(fact);

    /// <summary>A person says that some records of a profile are somebody else.</summary>
    public ProfilesChanged Unmerge(int profile, IReadOnlyList<int> records, string who, string? why) =>
        new ProfileChanges(keys, residents, who, why).Part(profile, records);

    /// <summary>A person says that two records are one customer, or two.</summary>
    /// <exception cref="ConflictException">Other statements say the opposite.</exception>
    public ProfilesChanged Join(int left, int right, string who, string? why) => new ProfileChanges(keys, residents, who, why).State(left, right, together: true);

    /// <inheritdoc cref="Join"/>
    public ProfilesChanged Part(int left, int right, string who, string? why) => new ProfileChanges(keys, residents, who, why).State(left, right, together: false);

    /// <summary>Takes a statement back; evidence decides again.</summary>
    public ProfilesChanged Lift(long fact, string who) => new ProfileChanges(keys, residents, who, null).Lift(fact);

    /// <summary>Why two records are thought to be one customer, or not.</summary>
    public PairExplanation Explain(int left, int right) => residents.Alone(live => live.Has(left) && live.Has(right)
        ? live.Explain(left, right)
        : throw new NotFoundException("There is no such record.", "no_record"));

    /// <summary>Pairs near the line between one customer and two.</summary>
    public IReadOnlyList<ReviewPair> Doubtful(int most) => Empty() ? [] : residents.Alone(live => live.Doubtful(most));

    /// <summary>Forgets records for good, with what was said of them; the rest of their profiles is resolved anew. What was forgotten.</summary>
    public IReadOnlyList<int> Erase(IReadOnlyList<(int SourceId, string Customer)> records, string who) => new RecordErasing(keys, residents).Erase(records, who);

    /// <summary>True when there is no record at all.</summary>
    internal bool Empty() => keys.Read(connection => connection.One("SELECT NOT EXISTS (SELECT 1 FROM profiles_record)", r => r.GetBoolean(0)));

    internal static int? Living(SqliteConnection connection, int number) =>
        connection.One<int?>("SELECT profile FROM profiles_record WHERE profile = @number LIMIT 1", r => r.GetInt32(0), ("@number", number))
        ?? connection.One<int?>("""SELECT "into" FROM profiles_redirect WHERE profile = @number""", r => r.GetInt32(0), ("@number", number));

    internal static IReadOnlyList<SourceRecord> RecordsOf(SqliteConnection connection, int profile) => connection.All(
        $"SELECT {SourceRecord.Columns} FROM profiles_record WHERE profile = @profile ORDER BY id", SourceRecord.Read, ("@profile", profile));

    internal static IReadOnlyList<int> Former(SqliteConnection connection, int profile) => connection.All(
        """SELECT profile FROM profiles_redirect WHERE "into" = @profile ORDER BY profile""", r => r.GetInt32(0), ("@profile", profile));

    static int? WithIdentifier(SqliteConnection connection, string column, string text) => connection.One<int?>($"""
        SELECT r.profile FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record WHERE i.{column} = @text
        GROUP BY r.profile ORDER BY sum(i.signals) DESC, r.profile LIMIT 1
        """, r => r.GetInt32(0), ("@text", text));
}

/// <summary>One customer as one source knows them.</summary>
/// <param name="Number">Given once, never reused.</param>
/// <param name="SourceId">The source.</param>
/// <param name="Customer">The strongest identifier of its signals, <c>namespace:value</c>.</param>
/// <param name="Profile">The profile that it stands in.</param>
/// <param name="FirstSeen">Time of the earliest signal, UTC.</param>
/// <param name="LastSeen">Time of the latest signal, UTC.</param>
/// <param name="Signals">Signals.</param>
/// <param name="Texts">Those with words.</param>
/// <param name="Answered">Those with an answer.</param>
public sealed record SourceRecord(
    int Number, int SourceId, string Customer, int Profile, DateTime FirstSeen, DateTime LastSeen, long Signals, long Texts, long Answered)
{
    internal const string Columns = "id, source_id, customer, profile, first_seen, last_seen, signals, texts, answered";

    internal static SourceRecord Read(SqliteDataReader r) => new(r.GetInt32(0), r.GetInt32(1), r.GetString(2), r.GetInt32(3),
        IdentityTables.Time(r.GetString(4)), IdentityTables.Time(r.GetString(5)), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8));
}

/// <summary>What a person's word did.</summary>
/// <param name="Fact">The fact to name when it is taken back; null when nothing changed.</param>
/// <param name="Profiles">The living profiles that it concerned, in order.</param>
public sealed record ProfilesChanged(long? Fact, IReadOnlyList<int> Profiles);
