using Throughline.Platform.Erasing;

namespace Throughline.Tests.Platform;

public sealed class MentionsTests
{
    static readonly Mentions s_person = new(["email:Zelda.Q@Mail.Example", "phone:+49 30 998 877 66", "user:42", "card:ZX-771"]);

    [Theory]
    [InlineData("write to ZELDA.q@mail.example.")]
    [InlineData("zelda.q+shop@mail.example")]
    [InlineData("""{"to":"zelda.q\u0040mail.example"}""")]
    [InlineData("https://x.example/?m=zelda.q%40mail.example&a=1")]
    [InlineData("<mailto:zelda.q@mail.example>")]
    [InlineData("call 030/998 877-66 today")]
    [InlineData("00493099887766")]
    [InlineData("شماره ۰۳۰ ۹۹۸۸۷۷۶۶")]
    [InlineData("""{"userId":42,"x":1}""")]
    [InlineData("""{"customer":"user:42"}""")]
    [InlineData("card ZX-771 was lost")]
    public void A_person_is_found_in_every_form(string text) => Assert.True(s_person.In(text));

    [Theory]
    [InlineData("zelda.q@mail.example.org")]
    [InlineData("not-zelda.q@mail.example")]
    [InlineData("030 998 877 67")]
    [InlineData("""{"rating":42}""")]
    [InlineData("card ZX-7711")]
    [InlineData("42")]
    [InlineData("")]
    [InlineData("100%")]
    public void Somebody_else_is_not(string text) => Assert.False(s_person.In(text));

    [Fact]
    public void A_short_id_means_somebody_else_in_another_system() => Assert.False(s_person.In("""{"userId":42}""", ofOwnSource: false));

    [Fact]
    public void Places_in_a_text_are_told_as_they_are_written()
    {
        const string text = "ask Zelda.Q@mail.example (030 99887766)!";
        var found = s_person.Find(text);
        Assert.Equal([("email", "Zelda.Q@mail.example"), ("phone", "030 99887766")], found.Select(one => (one.Kind, text.Substring(one.Start, one.Length))));
    }
}
