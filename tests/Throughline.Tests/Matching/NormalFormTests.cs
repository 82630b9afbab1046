using Throughline.Matching.Normal;
using Throughline.Matching.Records;

namespace Throughline.Tests.Matching;

public sealed class NormalFormTests
{
    [Theory]
    [InlineData("  José   GARCÍA\t", "jose garcia")]
    [InlineData("Straße Łódź Øre", "strasse lodz ore")]
    [InlineData("كريمي", "کریمی")] // Arabic letters
    [InlineData("أحمد إبراهيم آل", "احمد ابراهیم ال")]
    [InlineData("مُحَمَّد\u200C\u0640", "محمد")]
    [InlineData("۱۲٣٤", "1234")]
    [InlineData("ＡＢＣ", "abc")]
    [InlineData("a\u0000b\u202Ec", "abc")]
    [InlineData("🙂", "🙂")]
    public void A_fold_makes_ways_of_writing_equal(string text, string expected) => Assert.Equal(expected, TextFold.Of(text));

    [Fact]
    public void A_fold_is_bounded_and_folding_twice_changes_nothing()
    {
        var folded = TextFold.Of(new string('Ä', 1_000_000));
        Assert.True(folded.Length <= TextFold.Most);
        Assert.Equal(folded, TextFold.Of(folded));
        Assert.Equal("\uFFFD", TextFold.Of("\uD83D")); // half of a pair
        Assert.Equal("a\uFFFD", TextFold.Of("a\uFFFE")); // no character at all
    }

    [Theory]
    [InlineData("Anna.Berg+news@GMail.com", "annaberg@gmail.com")]
    [InlineData("mailto:a@Example.org.", "a@example.org")]
    [InlineData("a@bücher.example", "a@xn--bcher-kva.example")]
    [InlineData("noemail@none.example", "")]
    [InlineData("no address", "")]
    [InlineData("@b", "")]
    public void An_address_becomes_a_key(string text, string expected) => Assert.Equal(expected, EmailAddress.Of(text));

    [Theory]
    [InlineData("07911 123456", "44", "+447911123456")]
    [InlineData("+44 (0)7911 123456", "", "+447911123456")]
    [InlineData("0044 7911 123456", "", "+447911123456")]
    [InlineData("(212) 956-3055", "", "2129563055")]
    [InlineData("1-212-956-3055", "", "2129563055")]
    [InlineData("212/956-3055 ext 12", "", "2129563055")]
    [InlineData("0000000000", "44", "")]
    [InlineData("12", "", "")]
    public void A_phone_becomes_a_key(string text, string region, string expected) => Assert.Equal(expected, PhoneNumber.Of(text, region));

    [Theory]
    [InlineData("\u06F0\u06F9\u06F1\u06F2 \u06F3\u06F4\u06F5 \u06F6\u06F7\u06F8\u06F9", "", "+98 912 345 6789", true)]
    [InlineData("0912 345 6789", "44", "+98 912 345 6789", true)] // most numbers of the column are of elsewhere
    [InlineData("212-956-3055", "", "+1 212 956 3055", true)]
    [InlineData("0912 345 6789", "", "+98 912 345 6788", false)]
    [InlineData("123456", "", "+98 123456", false)] // too few digits to be no chance
    public void One_number_with_and_without_its_country_is_one_at_home(string left, string region, string right, bool same)
    {
        var (one, other) = (PhoneNumber.Of(left, region), PhoneNumber.Of(right, region));
        Assert.Equal(same, PhoneNumber.IsSameAtHome(one, other));
        Assert.Equal(same, PhoneNumber.IsSameAtHome(other, one));
    }

    [Theory]
    [InlineData("1984-04-14", DateOrder.DayFirst, "19840414")]
    [InlineData("19840414", DateOrder.DayFirst, "19840414")]
    [InlineData("14.04.1984", DateOrder.DayFirst, "19840414")]
    [InlineData("04/14/1984", DateOrder.MonthFirst, "19840414")]
    [InlineData("3/4/1984", DateOrder.DayFirst, "19840403")]
    [InlineData("3/4/1984", DateOrder.MonthFirst, "19840304")]
    [InlineData("14 April 1984", DateOrder.DayFirst, "19840414")]
    [InlineData("April 1984", DateOrder.DayFirst, "19840400")]
    [InlineData("1984-01-01", DateOrder.DayFirst, "19840000")]
    [InlineData("1984", DateOrder.DayFirst, "19840000")]
    [InlineData("1984-04-14T10:00:00Z", DateOrder.DayFirst, "19840414")]
    [InlineData("1900-01-01", DateOrder.DayFirst, "")]
    [InlineData("9999-12-31", DateOrder.DayFirst, "")]
    [InlineData("soon", DateOrder.DayFirst, "")]
    public void A_date_keeps_what_is_known_of_it(string text, DateOrder order, string expected) => Assert.Equal(expected, PartialDate.Of(text, order));

    [Theory]
    [InlineData("Anna van der Berg", "anna", "van der berg")]
    [InlineData("Berg, Anna Maria", "anna", "berg")]
    [InlineData("Dr. John Smith Jr.", "john", "smith")]
    [InlineData("李小龙", "小龙", "李")]
    [InlineData("欧阳修", "修", "欧阳")]
    [InlineData("Plato", "", "plato")]
    public void A_whole_name_is_parted(string text, string first, string last)
    {
        var parts = PersonName.Whole(text);
        Assert.Equal((first, last), (parts.First, parts.Last));
    }

    [Theory]
    [InlineData("371 W. 46th St.", "371", "west 46th street")]
    [InlineData("Lange Gasse 12a", "12a", "lange gasse")]
    [InlineData("High Road", "", "high road")]
    public void A_street_gives_up_its_number(string text, string number, string street) =>
        Assert.Equal((number, street), StreetAddress.Part(StreetAddress.Of(text)));

    [Theory]
    [InlineData("n/a")]
    [InlineData("---")]
    [InlineData("000000")]
    [InlineData("unknown")]
    public void A_filler_is_an_empty_cell(string text) => Assert.True(Placeholder.Is(TextFold.Of(text)));

    [Fact]
    public void Forms_of_a_name_are_known_and_other_names_are_not()
    {
        Assert.True(NickNames.AreForms("bill", "william"));
        Assert.True(NickNames.AreForms("kate", "catherine"));
        Assert.False(NickNames.AreForms("mary", "john"));
        Assert.Equal(NameSkeleton.Of("catherine"), NameSkeleton.Of("katharine"));
    }

    [Fact]
    public void Columns_are_guessed_from_names_and_from_values()
    {
        (string, IReadOnlyList<string>)[] columns =
        [
            ("rec_id", ["1", "2"]), ("Given Name", ["a", "b"]), ("sname", ["c", "d"]), ("contact", ["a@b.example", "c@d.example"]),
            ("when", ["1984-04-14", "1985-05-15"]), ("soc_sec_id", ["1", "2"]), ("source", ["x", "y"]),
        ];
        var guesses = FieldGuess.Of(columns);
        Assert.True(guesses[0].IsId);
        MatchField?[] expected = [null, MatchField.FirstName, MatchField.LastName, MatchField.Email, MatchField.BirthDate, MatchField.NationalId, null];
        Assert.Equal(expected, guesses.Select(guess => guess.Field));
    }
}
