using FsCheck;
using FsCheck.Fluent;
using Throughline.Contracts;

namespace Throughline.Tests.Profiles;

public sealed class ProfileIdTests
{
    [Fact]
    public void What_is_written_is_read_again_in_either_case() => Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), number =>
    {
        var text = new ProfileId(number).ToString();
        Assert.Matches("^P-[0-9A-HJKMNP-TV-Z]{7}$", text);
        Assert.True(ProfileId.TryParse(text, out var id) && id.Number == number);
        Assert.True(ProfileId.TryParse(text.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l'), out id) && id.Number == number);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Neighbours_look_nothing_alike_and_the_code_stays_as_it_is()
    {
        Assert.Equal(100_000, Enumerable.Range(1, 100_000).Select(number => new ProfileId(number).ToString()).Distinct().Count());
        Assert.Equal(["P-8BFPK9P", "P-1G6X6K6", "P-4ZY929D"], new[] { 1, 2, 3 }.Select(number => new ProfileId(number).ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P-")]
    [InlineData("P-0000000")]
    [InlineData("P-UUUUUUU")]
    [InlineData("user:42")]
    [InlineData("Q-4K7M2QX")]
    [InlineData("P-4K7M2QXX")]
    public void Anything_else_is_no_id(string text) => Assert.False(ProfileId.TryParse(text, out _));

    [Fact]
    public void A_slip_of_one_letter_is_mostly_noticed()
    {
        var (slips, noticed) = (0, 0);
        foreach (var number in Enumerable.Range(1, 300))
        {
            var text = new ProfileId(number).ToString();
            for (var i = 2; i < text.Length; i++)
            {
                slips++;
                var other = text[i] == 'X' ? 'Y' : 'X';
                noticed += ProfileId.TryParse(text[..i] + other + text[(i + 1)..], out _) ? 0 : 1;
            }
        }

        Assert.InRange(noticed / (double)slips, 0.8, 1);
    }
}
