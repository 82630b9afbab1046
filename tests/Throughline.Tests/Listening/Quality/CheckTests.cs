using System.Text;
using Throughline.Listening.Mappings.Presets;
using Throughline.Listening.Quality.Checks;
using Throughline.Tests.House;

namespace Throughline.Tests.Listening.Quality;

public sealed class CheckTests
{
    static readonly DateTime s_now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("a required", "a=x", "a=")]
    [InlineData("a required_if b = yes", "a=|b=no", "a=|b=Yes")]
    [InlineData("a required_if b filled", "a=|b=", "a=|b=x")]
    [InlineData("a any_filled_with b, c", "a=|b=|c=1", "a=|b=|c=")]
    [InlineData("a filled_together_with b", "a=|b=", "a=1|b=")]
    [InlineData("a not_placeholder", "a=Anna", "a=N/A")]
    [InlineData("a is_number", "a=4.5", "a=four")]
    [InlineData("a is_whole_number", "a=۴۵", "a=4.5")]
    [InlineData("a is_date", "a=22/11/2026", "a=yesterday")]
    [InlineData("a is_yes_no", "a=نعم", "a=perhaps")]
    [InlineData("a is_email", "a=anna@mail.example", "a=anna@@mail.example")]
    [InlineData("a is_phone", "a=+49 (30) 123-4567", "a=call me")]
    [InlineData("a is_url", "a=https://a.example/b", "a=a.example")]
    [InlineData("a is_uuid", "a=6f9619ff-8b86-d011-b42d-00c04fc964ff", "a=6f9619ff")]
    [InlineData("a is_ip_address", "a=10.0.0.1", "a=10.0.0.999")]
    [InlineData("a is_country", "a=Germany", "a=Atlantis")]
    [InlineData("a is_language", "a=fa", "a=klingon")]
    [InlineData("a is_postcode", "a=SW1A 1AA", "a=none!")]
    [InlineData("a one_of open, \"in progress\"", "a=In Progress", "a=done")]
    [InlineData("a none_of test", "a=real", "a=TEST")]
    [InlineData("a matches \"^[A-Z]{2}-\\d+$\"", "a=AB-12", "a=AB12")]
    [InlineData("a not_matches \"(?i)lorem\"", "a=words", "a=Lorem ipsum")]
    [InlineData("a mask AA-9999", "a=XY-1234", "a=XY-123")]
    [InlineData("a decimals_at_most 2", "a=1.25", "a=1.255")]
    [InlineData("a length 2 to 4", "a=王小明", "a=x")]
    [InlineData("a range 0 to 120", "a=120", "a=121")]
    [InlineData("a range to 5", "a=-1", "a=6")]
    [InlineData("a days 2020-01-01 to", "a=2026-01-01", "a=2019-12-31")]
    [InlineData("a script latin, han", "a=王 Wang", "a=رضا")]
    [InlineData("a clean_text", "a=fine", "a=br\u0007ken")]
    [InlineData("a at_most_field b", "a=3|b=10", "a=11|b=10")]
    [InlineData("a at_least_field b", "a=2026-02-01|b=2026-01-31", "a=2026-01-30|b=2026-01-31")]
    [InlineData("a equals_field b", "a=x|b=X", "a=x|b=y")]
    [InlineData("a differs_from_field b", "a=x|b=y", "a=x|b=x")]
    [InlineData("a only_if b = refunded", "a=5|b=refunded", "a=5|b=open")]
    [InlineData("a sum_of b, c", "a=3.5|b=1.5|c=2", "a=4|b=1.5|c=2")]
    [InlineData("a fits_language b", "a=خیلی خوب|b=fa", "a=very good|b=fa")]
    [InlineData("a not_future", "a=2026-11-22", "a=2026-12-24")]
    [InlineData("a not_older_than 30 d", "a=2026-11-01", "a=2026-09-01")]
    [InlineData("a check_digit iban", "a=DE89 3704 0044 0532 0130 00", "a=DE89 3704 0044 0532 0130 01")]
    [InlineData("a check_digit luhn", "a=4111 1111 1111 1111", "a=4111 1111 1111 1112")]
    [InlineData("a check_digit ean", "a=4006381333931", "a=4006381333932")]
    [InlineData("a check_digit isbn", "a=0-306-40615-2", "a=0-306-40615-3")]
    [InlineData("a birth_date", "a=1961-02-03", "a=1801-02-03")]
    [InlineData("a real_mail_domain", "a=anna@gmail.com", "a=anna@gmial.com")]
    public void A_row_keeps_a_check_or_is_held_with_its_reason(string check, string keeps, string breaks)
    {
        var (checks, problems) = CheckText.Read($"quarantine {check}");
        Assert.Empty(problems);
        Assert.Null(Ask(checks, keeps));
        var finding = Ask(checks, breaks);
        Assert.Equal(("a", check), (finding!.Field, finding.Check.Line.Key));
        Assert.Equal(checks[0].Kind.Code, Throughline.Listening.Quarantine.QuarantineReasons.Of(finding.Check.Kind.Code!).Code);
    }

    [Fact]
    public void A_missing_value_keeps_every_check_that_does_not_ask_for_it()
    {
        foreach (var kind in CheckKinds.All.Where(kind => !kind.OfSource))
        {
            var (checks, problems) = CheckText.Read($"quarantine a {kind.Word} {kind.Form}");
            Assert.True(problems.Count == 0, $"{kind.Word} {kind.Form}: {(problems.Count > 0 ? problems[0].Detail : "")}");
            Assert.True(((RowTest)checks[0].Test).TakesMissing || Ask(checks, "a=  ") is null, kind.Word);
        }
    }

    [Theory]
    [InlineData("hold a required", 1, 1, null, "check_action")]
    [InlineData("warn", 1, 5, null, "check_argument_missing")]
    [InlineData("\n# fine\nwarn a reqired", 3, 8, "a", "check_unknown")]
    [InlineData("warn a range 5 to 3", 1, 19, "a", "check_range")]
    [InlineData("warn a range five to 3", 1, 14, "a", "check_not_a_number")]
    [InlineData("warn a matches \"(\"", 1, 16, "a", "check_pattern")]
    [InlineData("warn a matches \"(?=b)\"", 1, 16, "a", "check_pattern")]
    [InlineData("warn \"a b required", 1, 6, null, "check_quote_open")]
    [InlineData("warn a required now", 1, 17, "a", "check_too_much")]
    [InlineData("quarantine * fresh 3 d", 1, 14, "*", "check_only_warns")]
    [InlineData("warn a fresh 3 d", 1, 8, "a", "check_field")]
    [InlineData("warn * required", 1, 8, "*", "check_field")]
    [InlineData("warn a required\nreject a required", 2, 1, "a", "check_twice")]
    public void A_line_that_cannot_be_used_is_told_with_its_place(string text, int line, int column, string? field, string code)
    {
        var problem = Assert.Single(CheckText.Read(text).Problems);
        Assert.Equal((line, column, field, code), (problem.Line, problem.Column, problem.Field, problem.Code));
    }

    [Fact]
    public void A_line_written_again_is_the_same_check()
    {
        var (checks, _) = CheckText.Read("warn \"first name\" length 2 to 40   # people have names\n reject id required");
        Assert.Equal(["warn \"first name\" length 2 to 40", "reject id required"], checks.Select(one => one.Line.Text));
        var (again, problems) = CheckText.Read(string.Join('\n', checks.Select(one => one.Line.Text)));
        Assert.Empty(problems);
        Assert.Equal(checks.Select(one => one.Line.Key), again.Select(one => one.Line.Key));
    }

    [Fact]
    public void What_stands_twice_in_a_file_is_found_and_not_asked_of_what_arrives()
    {
        var (checks, _) = CheckText.Read("quarantine a unique\nquarantine b unique_with a");
        var places = CompiledChecks.PlacesOf(["a", "b"]);
        Assert.Null(CompiledChecks.Of(checks, places, CheckAction.Quarantine, ofFile: false));
        var compiled = CompiledChecks.Of(checks, places, CheckAction.Quarantine, ofFile: true)!;
        Assert.Null(compiled.Ask(Row("a=1|b=x"), s_now));
        Assert.Null(compiled.Ask(Row("a=2|b=x"), s_now));
        Assert.Equal("a", compiled.Ask(Row("a=1|b=y"), s_now)!.Field);
    }

    [Fact]
    public void Nothing_is_made_ready_where_nothing_holds_or_turns_away()
    {
        var (checks, _) = CheckText.Read("warn a required\nwarn * fresh 3 d");
        Assert.Null(CompiledChecks.Of(checks, CompiledChecks.PlacesOf(["a"]), CheckAction.Quarantine, ofFile: true));
    }

    [Fact]
    public void Every_check_stands_on_its_page()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "checks.md"));
        Assert.True(CheckKinds.All.Count >= 40);
        Assert.All(CheckKinds.All, kind => Assert.Contains($"| `{(kind.Form.Length == 0 ? kind.Word : $"{kind.Word} {kind.Form}")}` |", page, StringComparison.Ordinal));
    }

    static CheckFinding? Ask(IReadOnlyList<Check> checks, string row) =>
        CompiledChecks.Of(checks, CompiledChecks.PlacesOf(["a", "b", "c"]), CheckAction.Warn, ofFile: true)!.Ask(Row(row), s_now);

    static RowOfNames Row(string cells)
    {
        var row = new RowOfNames(["a", "b", "c"]) { Columns = ["a", "b", "c"] };
        row.Set(cells.Split('|').Select(cell => cell.Split('=', 2)).ToDictionary(cell => cell[0], cell => cell[1]));
        return row;
    }
}
