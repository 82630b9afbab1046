using FsCheck;
using FsCheck.Fluent;
using Throughline.Contracts;
using Throughline.Profiles.Attributes;

namespace Throughline.Tests.Profiles;

public sealed class SurvivorshipTests
{
    static readonly DateTime s_day = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    static readonly AttributeName s_city = new(1, "plan", AttributeKind.Descriptive);

    static Claim Said(string value, int source = 1, int record = 1, int daysAgo = 0, long times = 1) =>
        new(record, source, value, s_day.AddDays(-daysAgo - 1), s_day.AddDays(-daysAgo), times);

    static Survivor Choose(params IReadOnlyCollection<Claim> claims) => Survivorship.Choose(s_city, claims, _ => Survivorship.UsualTrust, null);

    static Gen<Claim> Claims => from value in Gen.Elements("gold", "Gold ", "silver", "basic", "n/a", "?")
                                from source in Gen.Choose(1, 4)
                                from record in Gen.Choose(1, 6)
                                from days in Gen.Choose(0, 900)
                                from times in Gen.Choose(0, 5)
                                select Said(value, source, record, days, times);

    [Fact]
    public void The_order_of_arrival_and_the_numbers_of_records_do_not_matter() =>
        Prop.ForAll(Claims.NonEmptyListOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (list, seed) =>
        {
            List<Claim> claims = [.. list];
            var random = new Random(seed);
            var others = claims.OrderBy(_ => random.Next()).Select(claim => claim with { Record = 1000 - claim.Record }).ToList();
            var (one, other) = (Choose(claims), Choose(others));
            return one.Kept.Value == other.Kept.Value && one.Kept.Last == other.Kept.Last && one.Rule == other.Rule && one.Confidence == other.Confidence
                && one.Candidates.Count == claims.Count && one.Candidates.Count(c => c.Verdict == ValueVerdict.Kept) == 1
                && one.Candidates.All(c => ValueReason.All.Contains(c.Reason) && c.Score is > 0 and <= 1) && one.Confidence is > 0 and < 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_choice_of_a_person_holds_while_its_value_is_held_and_not_longer() =>
        Prop.ForAll(Claims.NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (list, which) =>
        {
            List<Claim> claims = [.. list];
            var pinned = claims[which % claims.Count].Value;
            var chosen = Survivorship.Choose(s_city, claims, _ => 0.5, pinned);
            var rest = claims.Where(claim => Same(claim.Value) != Same(pinned)).ToList();
            return chosen.Pinned && Same(chosen.Kept.Value) == Same(pinned) && chosen.Rule == ValueReason.Pinned
                && (rest.Count == 0 || Survivorship.Choose(s_city, rest, _ => 0.5, pinned) is { Pinned: false } other && other.Kept == Choose(rest).Kept);
        }).QuickCheckThrowOnFailure();

    static string Same(string value) => value.Trim().ToLowerInvariant();

    [Fact]
    public void Without_the_winners_record_the_next_value_is_kept()
    {
        var winner = Choose(Said("gold", 1, 1), Said("silver", 2, 2, daysAgo: 30), Said("basic", 3, 3, daysAgo: 60));
        Assert.Equal(("gold", ValueReason.Newest), (winner.Kept.Value, winner.Rule));
        Assert.Equal(["gold", "silver", "basic"], winner.Candidates.Select(c => c.Claim.Value));
        var next = Choose([.. winner.Candidates.Skip(1).Select(c => c.Claim)]);
        Assert.Equal("silver", next.Kept.Value);
        Assert.Equal("basic", Choose([.. next.Candidates.Skip(1).Select(c => c.Claim)]).Kept.Value);
    }

    [Theory]
    [InlineData("newest", "older", 0, 200, 1, 1, 0.5, 0.5)]
    [InlineData("said_more_often", "said_less_often", 0, 0, 6, 1, 0.5, 0.5)]
    [InlineData("more_trusted", "less_trusted", 0, 0, 1, 1, 0.9, 0.5)]
    [InlineData("more_trusted", "less_trusted", 100, 0, 1, 1, 1.0, 0.1)]
    [InlineData("tie_broken", "tie", 0, 0, 1, 1, 0.5, 0.5)]
    public void The_reason_is_what_weighed_most(string kept, string aside, int days, int otherDays, int times, int otherTimes, double trust, double otherTrust)
    {
        var survivor = Survivorship.Choose(s_city,
            [Said("basic", 1, 1, days, times), Said("gold", 2, 2, otherDays, otherTimes)], source => source == 1 ? trust : otherTrust, null);
        Assert.Equal(("basic", kept), (survivor.Kept.Value, survivor.Rule));
        Assert.Equal((ValueVerdict.SetAside, aside), (survivor.Candidates[1].Verdict, survivor.Candidates[1].Reason));
    }

    [Fact]
    public void Sources_that_agree_outweigh_a_newer_one_and_a_record_that_changed_its_mind_has_replaced_its_value()
    {
        var agreed = Choose(Said("gold", 1, 1, 40), Said("GOLD", 2, 2, 50), Said("basic", 3, 3, 0));
        Assert.Equal((ValueReason.Agreed, ValueReason.FewerSources), (agreed.Rule, agreed.Candidates[2].Reason));
        Assert.Equal((ValueVerdict.Agrees, ValueReason.SameValue), (agreed.Candidates[1].Verdict, agreed.Candidates[1].Reason));
        var changed = Choose(Said("gold", 1, 1, 0), Said("basic", 1, 1, 300));
        Assert.Equal((ValueReason.Newest, ValueReason.Replaced), (changed.Rule, changed.Candidates[1].Reason));
        Assert.Equal(ValueReason.OnlyValue, Choose(Said("gold"), Said("gold ", 2, 2)).Rule);
    }

    [Fact]
    public void Records_of_one_source_are_one_voice()
    {
        var copies = Choose([.. Enumerable.Range(1, 9).Select(record => Said("gold", 1, record, 30)), Said("basic", 2, 20)]);
        Assert.Equal("basic", copies.Kept.Value);
    }

    [Theory]
    [InlineData("email", "noemail@x.example", "leila@x.example")]
    [InlineData("phone", "000000", "+351 912 345 678")]
    [InlineData("birth_date", "2031-13-45", "1984-04-14")]
    [InlineData("birth_date", "1984", "1984-04-14")]
    [InlineData("given_name", "L.", "Leila")]
    [InlineData("name", "Leila", "Leila Marandi")]
    [InlineData("name", "L. Marandi", "Leila Marandi")]
    [InlineData("city", "unknown", "Porto")]
    public void What_cannot_be_true_or_is_only_a_part_is_set_aside_even_when_newer(string attribute, string worse, string better)
    {
        var survivor = Survivorship.Choose(new AttributeName(1, attribute, AttributeKind.Identity), [Said(worse, 1, 1, 0, 1), Said(better, 2, 2, 300, 1)], _ => 0.5, null);
        Assert.Equal(better, survivor.Kept.Value);
        Assert.True(survivor.Candidates[1].Reason is ValueReason.NotValid or ValueReason.LessComplete, survivor.Candidates[1].Reason);
    }

    [Theory]
    [InlineData("(0)20 7946 0958", "+44 7400 123456", "+442079460958", "GB")]
    [InlineData("912 345 678", "+351 913 345 678", "+351912345678", "PT")]
    [InlineData("06 4882 1234", "+39 347 123 4567", "+390648821234", "IT")]
    [InlineData("۰۲۱ ۸۸۷۷ ۶۶۵۵", "+98 912 345 6789", "+982188776655", "IR")]
    public void A_telephone_stands_beside_what_its_source_wrote_as_E164_with_its_country(string written, string beside, string standard, string country)
    {
        var survivor = Survivorship.Choose(new AttributeName(1, "phone", AttributeKind.Identity), [Said(written, 1, 1), Said(beside, 2, 2)], _ => 0.5, null);
        var told = survivor.Candidates.Single(one => one.Claim.Value == written);
        Assert.Equal((true, standard, country), (told.Valid, told.Standard, told.Country));
        Assert.Equal(country, survivor.Candidates.Single(one => one.Claim.Value == beside).Country);
    }

    [Theory]
    [InlineData("+44 20 7946 09", false)] // too short for any plan of that country
    [InlineData("+999 123 456 789", true)] // no plan is known of that code
    [InlineData("912 345 678", true)] // no country is known: it may be one
    public void What_no_plan_knows_is_not_valid_and_what_cannot_be_told_is_left(string written, bool valid)
    {
        var told = Survivorship.Choose(new AttributeName(1, "phone", AttributeKind.Identity), [Said(written, 1, 1)], _ => 0.5, null).Candidates[0];
        Assert.Equal((valid, null, null), (told.Valid, told.Standard, told.Country));
    }

    [Fact]
    public void One_telephone_in_two_ways_of_writing_agrees()
    {
        var survivor = Survivorship.Choose(new AttributeName(1, "phone", AttributeKind.Identity),
            [Said("+351 912 345 678", 1, 1), Said("00351912345678", 2, 2, 9)], _ => 0.5, null);
        Assert.Equal(ValueVerdict.Agrees, survivor.Candidates[1].Verdict);
    }
}
