using FsCheck;
using FsCheck.Fluent;
using Throughline.Matching.Protection;

namespace Throughline.Tests.Matching.Protection;

public sealed class IdentifierPolicyTests
{
    [Theory]
    [InlineData("email", "test@anything.example", ValueStanding.Blocked)]
    [InlineData("email", " NoReply@shop.example", ValueStanding.Blocked)]
    [InlineData("email", "no.reply@shop.example", ValueStanding.Blocked)]
    [InlineData("email", "anonymous@x.example", ValueStanding.Blocked)]
    [InlineData("email", "null", ValueStanding.Blocked)]
    [InlineData("email", "Info@firm.example", ValueStanding.Role)]
    [InlineData("email", "desk12@store.example", ValueStanding.Role)]
    [InlineData("email", "sales+north@firm.example", ValueStanding.Role)]
    [InlineData("email", "mia@mailinator.com", ValueStanding.Disposable)]
    [InlineData("email", "mia@eu.mailinator.com", ValueStanding.Disposable)]
    [InlineData("email", "mia@notmailinator.com", ValueStanding.Own)]
    [InlineData("email", "salesman.joe@firm.example", ValueStanding.Own)]
    [InlineData("email", "testa@firm.example", ValueStanding.Own)]
    [InlineData("phone", "000-0000", ValueStanding.Blocked)]
    [InlineData("phone", "+1111111111", ValueStanding.Blocked)]
    [InlineData("phone", "+44 20 7946 0018", ValueStanding.Own)]
    [InlineData("device", "00000000-0000-0000-0000-000000000000", ValueStanding.Blocked)]
    [InlineData("user", "anonymous", ValueStanding.Blocked)]
    [InlineData("user", "42", ValueStanding.Own)]
    [InlineData("loyalty", "0000", ValueStanding.Blocked)]
    [InlineData("loyalty", "L-77", ValueStanding.Own)]
    public void A_value_stands_as_its_policy_says(string ns, string value, ValueStanding standing) =>
        Assert.Equal(standing, IdentifierPolicies.Default.Standing(ns, value));

    [Fact]
    public void By_default_a_profile_has_one_user_of_a_source_and_five_devices_a_week()
    {
        var user = IdentifierPolicies.Default.For("user");
        var device = IdentifierPolicies.Default.For("device");
        Assert.Equal((1, null, true, true), (user.Limit, user.WindowDays, user.PerSource, user.Exclusive));
        Assert.Equal((5, 7, false), (device.Limit, device.WindowDays, device.Exclusive));
        Assert.Equal((3, 6, 10), (IdentifierPolicies.Default.For("email").SharedBeyond, IdentifierPolicies.Default.For("phone").SharedBeyond, device.SharedBeyond));
        Assert.True(IdentifierPolicies.Default.For("a_kind_nobody_named").Exclusive);
    }

    [Fact]
    public void What_is_written_as_json_is_read_the_same()
    {
        var json = IdentifierPolicies.Default.ToJson();
        Assert.Contains("\"window_days\":7", json);
        var read = IdentifierPolicies.FromJson(json, out var problems);
        Assert.Empty(problems);
        Assert.Equal(json, read!.ToJson());
    }

    [Theory]
    [InlineData("""[{"namespace":"Bad Name"}]""", "policies[0].namespace")]
    [InlineData("""[{"namespace":"a"},{"namespace":"a"}]""", "policies[1].namespace")]
    [InlineData("""[{"namespace":"a","blocked":["x",""]}]""", "policies[0].blocked[1]")]
    [InlineData("""[{"namespace":"a","blocked_patterns":["^0$","("]}]""", "policies[0].blocked_patterns[1]")]
    [InlineData("""[{"namespace":"a","blocked_patterns":["(?=x)"]}]""", "policies[0].blocked_patterns[0]")]
    [InlineData("""[{"namespace":"a","limit":0}]""", "policies[0].limit")]
    [InlineData("""[{"namespace":"a","window_days":7}]""", "policies[0].window_days")]
    [InlineData("""[{"namespace":"a","limit":1,"window_days":9999}]""", "policies[0].window_days")]
    [InlineData("""[{"namespace":"a","priority":0}]""", "policies[0].priority")]
    [InlineData("""[{"namespace":"a","shared_beyond":0}]""", "policies[0].shared_beyond")]
    [InlineData("""[{"namespace":"a","limit":"many"}]""", "policies[0].limit")]
    [InlineData("""[{"namespace":"a","colour":1}]""", "policies[0].colour")]
    [InlineData("""[{"limit":1}]""", "policies[0]")]
    [InlineData("[null]", "policies[0]")]
    [InlineData("[]", "policies")]
    [InlineData("{", "policies")]
    public void A_bad_policy_is_refused_by_the_field_that_is_bad(string json, string field)
    {
        Assert.Null(IdentifierPolicies.FromJson(json, out var problems));
        Assert.Equal(field, problems[0].Field);
        Assert.NotEmpty(problems[0].Detail);
    }

    [Fact]
    public void Any_text_has_a_standing_and_case_and_blanks_do_not_matter() =>
        Prop.ForAll<string>(text =>
        {
            var plain = (text ?? "").Trim();
            return IdentifierPolicies.Default.Standing("email", plain) == IdentifierPolicies.Default.Standing("email", $" {plain.ToUpperInvariant().ToLowerInvariant()} ")
                && IdentifierPolicies.Default.Standing("phone", plain) is ValueStanding.Own or ValueStanding.Blocked;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_text_does_not_make_a_pattern_slow()
    {
        var policies = IdentifierPolicies.Of([new IdentifierPolicy { Namespace = "a", BlockedPatterns = ["^(a+)+$"] }]);
        Assert.Equal(ValueStanding.Own, policies.Standing("a", new string('a', 30_000) + "b"));
    }

    [Fact]
    public void Every_reason_has_a_code_of_its_own() => Assert.Equal(ProtectionReason.All.Count, ProtectionReason.All.Distinct().Count());
}
