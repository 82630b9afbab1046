using FsCheck;
using FsCheck.Fluent;
using Throughline.Language.Normal;

namespace Throughline.Tests.Language;

public sealed class NormaliserTests
{
    static readonly string[] s_pieces =
    [
        "Hello", "don’t", " ", "\u00A0", "می‌خواهم", "كتاب", "کتاب", "مُحَمَّد", "ﻻ", "٣", "۵", "體驗", "体验", "𠵾", "👍🏽", "👩‍💻", "❤️", "🇮🇷", "<b>", "</p>", "<", ">", "&amp;", "&#39;", "&#60;", "&",
        "http://a.b/c?d", "www.x.de", "@name", "a@b.co", "@", ".", "!!!!", "soooooo", "\u202E", "\u200F", "\u200B", "\uD83D", "\uDE00", "e\u0301", "é", "ＡＢＣ", "\0", "\r\n", "\uE000", "ـ", "한국어", "か゛", "1️⃣", "-",
    ];

    static Arbitrary<string> Texts() => Gen.Elements(s_pieces).ListOf().Select(string.Concat).ToArbitrary();

    [Theory]
    [InlineData("Don’t  SHOUT", "don't shout")]
    [InlineData("ＡＢＣ１２", "abc12")]
    [InlineData("soooooo good!!!!!!", "sooo good!!!")]
    [InlineData("كتاب", "كتاب")]
    [InlineData("کتابی", "كتابي")]
    [InlineData("الحُبُّ", "الحب")]
    [InlineData("مدرسة على أَمَل", "مدرسه علي امل")]
    [InlineData("مؤسف رئيس", "موسف رييس")]
    [InlineData("ﻻ ﷲ", "لا الله")]
    [InlineData("۱۰ از ١٠", "10 از 10")]
    [InlineData("می‌خواهم", "مي خواهم")]
    [InlineData("客戶體驗", "客户体验")]
    [InlineData("see https://x.y/z?q=1 now", "see \uE000 now")]
    [InlineData("@VirginAmerica hi me@x.org", "\uE001 hi \uE002")]
    [InlineData("<b>bold</b> &amp; &quot;x&quot;", "bold \"x\"")]
    [InlineData("I <3 it, a < b", "i <3 it, a < b")]
    [InlineData("  ", "")]
    [InlineData("naïve café", "naive cafe")]
    [InlineData("👍🏽👍", "👍👍")]
    public void What_is_written_differently_and_means_the_same_becomes_the_same(string text, string normal) => Assert.Equal(normal, Normaliser.Of(text));

    [Fact]
    public void Normalising_twice_is_normalising_once() =>
        Prop.ForAll(Texts(), text => Normaliser.Of(Normaliser.Of(text)) == Normaliser.Of(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Every_unit_has_a_place_in_the_original_and_no_range_parts_a_character() =>
        Prop.ForAll(Texts(), text =>
        {
            var normal = new NormalText();
            Normaliser.Normalise(text, normal);
            for (var unit = 0; unit < normal.Length; unit++)
            {
                var range = normal.Source(text, unit, unit + 1);
                var parts = range.End < text.Length && char.IsLowSurrogate(text[range.End]) && char.IsHighSurrogate(text[range.End - 1]);
                parts |= range.Start > 0 && char.IsLowSurrogate(text[range.Start]) && char.IsHighSurrogate(text[range.Start - 1]);
                if (range.Length < 1 || range.Start < 0 || range.End > text.Length || parts)
                {
                    return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void A_megabyte_without_a_blank_is_read_as_any_other()
    {
        Assert.Equal(3, Normaliser.Of(new string('a', 1 << 20)).Length);
        Assert.NotEmpty(Normaliser.Of(string.Concat(Enumerable.Repeat("<a", 1 << 19))));
        Assert.NotEmpty(Normaliser.Of(string.Concat(Enumerable.Repeat("a@", 1 << 19))));
        Assert.NotEmpty(Normaliser.Of(string.Concat(Enumerable.Repeat("&x", 1 << 19))));
    }

    [Fact]
    public void Marks_go_with_the_letter_before_them()
    {
        var normal = new NormalText();
        Normaliser.Normalise("مُحَمَّد", normal);
        Assert.Equal("محمد", normal.ToString());
        Assert.Equal(new SourceRange(0, 2), normal.Source(0, 1));
        Assert.Equal(new SourceRange(4, 7), normal.Source(2, 3));
    }
}
