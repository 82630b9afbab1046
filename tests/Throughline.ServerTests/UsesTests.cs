using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Every use of an element, over HTTP: refused without a purpose, counted, working when it is named, refused when it is taken away.</summary>
public sealed class UsesTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("channel", "pulse", "/api/v1/pulse?source={s}&channel=web")]
    [InlineData("channel", "pulse", "/api/v1/pulse?source={s}&by=channel")]
    [InlineData("touchpoint", "pulse", "/api/v1/pulse?source={s}&by=touchpoint")]
    [InlineData("region", "pulse", "/api/v1/pulse?source={s}&by=a.{a}")]
    [InlineData("region", "pulse", "/api/v1/pulse?source={s}&a.{a}=north")]
    [InlineData("touchpoint", "metrics", "/api/v1/metrics/{q}?touchpoint=till")]
    [InlineData("region", "metrics", "/api/v1/metrics/{q}?by=a.{a}")]
    [InlineData("channel", "metrics", "/api/v1/metrics/{q}/explain?channel=web")]
    [InlineData("overall_rating", "metrics", "/api/v1/metrics/{q}/explain")]
    [InlineData("region", "priorities", "/api/v1/priorities?outcome={q}&a.{a}=north")]
    [InlineData("touchpoint", "priorities", "/api/v1/priorities?outcome={q}&touchpoint=till")]
    [InlineData("channel", "voices", "/api/v1/voices?source={s}&channel=web")]
    [InlineData("region", "voices", "/api/v1/voices?source={s}&a.{a}=north")]
    [InlineData("overall_rating", "voices", "/api/v1/voices?source={s}&sort=lowest")]
    [InlineData("touchpoint", "records", "/api/v1/records?source={s}&touchpoint=till")]
    [InlineData("overall_rating", "records", "/api/v1/records?source={s}&s.{q}=1..2")]
    [InlineData("comment", "records", "/api/v1/records?source={s}&q=said")]
    [InlineData("customer", "records", "/api/v1/records?source={s}&customer=customer:c1-x")]
    [InlineData("region", "export", "/api/v1/signals.csv?source={s}&a.{a}=north")]
    public async Task What_is_asked_for_by_name_is_refused_without_a_purpose(string element, string use, string path)
    {
        var shop = await ShopAsync($"{use} {element} {path.Length}");
        path = path.Replace("{s}", shop.Source, StringComparison.Ordinal).Replace("{q}", shop.Question, StringComparison.Ordinal).Replace("{a}", shop.Region, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(path));
        await server.NamePurposeAsync(shop.Name, named: false, element);
        using var refused = await server.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Stop))!;
        Assert.Equal(("no_purpose", element, use), ((string)problem["code"]!, (string)problem["element"]!, (string)problem["use"]!));
        Assert.Equal(1, await RefusedAsync(shop, use, element));
        await server.NamePurposeAsync(shop.Name, named: true, element);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(path));
        Assert.Equal(1, await RefusedAsync(shop, use, element));
        await server.NamePurposeAsync(shop.Name, named: false, element);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(path));
        Assert.Equal(2, await RefusedAsync(shop, use, element));
    }

    [Fact]
    public async Task What_is_not_offered_is_named_where_it_would_have_stood()
    {
        var shop = await ShopAsync("offers");
        Assert.Contains("north", await Values(shop), StringComparison.Ordinal);
        await server.NamePurposeAsync(shop.Name, named: false, "region");
        await server.NamePurposeAsync(shop.Name, named: false, "channel");
        var catalogue = await server.GetAsync("/api/v1/catalogue");
        Assert.DoesNotContain(catalogue["attributes"]!.AsArray(), one => (string)one!["name"]! == "region" && one["sources"]!.AsArray().Any(id => (string)id!.ToString() == shop.Source));
        Assert.Contains(catalogue["not_offered"]!.AsArray(), one => (string)one!["by"]! == "channel" && one["sources"]!.AsArray().Any(id => id!.ToString() == shop.Source));

        var voices = await server.GetAsync($"/api/v1/voices?source={shop.Source}");
        Assert.Equal(60, (int)voices["with_filter_total"]!);
        Assert.Equal(["channel", "region"], LeftOut(voices));
        Assert.Empty(voices["facets"]!["channel"]!.AsArray());
        Assert.DoesNotContain(voices["facets"]!["attributes"]!.AsArray(), one => (string)one!["attribute"]!["name"]! == "region");
        Assert.Equal(1, await RefusedAsync(shop, "voices", "region"));

        // The touchpoint is split by; without it nothing of what the source has is left to split by.
        var pulse = await server.GetAsync($"/api/v1/pulse?source={shop.Source}&from=2026-03-01&to=2026-04-30&against_from=2026-01-01&against_to=2026-02-28");
        Assert.Equal("touchpoint", (string)pulse["strip"]!["by"]!);
        await server.NamePurposeAsync(shop.Name, named: false, "touchpoint");
        pulse = await server.GetAsync($"/api/v1/pulse?source={shop.Source}&from=2026-03-01&to=2026-04-30&against_from=2026-01-01&against_to=2026-02-28");
        Assert.Null(pulse["strip"]);
        Assert.Equal(["channel", "region", "touchpoint"], LeftOut(pulse));
        await server.NamePurposeAsync(shop.Name, named: true, "region");
        Assert.Equal($"a.{shop.Region}", (string)(await server.GetAsync($"/api/v1/pulse?source={shop.Source}&from=2026-03-01&to=2026-04-30&against_from=2026-01-01&against_to=2026-02-28"))["strip"]!["by"]!);

        async Task<string> Values(Shop of) => (await server.GetAsync($"/api/v1/voices?source={of.Source}"))["facets"]!["attributes"]!.ToJsonString();
    }

    [Fact]
    public async Task Over_all_sources_those_without_a_purpose_are_left_out_and_the_page_says_so()
    {
        var (open, shut) = (await ShopAsync("open shop"), await ShopAsync("shut shop"));
        await server.NamePurposeAsync(shut.Name, named: false, "channel");
        var voices = await server.GetAsync("/api/v1/voices?channel=web");
        Assert.Contains(voices["facets"]!["source"]!.AsArray(), one => (string)one!["value"]! == open.Source);
        Assert.DoesNotContain(voices["facets"]!["source"]!.AsArray(), one => (string)one!["value"]! == shut.Source);
        Assert.Contains(voices["left_out"]!.AsArray(), one => (string)one!["by"]! == "channel" && one["sources"]!.AsArray().Any(name => (string)name! == "shut shop"));
    }

    [Fact]
    public async Task Records_the_timeline_and_the_file_leave_out_values_without_a_purpose_and_say_which()
    {
        var shop = await ShopAsync("values");
        await FollowedAsync("/api/v1/profiles/customer:c1-values");
        string[] withheld = ["channel", "comment", "overall_rating", "region"];
        foreach (var element in withheld)
        {
            await server.NamePurposeAsync(shop.Name, named: false, element);
        }

        var records = await server.GetAsync($"/api/v1/records?source={shop.Source}");
        Assert.Equal(60, (int)records["total"]!);
        Assert.Equal(["channel", "language", "overall_rating", "region", "text"], LeftOut(records));
        var item = records["items"]![0]!;
        Assert.Null(item["text"]);
        Assert.Null(item["channel"]);
        Assert.NotNull(item["touchpoint"]);
        Assert.Empty(item["attributes"]!.AsArray());
        Assert.Contains("text", item["withheld"]!.AsArray().Select(one => (string)one!));

        var whole = await server.GetAsync($"/api/v1/signals/{(string)item["id"]!}");
        Assert.Null(whole["text"]);
        Assert.Equal(["channel", "language", "overall_rating", "region", "text"], LeftOut(whole));

        var customer = await server.GetAsync("/api/v1/profiles/customer:c1-values");
        Assert.Equal(["channel", "language", "overall_rating", "region", "text"], LeftOut(customer, "values"));
        Assert.DoesNotContain(customer["values"]!.AsArray(), one => (string)one!["name"]! == "region");
        Assert.Equal(LeftOut(customer, "values"), LeftOut(await server.GetAsync("/api/v1/profiles/customer:c1-values/timeline"), "values"));
        Assert.Equal(2, await RefusedAsync(shop, "customers", "region"));

        var file = await server.Client.GetStringAsync(new Uri($"/api/v1/signals.csv?source={shop.Source}", UriKind.Relative), Stop);
        var lines = file.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(61, lines.Length);
        Assert.EndsWith("left_out", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("\"channel, language, text, overall_rating, region\"", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("north", file, StringComparison.Ordinal);
        Assert.DoesNotContain("said this", file, StringComparison.Ordinal);
        Assert.Contains("till", file, StringComparison.Ordinal);
        Assert.Equal(1, await RefusedAsync(shop, "export", "comment"));

        foreach (var element in withheld)
        {
            await server.NamePurposeAsync(shop.Name, named: true, element);
        }

        Assert.Empty(LeftOut(await server.GetAsync($"/api/v1/records?source={shop.Source}")));
        file = await server.Client.GetStringAsync(new Uri($"/api/v1/signals.csv?source={shop.Source}", UriKind.Relative), Stop);
        Assert.DoesNotContain("left_out", file, StringComparison.Ordinal);
        Assert.Contains("said this", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_listed_or_counted_as_silent_by_an_identifier_without_a_purpose()
    {
        var shop = await ShopAsync("named people");
        var known = (int)(await server.GetAsync("/api/v1/silence"))["known"]!;
        await Eventually.SeeAsync(() => server.GetAsync("/api/v1/profiles?q=named people"), one => (int)one["total"]! == 40);
        await server.NamePurposeAsync(shop.Name, named: false, "customer");
        var silence = await server.GetAsync("/api/v1/silence");
        Assert.Equal(known - 40, (int)silence["known"]!);
        Assert.Contains("named people", silence["left_out"]![0]!["sources"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, await RefusedAsync(shop, "silence", "customer"));
        var customers = await server.GetAsync("/api/v1/profiles?q=named people");
        Assert.Equal((0, "customer"), ((int)customers["total"]!, (string)customers["left_out"]![0]!["by"]!));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync("/api/v1/profiles/customer:c1-named people"));
        Assert.Null((await server.GetAsync($"/api/v1/records?source={shop.Source}"))["items"]![0]!["customer"]);

        // Counts kept from before are not taken for those of now.
        await server.NamePurposeAsync(shop.Name, named: true, "customer");
        silence = await server.GetAsync("/api/v1/silence");
        Assert.Equal(known, (int)silence["known"]!);
        Assert.DoesNotContain("named people", silence["left_out"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_what_arrived_to_mend_an_intake_asks_for_no_purpose()
    {
        using var made = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = "arrivals", source = "arrivals" }, Stop);
        var key = (string)(await RunningThroughline.ReadAsync(made))["secret"]!;
        using var anonymous = server.Anonymous();
        using var sent = await anonymous.PostAsync(new Uri($"/v1/track?writeKey={key}", UriKind.Relative),
            new StringContent("""{"type":"track","event":"Opened","messageId":"e1","userId":"u1"}""", Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal("Opened", (string)(await server.GetAsync("/api/v1/signals?source=arrivals"))["items"]![0]!["activity"]!);
    }

    [Fact]
    public async Task What_was_done_is_named_in_lists_and_on_the_timeline_while_it_has_a_purpose()
    {
        using var made = await server.Client.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = "acts", source = "acts" }, Stop);
        var key = (string)(await RunningThroughline.ReadAsync(made))["secret"]!;
        using var anonymous = server.Anonymous();
        using var sent = await anonymous.PostAsync(new Uri($"/v1/track?writeKey={key}", UriKind.Relative),
            new StringContent("""{"type":"track","event":"Order Completed","messageId":"a1","userId":"acts-1"}""", Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        await Eventually.SeeAsync(() => server.GetAsync("/api/v1/signals?source=acts"), one => one["items"]!.AsArray().Count == 1);
        var id = (int)(await server.GetAsync("/api/v1/catalogue"))["sources"]!.AsArray().Single(one => (string)one!["name"]! == "acts")!["id"]!;
        var acts = new Shop("acts", id.ToString(CultureInfo.InvariantCulture), "", "");
        foreach (var element in new[] { "activity", "customer", "channel", "touchpoint" })
        {
            await server.NamePurposeAsync(acts.Name, named: true, element);
        }

        var record = (await server.GetAsync($"/api/v1/records?source={id}"))["items"]![0]!;
        Assert.Equal("Order Completed", (string)record["activity"]!);
        var customer = $"/api/v1/profiles/{(string)record["customer"]!}";
        await FollowedAsync(customer);
        Assert.Equal("Order Completed", (string)(await server.GetAsync(customer))["values"]!.AsArray().Single(one => (string)one!["by"]! == "count")!["name"]!);
        Assert.Equal("Order Completed", (string)(await server.GetAsync($"{customer}/timeline"))["items"]![0]!["activity"]!);
        Assert.Equal("Order Completed", (string)(await server.GetAsync($"/api/v1/signals/{(string)record["id"]!}"))["activity"]!);

        await server.NamePurposeAsync(acts.Name, named: false, "activity");
        var records = await server.GetAsync($"/api/v1/records?source={id}");
        Assert.Null(records["items"]![0]!["activity"]);
        Assert.Equal(["activity"], records["items"]![0]!["withheld"]!.AsArray().Select(one => (string)one!));
        Assert.Equal(["activity"], LeftOut(records));
        Assert.Null((await server.GetAsync($"{customer}/timeline"))["items"]![0]!["activity"]);
        Assert.Equal((1, 1), (await RefusedAsync(acts, "records", "activity"), await RefusedAsync(acts, "customers", "activity")));
    }

    /// <summary>Waits until the records of the customer, and the timeline, have come behind the log.</summary>
    Task<bool> FollowedAsync(string path) => Eventually.SeeAsync(async () => await StatusAsync(path) == HttpStatusCode.OK
        && (int)(await server.GetAsync($"{path}/timeline"))["total"]! > 0, seen => seen);

    static List<string> LeftOut(JsonNode answer) => [.. answer["left_out"]!.AsArray().Select(one => (string)one!["name"]!).Order(StringComparer.Ordinal)];

    /// <summary>What of one source was left out: a customer is looked for in all, and other tests have sources of their own.</summary>
    static List<string> LeftOut(JsonNode answer, string source) =>
        [.. answer["left_out"]!.AsArray().Where(one => one!["sources"]!.AsArray().Any(name => (string)name! == source)).Select(one => (string)one!["name"]!).Order(StringComparer.Ordinal)];

    async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await server.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        _ = await answer.Content.ReadAsStringAsync(Stop);
        return answer.StatusCode;
    }

    async Task<long> RefusedAsync(Shop shop, string use, string element) => (await server.GetAsync("/api/v1/register"))["refusals"]!.AsArray()
        .Where(one => (string?)one!["source"] == shop.Name && (string)one["use"]! == use && (string)one["name"]! == element).Sum(one => (long)one!["count"]!);

    /// <summary>A source of 60 answers of 40 customers at two touchpoints, on two channels, from two regions; all with a purpose.</summary>
    async Task<Shop> ShopAsync(string name)
    {
        var text = "answer_id,date,customer,overall_rating,food_rating,comment,region,touchpoint,channel\n" + string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{name}{i},2026-0{(i % 4) + 1}-1{i % 10},c{i % 40}-{name},{(i % 5) + 1},{(i * 7 % 5) + 1},they said this about visit {i},{(i % 3 == 0 ? "north" : "south")},{(i % 2 == 0 ? "till" : "door")},{(i % 5 < 3 ? "web" : "store")}\n")));
        await server.ImportAsync(name, text, new JsonObject
        {
            ["name"] = name,
            ["fields"] = new JsonArray(
                Field("answer_id", "record_id"), Field("date", "time", ("time", "iso")), Field("customer", "identifier", ("namespace", "customer")),
                Score("overall_rating", "outcome"), Score("food_rating", "driver"), Field("comment", "text"), Field("region", "attribute"),
                Field("touchpoint", "touchpoint"), Field("channel", "channel")),
        });
        var catalogue = await server.GetAsync("/api/v1/catalogue");
        var source = (int)catalogue["sources"]!.AsArray().Single(one => (string)one!["name"]! == name)!["id"]!;
        return new Shop(name, Text(source),
            Text((int)catalogue["questions"]!.AsArray().Single(one => (int)one!["source_id"]! == source && (string)one["name"]! == "overall_rating")!["id"]!),
            Text((int)catalogue["attributes"]!.AsArray().Single(one => (string)one!["name"]! == "region")!["id"]!));

        static JsonObject Field(string column, string use, params ReadOnlySpan<(string Name, string Value)> more)
        {
            var field = new JsonObject { ["column"] = column, ["as"] = use };
            foreach (var (member, value) in more)
            {
                field[member] = value;
            }

            return field;
        }

        static JsonObject Score(string column, string role)
        {
            var field = Field(column, "score", ("metric", "csat"), ("role", role));
            field["scale"] = new JsonObject { ["min"] = 1, ["max"] = 5 };
            return field;
        }

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    sealed record Shop(string Name, string Source, string Question, string Region);
}
