using Throughline.Contracts;
using Throughline.Matching.Protection;
using Throughline.Platform.Facts;
using Throughline.Platform.Storage;
using Throughline.Profiles;
using Throughline.Profiles.Protection;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Profiles;

public sealed class ProtectionPolicyTests : IDisposable
{
    readonly OpenLog _open = new(more: [FactLog.Migration, .. ProfilesModule.Migrations]);

    public void Dispose() => _open.Dispose();

    ProtectionPolicies Policies => new(_open.Keys, Facts, TimeProvider.System);

    FactLog Facts => new(_open.Keys, TimeProvider.System);

    [Fact]
    public void The_defaults_hold_until_somebody_puts_others_and_a_change_is_a_fact()
    {
        var policies = Policies;
        Assert.Equal(0, policies.Now.Version);
        Assert.Equal(IdentifierPolicies.Default.ToJson(), policies.Now.Policies.ToJson());

        var other = IdentifierPolicies.Of([.. IdentifierPolicies.Default.All.Select(one => one.Namespace == "email" ? one with { SharedBeyond = 8 } : one)]);
        Assert.Equal((1, "Nora"), (policies.Put(other, "Nora").Version, policies.Now.By));
        Assert.Equal(1, policies.Put(other, "Nora").Version); // the same again changes nothing
        Assert.Equal(8, Policies.Now.Policies.For("email").SharedBeyond); // as after a restart
        var fact = Assert.Single(Facts.About(ProtectionPolicies.Subject));
        Assert.Equal((ProtectionPolicies.Changed, "Nora", """{"version":1}"""), (fact.Kind, fact.By, fact.Body));
    }

    [Fact]
    public void A_value_of_many_people_is_told_with_how_many_and_why()
    {
        string[] first = ["Anna", "Otto", "Marie", "Hassan", "Lucia"], last = ["Berg", "Klein", "Winter", "Karimi", "Gomez"];
        var (given, family, mail) = (_open.Log.Catalogue.DeclareAttribute("given_name", AttributeKind.Identity), _open.Log.Catalogue.DeclareAttribute("family_name", AttributeKind.Identity), _open.Log.Catalogue.DeclareAttribute("email", AttributeKind.Identity));
        _open.Keys.Write(connection =>
        {
            for (var i = 0; i < 10; i++)
            {
                var record = connection.One("""
                    INSERT INTO profiles_record (source_id, customer, profile, first_seen, last_seen, signals, texts, answered)
                    VALUES (@source, @customer, 0, '', '', 1, 0, 0) RETURNING id
                    """, r => r.GetInt32(0), ("@source", _open.Source.Id), ("@customer", $"user:{i}"));
                Value(connection, record, given.Id, i < 5 ? first[i] : "Pat");
                Value(connection, record, family.Id, i < 5 ? last[i] : "Young");
                Value(connection, record, mail.Id, i < 5 ? "Hello-There@shop.example" : "pat@young.example");
                Bears(connection, record, $"device:kiosk-{i % 2}");
                Bears(connection, record, "email:info@firm.example");
            }
        });
        var found = new SharedIdentifiers(_open.Keys, Policies).Read(_open.Log.Catalogue.Contents);
        Assert.Equal(
            [("email:info@firm.example", ProtectionReason.RoleMailbox, 10), ("email:hello-there@shop.example", ProtectionReason.SharedValue, 5)],
            found.Select(one => (one.Identifier.ToString(), one.Reason, one.Records)));
        Assert.Equal((4, 3), (found[1].People, found[1].Limit));
        Assert.Equal([_open.Source.Id], found[1].Sources);
    }

    [Theory]
    [InlineData("email", "hello@shop.example", "h…@shop.example")]
    [InlineData("phone", "+442079460018", "…18")]
    [InlineData("user", "abcdef", "ab…")]
    [InlineData("user", "42", "…")]
    public void A_masked_value_is_told_by_who_knows_it_and_by_nobody_else(string ns, string value, string masked) =>
        Assert.Equal(masked, ReadShared.Masked(new Identifier(ns, value)));

    static void Value(Microsoft.Data.Sqlite.SqliteConnection connection, int record, int attribute, string value) => connection.Run(
        "INSERT INTO profiles_value VALUES (@record, @attribute, @value, '', '', 1, 1)", ("@record", record), ("@attribute", attribute), ("@value", value));

    static void Bears(Microsoft.Data.Sqlite.SqliteConnection connection, int record, string identifier) => connection.Run(
        "INSERT INTO profiles_identifier VALUES (@identifier, @identifier, @record, '', '', 1)", ("@identifier", identifier), ("@record", record));
}
