using FsCheck;
using FsCheck.Fluent;
using Throughline.Language.Languages;

namespace Throughline.Tests.Language;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("Late again. Cold too! Why? never again", "Late again.|Cold too!|Why?|never again")]
    [InlineData("It cost 3.50 at shop.com, v2.0. Bad", "It cost 3.50 at shop.com, v2.0.|Bad")]
    [InlineData("Mr. Smith and Dr. J. R. Jones came at 5 p.m. to help.", "Mr. Smith and Dr. J. R. Jones came at 5 p.m. to help.")]
    [InlineData("I paid Acme Inc. twice. Acme Inc. The end", "I paid Acme Inc. twice.|Acme Inc.|The end")]
    [InlineData("See e.g. the fries. Order No. 5 was cold", "See e.g. the fries.|Order No. 5 was cold")]
    [InlineData("wait... what?? Well... Fine", "wait... what??|Well...|Fine")]
    [InlineData("\"Never again!\" he said. \"Bye.\" She left", "\"Never again!\" he said.|\"Bye.\"|She left")]
    [InlineData("great!Thanks.See https://a.b/c?d=1. Bye", "great!|Thanks.|See https://a.b/c?d=1.|Bye")]
    [InlineData("1. Slow\n2. Rude\r\n\r\n- 3 stars", "1. Slow|2. Rude|- 3 stars")]
    [InlineData("太慢了。客服說“再等等！”我不等了！！退錢？", "太慢了。|客服說“再等等！”|我不等了！！|退錢？")]
    [InlineData("这个……不好说。价格3.5元.便宜", "这个……不好说。|价格3.5元.|便宜")]
    [InlineData("تأخر الطلب. لماذا؟ د. أحمد لم يرد", "تأخر الطلب.|لماذا؟|د. أحمد لم يرد")]
    [InlineData("غذا سرد بود؟ بله! امتیاز ۳.۵ دادم.", "غذا سرد بود؟|بله!|امتیاز ۳.۵ دادم.")]
    [InlineData("کھانا ٹھنڈا تھا۔ بہت برا", "کھانا ٹھنڈا تھا۔|بہت برا")]
    [InlineData("  \n ", "")]
    public void Sentences_end_where_a_reader_would_end_them(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Sentences.Of(text).Select(one => text[one.Start..one.End])));

    [Fact]
    public void What_is_not_blank_is_in_exactly_one_sentence() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(TextPieces.Any(), text =>
    {
        var at = 0;
        foreach (var one in Sentences.Of(text))
        {
            if (one.Start < at || one.End <= one.Start || !string.IsNullOrWhiteSpace(text[at..one.Start]) || char.IsWhiteSpace(text[one.Start]) || char.IsWhiteSpace(text[one.End - 1]) ||
                (one.End < text.Length && char.IsSurrogatePair(text[one.End - 1], text[one.End])))
            {
                return false;
            }

            at = one.End;
        }

        return string.IsNullOrWhiteSpace(text[at..]);
    }));

    [Fact]
    public void A_text_whose_sentences_differ_is_mixed_and_its_parts_are_told()
    {
        const string text = "The delivery was late and nobody answered the phone. Awful! 客服態度很差，不會再來了。退錢！ غذا خیلی سرد بود و دیر رسید.";
        var read = TextParts.Of(text);
        Assert.Equal("mixed", read.Language.Code);
        Assert.Equal(["en", "zh-Hant", "fa"], read.Parts.Select(part => part.Language.Code));
        Assert.StartsWith("客服", text[read.Parts[1].Start..], StringComparison.Ordinal);
        Assert.Equal("退錢！", text[(read.Parts[1].End - 3)..read.Parts[1].End]);
    }

    [Theory]
    [InlineData("Très bien. The staff was friendly and the food was good. Merci!", "en")]
    [InlineData("服务很好。OK！下次还会再来。", "zh-Hans")]
    [InlineData("👍. 5/5!", "unknown")]
    public void A_word_of_another_language_does_not_make_a_text_mixed(string text, string code)
    {
        var read = TextParts.Of(text);
        Assert.Equal(code, read.Language.Code);
        Assert.Equal(code == "unknown" ? 0 : 1, read.Parts.Count);
    }

    [Fact]
    public void A_megabyte_without_an_end_is_one_sentence() => Assert.Single(Sentences.Of(new string('x', 1_000_000)));
}
