using Throughline.Server.Views;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Server;

public sealed class SilenceTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Customers_who_never_answered_are_counted_as_they_are_now()
    {
        using var open = new OpenLog();
        var silence = new Silence(open.Log, TimeProvider.System);
        await open.Log.AppendAsync([open.Signal("a", customer: "c1"), open.Signal("b", customer: "c2") with { Answers = [] }], Stop);
        var first = await silence.ReadAsync(demo: false, Stop);
        Assert.Equal((2L, 1L), (first.Known, first.Answered));

        await open.Log.AppendAsync([open.Signal("c", customer: "c2"), open.Signal("d", customer: "c3") with { Answers = [] }], Stop);
        var second = await silence.ReadAsync(demo: false, Stop);
        Assert.Equal((3L, 2L), (second.Known, second.Answered));
        Assert.Equal(0, (await silence.ReadAsync(demo: true, Stop)).Known);
    }
}
