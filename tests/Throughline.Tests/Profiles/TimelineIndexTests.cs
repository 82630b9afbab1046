using Throughline.Contracts;
using Throughline.Platform.Followers;
using Throughline.Profiles;
using Throughline.Profiles.Timelines;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Profiles;

public sealed class TimelineIndexTests
{
    static readonly DateTime s_start = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task It_has_what_a_scan_of_the_log_has_however_the_signals_come_and_go(int seed)
    {
        using var open = new OpenLog(more: ProfilesModule.Migrations);
        var random = new Random(seed);
        var pump = Pump(open, new RunSizes(Smallest: 40, Largest: 400, Together: 3));
        for (var import = 1; import <= 14; import++)
        {
            var signals = Enumerable.Range(0, random.Next(1, 120)).Select(i => Signal(open, random, $"{import}-{i}")).ToArray();
            open.Import(import, import % 5 == 0 ? import - 1 : null, signals);
            await open.Log.AppendAsync([Signal(open, random, $"alone {import}")], Stop);
            await pump.CatchUpAsync(Stop);
            await SameAsync(open, new TimelineIndex(open.Keys));
        }

        Assert.InRange(new TimelineIndex(open.Keys).Size().Runs, 1, 12);
        pump.Rebuild();
        await pump.CatchUpAsync(Stop);
        await SameAsync(open, new TimelineIndex(open.Keys));
    }

    [Fact]
    public async Task Records_of_a_profile_are_read_as_one_and_forms_are_counted()
    {
        using var open = new OpenLog(more: ProfilesModule.Migrations);
        open.Import(1, open.Signal("a", customer: "c1", at: s_start, text: "hello"), open.Signal("b", customer: "c2", at: s_start.AddHours(2)), open.Signal("c", customer: "c1", at: s_start.AddHours(1)));
        await Pump(open, new RunSizes()).CatchUpAsync(Stop);
        var index = new TimelineIndex(open.Keys);
        TimelineRecord[] both = [new(open.Source.Id, "reviewer:c1"), new(open.Source.Id, "reviewer:c2")];
        Assert.Equal([2, 3, 1], index.Page(both, null, 10, long.MaxValue).Select(s => s.Seq));
        Assert.Equal([2, 1], index.Page(both, null, 10, 2).Select(s => s.Seq));
        Assert.Equal([1], index.Page(both, null, 10, long.MaxValue, form => form.HasText).Select(s => s.Seq));
        var counts = index.Count(both);
        Assert.Equal((2L, "en"), (counts.Single(c => !c.Form.HasText).Count, counts.Single(c => c.Form.HasText).Form.Language));
        Assert.Equal(open.Log.Head, index.UpTo());
    }

    [Fact]
    public void A_source_that_invents_names_has_them_counted_together()
    {
        var forms = new SignalForms();
        var last = Enumerable.Range(0, SignalForms.MostOfSource + 50).Select(i => forms.NumberOf(new SignalForm(1, SignalKind.Event, false, false, null, $"act {i}"))).ToList()[^1];
        Assert.Equal(SignalForms.MostOfSource + 1, forms.Last);
        Assert.Null(forms[last].Activity);
    }

    static Signal Signal(OpenLog open, Random random, string key) => open.Signal(
        key, customer: $"c{random.Next(9)}", at: s_start.AddSeconds(random.Next(300)), text: random.Next(2) == 0 ? "words" : null) with
    {
        Kind = random.Next(8) == 0 ? SignalKind.Employee : SignalKind.Event,
        Activity = random.Next(3) == 0 ? null : $"act {random.Next(4)}",
    };

    static FollowerPump Pump(OpenLog open, RunSizes sizes) => new(open.Log, open.Keys, [new TimelineFollower(open.Log, open.Keys, sizes)]);

    static async Task SameAsync(OpenLog open, TimelineIndex index)
    {
        foreach (var customer in Enumerable.Range(0, 9).Select(i => $"reviewer:c{i}"))
        {
            var wanted = await open.Log.ReadAsync(connection =>
            {
                var seqs = new List<long>();
                using var reader = connection.Query($"""
                    SELECT seq FROM signal WHERE customer = $customer AND kind <> {(int)SignalKind.Employee} ORDER BY occurred_at DESC, seq DESC
                    """, ("customer", customer));
                while (reader.Read())
                {
                    seqs.Add(reader.GetInt64(0));
                }

                return seqs;
            }, Stop);
            TimelineRecord[] record = [new(open.Source.Id, customer)];
            var found = new List<long>();
            TimelinePlace? place = null;
            while (index.Page(record, place, 7, long.MaxValue) is { Count: > 0 } page)
            {
                found.AddRange(page.Select(s => s.Seq));
                place = new TimelinePlace(page[^1].At, page[^1].Seq);
            }

            Assert.Equal(wanted, found);
            Assert.Equal(wanted.Count, index.Count(record).Sum(c => c.Count));
        }
    }
}
