using Microsoft.Data.Sqlite;
using Throughline.Matching.Live;
using Throughline.Platform.Facts;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Reviews;

/// <summary>The desk at which doubtful pairs are looked at. The queue is made anew when somebody looks and profiles have moved since.</summary>
sealed class ReviewDesk(KeyStore keys, Residents residents, ProfileDirectory profiles, TimeProvider time)
{
    const int MostPairs = 2_000;
    const int MostExplained = 300; // of those that the evidence would join and that are apart
    static readonly TimeSpan s_rest = TimeSpan.FromSeconds(10);

    readonly Lock _turn = new();
    State? _seen;
    long _at;

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A page of the queue.</summary>
    public (List<WaitingPair> Pairs, string? Next) Page(string? after, int take)
    {
        Freshen();
        return keys.Read(connection => ReviewQueue.Page(connection, after, take, Now));
    }

    /// <summary>Makes the queue anew when records or profiles have moved since it was made; not more often than every ten seconds.</summary>
    public void Freshen(bool now = false)
    {
        if (!_turn.TryEnter())
        {
            return; // somebody makes it
        }

        try
        {
            var state = keys.Read(StateNow);
            if (now || _seen is null || (state != _seen && time.GetElapsedTime(_at) >= s_rest))
            {
                Make();
                (_seen, _at) = (state, time.GetTimestamp());
            }
        }
        catch (ConflictException)
        {
            // Many records are being resolved: the queue stays as it was and is made anew with the next look.
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <summary>Takes a verdict: the statement that it is, and the label that is kept. The number of the statement; null for later.</summary>
    /// <exception cref="NotFoundException">The pair does not wait.</exception>
    /// <exception cref="ConflictException">Other statements say the opposite.</exception>
    public long? Decide(int left, int right, string verdict, string who, string? why)
    {
        if (keys.Read(connection => VerdictBook.Standing(connection, left, right)) is { } standing && standing.Verdict == verdict)
        {
            return standing.Fact; // the same word once more
        }

        var pair = keys.Read(connection => ReviewQueue.Find(connection, left, right))
            ?? throw new NotFoundException("This pair does not wait for a look any more.", "no_review");
        long? fact = null;
        if (verdict != ReviewTables.Later)
        {
            var changed = verdict == ReviewTables.Same ? profiles.Join(left, right, who, why) : profiles.Part(left, right, who, why);
            fact = keys.Read(connection => Statement(connection, pair, verdict)) ?? changed.Fact;
        }

        keys.Write(connection => VerdictBook.Add(connection, pair, verdict, who, Now, fact));
        residents.Judge();
        return fact;
    }

    void Make()
    {
        var (pairs, threshold, held) = profiles.Empty() ? ([], 0, []) : residents.Alone(live =>
        {
            var doubtful = live.Doubtful(MostPairs);
            var limit = live.Model.Threshold;
            HashSet<(int, int)> heldApart = [.. doubtful.Where(pair => !pair.Joined && pair.Weight >= limit).Take(MostExplained)
                .Where(pair => live.Explain(pair.Left, pair.Right).Objections.Count > 0).Select(pair => (pair.Left, pair.Right))];
            return (doubtful, limit, heldApart);
        });
        var queue = keys.Read(connection =>
        {
            var labels = VerdictBook.ByBand(connection);
            using var impact = new ReviewImpact(connection);
            var all = pairs.Select(pair => (Pair: Weighed(pair, held.Contains((pair.Left, pair.Right)), threshold, labels, impact), Profiles: impact.ProfilesOf(pair.Left, pair.Right)));
            return OneOfEach(all, [.. Said.Read(connection).Standing.Where(word => !word.Together).Select(word => impact.ProfilesOf(word.Left, word.Right))])
                .Concat(ReviewQueue.Decided(connection, Now)).DistinctBy(pair => (pair.Left, pair.Right)).ToList();
        });
        keys.Write(connection => ReviewQueue.Replace(connection, queue));
    }

    /// <summary>
    /// Of all pairs of records of the same two profiles, or of one profile, the worthiest; none of two profiles that somebody said are two.
    /// What was drawn by lot stays, for it stands for all joined pairs.
    /// </summary>
    static IEnumerable<WaitingPair> OneOfEach(IEnumerable<(WaitingPair Pair, (int, int) Profiles)> all, HashSet<(int, int)> apart) => all
        .Where(one => one.Profiles.Item1 == one.Profiles.Item2 || !apart.Contains(one.Profiles))
        .GroupBy(one => (one.Profiles, Lot: one.Pair.Drawn ? one.Pair.Lot : -1))
        .Select(same => same.Select(one => one.Pair).MaxBy(pair => pair.Worth)!);

    static WaitingPair Weighed(ReviewPair pair, bool heldApart, double threshold, Dictionary<int, int> labels, ReviewImpact impact)
    {
        var doubtful = impact.Of(pair, heldApart);
        var (worth, because) = ReviewWorth.Of(doubtful, threshold, labels.GetValueOrDefault(ReviewWorth.BandOf(pair.Weight)));
        var lot = ReviewWorth.LotOf(pair.Left, pair.Right);
        var drawn = ReviewWorth.IsDrawn(pair.Joined, lot);
        return new WaitingPair(pair.Left, pair.Right, pair.Weight, pair.Probability, pair.Joined, drawn, lot, worth, drawn ? ReviewReason.Drawn : because);
    }

    static State StateNow(SqliteConnection connection) => connection.One("""
        SELECT coalesce((SELECT max(seq) FROM platform_fact), 0), coalesce((SELECT seq FROM platform_watermark WHERE follower = 'profiles_records'), 0),
            coalesce((SELECT max(id) FROM profiles_record), 0), coalesce((SELECT sum(value) FROM profiles_mark), 0)
        """, r => new State(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)))!;

    /// <summary>The fact of what was said of the two: it is what is taken back.</summary>
    static long? Statement(SqliteConnection connection, WaitingPair pair, string verdict) => connection.One<long?>("""
        SELECT seq FROM platform_fact WHERE kind = @kind AND json_extract(body, '$.left') = @left AND json_extract(body, '$.right') = @right ORDER BY seq DESC LIMIT 1
        """, r => r.GetInt64(0),
        ("@kind", verdict == ReviewTables.Same ? IdentityFacts.Together : IdentityFacts.Apart), ("@left", pair.Left), ("@right", pair.Right));

    /// <summary>How far facts, signals and records have come, and what was taken out.</summary>
    sealed record State(long Facts, long Signals, long Records, long Removed);
}
