using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Platform.Storage;

namespace Throughline.ServerTests;

/// <summary>What the log says of each customer of each source, in the tables of records.</summary>
public sealed class RecordTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_hold_what_signals_say_and_traits_are_values()
    {
        var key = await WriteKeyAsync("app");
        await SendAsync(key, "identify", """
            {"messageId":"r1","userId":"u1","timestamp":"2026-11-20T10:00:00Z",
             "traits":{"firstName":"Ada","lastName":"Byron","email":"Ada@Mail.example","address":{"street":"1 Elm St","postalCode":"N1"},"plan":"gold"}}
            """);
        await SendAsync(key, "track", """{"messageId":"r2","userId":"u1","anonymousId":"a1","event":"Paid","timestamp":"2026-11-20T11:00:00Z","context":{"traits":{"firstName":"Ada","phone":"+999 7 1"}}}""");
        await SendAsync(key, "group", """{"messageId":"r3","userId":"u1","groupId":"g","timestamp":"2026-11-20T12:00:00Z","traits":{"name":"Initech","email":"desk@initech.example"}}""");
        await CaughtUpAsync();

        var (id, profile, signals) = Keys.Read(connection => connection.One("""
            SELECT id, profile, signals FROM profiles_record WHERE customer = 'user:u1' AND first_seen = '2026-11-20T10:00:00.0000000Z' AND last_seen = '2026-11-20T12:00:00.0000000Z'
            """, r => (r.GetInt32(0), r.GetInt32(1), r.GetInt32(2))));
        Assert.Equal((id, 3), (profile, signals));
        Assert.Equal(["anonymous:a1 1", "email:ada@mail.example 1", "user:u1 3"], Texts("SELECT folded || ' ' || signals FROM profiles_identifier WHERE record = @id ORDER BY 1", id));
        Assert.Equal(
            ["email=Ada@Mail.example 1", "family_name=Byron 1", "given_name=Ada 2", "phone=+999 7 1 1", "postcode=N1 1", "street=1 Elm St 1"],
            Texts("SELECT a.name || '=' || v.value || ' ' || v.times FROM profiles_value v JOIN platform_attribute a ON a.id = v.attribute_id WHERE record = @id ORDER BY 1", id));
        Assert.Contains((await server.GetAsync("/api/v1/register"))["elements"]!.AsArray(),
            one => (string)one!["source"]! == "app" && (string)one["name"]! == "given_name" && (string)one["regulation"]! == "personal_data");
    }

    [Fact]
    public async Task A_removed_source_takes_its_records_along()
    {
        using var loaded = await server.Client.PostAsJsonAsync(new Uri("/api/v1/demo", UriKind.Relative), new { customers = 60, seed = 1 }, Stop);
        _ = await RunningThroughline.ReadAsync(loaded);
        var demo = "(SELECT id FROM platform_source WHERE demo = 1)";
        await CaughtUpAsync();
        Assert.True(Count($"SELECT count(*) FROM profiles_record WHERE source_id IN {demo}") > 60);
        Assert.True(Count($"SELECT count(*) FROM profiles_value JOIN profiles_record ON id = record WHERE source_id IN {demo}") > 300);
        using var removed = await server.Client.DeleteAsync(new Uri("/api/v1/demo", UriKind.Relative), Stop);
        await Eventually.IsAsync(() => Count("SELECT count(*) FROM profiles_record WHERE source_id NOT IN (SELECT id FROM platform_source)") == 0);
        Assert.Equal(0, Count("SELECT count(*) FROM profiles_value WHERE record NOT IN (SELECT id FROM profiles_record)"));
        Assert.Equal(0, Count("SELECT count(*) FROM profiles_identifier WHERE record NOT IN (SELECT id FROM profiles_record)"));
    }

    KeyStore Keys => server.Installation.Keys;

    long Count(string sql) => Keys.Read(connection => connection.One(sql, r => r.GetInt64(0)));

    List<string> Texts(string sql, int id) => Keys.Read(connection => connection.All(sql, r => r.GetString(0), ("@id", id)));

    Task CaughtUpAsync() => Eventually.IsAsync(async () =>
    {
        await server.Installation.Log.CaughtUpAsync(Stop);
        return server.Installation.Log.Head <= Count("SELECT coalesce((SELECT seq FROM platform_watermark WHERE follower = 'profiles_records'), 0)");
    });

    async Task<string> WriteKeyAsync(string source)
    {
        using var answer = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = source, source }, Stop);
        return (string)(await RunningThroughline.ReadAsync(answer))["secret"]!;
    }

    async Task SendAsync(string key, string call, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var anonymous = server.Anonymous();
        using var answer = await anonymous.PostAsync(new Uri($"/v1/{call}?writeKey={key}", UriKind.Relative), content, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
