using FsCheck;
using FsCheck.Fluent;
using Throughline.Language.Languages;
using Throughline.Server.Cli;

namespace Throughline.Tests.Language;

public sealed class LanguageIdentifierTests
{
    static readonly string[] s_own = ["en", "ar", "fa", "zh"];

    public static TheoryData<string, string> Samples() =>
        [.. LanguageSamples.All.Split('\n').Select(line => (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]))];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Short_texts_of_customers_are_told_apart(string language, string text) => Assert.Equal(Own(language), Own(LanguageIdentifier.Of(text).Language));

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n")]
    [InlineData("👍👍🏽 ❤️")]
    [InlineData("10/10 !!! :-)")]
    [InlineData("\uD83D \uDE00\uD800")]
    [InlineData("@name http://t.co/abcdef a.b@c.org")]
    [InlineData("¯\\_(ツ)_/¯")]
    [InlineData("ㅋㅋㅋ ㅠㅠ")]
    public void A_text_without_a_word_is_unknown(string text) => Assert.Equal(LanguageGuess.Unknown, LanguageIdentifier.Of(text));

    [Theory]
    [InlineData("服務態度很差，不會再來了", "zh-Hant")]
    [InlineData("等咗成個鐘都冇人理", "zh-Hant")]
    [InlineData("快递太慢了，客服也不理人", "zh-Hans")]
    [InlineData("不好吃，太甜", "zh")]
    public void Chinese_is_told_by_its_manner_of_writing(string text, string code) => Assert.Equal(code, LanguageIdentifier.Of(text).Code);

    [Fact]
    public void The_shorter_a_text_the_less_sure_the_answer()
    {
        Assert.InRange(LanguageIdentifier.Of("ok").Probability, 0, 0.3);
        Assert.InRange(LanguageIdentifier.Of("好").Probability, 0, 0.5);
        Assert.True(LanguageIdentifier.Of("The parcel arrived two days late and the box was open").Probability > 0.95);
    }

    [Fact]
    public void Any_text_has_one_answer_with_a_probability() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(TextPieces.Any(), text =>
    {
        var guess = LanguageIdentifier.Of(text);
        return guess.Probability is >= 0 and <= 1 && guess.Code.Length is >= 2 and <= 7 && guess == LanguageIdentifier.Of(new string(text)) && (guess.Code == "unknown") == (guess.Probability == 0);
    }));

    [Theory]
    [InlineData("a")]
    [InlineData("the ")]
    [InlineData("خوب ")]
    [InlineData("好")]
    [InlineData("\uD83D")]
    [InlineData("'")]
    public void A_very_long_text_is_read_as_far_as_it_tells(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        Assert.Equal(LanguageIdentifier.Of(text.AsSpan(0, LanguageIdentifier.Most)), LanguageIdentifier.Of(text));
    }

    [Fact]
    public void Nothing_is_allocated_for_a_text()
    {
        string[] texts = [.. Samples().Select(row => row.Data.Item2), new string('x', 10_000), "\uD83D"];
        var letters = Read(texts); // tables are made once
        var before = GC.GetAllocatedBytesForCurrentThread();
        letters += Read(texts);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200); // of the loop, not of 150 texts
        Assert.True(letters > 0);

        static int Read(string[] texts)
        {
            var sum = 0;
            foreach (var text in texts)
            {
                sum += LanguageIdentifier.Of(text).Code.Length;
            }

            return sum;
        }
    }

    [Fact]
    public void Real_texts_of_20_letters_and_more_are_told_apart()
    {
        var table = CsvTable.Read(SharedFolder.Require("data/text/language/dev.csv"));
        var (text, language) = (table.Place("text"), table.Place("language"));
        var right = table.Rows.Count(row => Own(LanguageIdentifier.Of(row[text]).Language) == row[language]);
        Assert.True(right >= 0.995 * table.Rows.Count, $"{right} of {table.Rows.Count}");
        foreach (var one in table.Rows.GroupBy(row => row[language]))
        {
            var part = one.Count(row => Own(LanguageIdentifier.Of(row[text]).Language) == one.Key);
            Assert.True(part >= 0.985 * one.Count(), $"{one.Key}: {part} of {one.Count()}");
        }
    }

    static string Own(string language) => s_own.Contains(language) ? language : "other";
}
