using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Server.Views;
using Throughline.Tests.Understanding;

namespace Throughline.Tests.Server;

public sealed class CustomersTests
{
    static DateTime Day(int day) => new(2026, 5, day, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Customers_are_listed_by_their_signals_page_by_page_each_once()
    {
        using var voices = new VoicesLog().With(60);
        var all = new List<CustomerEntry>();
        string? after = null;
        do
        {
            var page = await Customers.ListAsync(voices.Log, null, after, 2, VoicesLog.Stop);
            Assert.Equal(6, page.Total);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        var wanted = Enumerable.Range(0, 60).Select(voices.Signal).Where(s => s.Identifiers.Count > 0)
            .GroupBy(s => s.Identifiers[0].ToString()).ToDictionary(g => g.Key, g => (long)g.Count());
        Assert.Equal(wanted.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value)),
            all.Select(c => (c.Key, c.Signals)));
        Assert.All(all, c => Assert.Equal(["reviews"], c.Sources));
    }

    [Theory]
    [InlineData("ZOË+1", 1)]
    [InlineData("۰۹۱۲", 1)]
    [InlineData("example", 2)]
    [InlineData("phone:", 2)]
    [InlineData("nobody", 0)]
    public async Task A_part_of_any_identifier_finds_its_customer(string part, int found)
    {
        using var voices = new VoicesLog();
        await voices.Log.AppendAsync(
        [
            voices.Signal(1) with { Identifiers = [new("email", "zoë+1@x.example"), new("phone", "۰۹۱۲")] },
            voices.Signal(3) with { Identifiers = [new("email", "b@x.example"), new("phone", "77")] },
            voices.Signal(4),
        ]);
        Assert.Equal(found, (await Customers.ListAsync(voices.Log, part, null, 10, VoicesLog.Stop)).Total);
    }

    [Fact]
    public async Task A_customer_is_everything_that_names_the_identifier()
    {
        using var voices = new VoicesLog();
        var email = new Identifier("email", "a/b@x.example");
        await voices.Log.AppendAsync(
        [
            voices.Signal(1) with { Identifiers = [email, new("card", "7")], OccurredAt = Day(1), Attributes = [new(voices.Open.Airline.Id, "red")] },
            voices.Signal(3) with { Identifiers = [new("phone", "1"), email], OccurredAt = Day(3), Attributes = [new(voices.Open.Airline.Id, "blue")] },
            voices.Signal(5) with { Identifiers = [email], OccurredAt = Day(2), Text = null, Language = null, Answers = [] },
            voices.Signal(6) with { Identifiers = [new("phone", "2")] },
            voices.Employee(1) with { Identifiers = [email] },
        ]);
        var record = await new CustomerReader(voices.Log, voices.Book).GetAsync(email, VoicesLog.Stop);
        Assert.Equal((3, 2, 2), (record.Signals, record.Texts, record.Answered));
        Assert.Equal((Day(1), Day(3)), (record.FirstSeen, record.LastSeen));
        Assert.Equal(["email:a/b@x.example", "card:7", "phone:1"], record.Identifiers);
        Assert.Equal([Day(3), Day(2), Day(1)], record.Timeline.Items.Select(v => v.OccurredAt));
        var airline = Assert.Single(record.Values);
        Assert.Equal(("blue", AttributeKind.Descriptive), (airline.Value, airline.Kind));
    }

    [Fact]
    public async Task An_unknown_customer_is_not_named_in_the_answer()
    {
        using var voices = new VoicesLog().With(3);
        var missing = await Assert.ThrowsAsync<NotFoundException>(() =>
            new CustomerReader(voices.Log, voices.Book).GetAsync(new Identifier("email", "secret@x.example"), VoicesLog.Stop));
        Assert.DoesNotContain("secret", missing.ToString(), StringComparison.Ordinal);
        var unreadable = await Assert.ThrowsAsync<BadInputException>(() => Customers.ListAsync(voices.Log, null, "secret", 10, VoicesLog.Stop));
        Assert.DoesNotContain("secret", unreadable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_value_wins_and_the_others_say_why_not()
    {
        var plan = new AttributeName(1, "plan", AttributeKind.Descriptive);
        var value = Assert.Single(HeldValues.Of(
        [
            new(1, "gold", "orders", Day(1)), new(1, "basic", "survey", Day(2)), new(1, "basic", "orders", Day(3)),
            new(1, "silver", "calls", Day(4)), new(1, "basic", "orders", Day(5)), new(1, "silver", "notes", Day(6)), new(1, "basic", "notes", Day(7)),
            new(1, "basic", "orders", Day(8)),
        ], [plan, new AttributeName(2, "city", AttributeKind.Descriptive)]));
        Assert.Equal(("plan", "basic", "orders", Day(3)), (value.Name, value.Value, value.Source, value.Since));
        Assert.Equal(
        [
            new("basic", "notes", Day(7), ValueStanding.Agrees), new("silver", "notes", Day(6), ValueStanding.Older),
            new("silver", "calls", Day(4), ValueStanding.Disagrees), new("basic", "survey", Day(2), ValueStanding.Agrees),
            new OtherValue("gold", "orders", Day(1), ValueStanding.Older),
        ], value.Others);
    }

    [Fact]
    public void A_value_that_came_back_holds_since_it_came_back()
    {
        var value = Assert.Single(HeldValues.Of(
            [new(1, "a", "s", Day(1)), new(1, "b", "s", Day(2)), new(1, "a", "s", Day(3))], [new AttributeName(1, "x", AttributeKind.Identity)]));
        Assert.Equal(("a", Day(3)), (value.Value, value.Since));
        Assert.Equal(new OtherValue("b", "s", Day(2), ValueStanding.Older), Assert.Single(value.Others));
    }
}
