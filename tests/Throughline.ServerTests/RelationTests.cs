using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Platform.Storage;
using Throughline.Profiles.Relations;

namespace Throughline.ServerTests;

/// <summary>Ties over HTTP: stated, ended, denied, worked out; and nothing that a customer said or permitted comes along with them.</summary>
public sealed class RelationTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tie_is_stated_by_identifiers_told_from_both_ends_and_ended()
    {
        await IdentifyAsync("u1", "Ada", "Byron");
        await IdentifyAsync("u2", "Ben", "Okafor");
        await CaughtUpAsync();
        using var refused = await StateAsync("user:u1", "user:u2", "friend", "the customer");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var self = await StateAsync("user:u1", "user:u1", "carer", "the customer");
        Assert.Equal(HttpStatusCode.BadRequest, self.StatusCode);
        using var silent = await StateAsync("user:u1", "user:u2", "carer", " ");
        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        using var nobody = await StateAsync("user:u1", "user:none", "carer", "the customer");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        using var stated = await StateAsync("user:u1", "user:u2", "carer", "a letter of 3 May");
        var id = (long)(await RunningThroughline.ReadAsync(stated))["id"]!;
        Assert.Equal("carer cared_for", Told("user:u1"));
        Assert.Equal("carer carer", Told("user:u2"));
        using var ended = await server.Client.DeleteAsync(new Uri($"/api/v1/relations/{id}?why=moved", UriKind.Relative), Stop);
        Assert.True((long)(await RunningThroughline.ReadAsync(ended))["fact"]! > 0);
        Assert.Equal("carer cared_for ended", Told("user:u1"));
        using var again = await server.Client.DeleteAsync(new Uri($"/api/v1/relations/{id}", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Nothing_that_a_customer_said_or_permitted_crosses_a_tie_on_any_path_that_is_read()
    {
        using var loaded = await server.Client.PostAsJsonAsync(new Uri("/api/v1/demo", UriKind.Relative), new { customers = 120, seed = 3 }, Stop);
        _ = await RunningThroughline.ReadAsync(loaded);
        await CaughtUpAsync();
        // Two of one household: one answered and refused, and the other must not be told anything of it.
        var (speaker, silent) = Two();
        using var consent = await server.Client.PostAsJsonAsync(new Uri("/api/v1/consents", UriKind.Relative),
            new { subject = speaker, purpose = "crossing_newsletter", given = false, evidence = "crossing letter" }, Stop);
        Assert.True(consent.IsSuccessStatusCode);
        Keys.Write(connection => connection.Run("DELETE FROM profiles_relation"));
        var before = await ReadEverythingAsync(silent);
        var twice = await ReadEverythingAsync(silent);
        // Of the customer in two spellings: the proof and the file of the customer tell when they were made, and the record that it was given away.
        var compared = before.Where(one => twice[one.Key] == one.Value).Select(one => one.Key).ToList();
        Assert.True(before.Count - compared.Count <= 8, $"{string.Join(", ", before.Keys.Except(compared))} change by themselves, so that nothing can be told of them");
        Assert.True(compared.Count > 20, $"only {compared.Count} paths were read");

        foreach (var type in RelationType.All)
        {
            using var stated = await StateAsync(speaker, silent, type, "crossing");
            _ = await RunningThroughline.ReadAsync(stated);
            using var back = await StateAsync(silent, speaker, type, "crossing");
            _ = await RunningThroughline.ReadAsync(back);
        }

        await server.Services.GetRequiredService<RelationKeeper>().RunAsync(Stop);
        var after = await ReadEverythingAsync(silent);
        Assert.All(compared, path => Assert.True(before[path] == after[path], $"{path} tells something else since the tie was stated:\n{before[path]}\n{after[path]}"));
        Assert.All(after.Values, answer => Assert.DoesNotContain("crossing letter", answer, StringComparison.Ordinal));
        Assert.Equal(9, Ties(silent).Count(tie => !tie.Inferred)); // they were there all the time
    }

    static readonly string[] s_given = ["Amelia", "Boris", "Clementine", "Dudley", "Ephraim", "Florence", "Gustav", "Henrietta", "Ignatius", "Josephine", "Konrad"];

    static readonly string[] s_family = ["Abernathy", "Bloomfield", "Cuthbert", "Delacroix", "Eversham", "Fothergill", "Grantham", "Hollister", "Inglewood", "Jessop", "Kirkbride", "Lovelace", "Montague"];

    [Fact]
    public async Task What_was_worked_out_can_be_denied_and_does_not_come_back()
    {
        var ids = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            // Two of one surname in each of thirty homes; nobody is a slip of the pen from another.
            await IdentifyAsync($"w{i}", s_given[i % s_given.Length], s_family[i / 2 % s_family.Length], $"{i / 2 + 1} Elm Street", $"N{i / 2}");
        }

        await CaughtUpAsync();
        var keeper = server.Services.GetRequiredService<RelationKeeper>();
        var run = await keeper.RunAsync(Stop);
        Assert.True(run.Ties > 0, $"{run}");
        var status = await server.GetAsync("/api/v1/relations");
        Assert.NotNull(status["last"]!["estimated_precision"]);
        var (id, from, to) = Keys.Read(connection => connection.One(
            """SELECT id, "from", "to" FROM profiles_relation WHERE standing = 'inferred' AND type = 'household' ORDER BY id LIMIT 1""",
            r => (r.GetInt64(0), r.GetInt32(1), r.GetInt32(2))));
        using var denied = await server.Client.DeleteAsync(new Uri($"/api/v1/relations/{id}", UriKind.Relative), Stop);
        _ = await RunningThroughline.ReadAsync(denied);
        await keeper.RunAsync(Stop);
        Assert.DoesNotContain(Book.Of(from), tie => tie.Other == to);
        Assert.DoesNotContain(Book.Of(to), tie => tie.Other == from);
    }

    /// <summary>Every path that is read, about one customer wherever it asks for one, without what is meant to tell of ties.</summary>
    async Task<Dictionary<string, string>> ReadEverythingAsync(string customer)
    {
        var document = await server.GetAsync("/api/openapi.json");
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        var id = Keys.Read(connection => connection.One(
            "SELECT profile FROM profiles_record WHERE customer = @customer", r => new Contracts.ProfileId(r.GetInt32(0)).ToString(), ("@customer", customer)))!;
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            if (operations!["get"] is not { } get || path.EndsWith("/relations", StringComparison.Ordinal) || path.Contains("stream", StringComparison.Ordinal))
            {
                continue;
            }

            var parameters = get["parameters"]?.AsArray().Select(one => ((string)one!["name"]!, (string)one["in"]!)).ToList() ?? [];
            foreach (var key in new[] { id, customer })
            {
                var filled = path;
                foreach (var (name, _) in parameters.Where(one => one.Item2 == "path"))
                {
                    filled = filled.Replace($"{{{name}}}", Uri.EscapeDataString(key), StringComparison.Ordinal);
                }

                var query = parameters.Where(one => one.Item2 == "query" && one.Item1 is "customer" or "subject" or "identifier" or "q").Select(one => $"{one.Item1}={Uri.EscapeDataString(key)}");
                var address = $"{filled}?{string.Join('&', query)}";
                if (answers.ContainsKey(address))
                {
                    continue;
                }

                using var answer = await server.Client.GetAsync(new Uri(address, UriKind.Relative), Stop);
                // What is refused bears the number of its request.
                answers[address] = $"{(int)answer.StatusCode} {(answer.IsSuccessStatusCode ? Plain(await answer.Content.ReadAsStringAsync(Stop)) : "")}";
            }
        }

        return answers;
    }

    /// <summary>An answer without the members that tell of ties themselves.</summary>
    static string Plain(string text)
    {
        try
        {
            var node = JsonNode.Parse(text);
            Drop(node);
            return node?.ToJsonString() ?? "";
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }

        static void Drop(JsonNode? node)
        {
            if (node is JsonObject members)
            {
                members.Remove("relations");
                members.Remove("trace_id");
                members.Remove("traceId");
                members.Remove("last_used_at"); // of the key that reads, by the minute
            }

            if (node is JsonArray entries)
            {
                foreach (var told in entries.Where(entry => entry is JsonObject one && one["kind"] is JsonValue kind && kind.ToString().StartsWith("relation_", StringComparison.Ordinal)).ToList())
                {
                    entries.Remove(told);
                }
            }

            foreach (var one in node is JsonObject o ? o.Select(member => member.Value) : node is JsonArray a ? a : Enumerable.Empty<JsonNode?>())
            {
                Drop(one);
            }
        }
    }

    /// <summary>Two customers who live together, the first of whom answered something.</summary>
    (string Speaker, string Silent) Two()
    {
        var (speaker, silent) = Keys.Read(connection => connection.One("""
            SELECT a.customer, b.customer FROM profiles_record a JOIN profiles_record b ON a.profile <> b.profile AND a.source_id = b.source_id
            JOIN profiles_value x ON x.record = a.id JOIN profiles_value y ON y.record = b.id AND y.attribute_id = x.attribute_id AND y.value = x.value
            JOIN platform_attribute n ON n.id = x.attribute_id AND n.name = 'street'
            WHERE EXISTS (SELECT 1 FROM profiles_record c WHERE c.profile = a.profile AND c.answered > 0) ORDER BY a.id, b.id LIMIT 1
            """, r => (r.GetString(0), r.GetString(1))));
        Assert.NotNull(speaker);
        return (speaker, silent);
    }

    KeyStore Keys => server.Installation.Keys;

    RelationBook Book => server.Services.GetRequiredService<RelationBook>();

    string Told(string customer) => string.Join("; ", Ties(customer).Select(tie => $"{tie.Type} {tie.Role}{(tie.Until is null ? "" : " ended")}"));

    IReadOnlyList<RelationOfProfile> Ties(string customer) => Book.Of(Keys.Read(connection => connection.One(
        "SELECT profile FROM profiles_record WHERE customer = @customer", r => r.GetInt32(0), ("@customer", customer))));

    Task<HttpResponseMessage> StateAsync(string from, string to, string type, string why) =>
        server.Client.PostAsJsonAsync(new Uri("/api/v1/relations", UriKind.Relative), new { from, to, type, why }, Stop);

    Task CaughtUpAsync() => Eventually.IsAsync(async () =>
    {
        await server.Installation.Log.CaughtUpAsync(Stop);
        return server.Installation.Log.Head <= Count("SELECT coalesce((SELECT seq FROM platform_watermark WHERE follower = 'profiles_records'), 0)")
            && Count("SELECT count(*) FROM profiles_waiting") == 0;
    });

    long Count(string sql) => Keys.Read(connection => connection.One(sql, r => r.GetInt64(0)));

    string? _key;

    async Task IdentifyAsync(string user, string given, string family, string? street = null, string? post = null)
    {
        if (_key is null)
        {
            using var made = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = "shop", source = "shop" }, Stop);
            _key = (string)(await RunningThroughline.ReadAsync(made))["secret"]!;
        }

        var body = new JsonObject
        {
            ["messageId"] = $"m-{user}",
            ["userId"] = user,
            ["timestamp"] = "2026-11-20T10:00:00Z",
            ["traits"] = new JsonObject { ["firstName"] = given, ["lastName"] = family, ["address"] = street is null ? null : new JsonObject { ["street"] = street, ["postalCode"] = post } },
        };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var anonymous = server.Anonymous();
        using var answer = await anonymous.PostAsync(new Uri($"/v1/identify?writeKey={_key}", UriKind.Relative), content, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
