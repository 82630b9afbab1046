using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Contracts;
using Throughline.Platform.Facts;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;
using Throughline.Profiles.Protection;
using Throughline.Profiles.Reviews;

namespace Throughline.Tests.Profiles;

/// <summary>Records, profiles and facts on a disk of their own, filled without a log: what a person may do and what arrives, one after another.</summary>
sealed class IdentityStage : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-identity-");
    readonly SignalLog _log;
    readonly int _given, _family, _birth, _email;

    public IdentityStage(SignalLog log)
    {
        _log = log;
        Keys = KeyStore.Open(Path.Combine(_folder.FullName, "keys.db"), [FactLog.Migration, IdentityTables.Migration, ProtectionPolicies.Migration, .. RefusedJoins.Migrations, ReviewTables.Migration]);
        Residents = Started();
        Profiles = new ProfileDirectory(Keys, Residents);
        (_given, _family, _birth, _email) = (Attribute("given_name"), Attribute("family_name"), Attribute("birth_date"), Attribute("email"));
    }

    public KeyStore Keys { get; }

    public Residents Residents { get; }

    public ProfileDirectory Profiles { get; }

    /// <summary>The records as a program that has just started has them.</summary>
    public Residents Started()
    {
        var facts = new FactLog(Keys, TimeProvider.System);
        return new Residents(_log, Keys, facts, new ProtectionPolicies(Keys, facts, TimeProvider.System), TimeProvider.System, NullLogger<Residents>.Instance);
    }

    /// <summary>A signal of a customer arrives and is resolved; number of the record.</summary>
    public int Arrive(string customer, (string Given, string Family, string Birth, string Email) person, params string[] identifiers)
    {
        var at = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        Keys.Write(connection =>
        {
            using var writing = new RecordWriting(connection, _ => 20, isKnown: false);
            var heard = new HeardRecord(1, customer, 1) { Seen = new Seen(at, at, 1) };
            foreach (var identifier in identifiers.Prepend(customer))
            {
                heard.Hear(identifier, heard.Seen);
            }

            foreach (var (attribute, value) in new[] { (_given, person.Given), (_family, person.Family), (_birth, person.Birth), (_email, person.Email) })
            {
                if (value.Length > 0)
                {
                    heard.Hear(attribute, value, new KeptValue(at, at, 1, 1));
                }
            }

            writing.Write([heard]);
        });
        Settle();
        return Keys.Read(connection => connection.One("SELECT id FROM profiles_record WHERE customer = @customer", r => r.GetInt32(0), ("@customer", customer)));
    }

    /// <summary>The source takes a record away.</summary>
    public void Leave(int record)
    {
        Keys.Write(connection => connection.Run("""
            INSERT OR IGNORE INTO profiles_waiting (record, profile) SELECT id, profile FROM profiles_record WHERE id = @id;
            DELETE FROM profiles_identifier WHERE record = @id; DELETE FROM profiles_value WHERE record = @id; DELETE FROM profiles_record WHERE id = @id
            """, ("@id", record)));
        Settle();
    }

    public int ProfileOf(int record) => Keys.Read(connection => connection.One("SELECT profile FROM profiles_record WHERE id = @id", r => r.GetInt32(0), ("@id", record)));

    public List<int> Records() => Keys.Read(connection => connection.All("SELECT id FROM profiles_record ORDER BY id", r => r.GetInt32(0)));

    /// <summary>All that is told of records and profiles, byte for byte.</summary>
    public string View() => Keys.Read(connection =>
    {
        var view = new StringBuilder();
        foreach (var sql in new[]
        {
            "SELECT json_array(id, source_id, customer, profile, first_seen, last_seen, signals) FROM profiles_record ORDER BY id",
            "SELECT json_array(identifier, record, signals) FROM profiles_identifier ORDER BY identifier, record",
            "SELECT json_array(record, attribute_id, value, times) FROM profiles_value ORDER BY record, attribute_id, value",
            """SELECT json_array(profile, "into") FROM profiles_redirect ORDER BY profile""",
        })
        {
            view.AppendJoin('\n', connection.All(sql, r => r.GetString(0))).Append('\n');
        }

        return view.ToString();
    });

    /// <summary>Every record is in one profile, ids lead to living profiles, memory tells the same as the tables, and facts alone lead to all of it.</summary>
    public void Check()
    {
        Assert.Null(Residents.Trouble);
        var profileOf = Records().ToDictionary(record => record, ProfileOf);
        Assert.All(profileOf.Values, profile => Assert.Equal(profile, Profiles.Living(profile)));
        Assert.All(profileOf, one => Assert.Equal(one.Value, Profiles.Living(one.Key)));
        var redirects = Keys.Read(connection => connection.All("""SELECT "into" FROM profiles_redirect""", r => r.GetInt32(0)));
        Assert.All(redirects, into => Assert.Contains(into, profileOf.Values));
        if (profileOf.Count > 0)
        {
            Residents.Alone(live =>
            {
                Assert.All(profileOf, one => Assert.Equal(profileOf.Where(other => other.Value == one.Value).Select(other => other.Key).Order(), live.GroupOf(one.Key)));
                return true;
            });
        }

        var before = View();
        Keys.Write(FactReplay.Run);
        Assert.Equal(before, View());
    }

    public void Dispose()
    {
        Keys.Dispose();
        _folder.Delete(recursive: true);
    }

    void Settle() => Residents.ResolveWaiting(TestContext.Current.CancellationToken);

    int Attribute(string name) => _log.Catalogue.DeclareAttribute(name, AttributeKind.Identity).Id;
}
