using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Understanding.Themes;

namespace Throughline.Tests.Understanding;

public sealed class FilterTextTests
{
    [Fact]
    public void What_is_written_is_read_as_the_same_filter()
    {
        var filter = new SignalFilter
        {
            SourceId = 3,
            Period = new Period(new(2026, 1, 2), new(2026, 3, 4)),
            Channels = ["web", "a & b", ""],
            Touchpoints = ["شعبه"],
            Languages = ["fa"],
            Detectors = ["anger"],
            ReadIn = ["zh"],
            Topics = [7, 12],
            Attributes = [new AttributeChoice(5, ["north=1", "?"])],
            Scores = [new ScoreRange(2, 0, 6), new ScoreRange(4, 1.5, 2)],
            Customer = Identifier.Parse("email:x+y@z.example"),
            Words = "so slow#",
        };
        var read = FilterQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(FilterText.Of(filter))));
        Assert.Equal(JsonSerializer.Serialize(filter), JsonSerializer.Serialize(read));
        Assert.Equal("", FilterText.Of(new SignalFilter { WithText = true, WithoutSources = [1] }));
    }
}
