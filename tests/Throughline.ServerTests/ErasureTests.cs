using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Platform.Erasing;

namespace Throughline.ServerTests;

/// <summary>Erasure over HTTP: somebody with unmistakable values is planted in every store, erased, and looked for in rows and raw bytes.</summary>
public sealed class ErasureTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    const string Head = "review_id,date,email,overall_rating,comment\n";
    static int _persons;

    readonly Traces _traces = new(server.Folder, server.Installation.Log, server.Installation.Keys);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Values that nobody else has.</summary>
    sealed record Somebody(string Number)
    {
        public string User => $"zqx-user-{Number}";

        public string Email => $"Zelda.Quix{Number}@Vexing-Mail.Example";

        public string Words => $"zqxwords{Number}";

        public string Phone => $"+49 30 99{Number}";

        public string MessageId => $"zqxmessage{Number}";

        /// <summary>What must be nowhere, in any case.</summary>
        public string[] Markers => [User, Email, Words, MessageId, $"9{Number}"];
    }

    static Somebody New() => new($"{8_100_000 + (Interlocked.Increment(ref _persons) * 7919)}");

    [Fact]
    public async Task A_customer_is_gone_from_every_store_in_rows_and_in_raw_bytes()
    {
        var who = New();
        await PlantAsync(who, $"erase-{who.Number}", invite: true);
        Assert.NotEmpty(_traces.InRows(who.Markers));

        var forecast = await EraseAsync($"email:{who.Email.ToLowerInvariant()}", new JsonObject { ["dry_run"] = true });
        Assert.True((bool)forecast["dry_run"]!);
        var found = Found(forecast);
        Assert.True(found["signals"] >= 3, forecast.ToJsonString());
        Assert.True(found["quarantine"] >= 2, forecast.ToJsonString());
        Assert.True(found["files"] >= 2, forecast.ToJsonString());
        Assert.Equal((1, 1), (found["invitations"], found["consents"]));
        Assert.NotEmpty(_traces.InRows(who.Markers)); // nothing was written

        var proof = await EraseAsync($"email:{who.Email.ToLowerInvariant()}", new JsonObject { ["why"] = "asked by letter 17" });
        Assert.Equal("done", (string?)proof["state"]);
        Assert.All(proof["checks"]!.AsArray(), check => Assert.True((bool)check!["ok"]!, proof["checks"]!.ToJsonString()));
        Assert.All(proof["stores"]!.AsArray(), store => Assert.Equal((long)store!["found"]!, (long)store["erased"]!));
        Assert.Equal(found, Found(proof));
        Assert.NotNull(proof["compacted_at"]);
        Assert.DoesNotContain(who.Markers, marker => proof.ToJsonString().Contains(marker, StringComparison.OrdinalIgnoreCase));
        Assert.True((DateTime)proof["done_at"]! - (DateTime)proof["asked_at"]! < TimeSpan.FromSeconds(60));

        Assert.Empty(_traces.InRows(who.Markers));
        Assert.Empty(_traces.InBytes(who.Markers));
        var list = await server.GetAsync("/api/v1/erasures");
        Assert.True((bool)list["chain_holds"]!);
        Assert.Equal((string)proof["hash"]!, (string)(await server.GetAsync($"/api/v1/erasures/{proof["id"]}"))["hash"]!);
        using var again = await PostAsync($"email:{who.Email}", new JsonObject { ["why"] = "asked twice" });
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Others_keep_all_they_have_and_where_they_name_the_person_is_listed_and_left()
    {
        var (who, other) = (New(), New());
        var source = $"others-{who.Number}";
        await PlantAsync(who, source, invite: false);
        var typed = $"ask {who.Email.ToUpperInvariant()}, or call 030 / 99{who.Number[..3]} {who.Number[3..]} please";
        await EventAsync(source, $$"""{"type":"track","event":"Note","userId":"{{other.User}}","messageId":"{{other.MessageId}}","properties":{"note":"{{typed}}"} }""");
        await ImportAsync($"{source}-more", Head + string.Concat(Enumerable.Range(0, 60).Select(i => $"Z{who.Number}{i},2026-03-0{(i % 9) + 1},{i}{other.Email},{(i % 5) + 1},{(i == 7 ? $"\"{typed}\"" : "nothing of the kind was said in row {i} by anybody")}\n")));

        var proof = await EraseAsync($"email:{who.Email}", new JsonObject { ["why"] = "asked by letter" });
        var mentions = proof["mentions"]!.AsArray();
        Assert.True(mentions.Count == 4, mentions.ToJsonString());
        Assert.Contains(mentions, m => (string)m!["kind"]! == "email" && (string)m["place"]! == "text" && (int)m["start"]! == 4 && (int)m["length"]! == who.Email.Length);
        Assert.Contains(mentions, m => (string)m!["kind"]! == "phone" && (string)m["place"]! == "text");
        Assert.Contains(mentions, m => (string)m!["place"]! == "rest");
        Assert.Contains(proof["stores"]!.AsArray(), store => (string)store!["store"]! == "files" && store["left"]!.AsArray().Any(left => (string)left!["reason"]! == "typed_by_others"));
        Assert.All(proof["checks"]!.AsArray(), check => Assert.True((bool)check!["ok"]!, proof["checks"]!.ToJsonString()));
        Assert.NotEmpty(_traces.InRows([other.User]));
        Assert.NotEmpty(_traces.InRows([typed]));
        Assert.Equal(60, (await server.GetAsync("/api/v1/sources"))["items"]!.AsArray().Where(one => (string)one!["name"]! == $"{source}-more").Sum(one => (long)one!["stored"]!));
        Assert.Empty(_traces.InRows([who.User, who.Words, who.MessageId]));
    }

    [Fact]
    public async Task A_mailbox_that_others_bear_beside_their_own_ids_is_left_to_them_with_their_rows()
    {
        var who = New();
        var (users, orders) = ($"users-{who.Number}", $"orders-{who.Number}");
        var local = $"030 99{who.Number}"; // as people write the number at home
        bool Bears(int i) => i is 13 or 14 or 15;
        await ImportAsync(users, "user_id,full_name,email,phone,signed_up,plan\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"A{who.Number}{i},Person Number{i},{(Bears(i) ? who.Email.ToLowerInvariant().Replace("@", i == 15 ? "+kiosk@" : "@", StringComparison.Ordinal) : $"own{i}.{who.Number}@x.example")},{(Bears(i) ? local : $"030 55{who.Number}{i:00}")},2026-03-0{(i % 9) + 1},{(i % 2 == 0 ? "basic" : "plus")}\n")));
        await ImportAsync(orders, "order_no,ordered_at,email,phone,amount,comment\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"O{who.Number}{i},2026-04-0{(i % 9) + 1},{(i is 5 or 6 ? who.Email : $"buyer{i}.{who.Number}@x.example")},{(i is 5 or 6 ? who.Phone : $"+49 30 44{who.Number}{i:00}")},{i}.50,{(i is 5 or 6 ? who.Words : "came in time")}\n")));
        var profile = await Eventually.SeeAsync(async () => (await server.GetAsync($"/api/v1/profiles?q={Uri.EscapeDataString($"email:{who.Email.ToLowerInvariant()}")}"))["items"]!.AsArray()
            .FirstOrDefault(one => one!["sources"]!.ToJsonString().Contains(orders, StringComparison.Ordinal))?.DeepClone() ?? new JsonObject(), one => one["id"] is not null);
        var proof = await EraseAsync((string)profile["id"]!, new JsonObject { ["why"] = "asked at the kiosk" });
        Assert.All(proof["checks"]!.AsArray(), check => Assert.True((bool)check!["ok"]!, proof["checks"]!.ToJsonString()));
        var found = Found(proof);
        var joined = found["signals"] - 2; // one of the three may be the same person; their row goes with them
        Assert.InRange(joined, 0, 1);
        Assert.Equal(found["signals"], found["files"]);
        Assert.Empty(_traces.InRows([who.Words]));
        var files = Directory.GetFiles(Path.Combine(server.Folder, "files")).Select(File.ReadAllText).ToList();
        Assert.Equal(3 - joined, files.Single(text => text.Contains("full_name", StringComparison.Ordinal) && text.Contains(who.Number, StringComparison.Ordinal)).Split('\n').Count(line => line.Contains("@vexing-mail.example", StringComparison.Ordinal)));
        Assert.DoesNotContain(files, text => text.Contains(who.Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_reason_must_be_given_and_must_not_name_the_person()
    {
        var who = New();
        await PlantAsync(who, $"why-{who.Number}", invite: false);
        using var none = await PostAsync($"email:{who.Email}", []);
        using var naming = await PostAsync($"email:{who.Email}", new JsonObject { ["why"] = $"{who.Email} wrote to us" });
        using var nobody = await PostAsync("email:nobody.at.all@nowhere.example", new JsonObject { ["why"] = "asked" });
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (none.StatusCode, naming.StatusCode, nobody.StatusCode));
        Assert.NotEmpty(_traces.InRows([who.Words]));
    }

    [Fact]
    public async Task What_comes_back_from_before_is_erased_again_and_what_is_new_stays()
    {
        var who = New();
        var source = $"back-{who.Number}";
        var file = Head + Rows(who);
        await ImportAsync(source, file);
        await EraseAsync($"email:{who.Email}", new JsonObject { ["why"] = "asked" });
        await ImportAsync($"{source}-2", file.Replace("R1", "Q1", StringComparison.Ordinal)); // another export of the same system
        await EventAsync(source, $$"""{"type":"identify","userId":"{{who.User}}","messageId":"new-{{who.Number}}","traits":{"email":"{{who.Email}}"} }""");
        await Eventually.SeeAsync(() => server.GetAsync("/api/v1/erasures"), list => list["items"]!.AsArray().Any(one => (string?)one!["why"] == "came_back" && (string)one["state"]! == "done"));
        Assert.Empty(_traces.InRows([who.Words]));
        Assert.NotEmpty(_traces.InRows([$"new-{who.Number}"]));
        Assert.True((bool)(await server.GetAsync("/api/v1/erasures"))["chain_holds"]!);
    }

    [Fact]
    public void Every_table_and_every_file_is_somebodys_to_erase_or_declared_free_of_persons()
    {
        var services = server.Services;
        List<string> declared = [.. services.GetServices<PersonalStore>().SelectMany(store => store.Places), .. services.GetServices<ImpersonalPlace>().Select(place => place.Name)];
        var there = _traces.Tables().Concat(Directory.GetDirectories(server.Folder).Select(folder => "folder:" + Path.GetFileName(folder)))
            .Concat(Directory.GetFiles(server.Folder).Select(Path.GetFileName).Where(name => !name!.StartsWith("log.duckdb", StringComparison.Ordinal) && !name.StartsWith("understanding.duckdb", StringComparison.Ordinal) && !name.StartsWith("keys.db", StringComparison.Ordinal))
                .Select(name => "file:" + name));
        Assert.Empty(there.Except(declared));
    }

    async Task PlantAsync(Somebody who, string source, bool invite)
    {
        await EventAsync(source, $$"""{"type":"identify","userId":"{{who.User}}","messageId":"{{who.MessageId}}","traits":{"email":"{{who.Email}}","phone":"{{who.Phone}}","note":"{{who.Words}}"} }""");
        await EventAsync(source, $$"""{"type":"track","userId":"{{who.User}}","messageId":"{{who.MessageId}}-b","properties":{"note":"{{who.Words}}"} }"""); // held: it names no event
        await EventAsync(source, $$"""{"type":"hop","messageId":"{{who.MessageId}}-c","properties":{"mail":"{{who.Email.ToUpperInvariant()}}"} }"""); // held, and nobody's
        await ImportAsync($"{source}-file", Head + Rows(who));
        using var consent = await server.Client.PostAsJsonAsync(new Uri("/api/v1/consents", UriKind.Relative),
            new JsonObject { ["subject"] = $"email:{who.Email}", ["purpose"] = "improve", ["given"] = true, ["evidence"] = $"form {who.Words}" }, Stop);
        consent.EnsureSuccessStatusCode();
        if (invite)
        {
            using var invitation = await server.Client.PostAsJsonAsync(new Uri("/api/v1/invitations", UriKind.Relative),
                new JsonObject { ["customer"] = $"email:{who.Email}", ["survey"] = "nps" }, Stop);
            invitation.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Sixty rows, two of them the person's and one more that is held.</summary>
    static string Rows(Somebody who) => string.Concat(Enumerable.Range(0, 60).Select(i =>
        $"R1{who.Number}{i},2026-03-0{(i % 9) + 1},{(i is 3 or 44 or 50 ? who.Email : $"other{i}.{who.Number}@x.example")},{(i == 50 ? "nine" : $"{(i % 5) + 1}")},{(i is 3 or 44 or 50 ? $"\"{who.Words}, and\nmore\"" : $"this was said in row {i} by somebody")}\n"));

    async Task EventAsync(string source, string json)
    {
        var id = server.Installation.Log.Catalogue.DeclareSource(source, hasTime: true).Name;
        using var client = server.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(server.Installation.AccessKeys.Create("write", "tests", id).Secret + ":")));
        using var response = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), new StringContent($$"""{"batch":[{{json}}]}"""), Stop);
        response.EnsureSuccessStatusCode();
    }

    async Task ImportAsync(string source, string csv)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        var upload = await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri($"/api/v1/uploads?name={source}.csv", UriKind.Relative), body, Stop));
        var suggestion = await server.GetAsync($"/api/v1/uploads/{upload["id"]}/suggestion");
        var begun = await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(new Uri("/api/v1/imports", UriKind.Relative),
            new JsonObject { ["upload_id"] = (string)upload["id"]!, ["mapping"] = suggestion["mapping"]!.DeepClone(), ["source_name"] = source }, Stop));
        var ended = await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/imports/{begun["id"]}"), import => (string?)import["finished_at"] is not null);
        Assert.Equal("done", (string?)ended["state"]);
    }

    Task<HttpResponseMessage> PostAsync(string id, JsonObject body) =>
        server.Client.PostAsJsonAsync(new Uri($"/api/v1/profiles/{Uri.EscapeDataString(id)}/erasure", UriKind.Relative), body, Stop);

    async Task<JsonNode> EraseAsync(string id, JsonObject body)
    {
        body["all"] = true; // two sources know them; whether that is one profile is not what is looked at here
        return await RunningThroughline.ReadAsync(await PostAsync(id, body));
    }

    static Dictionary<string, long> Found(JsonNode proof) => proof["stores"]!.AsArray().ToDictionary(store => (string)store!["store"]!, store => (long)store!["found"]!);
}
