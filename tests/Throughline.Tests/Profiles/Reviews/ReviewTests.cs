using Microsoft.Data.Sqlite;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;
using Throughline.Profiles.Reviews;
using Throughline.Tests.Profiles.Relations;

namespace Throughline.Tests.Profiles.Reviews;

public sealed class ReviewTests : IDisposable
{
    static readonly DateTime s_now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    readonly RelationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_look_is_worth_more_the_less_is_known_and_the_more_hangs_on_it()
    {
        var even = new DoubtfulPair(1, 2, 0, 0.5, false, false, 3, 1, 0, 0);
        Assert.True(Worth(even) > Worth(even with { Weight = 3 }));
        Assert.True(Worth(even with { Signals = 400 }) > Worth(even));
        Assert.True(Worth(even with { Consents = 2 }) > Worth(even));
        Assert.True(ReviewWorth.Of(even, 0, 0).Worth > ReviewWorth.Of(even, 0, 9).Worth);
        Assert.True(ReviewWorth.Of(even with { Weight = 3 }, 3, 0).Worth > Worth(even with { Weight = 3 }));
        Assert.Equal(ReviewReason.NearThreshold, ReviewWorth.Of(even, 0, 0).Because);
        Assert.Equal(ReviewReason.ManySignals, ReviewWorth.Of(even with { Signals = 5000 }, 0, 0).Because);
        Assert.Equal(ReviewReason.Consents, ReviewWorth.Of(even with { Consents = 5 }, 0, 0).Because);
        Assert.Equal(ReviewReason.HeldApart, ReviewWorth.Of(even with { HeldApart = true, Weight = 14 }, 0, 0).Because);
        Assert.True(Worth(even with { HeldApart = true, Weight = 14 }) > Worth(even with { Weight = 14 }));

        static double Worth(DoubtfulPair pair) => ReviewWorth.Of(pair, 0, 0).Worth;
    }

    [Fact]
    public void The_lot_falls_on_one_in_five_joined_pairs_whatever_they_are_worth()
    {
        var drawn = Enumerable.Range(1, 10_000).Count(i => ReviewWorth.IsDrawn(true, ReviewWorth.LotOf(i, i + 7)));
        Assert.InRange(drawn, 1_850, 2_150);
        Assert.False(ReviewWorth.IsDrawn(false, 0));
        Assert.Equal(ReviewWorth.LotOf(3, 9), ReviewWorth.LotOf(3, 9));
    }

    [Theory]
    [InlineData(40, 12, 7)]
    [InlineData(40, 0, 10)]
    [InlineData(0, 9, 4)]
    [InlineData(3, 30, 5)]
    [InlineData(0, 0, 5)]
    public void Pages_show_every_pair_once_the_worthiest_first_and_every_fifth_by_lot(int worthy, int drawn, int take)
    {
        Fill(worthy, drawn);
        var all = Pages(take);
        Assert.Equal(worthy + drawn, all.Count);
        Assert.Equal(all.Count, all.Select(pair => (pair.Left, pair.Right)).Distinct().Count());
        Assert.Equal(all.Where(pair => !pair.Drawn).OrderByDescending(pair => pair.Worth).Select(pair => pair.Left), all.Where(pair => !pair.Drawn).Select(pair => pair.Left));
        Assert.Equal(all.Where(pair => pair.Drawn).OrderBy(pair => pair.Lot).Select(pair => pair.Left), all.Where(pair => pair.Drawn).Select(pair => pair.Left));
        for (var i = 0; i < all.Count && all.Skip(i).Any(pair => pair.Drawn) && all.Skip(i).Any(pair => !pair.Drawn); i++)
        {
            Assert.Equal(i % 5 == 4, all[i].Drawn);
        }
    }

