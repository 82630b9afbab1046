using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Matching.Live;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;
using Throughline.Stats;

namespace Throughline.Profiles.Reviews;

/// <summary>What people said of pairs. A verdict is a label that is kept: from those on pairs drawn by lot it is told how right the joins near the threshold are.</summary>
static class VerdictBook
{
    const int Floor = 10;
    static readonly TimeSpan s_later = TimeSpan.FromDays(7);

    /// <summary>Keeps a verdict with how the pair stood when it was said.</summary>
    public static void Add(SqliteConnection connection, WaitingPair pair, string verdict, string by, DateTime at, long? fact) => connection.Run("""
        INSERT INTO profiles_verdict (left, right, verdict, at, by, weight, probability, joined, drawn, fact)
        VALUES (@left, @right, @verdict, @at, @by, @weight, @probability, @joined, @drawn, @fact)
        """,
        ("@left", pair.Left), ("@right", pair.Right), ("@verdict", verdict), ("@at", IdentityTables.Text(at)), ("@by", by), ("@weight", pair.Weight),
        ("@probability", pair.Probability), ("@joined", pair.Joined ? 1 : 0), ("@drawn", pair.Drawn ? 1 : 0), ("@fact", fact));

    /// <summary>The verdict on a pair that stands, and the number of its fact; null where there is none.</summary>
    public static (string Verdict, long? Fact)? Standing(SqliteConnection connection, int left, int right) => connection.One<(string, long?)?>($"""
        SELECT v.verdict, v.fact FROM profiles_verdict v WHERE v.left = @left AND v.right = @right AND v.verdict <> 'later' AND {ReviewTables.Stands}
        ORDER BY v.id DESC LIMIT 1
        """, r => (r.GetString(0), r.IsDBNull(1) ? null : r.GetInt64(1)), ("@left", left), ("@right", right));

    /// <summary>A pair that was put off before this time waits again: a week.</summary>
    public static string PutOffSince(DateTime now) => IdentityTables.Text(now - s_later);

    /// <summary>Verdicts that stand, by the bit that the pair's weight lay in.</summary>
    public static Dictionary<int, int> ByBand(SqliteConnection connection) => connection
        .All($"SELECT v.weight FROM profiles_verdict v WHERE v.verdict <> 'later' AND {ReviewTables.Stands}", r => r.GetDouble(0))
        .CountBy(ReviewWorth.BandOf).ToDictionary();

    /// <summary>The verdicts that stand, the last one on each pair: what a fit learns from.</summary>
    public static IReadOnlyList<PairVerdict> Labels(SqliteConnection connection) => connection.All($"""
        SELECT v.left, v.right, v.verdict FROM profiles_verdict v WHERE v.verdict <> 'later' AND {ReviewTables.Stands} ORDER BY v.id
        """, r => new PairVerdict(r.GetInt32(0), r.GetInt32(1), r.GetString(2) == ReviewTables.Same)).GroupBy(one => (one.Left, one.Right)).Select(pair => pair.Last()).ToList();

    /// <summary>Pairs that people looked at, each once.</summary>
    public static long Reviewed(SqliteConnection connection) => connection.One(
        $"SELECT count(*) FROM (SELECT DISTINCT v.left, v.right FROM profiles_verdict v WHERE v.verdict <> 'later' AND {ReviewTables.Stands})", r => r.GetInt64(0));

    /// <summary>
    /// Per cent of the automatic joins near the threshold that are right, by the verdicts on those that the lot fell on, with Wilson's
    /// interval. Refused below 10 verdicts. Verdicts on the worthiest pairs do not count: they are the hard cases.
    /// </summary>
    public static Figure Precision(SqliteConnection connection)
    {
        var (same, all, from, to) = connection.One($"""
            SELECT coalesce(sum(verdict = 'same'), 0), count(*), min(at), max(at) FROM (
                SELECT v.verdict, v.at, row_number() OVER (PARTITION BY v.left, v.right ORDER BY v.id DESC) AS nth FROM profiles_verdict v
                WHERE v.drawn = 1 AND v.joined = 1 AND v.verdict <> 'later' AND {ReviewTables.Stands})
            WHERE nth = 1
            """, r => (r.GetInt64(0), r.GetInt64(1), r.TextOrNull(2), r.TextOrNull(3)));
        if (all < Floor)
        {
            return Figure.TooFew(all, Floor);
        }

        var share = Proportion.Wilson(same, all);
        return Figure.Of(new Estimate
        {
            Value = 100 * share.Value,
            Low = 100 * share.Low,
            High = 100 * share.High,
            N = all,
            Period = new Period(DateOnly.FromDateTime(IdentityTables.Time(from!)), DateOnly.FromDateTime(IdentityTables.Time(to!))),
            Method = "reviews",
        });
    }
}
