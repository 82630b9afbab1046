using Microsoft.AspNetCore.Http;
using Throughline.Platform.Http;

namespace Throughline.Tests.Platform;

public sealed class FilterQueryTests
{
    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("2026-02-30")]
    [InlineData("21.11.2026")]
    public void A_day_that_cannot_be_counted_from_is_refused_by_name(string day)
    {
        var refused = Assert.Throws<BadInputException>(() => FilterQuery.Read(Query(("from", "2026-01-01"), ("to", day))));
        Assert.Equal("to", refused.Field);
        Assert.Contains(day, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_end_of_a_period_is_completed()
    {
        var period = FilterQuery.Read(Query(("to", "2026-03-31"))).Period!.Value;
        Assert.Equal((new DateOnly(1900, 1, 1), new DateOnly(2026, 3, 31)), (period.From, period.To));
        Assert.True(period.End > period.Start);
    }

    static QueryCollection Query(params (string Name, string Value)[] members) =>
        new(members.ToDictionary(m => m.Name, m => new Microsoft.Extensions.Primitives.StringValues(m.Value)));
}
