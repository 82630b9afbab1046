using Throughline.Understanding.PlugIn;

namespace Throughline.Tests.Understanding.PlugIn;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("Mail me at anna.smith+x@mail.example.com or call +44 20 7946 0958, Anna Smith", "anna", "smith", "mail.example", "7946", "0958")]
    [InlineData("My card 4111 1111 1111 1111 was charged, IBAN DE89 3704 0044 0532 0130 00, order AB-99817", "4111", "3704", "0130", "99817")]
    [InlineData("see https://shop.example/u/anna?id=5 and shop-anna.com/x, I live at 12 Baker Street, flat 4b, SW1A 1AA", "shop", "anna", "Baker", "4b", "1AA")]
    [InlineData("write to anna (at) mail (dot) com or @annasmith77", "anna", "mail (dot)")]
    [InlineData("ایمیل من sara.ahmadi@mail.example است و شماره‌ام ۰۹۱۲ ۳۴۵ ۶۷۸۹ است، سارا احمدی‌ام", "sara", "ahmadi", "۳۴۵", "۶۷۸۹", "سارا", "احمدی")]
    [InlineData("نشانی: خیابان آزادی کوچه بهار پلاک ۱۲ واحد ۳، کارت ۶۰۳۷ ۹۹۱۱ ۲۲۳۳ ۴۴۵۵", "آزادی", "بهار", "۱۲", "۶۰۳۷", "۴۴۵۵")]
    [InlineData("اسمي سارة احمدي وبريدي sara@mail.example ورقمي ٠٥٠ ١٢٣ ٤٥٦٧ في شارع الملك فهد شقة ٤", "سارة", "احمدي", "sara", "٤٥٦٧", "الملك", "فهد")]
    [InlineData("我叫王小明，电话１３８００１３８０００，邮箱xiaoming@mail.example，住在中山路88号3单元", "王小明", "小明", "１３８", "xiaoming", "中山路88号", "3单元")]
    [InlineData("電話一三八零零一三八零零零，請打給我", "一三八零零一三八")]
    [InlineData("zero width 0\u200b9\u200b1\u200b2\u200b3\u200b4\u200b5\u200b6 and anna\u200b@mail.example", "9\u200b1\u200b2", "@mail")]
    public void What_says_who_somebody_is_is_taken_out_in_four_scripts_and_every_place_stays(string text, params string[] gone)
    {
        var redacted = Redaction.Of(text, [new("Anna Smith", true), new("سارا احمدی", true), new("王小明", true)], ["email:anna.smith@mail.example.com", "user:u-7781"]);
        Assert.Equal(text.Length, redacted.Text.Length);
        Assert.All(gone, one => Assert.DoesNotContain(one, redacted.Text, StringComparison.OrdinalIgnoreCase));
        Assert.All(text.Zip(redacted.Text), pair => Assert.True(pair.First == pair.Second || pair.Second == Redaction.Mask));
        Assert.NotEmpty(redacted.Kinds);
    }

    [Theory]
    [InlineData("I waited 3 weeks and called 4 times, this is outrageous!")]
    [InlineData("سه هفته منتظر ماندم و ۴ بار تماس گرفتم، واقعا عصبانی هستم")]
    [InlineData("انتظرت ثلاثة أسابيع واتصلت ٤ مرات، هذا غير مقبول")]
    [InlineData("等了三个星期，打了4次电话，太生气了")]
    public void Words_that_say_nothing_of_who_somebody_is_stay(string text)
    {
        var redacted = Redaction.Of(text, [new("Anna Smith", true)], ["user:u-7781"]);
        Assert.Equal(text, redacted.Text);
        Assert.Empty(redacted.Kinds);
    }

    [Fact]
    public void A_name_is_found_with_prefixes_and_endings_and_in_other_letters_of_its_script_but_not_inside_of_words()
    {
        KnownValue[] known = [new("Rose Ali", true), new("کریمی", true)];
        Assert.Equal("████'s parcel, prosecutor, ███", Redaction.Of("Rose's parcel, prosecutor, ALI", known, []).Text);
        Assert.DoesNotContain("كريمي", Redaction.Of("السيد وكريمي هنا", known, []).Text, StringComparison.Ordinal);
    }
}
