using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Topics and themes over HTTP: the company's own taxonomy, texts read by it, edits, proposals, comparisons, purposes and erasure.</summary>
public sealed class TopicTests : IAsyncLifetime
{
    readonly RunningThroughline _server = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Own_topics_are_read_shown_filtered_edited_and_read_anew()
    {
        var empty = await _server.GetAsync("/api/v1/topics");
        Assert.Equal((0, 0), ((int)empty["version"]!, empty["topics"]!.AsArray().Count));
        await ShopAsync("shop", (i, _) => i % 4 == 0 ? "I waited at the till for ages" : i % 4 == 1 ? "The courier brought the wrong parcel" : i % 4 == 2 ? "Lovely colours on the walls this year" : "👍");
        var waiting = await AddAsync("Waiting", null, "waited", "I waited an hour", "so slow here");
        Assert.Equal("so slow here", (string)waiting["examples_missed"]!.AsArray().Single()!);
        var id = (int)waiting["id"]!;
        await ReadAsync(1);
        var list = await _server.GetAsync("/api/v1/topics");
        Assert.Equal((15, 45), ((int)list["topics"]![0]!["texts"]!, (int)list["none"]!));
        Assert.Equal(25, (double)list["coverage"]!["value"]!);
        Assert.Equal("no_words,nothing_matched", string.Join(',', list["none_reasons"]!.AsArray().Select(one => (string)one!["reason"]!)));

        var voices = await _server.GetAsync($"/api/v1/voices?topic={id}");
        Assert.Equal(15, (int)voices["with_filter_total"]!);
        var mention = voices["items"]![0]!["topics"]![0]!;
        Assert.Equal(("Waiting", 2, 8), ((string)mention["name"]!, (int)mention["spans"]![0]!["start"]!, (int)mention["spans"]![0]!["end"]!));
        Assert.Equal(15, (int)voices["facets"]!["topics"]![0]!["count"]!);
        Assert.Contains("nothing_matched", (await _server.GetAsync("/api/v1/voices?q=lovely"))["items"]!.AsArray().Select(one => (string?)one!["topics_none"]));
        var csv = await _server.Client.GetStringAsync(new Uri($"/api/v1/signals.csv?topic={id}", UriKind.Relative), Stop);
        Assert.Equal(15, csv.Split('\n').Count(line => line.Contains("Waiting", StringComparison.Ordinal)));
        var record = await _server.GetAsync($"/api/v1/signals/{voices["items"]![0]!["id"]}");
        Assert.Equal(id, (int)record["topics"]![0]!["id"]!);

        using var put = await _server.Client.PutAsJsonAsync(new Uri($"/api/v1/topics/{id}", UriKind.Relative), Topic("Waiting", null, "waited | courier"), Stop);
        _ = await RunningThroughline.ReadAsync(put);
        var edited = await _server.GetAsync("/api/v1/topics");
        Assert.True((bool)edited["is_retag_needed"]!);
        Assert.Equal(15, (int)edited["topics"]![0]!["texts"]!);
        using var retag = await _server.Client.PostAsync(new Uri("/api/v1/topics/retag", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Accepted, retag.StatusCode);
        var progress = await RunningThroughline.ReadAsync(retag);
        Assert.Equal(2, (int)progress["wanted"]!);
        await ReadAsync(2);
        var after = await _server.GetAsync("/api/v1/topics");
        Assert.Equal(30, (int)after["topics"]![0]!["texts"]!);
        Assert.Equal((15, 30), ((int)after["last_change"]!["topics"]![0]!["before"]!, (int)after["last_change"]!["topics"]![0]!["after"]!));
        Assert.Equal("changed,added", string.Join(',', (await _server.GetAsync("/api/v1/topics/history"))["edits"]!.AsArray().Select(one => (string)one!["what"]!)));

        using var gone = await _server.Client.DeleteAsync(new Uri($"/api/v1/topics/{id}", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.NotEqual(id, (int)(await AddAsync("Other", null, "walls"))["id"]!);
    }

    [Fact]
    public async Task What_cannot_be_a_topic_is_refused_with_what_to_do()
    {
        var one = (int)(await AddAsync("One", null, "one"))["id"]!;
        var two = (int)(await AddAsync("Two", one, "two"))["id"]!;
        Assert.Equal("topic_name_taken", await CodeAsync(HttpMethod.Post, "", Topic("one", null, "x"), HttpStatusCode.Conflict));
        Assert.Equal("bad_topic", await CodeAsync(HttpMethod.Post, "", Topic(" ", null, "x"), HttpStatusCode.BadRequest));
        Assert.Equal("bad_topic", await CodeAsync(HttpMethod.Post, "", Topic("Three", 99, "x"), HttpStatusCode.BadRequest));
        Assert.Equal("bad_topic", await CodeAsync(HttpMethod.Post, "", Topic("Three", null, "*"), HttpStatusCode.BadRequest));
        Assert.Equal("bad_topic", await CodeAsync(HttpMethod.Put, $"/{one}", Topic("One", two, "one"), HttpStatusCode.BadRequest));
        Assert.Equal("topic_has_parts", await CodeAsync(HttpMethod.Delete, $"/{one}", null, HttpStatusCode.Conflict));
        Assert.Equal("no_topic", await CodeAsync(HttpMethod.Put, "/99", Topic("X", null, "x"), HttpStatusCode.NotFound));
        Assert.Equal("no_suggestion", await CodeAsync(HttpMethod.Post, "/suggestions/s99/adopt", new JsonObject { ["name"] = "X" }, HttpStatusCode.NotFound));
        using var adopted = await _server.Client.PostAsJsonAsync(new Uri("/api/v1/topics/starter", UriKind.Relative), new JsonObject { ["ids"] = new JsonArray("waiting", "queue") }, Stop);
        var topics = (await RunningThroughline.ReadAsync(adopted))["topics"]!.AsArray();
        Assert.Equal((int)topics[0]!["id"]!, (int)topics[1]!["parent"]!);
        Assert.All(topics, topic => Assert.Empty(topic!["examples_missed"]!.AsArray()));
        Assert.Equal(2, (await _server.GetAsync("/api/v1/topics/starter"))["topics"]!.AsArray().Count(topic => (bool)topic!["is_adopted"]!));
    }

    [Fact]
    public async Task What_is_proposed_in_the_rest_is_adopted_and_found()
    {
        string[][] more = [["garage", "ticket", "barrier", "car", "level", "exit"], ["waiter", "coffee", "table", "menu", "soup", "tip"], ["long", "again", "there", "today", "twice", "once"]];
        await AddAsync("Waiting", null, "waited");
        await ShopAsync("shop", (i, _) => (i % 3 == 0 ? "parking" : i % 3 == 1 ? "rude" : "waited") + $" {more[i % 3][i / 3 % 6]} {more[i % 3][i / 18 % 6]}");
        await ReadAsync(1);
        var found = await _server.GetAsync("/api/v1/topics/suggestions");
        var parking = found["suggestions"]!.AsArray().First(one => one!["terms"]!.AsArray().Any(term => ((string)term!).Contains("garage", StringComparison.Ordinal)))!;
        Assert.Equal(3, parking["nearest"]!.AsArray().Count);
        Assert.Equal(40, (int)found["looked_at"]!);
        Assert.True(JsonNode.DeepEquals(found, await _server.GetAsync("/api/v1/topics/suggestions")));
        using var answer = await _server.Client.PostAsJsonAsync(
            new Uri($"/api/v1/topics/suggestions/{parking["key"]}/adopt", UriKind.Relative), new JsonObject { ["name"] = "Parking" }, Stop);
        var topic = await RunningThroughline.ReadAsync(answer);
        Assert.Equal("adopted", (string)topic["origin"]!);
        Assert.DoesNotContain((string)parking["key"]!, (await _server.GetAsync("/api/v1/topics/suggestions"))["suggestions"]!.AsArray().Select(one => (string)one!["key"]!));
        using var retag = await _server.Client.PostAsync(new Uri("/api/v1/topics/retag", UriKind.Relative), null, Stop);
        await ReadAsync(2);
        Assert.True((int)(await _server.GetAsync($"/api/v1/voices?topic={topic["id"]}"))["with_filter_total"]! >= 15);
    }

    [Fact]
    public async Task Below_thirty_texts_words_and_phrases_are_told_with_the_reason()
    {
        await ShopAsync("shop", (i, _) => i % 2 == 0 ? "parking garage" : "a cup of tea", rows: 20);
        var found = await _server.GetAsync("/api/v1/topics/suggestions");
        Assert.Equal("not_enough_texts", (string)found["shortfall"]!["code"]!);
        Assert.Contains("parking garage", found["phrases"]!.AsArray().Select(one => (string)one!["phrase"]!));
    }

    [Fact]
    public async Task A_theme_that_was_planted_is_found_and_one_that_is_chance_is_not_called()
    {
        // Unhappy customers write of parking in March; everybody writes of walls alike.
        await ShopAsync("shop", (i, score) => (score <= 2 && i >= 200 ? "no parking anywhere " : "") + (i % 2 == 0 ? "grey walls" : "all in all it was so"), rows: 400, day: i => i < 200 ? 10 : 40);
        var parking = (int)(await AddAsync("Parking", null, "parking"))["id"]!;
        await AddAsync("Walls", null, "walls");
        using var retag = await _server.Client.PostAsync(new Uri("/api/v1/topics/retag", UriKind.Relative), null, Stop);
        await ReadAsync(2);
        var view = await _server.GetAsync("/api/v1/themes?from=2026-02-01&to=2026-02-28");
        var rising = view["rising"]!["themes"]!.AsArray();
        Assert.Equal(("Parking", "up"), ((string)rising[0]!["name"]!, (string)rising[0]!["verdict"]!));
        Assert.Equal("no_clear_change", (string)rising.Single(one => (string)one!["name"]! == "Walls")!["verdict"]!);
        Assert.True((double)rising[0]!["difference"]!["low"]! > 0);
        var apart = view["apart"]!["themes"]!.AsArray();
        Assert.Equal(("Parking", "up"), ((string)apart[0]!["name"]!, (string)apart[0]!["verdict"]!));
        Assert.Equal("no_clear_change", (string)apart.Single(one => (string)one!["name"]! == "Walls")!["verdict"]!);
        foreach (var line in rising.Concat(apart))
        {
            Assert.Equal((int)line!["texts_a"]!, (int)(await _server.GetAsync($"/api/v1/voices?{line["voices_a"]}"))["with_filter_total"]!);
            Assert.Equal((int)line["texts_b"]!, (int)(await _server.GetAsync($"/api/v1/voices?{line["voices_b"]}"))["with_filter_total"]!);
        }

        var channels = (await _server.GetAsync("/api/v1/themes?by=channel&a=web"))["apart"]!;
        Assert.Equal(400, (int)channels["a"]!["texts"]! + (int)channels["b"]!["texts"]!);
        Assert.Contains($"topic={parking}", (string)channels["themes"]![0]!["voices_b"]!, StringComparison.Ordinal);
        Assert.Equal("not_enough_texts", (string)(await _server.GetAsync("/api/v1/themes?by=channel&a=pigeon"))["apart"]!["shortfall"]!["code"]!);
    }

    [Fact]
    public async Task Where_there_are_no_topics_yet_what_detectors_find_is_compared()
    {
        await ShopAsync("shop", (_, score) => score <= 2 ? "I am furious and I want my money back" : "Grey walls and a door", rows: 200);
        await Eventually.IsAsync(async () => (int)(await _server.GetAsync("/api/v1/understanding/reading"))["behind"]! == 0);
        var view = await _server.GetAsync("/api/v1/themes");
        Assert.Equal((80, 80, 10), ((int)view["apart"]!["a"]!["texts"]!, (int)view["apart"]!["b"]!["texts"]!, (int)view["floor"]!));
        var anger = view["apart"]!["themes"]!.AsArray().Single(one => (string)one!["id"]! == "anger")!;
        Assert.Equal(("detector", "up", 80), ((string)anger["kind"]!, (string)anger["verdict"]!, (int)anger["texts_a"]!));
        Assert.Equal("2026-01-01..2026-01-28", (string)view["rising"]!["a"]!["name"]!);
        var nobody = await _server.GetAsync("/api/v1/themes?channel=pigeon");
        Assert.Equal(("not_enough_texts", 0), ((string)nobody["rising"]!["shortfall"]!["code"]!, (int)nobody["rising"]!["shortfall"]!["have"]!));
        Assert.Equal("not_enough_texts", (string)(await _server.GetAsync("/api/v1/themes/detector/anger/series?channel=pigeon"))["shortfall"]!["code"]!);
    }

    [Fact]
    public async Task A_theme_over_time_has_a_share_with_its_interval_for_each_stretch_or_says_how_many_texts_are_missing()
    {
        // 28 days of January, then nothing until a few texts in March.
        await ShopAsync("shop", (i, _) => i % 4 == 0 ? "no parking" : "grey walls", rows: 205, day: i => i < 200 ? i % 28 : 60);
        var parking = (int)(await AddAsync("Parking", null, "parking"))["id"]!;
        await ReadAsync(1);
        var months = await _server.GetAsync($"/api/v1/themes/topic/{parking}/series?by=month&from=2026-01-01&to=2026-03-15");
        var points = months["points"]!.AsArray();
        Assert.Equal("2026-01-01..2026-01-31,2026-02-01..2026-02-28,2026-03-01..2026-03-15", string.Join(',', points.Select(one => $"{one!["from"]}..{one["to"]}")));
        var january = points[0]!["figure"]!["estimate"]!;
        Assert.Equal((25.0, 200, 50), ((double)january["value"]!, (int)january["n"]!, (int)points[0]!["texts"]!));
        Assert.InRange(25, (double)january["low"]!, (double)january["high"]!);
        Assert.Equal((0, 10), ((int)points[1]!["figure"]!["shortfall"]!["have"]!, (int)points[1]!["figure"]!["shortfall"]!["need"]!));
        Assert.Equal(5, (int)points[2]!["figure"]!["shortfall"]!["have"]!);
        Assert.Equal(50, (int)(await _server.GetAsync($"/api/v1/voices?topic={parking}&from=2026-01-01&to=2026-01-31"))["with_filter_total"]!);

        var all = await _server.GetAsync($"/api/v1/themes/topic/{parking}/series");
        Assert.Equal(("week", 10), ((string)all["grain"]!, all["points"]!.AsArray().Count));
        Assert.Equal(52, all["points"]!.AsArray().Sum(one => (int)one!["texts"]!));
        var shop = (await _server.GetAsync("/api/v1/catalogue"))["sources"]![0]!["id"];
        Assert.Equal(52, (await _server.GetAsync($"/api/v1/themes/topic/{parking}/series?source={shop}&by=year"))["points"]!.AsArray().Sum(one => (int)one!["texts"]!));
        await Eventually.IsAsync(async () => (int)(await _server.GetAsync("/api/v1/understanding/reading"))["behind"]! == 0);
        Assert.Equal(10, (await _server.GetAsync("/api/v1/themes/detector/anger/series"))["points"]!.AsArray().Count);

        Assert.Equal("no_topic", await RefusedAsync("topic/99/series", HttpStatusCode.NotFound));
        Assert.Equal("no_detector", await RefusedAsync("detector/hunger/series", HttpStatusCode.NotFound));
        Assert.Equal("bad_input", await RefusedAsync($"topic/{parking}/series?by=hour", HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task What_is_said_of_each_thing_is_told_with_its_places()
    {
        await AddAsync("Food", null, "food");
        await AddAsync("Staff", null, "waiter");
        const string Text = "The food was delicious but the waiter was rude";
        await ShopAsync("shop", (_, _) => Text, rows: 1);
        var id = (string)(await _server.GetAsync("/api/v1/voices"))["items"]![0]!["id"]!;
        var aspects = (await _server.GetAsync($"/api/v1/signals/{id}/aspects"))["aspects"]!.AsArray();
        Assert.Equal("Food positive food delicious,Staff negative waiter rude", string.Join(',', aspects.Select(one =>
            $"{one!["aspect"]} {one["polarity"]} {Of(one["aspect_span"]!)} {Of(one["opinion_span"]!)}")));
        Assert.Equal("the waiter was rude", Of(aspects[1]!["clause_span"]!)[^19..]);

        string Of(JsonNode span) => Text[(int)span["start"]!..(int)span["end"]!];
    }

    [Fact]
    public async Task Words_that_lose_their_purpose_lose_their_topics_and_get_them_back()
    {
        await AddAsync("Waiting", null, "waited");
        await ShopAsync("shop", (_, _) => "I waited");
        await ReadAsync(1);
        Assert.Equal(60, await TextsAsync());
        await _server.NamePurposeAsync("shop", named: false, "comment");
        Assert.Equal(0, await TextsAsync()); // at once, before the rows are gone
        await Eventually.IsAsync(async () => await RowsAsync() == 0);
        Assert.Equal("not_enough_texts", (string)(await _server.GetAsync("/api/v1/themes?from=2026-01-01&to=2026-01-31"))["rising"]!["shortfall"]!["code"]!);
        await _server.NamePurposeAsync("shop", named: true, "comment");
        await Eventually.IsAsync(async () => await TextsAsync() == 60);
    }

    [Fact]
    public async Task An_erased_customer_leaves_no_row()
    {
        await AddAsync("Waiting", null, "waited");
        await ShopAsync("shop", (_, _) => "I waited");
        await ReadAsync(1);
        Assert.Equal(60, await RowsAsync());
        await Eventually.IsAsync(async () =>
        {
            using var erased = await _server.Client.PostAsJsonAsync(
                new Uri("/api/v1/profiles/customer%3Ac7/erasure", UriKind.Relative), new JsonObject { ["why"] = "asked", ["all"] = true }, Stop);
            return erased.IsSuccessStatusCode; // before its records are read, nobody of this name is known
        });
        await Eventually.IsAsync(async () => await RowsAsync() == 58);
        await Eventually.IsAsync(async () => await TextsAsync() == 58);
    }

    async Task<JsonNode> AddAsync(string name, int? parent, string seeds, params string[] examples)
    {
        using var answer = await _server.Client.PostAsJsonAsync(new Uri("/api/v1/topics", UriKind.Relative), Topic(name, parent, seeds, examples), Stop);
        return await RunningThroughline.ReadAsync(answer);
    }

    async Task<string> CodeAsync(HttpMethod method, string path, JsonNode? body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(method, new Uri("/api/v1/topics" + path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _server.Client.SendAsync(request, Stop);
        Assert.Equal(status, answer.StatusCode);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["code"]!;
    }

    async Task<string> RefusedAsync(string path, HttpStatusCode status)
    {
        using var answer = await _server.Client.GetAsync(new Uri("/api/v1/themes/" + path, UriKind.Relative), Stop);
        Assert.Equal(status, answer.StatusCode);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["code"]!;
    }

    Task ReadAsync(int version) => Eventually.IsAsync(async () =>
        (await _server.GetAsync("/api/v1/topics"))["reading"] is { } reading && (string)reading["state"]! == "idle" && (int)reading["shown"]! == version);

    async Task<int> TextsAsync() => (int)(await _server.GetAsync("/api/v1/topics"))["topics"]![0]!["texts"]!;

    Task<long> RowsAsync() => _server.Installation.Log.ReadAsync(connection => connection.Scalar<long>("SELECT count(*) FROM understanding.topic_of"), Stop);

    static JsonObject Topic(string name, int? parent, string seeds, params string[] examples) => new()
    {
        ["name"] = name,
        ["parent"] = parent,
        ["seeds"] = new JsonObject { ["en"] = new JsonArray([.. seeds.Split(" | ").Select(seed => (JsonNode)seed)]) },
        ["examples"] = new JsonArray([.. examples.Select(example => (JsonNode)example)]),
    };

    Task ShopAsync(string name, Func<int, int, string> text, int rows = 60, Func<int, int>? day = null) => _server.ImportAsync(name,
        "answer_id,date,customer,overall_rating,comment,channel\n" + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{name}{i},{new DateOnly(2026, 1, 1).AddDays(day?.Invoke(i) ?? i % 28):yyyy-MM-dd},c{i % 30},{(i % 5) + 1},{text(i, (i % 5) + 1)},{(i % 3 == 0 ? "web" : "store")}\n"))),
        new JsonObject
        {
            ["name"] = name,
            ["fields"] = new JsonArray(
                Field("answer_id", "record_id"), Field("date", "time", ("time", "iso")), Field("customer", "identifier", ("namespace", "customer")),
                Field("overall_rating", "score", ("metric", "csat"), ("role", "outcome"), ("scale", "1..5")), Field("comment", "text"), Field("channel", "channel")),
        });

    static JsonObject Field(string column, string use, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var field = new JsonObject { ["column"] = column, ["as"] = use };
        foreach (var (name, value) in more)
        {
            field[name] = name == "scale" ? new JsonObject { ["min"] = 1, ["max"] = 5 } : value;
        }

        return field;
    }
}
