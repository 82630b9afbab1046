using Throughline.Understanding.Learning;

namespace Throughline.Tests.Understanding;

public sealed class ScoreWordsTests
{
    [Theory]
    [InlineData("Great tea, 10/10 again", 10, "Great tea,   again")]
    [InlineData("five stars for the driver", 5, "for the driver")]
    [InlineData("I give it nine out of ten, late though", 9, "I give it  , late though")]
    [InlineData("Rating: 2. Cold soup", 2, ". Cold soup")]
    [InlineData("غذا سرد بود ۲ از ۱۰", 2, "غذا سرد بود")]
    [InlineData("پنج ستاره، زود رسید", 5, "، زود رسید")]
    [InlineData("الخدمة ممتازة ١٠ من ١٠", 10, "الخدمة ممتازة")]
    [InlineData("خمس نجوم والطعام حار", 5, "والطعام حار")]
    [InlineData("给五星好评，送得快", 5, "给 ，送得快")]
    [InlineData("味道一般 3分", 3, "味道一般")]
    [InlineData("★★★★★ lovely", 5, "lovely")]
    [InlineData("waited 3 hours for 2 pizzas", 2, "waited 3 hours for   pizzas")]
    public void What_says_the_score_goes_and_the_rest_stays(string text, double score, string left) =>
        Assert.Equal(left.Trim(), ScoreWords.Without(text, score).Trim());
}
