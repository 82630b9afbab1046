using System.Globalization;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Reviews;

/// <summary>A pair that waits for a look.</summary>
/// <param name="Left">The lower record.</param>
/// <param name="Right">The higher record.</param>
/// <param name="Weight">Evidence in bits.</param>
/// <param name="Probability">That they are one customer.</param>
/// <param name="Joined">True where they stand in one profile.</param>
/// <param name="Drawn">True where the lot fell on it.</param>
/// <param name="Lot">The lot.</param>
/// <param name="Worth">What a look is worth.</param>
/// <param name="Because">A code of <see cref="ReviewReason"/>.</param>
sealed record WaitingPair(int Left, int Right, double Weight, double Probability, bool Joined, bool Drawn, long Lot, double Worth, string Because);

/// <summary>
/// The queue of pairs: the worthiest first, and in every fifth place the next by lot. Pages go on where the last one ended, in both rows, also
/// when pairs came or went meanwhile.
/// </summary>
static class ReviewQueue
{
    const int EveryNth = 5;
    const string Columns = "left, right, weight, probability, joined, drawn, lot, worth, because";

    /// <summary>Puts a new queue in the place of the old one.</summary>
    public static void Replace(SqliteConnection connection, IEnumerable<WaitingPair> pairs)
    {
        connection.Run("DELETE FROM profiles_review");
        using var add = new SqliteStatement(connection,
            $"INSERT INTO profiles_review ({Columns}) VALUES (@left, @right, @weight, @probability, @joined, @drawn, @lot, @worth, @because)",
            "@left", "@right", "@weight", "@probability", "@joined", "@drawn", "@lot", "@worth", "@because");
        foreach (var pair in pairs)
        {
            add.Run(pair.Left, pair.Right, pair.Weight, pair.Probability, pair.Joined ? 1 : 0, pair.Drawn ? 1 : 0, pair.Lot, pair.Worth, pair.Because);
        }
    }

    /// <summary>How many pairs wait.</summary>
    public static long Total(SqliteConnection connection, DateTime now) => connection.One(
        $"SELECT count(*) FROM profiles_review q WHERE {ReviewTables.Waits}", r => r.GetInt64(0), ("@since", VerdictBook.PutOffSince(now)));

    /// <summary>Pairs that were decided on within the last hour: they stand in the queue unseen, so that a verdict taken back puts them where they were.</summary>
    public static List<WaitingPair> Decided(SqliteConnection connection, DateTime now) => connection.All($"""
        SELECT {Columns} FROM profiles_review q WHERE EXISTS (SELECT 1 FROM profiles_verdict v WHERE v.left = q.left AND v.right = q.right AND v.at > @since)
        """, Read, ("@since", IdentityTables.Text(now.AddHours(-1))));

    public static WaitingPair? Find(SqliteConnection connection, int left, int right) => connection.One(
        $"SELECT {Columns} FROM profiles_review WHERE left = @left AND right = @right", Read, ("@left", left), ("@right", right));

    /// <summary>A page of the queue.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="after">Where the last page ended; null for the first.</param>
    /// <param name="take">Pairs on it.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The pairs, and where the next page starts; null on the last.</returns>
    /// <exception cref="BadInputException">The cursor is none.</exception>
    public static (List<WaitingPair> Pairs, string? Next) Page(SqliteConnection connection, string? after, int take, DateTime now)
    {
        var at = Cursor.Of(after);
        var worthy = connection.All($"""
            SELECT {Columns} FROM profiles_review q
            WHERE drawn = 0 AND (worth < @worth OR (worth = @worth AND (left, right) > (@left, @right))) AND {ReviewTables.Waits}
            ORDER BY worth DESC, left, right LIMIT @take
            """, Read, ("@worth", at.Worth), ("@left", at.Left), ("@right", at.Right), ("@take", take + 1), ("@since", VerdictBook.PutOffSince(now)));
        var drawn = connection.All(
            $"SELECT {Columns} FROM profiles_review q WHERE drawn = 1 AND lot > @lot AND {ReviewTables.Waits} ORDER BY lot LIMIT @take",
            Read, ("@lot", at.Lot), ("@take", take + 1), ("@since", VerdictBook.PutOffSince(now)));
        var page = new List<WaitingPair>();
        var (w, d) = (0, 0);
        for (var place = at.Place; page.Count < take && w + d < worthy.Count + drawn.Count; place++)
        {
            var byLot = w == worthy.Count || (d < drawn.Count && place % EveryNth == EveryNth - 1);
            page.Add(byLot ? drawn[d++] : worthy[w++]);
        }

        var more = w < worthy.Count || d < drawn.Count;
        return (page, more ? at.Beyond(page, w == 0 ? null : worthy[w - 1], d == 0 ? null : drawn[d - 1]).ToString() : null);
    }

    static WaitingPair Read(SqliteDataReader r) => new(
        r.GetInt32(0), r.GetInt32(1), r.GetDouble(2), r.GetDouble(3), r.GetBoolean(4), r.GetBoolean(5), r.GetInt64(6), r.GetDouble(7), r.GetString(8));

    /// <summary>Where a page ends in the row of the worthiest and in the row by lot, and how many places came before.</summary>
    readonly record struct Cursor(double Worth, int Left, int Right, long Lot, int Place)
    {
        public static Cursor Of(string? text)
        {
            if (string.IsNullOrEmpty(text))
            {
                return new Cursor(double.MaxValue, 0, 0, -1, 0);
            }

            var parts = text.Split('_');
            return parts.Length == 5 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var worth) && double.IsFinite(worth)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var left) && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var right)
                && long.TryParse(parts[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var lot)
                && int.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                ? new Cursor(worth, left, right, lot, place)
                : throw new BadInputException("after", "Give the value of next from the page before, or leave it out.");
        }

        public Cursor Beyond(List<WaitingPair> page, WaitingPair? worthy, WaitingPair? drawn) => new(
            worthy?.Worth ?? Worth, worthy?.Left ?? Left, worthy?.Right ?? Right, drawn?.Lot ?? Lot, (Place + page.Count) % EveryNth);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Worth:R}_{Left}_{Right}_{Lot}_{Place}");
    }
}
