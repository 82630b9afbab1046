using System.Text;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;
using Throughline.Server;
using Throughline.Server.Flow;
using Throughline.Server.Hosting;

namespace Throughline.ServerTests;

public sealed class RebuiltIdentityTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rebuild_gives_the_same_records_profiles_and_values_byte_for_byte()
    {
        var folder = Directory.CreateTempSubdirectory("throughline-rebuilt-");
        try
        {
            string before;
            using (var installation = Installation.Open(folder.FullName))
            {
                new DemoLoad(installation.Log, installation.Time).Load(300, 3, null, null, Stop);
                await using var app = ThroughlineServer.Build(installation, new ServerOptions { Port = 0 }, "");
                await app.Services.GetRequiredService<FollowerPump>().CatchUpAsync(Stop);
                var profiles = app.Services.GetRequiredService<ProfileDirectory>();
                var numbers = Read(installation, "SELECT DISTINCT profile FROM profiles_record ORDER BY profile LIMIT 4").Select(int.Parse).ToList();
                var merged = profiles.Merge(numbers[..2], "Grace", null);
                profiles.Unmerge(profiles.Merge(numbers[2..], "Grace", null).Fact!.Value, "Grace", null);
                Assert.NotNull(merged.Fact);
                before = View(installation);
            }

            // As after a restart: nothing is in memory, and nothing is decided anew.
            using (var installation = Installation.Open(folder.FullName))
            {
                await using var app = ThroughlineServer.Build(installation, new ServerOptions { Port = 0 }, "");
                var followers = app.Services.GetRequiredService<FollowerPump>();
                var facts = Read(installation, "SELECT count(*) FROM platform_fact");
                await followers.CatchUpAsync(Stop);
                Assert.Equal(before, View(installation));
                followers.Rebuild();
                await followers.CatchUpAsync(Stop);
                Assert.Equal(before, View(installation));
                Assert.Equal(facts, Read(installation, "SELECT count(*) FROM platform_fact"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static string View(Installation installation)
    {
        var view = new StringBuilder();
        foreach (var sql in new[]
        {
            "SELECT json_array(id, source_id, customer, profile, first_seen, last_seen, signals, texts, answered) FROM profiles_record ORDER BY id",
            "SELECT json_array(identifier, folded, record, first_seen, last_seen, signals) FROM profiles_identifier ORDER BY identifier, record",
            "SELECT json_array(record, attribute_id, value, first_at, last_at, times, last_seq) FROM profiles_value ORDER BY record, attribute_id, value",
            """SELECT json_array(profile, "into") FROM profiles_redirect ORDER BY profile""",
        })
        {
            view.AppendJoin('\n', Read(installation, sql)).Append('\n');
        }

        return view.ToString();
    }

    static List<string> Read(Installation installation, string sql) => installation.Keys.Read(connection => connection.All(sql, r => r.GetString(0)));
}