    [Fact]
    public void A_verdict_between_two_pages_lets_nobody_fall_out()
    {
        Fill(40, 12);
        var (first, next) = Read(connection => ReviewQueue.Page(connection, null, 10, s_now));
        _folder.Keys.Write(connection =>
        {
            VerdictBook.Add(connection, first[0], ReviewTables.Same, "Gita", s_now, null);
            VerdictBook.Add(connection, first[4], ReviewTables.Different, "Gita", s_now, null);
        });
        var seen = first.ToList();
        for (; next is not null;)
        {
            (var page, next) = Read(connection => ReviewQueue.Page(connection, next, 10, s_now));
            seen.AddRange(page);
        }

        Assert.Equal(52, seen.Select(pair => (pair.Left, pair.Right)).Distinct().Count());
        Assert.Equal(50, Read(connection => ReviewQueue.Total(connection, s_now)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1_2_3_4")]
    [InlineData("NaN_1_2_3_0")]
    public void A_cursor_that_is_none_is_refused(string after) =>
        Assert.Throws<BadInputException>(() => Read(connection => ReviewQueue.Page(connection, after, 10, s_now)));

    [Fact]
    public void Precision_is_told_from_ten_verdicts_on_drawn_joins_and_from_them_alone()
    {
        for (var i = 1; i <= 9; i++)
        {
            Say(i, ReviewTables.Same, drawn: true);
        }

        for (var i = 20; i < 60; i++)
        {
            Say(i, ReviewTables.Different, drawn: false); // the hard cases
        }

        Say(70, ReviewTables.Later, drawn: true);
        Say(71, ReviewTables.Different, drawn: true, joined: false);
        var few = Read(VerdictBook.Precision);
        Assert.Equal(("not_enough_answers", 9L, 10L), (few.Shortfall!.Code, few.Shortfall.Have, few.Shortfall.Need));
        Say(10, ReviewTables.Different, drawn: true);
        var told = Read(VerdictBook.Precision).Estimate!;
        Assert.Equal((90, 10, "reviews"), (told.Value, told.N, told.Method));
        Assert.InRange(told.Low, 59.5, 59.7); // Wilson, 9 of 10
        Assert.InRange(told.High, 98.1, 98.3);
        Say(10, ReviewTables.Same, drawn: true); // the last word on a pair counts
        Assert.Equal((100, 10), (Read(VerdictBook.Precision).Estimate!.Value, Read(VerdictBook.Precision).Estimate!.N));
        Assert.Equal(51, Read(VerdictBook.Reviewed));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(0.95)]
    public void The_lot_makes_the_precision_right_though_people_look_at_the_worst_first(double right)
    {
        var covered = 0;
        for (var town = 0; town < 60; town++)
        {
            using var folder = new RelationFolder();
            var random = new Random(town);
            var pairs = Enumerable.Range(1, 400).Select(i =>
            {
                // Wrong joins have less evidence, so that they stand at the head of the queue.
                var same = random.NextDouble() < right;
                var weight = same ? 2 + random.NextDouble() * 4 : random.NextDouble() * 3;
                var lot = ReviewWorth.LotOf((town * 1_000) + i, (town * 1_000) + i + 1);
                return (Same: same, Pair: new WaitingPair(i, i + 1_000, weight, 0.9, true, ReviewWorth.IsDrawn(true, lot), lot, 10 - weight, ReviewReason.NearThreshold));
            }).ToDictionary(one => one.Pair.Left);
            folder.Keys.Write(connection =>
            {
                ReviewQueue.Replace(connection, pairs.Values.Select(one => one.Pair));
                foreach (var pair in ReviewQueue.Page(connection, null, 150, s_now).Pairs)
                {
                    VerdictBook.Add(connection, pair, pairs[pair.Left].Same ? ReviewTables.Same : ReviewTables.Different, "Gita", s_now, null);
                }
            });
            var told = folder.Keys.Read(VerdictBook.Precision).Estimate!;
            covered += told.Low <= 100 * right && 100 * right <= told.High ? 1 : 0;
        }

        Assert.True(covered >= 52, $"the interval holds the truth in {covered} of 60 towns");
    }

    [Fact]
    public void A_statement_taken_back_puts_the_pair_in_the_queue_again_and_takes_the_label_away()
    {
        var fact = _folder.Keys.Write(connection =>
        {
            using var facts = _folder.Facts.Write(connection);
            return facts.Add("apart_stated", "Gita", """{"left":1,"right":2}""", "P-GM9V35F");
        });
        Wait(1, 2);
        Say(1, ReviewTables.Different, drawn: true, fact: fact, right: 2);
        Assert.Equal((ReviewTables.Different, fact), Read(connection => VerdictBook.Standing(connection, 1, 2)));
        Assert.Empty(Waiting(s_now));
        _folder.Keys.Write(connection =>
        {
            using var facts = _folder.Facts.Write(connection);
            return facts.Add("statement_lifted", "Gita", $$"""{"fact":{{fact}},"left":1,"right":2}""", "P-GM9V35F");
        });
        Assert.Null(Read(connection => VerdictBook.Standing(connection, 1, 2)));
        Assert.Equal((1, 2), Assert.Single(Waiting(s_now)));
        Assert.Equal(0, Read(VerdictBook.Reviewed));
    }

    [Fact]
    public void What_was_put_off_waits_a_week()
    {
        Wait(1, 2);
        Say(1, ReviewTables.Later, drawn: false, right: 2);
        Assert.Empty(Waiting(s_now.AddDays(6)));
        Assert.Equal((1, 2), Assert.Single(Waiting(s_now.AddDays(8))));
    }

    void Wait(int left, int right) => _folder.Keys.Write(connection =>
        ReviewQueue.Replace(connection, [new WaitingPair(left, right, 1, 0.6, true, false, 5, 1, ReviewReason.NearThreshold)]));

    List<(int, int)> Waiting(DateTime now) => [.. Read(connection => ReviewQueue.Page(connection, null, 10, now)).Pairs.Select(pair => (pair.Left, pair.Right))];

    void Say(int left, string verdict, bool drawn, bool joined = true, long? fact = null, int right = 1_000) => _folder.Keys.Write(connection =>
        VerdictBook.Add(connection, new WaitingPair(left, right, 1, 0.6, joined, drawn, 5, 1, ReviewReason.Drawn), verdict, "Gita", s_now, fact));

    void Fill(int worthy, int drawn)
    {
        var random = new Random(worthy + drawn);
        _folder.Keys.Write(connection => ReviewQueue.Replace(connection,
        [
            .. Enumerable.Range(1, worthy).Select(i => new WaitingPair(i, 1_000, 0, 0.5, false, false, ReviewWorth.LotOf(i, 1_000), random.Next(12) / 3.0, ReviewReason.NearThreshold)),
            .. Enumerable.Range(worthy + 1, drawn).Select(i => new WaitingPair(i, 1_000, 0, 0.5, true, true, ReviewWorth.LotOf(i, 1_000), random.Next(12), ReviewReason.Drawn)),
        ]));
    }

    List<WaitingPair> Pages(int take)
    {
        var all = new List<WaitingPair>();
        string? next = null;
        do
        {
            (var page, next) = Read(connection => ReviewQueue.Page(connection, next, take, s_now));
            all.AddRange(page);
        }
        while (next is not null);
        return all;
    }

    T Read<T>(Func<SqliteConnection, T> read) => _folder.Keys.Read(read);
}
