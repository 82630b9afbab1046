using Throughline.Contracts;
using Throughline.Listening.Sources;

namespace Throughline.Tests.Listening;

public sealed class SourceNameTests
{
    [Theory]
    [InlineData("fb2.csv", "Fb2")]
    [InlineData("lounge_reviews.csv", "Lounge reviews")]
    [InlineData("lounge-reviews.CSV.gz", "Lounge reviews")]
    [InlineData("نظرسنجی-آبان.xlsx", "نظرسنجی آبان")]
    [InlineData("2026 Q3.v2.csv", "2026 Q3.v2")]
    [InlineData(".csv", ".csv")]
    public void A_file_gives_its_source_a_name_for_people(string file, string name) => Assert.Equal(name, SourceNames.OfFile(file, []));

    [Theory]
    [InlineData("lounge_reviews.csv", "lounge_reviews")]
    [InlineData("LOUNGE reviews.xlsx", "lounge_reviews")]
    [InlineData("north east.csv", "North-East")]
    public void A_file_goes_to_the_source_that_is_called_so_in_other_letters(string file, string known) =>
        Assert.Equal(known, SourceNames.OfFile(file, [Known("lounge_reviews"), Known("North-East")]));

    [Fact]
    public void A_source_that_bears_the_very_name_goes_first_and_the_demo_company_takes_no_files()
    {
        Assert.Equal("north east", SourceNames.Known("north east", [Known("North-East"), Known("north east")]));
        Assert.Null(SourceNames.Known("app reviews", [Known("App reviews") with { Demo = true }]));
    }

    static Source Known(string name) => new(1, name);
}
