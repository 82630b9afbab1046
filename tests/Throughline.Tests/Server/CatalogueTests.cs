using Throughline.Server.Views;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Server;

public sealed class CatalogueTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_arrives_is_added_to_what_was_counted()
    {
        using var open = new OpenLog();
        using var reader = new CatalogueReader(open.Log, new ViewChoice(open.Log));
        Assert.Empty((await reader.ReadAsync(Stop)).Sources);

        await open.Log.AppendAsync([open.Signal("a", text: "one"), open.Signal("b", comfort: 3, airline: "red")], Stop);
        await reader.ReadAsync(Stop);
        await open.Log.AppendAsync([open.Signal("c", text: "two", airline: "red", at: new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc))], Stop);
        var added = await reader.ReadAsync(Stop);

        using var afresh = new CatalogueReader(open.Log, new ViewChoice(open.Log));
        var counted = await afresh.ReadAsync(Stop);
        Assert.Equal(counted.Sources, added.Sources);
        Assert.Equal(counted.Questions, added.Questions);
        Assert.Equal(counted.Attributes[0].Values, added.Attributes[0].Values);
        var source = Assert.Single(added.Sources);
        Assert.Equal((3L, 2L, new DateOnly(2026, 5, 1)), (source.Signals, source.Texts, source.LastDay!.Value));
        Assert.Equal([new ValueEntry("red", 2), new ValueEntry("blue", 1)], added.Attributes[0].Values);
        Assert.Equal([("en", 2L)], added.Languages.Select(l => (l.Value, l.Count)));
    }

    [Fact]
    public async Task What_is_replaced_is_counted_no_longer()
    {
        using var open = new OpenLog();
        using var reader = new CatalogueReader(open.Log, new ViewChoice(open.Log));
        open.Import(1, open.Signal("a"), open.Signal("b", airline: "red"));
        Assert.Equal(2, (await reader.ReadAsync(Stop)).Sources.Single().Signals);
        open.Import(2, 1, [open.Signal("b", airline: "green")]);
        var now = await reader.ReadAsync(Stop);
        Assert.Equal(1, now.Sources.Single().Signals);
        Assert.Equal([new ValueEntry("green", 1)], now.Attributes[0].Values);
    }

    [Fact]
    public async Task What_is_removed_is_counted_no_longer()
    {
        using var open = new OpenLog();
        using var reader = new CatalogueReader(open.Log, new ViewChoice(open.Log));
        await open.Log.AppendAsync([open.Signal("a")], Stop);
        Assert.Single((await reader.ReadAsync(Stop)).Sources);
        open.Log.RemoveSource(open.Source.Id);
        Assert.Empty((await reader.ReadAsync(Stop)).Sources);
    }
}
