using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Throughline.Platform.Storage;
using Throughline.Profiles.Relations;

namespace Throughline.ServerTests;

/// <summary>The demo company's households as the running program works them out, against what was planted.</summary>
public sealed class DemoHouseholdTests(RunningThroughline server, ITestOutputHelper output) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_lives_together_is_mostly_found_and_hardly_ever_wrong()
    {
        using var loaded = await server.Client.PostAsJsonAsync(new Uri("/api/v1/demo", UriKind.Relative), new { customers = 2000, seed = 5 }, Stop);
        _ = await RunningThroughline.ReadAsync(loaded);
        await Eventually.IsAsync(async () =>
        {
            await server.Installation.Log.CaughtUpAsync(Stop);
            return Keys.Read(connection => connection.One("""
                SELECT coalesce((SELECT seq FROM platform_watermark WHERE follower = 'profiles_records'), 0) >= @head AND NOT EXISTS (SELECT 1 FROM profiles_waiting)
                """, r => r.GetBoolean(0), ("@head", server.Installation.Log.Head)));
        });
        var run = await server.Services.GetRequiredService<RelationKeeper>().RunAsync(Stop);

        var truth = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(server.Folder, "truth.json"), Stop))!["customers"]!.AsArray();
        var profileOf = Keys.Read(connection => connection.All("SELECT customer, profile FROM profiles_record ORDER BY id", r => (r.GetString(0), r.GetInt32(1)))).DistinctBy(row => row.Item1).ToDictionary(row => row.Item1, row => row.Item2);
        var homes = truth.Select(one => (Home: (string)one!["household"]!, Profile: profileOf.GetValueOrDefault((string)one["customer"]!))).Where(one => one.Profile > 0).ToList();
        var homesOf = homes.ToLookup(one => one.Profile, one => one.Home); // two, where two customers were taken for one
        var planted = homes.GroupBy(one => one.Home, one => one.Profile).Sum(home => (long)home.Distinct().Count() * (home.Distinct().Count() - 1) / 2);
        var found = Keys.Read(connection => connection.All(
            """SELECT "from", "to" FROM profiles_relation WHERE standing = 'inferred' AND type = 'household'""", r => (r.GetInt32(0), r.GetInt32(1))))
            .Where(pair => homesOf.Contains(pair.Item1) && homesOf.Contains(pair.Item2)).ToList();
        double right = found.Count(pair => homesOf[pair.Item1].Intersect(homesOf[pair.Item2]).Any());
        var (precision, recall) = (right / found.Count, right / planted);
        output.WriteLine(FormattableString.Invariant(
            $"{planted} planted pairs: precision {precision:0.000}, recall {recall:0.000}, F1 {2 * precision * recall / (precision + recall):0.000}, expected precision {run.EstimatedPrecision:0.000}"));
        Assert.True(precision > 0.85 && recall > 0.85, $"precision {precision}, recall {recall}");
        Assert.Equal(0, Keys.Read(connection => connection.One("SELECT count(*) FROM profiles_relation WHERE type = 'guardian'", r => r.GetInt64(0)))); // nobody is a minor
    }

    KeyStore Keys => server.Installation.Keys;
}
