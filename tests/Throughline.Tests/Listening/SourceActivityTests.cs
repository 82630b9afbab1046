using Throughline.Listening;
using Throughline.Listening.Sources;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Listening;

public sealed class SourceActivityTests
{
    static readonly DateTime s_monday = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Days_are_counted_once_however_often_the_follower_starts()
    {
        using var open = new OpenLog(more: ListeningModule.Migrations);
        open.Import(1, open.Signal("a", at: s_monday), open.Signal("b", at: s_monday), open.Signal("c", at: s_monday.AddDays(1)));
        await Pump(open).CatchUpAsync();
        await Pump(open).CatchUpAsync();
        Assert.Equal([2, 1], Counts(open, (open.Source.Id, 1)));
        open.Import(2, open.Signal("d", at: s_monday));
        await Pump(open).CatchUpAsync();
        Assert.Equal([3, 1], Counts(open, (open.Source.Id, 1), (open.Source.Id, 2)));
        Assert.Equal(open.Log.Head, Pump(open).Watermark("source_activity"));
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_projection()
    {
        using var open = new OpenLog(more: ListeningModule.Migrations);
        open.Import(1, open.Signal("a", at: s_monday), open.Signal("b", at: s_monday.AddDays(3)));
        var pump = Pump(open);
        await pump.CatchUpAsync();
        var before = Counts(open, (open.Source.Id, 1));
        pump.Rebuild();
        Assert.Empty(Counts(open, (open.Source.Id, 1)));
        await pump.CatchUpAsync();
        Assert.Equal(before, Counts(open, (open.Source.Id, 1)));
    }

    [Fact]
    public async Task What_the_ledger_no_longer_knows_no_longer_counts()
    {
        using var open = new OpenLog(more: ListeningModule.Migrations);
        open.Import(1, open.Signal("a", at: s_monday), open.Signal("b", at: s_monday));
        await Pump(open).CatchUpAsync();
        open.Import(2, replaces: 1, [open.Signal("a", at: s_monday)]);
        await Pump(open).CatchUpAsync();
        Assert.Equal([1], Counts(open, (open.Source.Id, 2)));
    }

    static FollowerPump Pump(OpenLog open) => new(open.Log, open.Keys, [new SourceActivity(open.Log)]);

    static IEnumerable<long> Counts(OpenLog open, params (int, int)[] known) =>
        SourceActivity.Recent(open.Keys, [.. known], 40).GetValueOrDefault(open.Source.Id)?.Select(d => d.Count) ?? [];
}
