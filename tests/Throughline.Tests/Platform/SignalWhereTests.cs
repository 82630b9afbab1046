using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Tests.Platform;

public sealed class SignalWhereTests
{
    static async Task<long> CountAsync(OpenLog open, SignalFilter filter)
    {
        var where = new SignalWhere(filter, open.Log.Catalogue.Contents);
        return await open.Log.ReadAsync(c => c.Scalar<long>($"SELECT count(*) FROM signal WHERE {where.Sql}", where.With()));
    }

    [Fact]
    public async Task Each_member_of_a_filter_narrows_what_is_found()
    {
        using var open = new OpenLog();
        open.Import(1,
            open.Signal("a", overall: 1, text: "Waited an hour", airline: "red", at: new DateTime(2026, 1, 31, 23, 59, 59, DateTimeKind.Utc)),
            open.Signal("b", overall: 5, airline: "blue", customer: "c2", at: new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc)),
            open.Signal("c", overall: 3, text: "fine", airline: "blue"));
        Assert.Equal(3, await CountAsync(open, new SignalFilter()));
        Assert.Equal(1, await CountAsync(open, new SignalFilter { Period = new Period(new(2026, 1, 31), new(2026, 1, 31)) }));
        Assert.Equal(2, await CountAsync(open, new SignalFilter { WithText = true }));
        Assert.Equal(1, await CountAsync(open, new SignalFilter { Words = "HOUR waited" }));
        Assert.Equal(2, await CountAsync(open, new SignalFilter { Attributes = [new(open.Airline.Id, ["blue"])] }));
        Assert.Equal(1, await CountAsync(open, new SignalFilter { Scores = [new(open.Overall.Id, 1, 2)] }));
        Assert.Equal(1, await CountAsync(open, new SignalFilter { Customer = new("reviewer", "c2") }));
        Assert.Equal(0, await CountAsync(open, new SignalFilter { Attributes = [new(999, ["blue"])] }));
    }

    [Theory]
    [InlineData("شركتي", "شرکتی")]
    [InlineData("شرکتی", "شركتي")]
    [InlineData("۱۲", "12")]
    [InlineData("می‌خواهم", "میخواهم")]
    [InlineData("بسیار 12 روز", "١٢")]
    [InlineData("等了一小时", "一小时")]
    public async Task A_word_is_found_in_any_of_its_written_forms(string text, string words)
    {
        using var open = new OpenLog();
        open.Import(1, open.Signal("a", text: "x " + text), open.Signal("b", text: "nothing of it"));
        Assert.Equal(1, await CountAsync(open, new SignalFilter { Words = words }));
        var (start, end) = Assert.Single(SearchFold.Find("x " + text, words));
        Assert.InRange(start, 2, end - 1);
    }
}
