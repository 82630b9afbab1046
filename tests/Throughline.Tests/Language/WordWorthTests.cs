using System.Security.Cryptography;
using System.Text;
using Throughline.Language.Lexicon;
using Xunit;

namespace Throughline.Tests.Language;

public sealed class WordWorthTests
{
    static float Score(string text)
    {
        var reader = new LexiconReader();
        reader.Read(text);
        return reader.Score;
    }

    [Fact]
    public void The_imported_list_is_the_one_that_was_chosen()
    {
        string[] lines = [.. WordWorth.Imported().Select(entry => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{entry.Language}\t{entry.Words}\t{entry.Worth}\n"))];
        Assert.Equal(10_302, lines.Length);
        Assert.Equal("d9cea9b9a8fb2e0fb60ef07ea5cff6ca818ee851bc811b03173e991a4918c27d", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))));
    }

    [Theory]
    [InlineData("Great service, thank you!")]
    [InlineData("not bad")]
    [InlineData("soooo goooood")]
    [InlineData("no problem at all")]
    [InlineData("👍🏽")]
    [InlineData("الأكل لذيذ جدا والخدمة سريعة")]
    [InlineData("رووووعة")]
    [InlineData("خیلی خوشمزه بود ممنون")]
    [InlineData("گرم بود و بد نبود")]
    [InlineData("بی‌نظیر")]
    [InlineData("بینظیر")]
    [InlineData("很好吃，送餐很快")]
    [InlineData("非常滿意，服務態度很好")]
    public void Praise_is_above_0(string text) => Assert.InRange(Score(text), 0.5, 10);

    [Theory]
    [InlineData("never again")]
    [InlineData("not good")]
    [InlineData("My flight was delayed and the agent was rude")]
    [InlineData("I want a refund :(")]
    [InlineData("😡")]
    [InlineData("الاكل بارد والخدمة سيئة")]
    [InlineData("مو حلو ابد")]
    [InlineData("غذا سرد بود و دیر رسید")]
    [InlineData("کیفیت خوب نبود")]
    [InlineData("کیفیت خوبی نداشت")]
    [InlineData("اصلا پیشنهاد نمی‌کنم")]
    [InlineData("太难吃了，再也不会买")]
    [InlineData("送餐太慢，都涼了")]
    [InlineData("不好吃")]
    public void Blame_is_below_0(string text) => Assert.InRange(Score(text), -10, -0.5);

    [Fact]
    public void A_word_such_as_very_makes_more_of_it_and_a_negator_turns_it()
    {
        Assert.True(Score("very helpful") > Score("helpful"));
        Assert.True(Score("slightly helpful") < Score("helpful"));
        Assert.True(Score("never was helpful") < 0);
        Assert.Equal(Score("helpful") * 1.3f, Score("very helpful"), 1e-5);
    }

    [Fact]
    public void Nothing_known_is_said_to_be_nothing_known()
    {
        var reader = new LexiconReader();
        Assert.False(reader.Read("zzzz qqqq"));
        Assert.Equal(0.5, reader.Probabilities[1]);
        Assert.False(reader.Read(""));
        Assert.True(reader.Read("wonderful"));
        Assert.Equal(1, reader.Chosen);
        Assert.Equal(1, reader.Probabilities[0] + reader.Probabilities[1], 1e-12);
    }

    [Theory]
    [InlineData("en/airline_tweets.csv", "positive", "negative", 0.90)]
    [InlineData("ar/restaurant_qaym.csv", "1", "-1", 0.82)]
    [InlineData("fa/snappfood.csv", "HAPPY", "SAD", 0.82)]
    [InlineData("zh/waimai.csv", "1", "0", 0.85)]
    public void Without_any_label_praise_and_blame_are_ranked(string file, string praise, string blame, double least)
    {
        var set = LabelledSet.Read(file);
        var reader = new LexiconReader();
        var scored = set.Where(row => row.Split == "test" && (row.Label == praise || row.Label == blame)).Select(row =>
        {
            reader.Read(row.Text);
            return ((double)reader.Score, row.Label == praise);
        });
        Assert.InRange(LabelledSet.Auc(scored), least, 1);
    }
}
