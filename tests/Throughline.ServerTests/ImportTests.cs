using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

public sealed class ImportTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    const string Reviews = "review_id,date,customer,overall_rating,food_rating,comment,kind\n";

    static string Rows(int from, int count, Func<int, string>? overall = null) => string.Concat(Enumerable.Range(from, count).Select(i =>
        $"R{i},2026-0{(i % 9) + 1}-1{i % 10},c{i % 40},{overall?.Invoke(i) ?? $"{(i % 5) + 1}"},{i % 6},said this about number {i} of them,{(i % 2 == 0 ? "a" : "b")}\n"));

    async Task<JsonNode> UploadAsync(string text, string name = "reviews.csv")
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        body.Headers.ContentType = new("text/csv");
        return await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri($"/api/v1/uploads?name={name}", UriKind.Relative), body));
    }

    Task<HttpResponseMessage> PostAsync(string path, object body) => server.Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);

    async Task<JsonNode> ImportAsync(string uploadId, JsonNode mapping, string source)
    {
        var begun = await RunningThroughline.ReadAsync(await PostAsync("/api/v1/imports",
            new JsonObject { ["upload_id"] = uploadId, ["mapping"] = mapping.DeepClone(), ["source_name"] = source }));
        return await EndAsync((int)begun["id"]!);
    }

    Task<JsonNode> EndAsync(int id) =>
        Eventually.SeeAsync(() => server.GetAsync($"/api/v1/imports/{id}"), import => (string?)import["finished_at"] is not null);

    async Task<(JsonNode Upload, JsonNode Suggestion)> GiveAsync(string text, string name = "reviews.csv")
    {
        var upload = await UploadAsync(text, name);
        return (upload, await server.GetAsync($"/api/v1/uploads/{upload["id"]}/suggestion"));
    }

    static (long Stored, long Duplicate, long Quarantined) Counts(JsonNode import) =>
        ((long)import["stored"]!, (long)import["duplicate"]!, (long)import["quarantined"]!);

    async Task<JsonNode> SourceAsync(string name)
    {
        var sources = await server.GetAsync("/api/v1/sources");
        var totals = sources["totals"]!;
        Assert.Equal((long)totals["received"]!, (long)totals["stored"]! + (long)totals["duplicate"]! + (long)totals["quarantined"]! + (long)totals["rejected"]!);
        return sources["items"]!.AsArray().Single(one => (string?)one!["name"] == name)!;
    }

    [Fact]
    public async Task A_file_is_uploaded_suggested_previewed_and_imported_and_again_adds_nothing()
    {
        var (upload, suggestion) = await GiveAsync(Reviews + Rows(0, 300) + "R900,someday,c1,3,3,x,a\nR901,2026-01-01,c2,nine,4,y,b\n");
        Assert.Equal("csv", (string?)upload["format"]);
        Assert.Equal(7, upload["columns"]!.AsArray().Count);
        var mapping = suggestion["mapping"]!;
        var preview = await RunningThroughline.ReadAsync(await PostAsync($"/api/v1/uploads/{upload["id"]}/preview", new JsonObject { ["mapping"] = mapping.DeepClone() }));
        Assert.Equal((302, 300, 2), ((int)preview["rows_checked"]!, (int)preview["would_store"]!, (int)preview["would_hold"]!));
        Assert.Equal(["not_a_number", "time_unreadable"], preview["reject_groups"]!.AsArray().Select(group => (string)group!["code"]!).Order());

        var import = await ImportAsync((string)upload["id"]!, mapping, "round");
        Assert.Equal(("done", (300, 0, 2)), ((string)import["state"]!, Counts(import)));
        var again = await ImportAsync((string)upload["id"]!, mapping, "round");
        Assert.Equal((0, 302, 0), Counts(again));
        var source = await SourceAsync("round");
        Assert.Equal((604, 300, 302, 2), ((long)source["received"]!, (long)source["stored"]!, (long)source["duplicate"]!, (long)source["quarantined"]!));
        Assert.Equal("held", (string?)source["state"]);
        Assert.Equal("reviews", (string?)source["mapping"]!["name"]);
        await Eventually.SeeAsync(() => SourceAsync("round"), one => one["activity"]!.AsArray().Count > 0); // the projection follows the log
        Assert.Equal(300, (int)(await server.GetAsync("/api/v1/catalogue"))["sources"]!.AsArray().Single(one => (string?)one!["name"] == "round")!["signals"]!);
    }

    [Fact]
    public async Task Records_that_lie_in_the_future_are_counted_before_and_after_the_import_and_stored()
    {
        var (upload, suggestion) = await GiveAsync(Reviews + Rows(5000, 60) + "R6000,2187-03-01,c1,3,3,said this much later,a\nR6001,2188-03-01,c1,3,3,said this still later,a\n");
        var mapping = suggestion["mapping"]!;
        var preview = await RunningThroughline.ReadAsync(await PostAsync($"/api/v1/uploads/{upload["id"]}/preview", new JsonObject { ["mapping"] = mapping.DeepClone() }));
        Assert.Equal((2, 60, "2187-03-01"), ((int)preview["future"]!["count"]!, (int)preview["future"]!["row"]!, (string?)preview["future"]!["day"]));
        var import = await ImportAsync((string)upload["id"]!, mapping, "late");
        Assert.Equal((62, 0, 0), Counts(import));
        Assert.Equal((2, 60), ((int)import["future"]!["count"]!, (int)import["future"]!["row"]!));
        Assert.Null((await ImportAsync((string)(await UploadAsync(Reviews + Rows(5000, 60)))["id"]!, mapping, "not late"))["future"]);
    }

    [Fact]
    public async Task The_same_file_under_another_mapping_conflicts_says_with_which_import_and_a_rerun_settles_it()
    {
        var (upload, suggestion) = await GiveAsync(Reviews + Rows(7000, 80), "twice.csv");
        var mapping = suggestion["mapping"]!;
        var first = await ImportAsync((string)upload["id"]!, mapping, "twice");
        Assert.Equal((0, null), ((int)first["conflicts"]!, first["earlier_import"]));
        var other = mapping.DeepClone();
        other["fields"]!.AsArray().Single(field => (string?)field!["column"] == "kind")!["as"] = "ignore";
        var second = await ImportAsync((string)upload["id"]!, other, "twice");
        Assert.Equal(((0, 0, 80), 80, (int)first["id"]!), (Counts(second), (int)second["conflicts"]!, (int)second["earlier_import"]!));

        var id = (int)(await SourceAsync("twice"))["id"]!;
        var rerun = await RunningThroughline.ReadAsync(await PostAsync($"/api/v1/mappings/{second["mapping"]!["name"]}/rerun",
            new JsonObject { ["source_id"] = id, ["version"] = (int)second["mapping"]!["version"]!, ["dry_run"] = false }));
        var ends = new List<JsonNode>();
        foreach (var begun in rerun["ids"]!.AsArray())
        {
            ends.Add(await EndAsync((int)begun!));
        }

        Assert.Equal([(80, 0, 0), (0, 80, 0)], ends.Select(Counts));
        Assert.All(ends, end => Assert.Null(end["earlier_import"]));
        Assert.Equal((80, 0), ((int)(await SourceAsync("twice"))["stored"]!, (int)(await SourceAsync("twice"))["quarantined"]!));
    }

    [Fact]
    public async Task Held_rows_are_listed_exported_and_replayed_with_a_mended_mapping()
    {
        var (upload, suggestion) = await GiveAsync(Reviews + Rows(1000, 200) + Rows(1200, 20, i => i < 1210 ? "none" : "left blank"));
        var mapping = suggestion["mapping"]!.DeepClone();
        mapping["name"] = "mended";
        var overall = mapping["fields"]!.AsArray().Single(field => (string?)field!["column"] == "overall_rating")!;
        overall["not_applicable"] = null;
        Assert.Equal((200, 0, 20), Counts(await ImportAsync((string)upload["id"]!, mapping, "mend")));
        var id = (int)(await SourceAsync("mend"))["id"]!;

        var page = await server.GetAsync($"/api/v1/quarantine/groups?source={id}&take=15");
        var group = Assert.Single(page["groups"]!.AsArray())!;
        Assert.Equal(("overall_rating", "not_a_number", 20), ((string?)group["column"], (string?)group["code"], (int)group["count"]!));
        Assert.Equal((20, 15), ((int)page["total"]!, page["items"]!.AsArray().Count));
        var rest = await server.GetAsync($"/api/v1/quarantine/groups?source={id}&take=15&after={page["next"]}");
        Assert.Equal(20, page["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(one => (string)one!["id"]!).Distinct().Count());
        Assert.Equal("R1200", (string?)page["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Single(one => (int)one!["row"]! == 200)!["raw"]!["review_id"]);
        var csv = await server.Client.GetStringAsync(new Uri($"/api/v1/quarantine.csv?source={id}", UriKind.Relative));
        Assert.Equal(21, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        overall["not_applicable"] = new JsonArray("none");
        var request = new JsonObject { ["source_id"] = id, ["mapping"] = mapping.DeepClone(), ["dry_run"] = true };
        var dry = await RunningThroughline.ReadAsync(await PostAsync("/api/v1/quarantine/groups/replay", request));
        Assert.Equal((10, 0, 10), ((int)dry["would_store"]!, (int)dry["would_duplicate"]!, (int)dry["stay_held"]!));
        Assert.Equal(20, (int)(await SourceAsync("mend"))["quarantined"]!);
        request["dry_run"] = false;
        var done = await RunningThroughline.ReadAsync(await PostAsync("/api/v1/quarantine/groups/replay", request));
        Assert.Equal((10, 0, 10), ((int)done["stored"]!, (int)done["duplicate"]!, (int)done["stay_held"]!));
        var source = await SourceAsync("mend");
        Assert.Equal((220, 210, 10, 2), ((int)source["received"]!, (int)source["stored"]!, (int)source["quarantined"]!, (int)source["mapping"]!["version"]!));

        overall["not_applicable"] = new JsonArray("none", "left blank");
        Assert.Equal((10, 210, 0), Counts(await ImportAsync((string)upload["id"]!, mapping, "mend")));
        source = await SourceAsync("mend");
        Assert.Equal((220, 0), ((int)source["stored"]!, (int)source["quarantined"]!));
    }

    [Fact]
    public async Task A_new_version_of_a_mapping_runs_on_history_and_takes_the_place_of_the_old_signals()
    {
        var (upload, suggestion) = await GiveAsync(Reviews + Rows(2000, 100));
        var mapping = suggestion["mapping"]!.DeepClone();
        mapping["name"] = "again";
        await ImportAsync((string)upload["id"]!, mapping, "history");
        var id = (int)(await SourceAsync("history"))["id"]!;
        mapping["fields"]!.AsArray().Single(field => (string?)field!["column"] == "kind")!["as"] = "channel";
        var saved = await RunningThroughline.ReadAsync(await server.Client.PutAsJsonAsync(new Uri("/api/v1/mappings/again", UriKind.Relative), new JsonObject { ["mapping"] = mapping.DeepClone(), ["note"] = "kind is the channel" }));
        Assert.Equal(2, (int)saved["version"]!);
        var history = await server.GetAsync("/api/v1/mappings/again?version=1");
        Assert.Equal((1, 2), ((int)history["mapping"]!["version"]!, history["versions"]!.AsArray().Count));

        var request = new JsonObject { ["source_id"] = id, ["version"] = 2, ["dry_run"] = true };
        var dry = await RunningThroughline.ReadAsync(await PostAsync("/api/v1/mappings/again/rerun", request));
        Assert.Equal((100, 0, 100), ((int)dry["would_store"]!, (int)dry["would_hold"]!, (int)dry["changed"]!));
        request["dry_run"] = false;
        var begun = await RunningThroughline.ReadAsync(await PostAsync("/api/v1/mappings/again/rerun", request));
        var import = await EndAsync((int)begun["id"]!);
        Assert.Equal(("done", (100, 0, 0)), ((string)import["state"]!, Counts(import)));
        var source = await SourceAsync("history");
        Assert.Equal((100, 100, 2), ((int)source["received"]!, (int)source["stored"]!, (int)source["mapping"]!["version"]!));
        Assert.Equal(["a", "b"], (await server.GetAsync("/api/v1/catalogue"))["channels"]!.AsArray().Select(one => (string)one!["value"]!).Order().Where(value => value is "a" or "b"));
        request["dry_run"] = true;
        Assert.Equal(0, (int)(await RunningThroughline.ReadAsync(await PostAsync("/api/v1/mappings/again/rerun", request)))["changed"]!);
    }

    [Theory]
    [InlineData("", "empty_file")]
    [InlineData("a,b\n", "header_only")]
    [InlineData("a,b\n1,2\n3,\"4\n", "truncated_file")]
    public async Task A_file_that_cannot_be_used_is_refused_with_a_code_and_not_kept(string text, string code)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        var response = await server.Client.PostAsync(new Uri("/api/v1/uploads?name=x.csv", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(code, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]);
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(server.Folder, "files")), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_turns_out_broken_late_leaves_nothing_behind()
    {
        var (_, suggestion) = await GiveAsync(Reviews + Rows(0, 6000), "sound.csv");
        var upload = await UploadAsync(Reviews + Rows(0, 6000) + "R9,2026-01-01,c,1,1,\"open\n", "late.csv");
        var before = (await server.GetAsync("/api/v1/sources"))["items"]!.AsArray().Count;
        var import = await ImportAsync((string)upload["id"]!, suggestion["mapping"]!, "broken");

        Assert.Equal(("failed", "truncated_file"), ((string?)import["state"], (string?)import["problem_code"]));
        Assert.Equal(before, (await server.GetAsync("/api/v1/sources"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_mapping_with_problems_is_refused_member_by_member()
    {
        var (upload, suggestion) = await GiveAsync(Reviews + Rows(0, 10));
        var mapping = suggestion["mapping"]!.DeepClone();
        mapping["zone"] = "Mars";
        var response = await PostAsync("/api/v1/imports", new JsonObject { ["upload_id"] = (string)upload["id"]!, ["mapping"] = mapping, ["source_name"] = "x" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("/zone", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["pointer"]);
    }

    [Fact]
    public async Task An_import_can_be_watched_and_stopped_and_then_nothing_of_it_stays()
    {
        var (upload, suggestion) = await GiveAsync(Reviews + Rows(0, 400_000), "large.csv");
        var begun = await RunningThroughline.ReadAsync(await PostAsync("/api/v1/imports",
            new JsonObject { ["upload_id"] = (string)upload["id"]!, ["mapping"] = suggestion["mapping"]!.DeepClone(), ["source_name"] = "stopped" }));
        using var events = await server.Client.GetAsync(new Uri($"/api/v1/imports/{begun["id"]}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", events.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync());
        Assert.Equal("event: import", await reader.ReadLineAsync());
        Assert.StartsWith("data: {\"id\":", await reader.ReadLineAsync(), StringComparison.Ordinal);
        var response = await server.Client.DeleteAsync(new Uri($"/api/v1/imports/{begun["id"]}", UriKind.Relative));
        var import = await EndAsync((int)begun["id"]!);

        Assert.Equal((HttpStatusCode.OK, "cancelled"), (response.StatusCode, (string?)import["state"]));
        Assert.DoesNotContain((await server.GetAsync("/api/v1/sources"))["items"]!.AsArray(), one => (string?)one!["name"] == "stopped");
        var events2 = await server.Client.GetStringAsync(new Uri($"/api/v1/imports/{begun["id"]}/events", UriKind.Relative));
        Assert.Contains("\"cancelled\"", events2, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removing_a_source_removes_its_signals_held_rows_and_files()
    {
        var text = Reviews + Rows(3000, 50) + "R1,2026-01-01,c,ten,1,x,a\n";
        var (upload, suggestion) = await GiveAsync(text, "gone.csv");
        await ImportAsync((string)upload["id"]!, suggestion["mapping"]!, "gone");
        var id = (int)(await SourceAsync("gone"))["id"]!;
        var removed = await RunningThroughline.ReadAsync(await server.Client.DeleteAsync(new Uri($"/api/v1/sources/{id}", UriKind.Relative)));

        Assert.Equal(50, (int)removed["removed"]!);
        Assert.Equal(0, (int)(await server.GetAsync($"/api/v1/quarantine/groups?source={id}"))["total"]!);
        Assert.False(File.Exists(Path.Combine(server.Folder, "files", (string)upload["digest"]!)));
    }
}
