using FsCheck;
using FsCheck.Fluent;
using Throughline.Language.Damaged;

namespace Throughline.Tests.Language;

public sealed class TextDamageTests
{
    [Theory]
    [InlineData("caf\uFFFD\uFFFD closed", "lost_bytes:\uFFFD\uFFFD")]
    [InlineData("The cafÃ© was fine, donâ€™t worry", "misread_bytes:Ã©|misread_bytes:â€™")]
    [InlineData("ط§ظ„ط³ظ„ط§ظ…", "misread_bytes:ط§ظ„ط³ظ„ط§ظ…")]
    [InlineData("РџСЂРёРІРµС‚", "misread_bytes:РџСЂРёРІРµС‚")]
    [InlineData("锟斤拷锟斤拷 不好", "misread_bytes:锟斤拷锟斤拷")]
    [InlineData("我们从目标开始?！澳阋鉀Q什么", "misread_bytes:?！澳阋鉀Q")]
    [InlineData("這個?yōu)橹鲃品", "misread_bytes:?yōu)橹鲃")]
    [InlineData("有些┊a(chǎn)品", "misread_bytes:┊a|gloss:(chǎn)")]
    [InlineData("好\uE123吃", "private_use:\uE123")]
    [InlineData("數(shù)據(jù)的價值(zhi)", "gloss:(shù)|gloss:(jù)|gloss:(zhi)")]
    [InlineData("کار را م doثر انجام", "stray_letters:do")]
    [InlineData("log in to pаypal now", "stray_letters:а")]
    [InlineData("a\u0007b", "control:\u0007")]
    [InlineData("file\u202Egpj.exe", "direction_override:\u202E")]
    [InlineData("pass\u200Bword a\u200B\u200C b", "zero_width:\u200B|zero_width:\u200B\u200C")]
    [InlineData("hidden\U000E0041\U000E0042", "zero_width:\U000E0041\U000E0042")]
    [InlineData("<p>Fine &amp; good</p>", "mark_up:<p>|mark_up:&amp;|mark_up:</p>")]
    [InlineData("عندما تنشئ شركة [an experience] واستنادا", "untranslated:[an experience]")]
    public void Damage_is_found_where_it_is(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', TextDamage.Find(text).Select(one => $"{one.Name}:{text[one.Start..one.End]}")));

    [Fact]
    public void Half_a_pair_is_damage_and_a_whole_one_is_none() =>
        Assert.Equal([new Damage(DamageKind.LoneSurrogate, 3, 4), new Damage(DamageKind.LoneSurrogate, 5, 7)], TextDamage.Find("\uD83D\uDE00a\uD83Db\uDE00\uD83D"));

    [Theory]
    [InlineData("I <3 it & a < b, 5 > 3, R&B; [sic] (see above) :)\r\n\tok")]
    [InlineData("Café déjà vu, Ärger, Ñandú, naïve — “quotes” 50 € £5 ½")]
    [InlineData("می‌خواهم CXها و appمو با iPhone؛ سفارش‌های اسنپ‌باکس، اگرچه عکس اکسپرس")]
    [InlineData("استخدمت الiPhone وApp Store مُمتاز ١٠/١٠")]
    [InlineData("卡拉OK很好，A股跌了，T恤（M）不错？！真的吗??我要两个 (app) 咖啡（好喝）")]
    [InlineData("👩‍💻 🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F ❤️ 🇮🇷")]
    [InlineData("Привет, как дела? Ёлка")]
    [InlineData("한국어 日本語（にほんご） のカフェ")]
    [InlineData("│ a │ b │")]
    public void What_people_write_is_no_damage(string text) => Assert.Empty(TextDamage.Find(text));

    [Fact]
    public void Stretches_lie_in_order_inside_the_text_and_part_no_pair() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(TextPieces.Any(), text =>
    {
        var at = 0;
        foreach (var one in TextDamage.Find(text))
        {
            if (one.Start < at || one.End <= one.Start || one.End > text.Length || Parts(text, one.Start) || Parts(text, one.End))
            {
                return false;
            }

            at = one.End;
        }

        return true;

        static bool Parts(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);
    }));

    [Theory]
    [InlineData("(")]
    [InlineData("一?")]
    [InlineData("Ã")]
    [InlineData("ط§")]
    [InlineData("<b ")]
    [InlineData("[a")]
    [InlineData("\U000E0041")]
    public void A_long_text_full_of_beginnings_is_read_in_a_moment(string piece)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        TextDamage.Find(string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length)));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }
}
