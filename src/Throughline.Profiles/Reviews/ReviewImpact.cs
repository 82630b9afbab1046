using Microsoft.Data.Sqlite;
using Throughline.Matching.Live;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Reviews;

/// <summary>What would come to another profile when two records turn out to be one customer, or two: the smaller side.</summary>
sealed class ReviewImpact(SqliteConnection connection) : IDisposable
{
    readonly SqliteStatement _profile = new(connection, "SELECT profile FROM profiles_record WHERE id = @record", "@record");

    readonly SqliteStatement _ofProfile = new(connection, $"""
        SELECT count(*), coalesce(sum(signals), 0), {Hanging("(SELECT id FROM profiles_record WHERE profile = @one)")} FROM profiles_record WHERE profile = @one
        """, "@one");

    readonly SqliteStatement _ofRecord = new(connection, $"""
        SELECT count(*), coalesce(sum(signals), 0), {Hanging("(@one)")} FROM profiles_record WHERE id = @one
        """, "@one");

    /// <summary>The pair with what hangs on it.</summary>
    public DoubtfulPair Of(ReviewPair pair, bool heldApart)
    {
        var (left, right) = pair.Joined ? (Side(_ofRecord, pair.Left), Side(_ofRecord, pair.Right)) : (Side(_ofProfile, ProfileOf(pair.Left)), Side(_ofProfile, ProfileOf(pair.Right)));
        var moved = left.Signals <= right.Signals ? left : right;
        return new DoubtfulPair(
            pair.Left, pair.Right, pair.Weight, pair.Probability, pair.Joined, heldApart, moved.Signals, moved.Records, left.Consents + right.Consents, left.Relations + right.Relations);
    }

    /// <summary>The profiles of two records, the lower number first.</summary>
    public (int, int) ProfilesOf(int left, int right)
    {
        var (a, b) = (ProfileOf(left), ProfileOf(right));
        return a < b ? (a, b) : (b, a);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _profile.Dispose();
        _ofProfile.Dispose();
        _ofRecord.Dispose();
    }

    int ProfileOf(int record) => _profile.One(r => r.GetInt32(0), record);

    static (long Records, long Signals, long Consents, long Relations) Side(SqliteStatement side, int one) =>
        side.One(r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), one);

    static string Hanging(string records) => $"""
        (SELECT count(*) FROM profiles_identifier i JOIN profiles_consent c ON c.subject = i.identifier WHERE i.record IN {records}),
        (SELECT count(*) FROM profiles_relation WHERE standing <> 'denied' AND ("from" IN {records} OR "to" IN {records}))
        """;
}
