using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Throughline.Understanding.Labels;

namespace Throughline.ServerTests;

/// <summary>The labelling desk over HTTP: a queue, labels, what they measure, and a detector that learns from them.</summary>
public sealed class LabelTests
{
    const string Detector = "high_effort";

    static readonly string[] s_hard = ["the form threw me back to its first page", "support had me repeat the serial number to each agent", "they wanted the same scan a third week"];
    static readonly string[] s_easy = ["the form took a minute", "support knew my serial number", "they had the scan on file"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static string Csv() => "review_id,date,email,rating,comment\n" + string.Concat(Enumerable.Range(0, 400).Select(i =>
        $"R{i},2026-0{1 + (i % 6)}-1{i % 10},c{i}@mail.example,{1 + (i % 5)},\"{(i * 7 % 10 < 4 ? s_hard : s_easy)[i % 3]} with order {i}\"\n"));

    static bool IsHard(string text) => s_hard.Any(text.StartsWith);

    static async Task<JsonNode> PostAsync(RunningThroughline server, JsonObject label) =>
        await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(new Uri("/api/v1/labels", UriKind.Relative), label, Stop));

    static async Task ImportAsync(RunningThroughline server)
    {
        var csv = Csv();
        using var body = new StringContent(csv);
        var upload = await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri("/api/v1/uploads?name=reviews.csv", UriKind.Relative), body, Stop));
        var suggestion = await server.GetAsync($"/api/v1/uploads/{upload["id"]}/suggestion");
        await server.ImportAsync("reviews", csv, suggestion["mapping"]!.DeepClone());
    }

    [Fact]
    public async Task Labels_measure_a_detector_and_teach_it()
    {
        var server = new RunningThroughline();
        await server.InitializeAsync();
        await using var running = server;
        await ImportAsync(server);

        var none = await server.GetAsync($"/api/v1/labels/{Detector}");
        Assert.Equal((0, "too_few_random_labels"), ((int)none["labels"]!, (string?)none["experimental_because"]));
        Assert.Null(none["precision"]);

        var queue = await server.GetAsync($"/api/v1/labels/queue?detector={Detector}&take=60");
        var items = queue["items"]!.AsArray();
        Assert.Equal((60, 400), (items.Count, (int)queue["left"]!));
        Assert.Equal(30, items.Count(item => (string)item!["why"]! == "random"));
        JsonNode? said = null;
        foreach (var item in items)
        {
            said = await PostAsync(server, new JsonObject { ["signal"] = (string)item!["signal"]!, ["detector"] = Detector, ["present"] = IsHard((string)item["text"]!) });
        }

        Assert.Equal((60, 30, "absent"), ((int)said!["labels"]!, (int)said["random"]!, (string?)said["said"]));
        Assert.Equal(1, server.Services.GetRequiredService<LabelLots>().Draws); // the whole log is sorted once, not for every label

        // The last one back, and given again.
        var undone = await RunningThroughline.ReadAsync(await server.Client.DeleteAsync(new Uri($"/api/v1/labels/{Detector}/last", UriKind.Relative), Stop));
        Assert.Equal(59, (int)undone["labels"]!);
        var next = await server.GetAsync($"/api/v1/labels/queue?detector={Detector}&take=100");
        Assert.DoesNotContain(next["items"]!.AsArray(), item => items.Take(59).Any(old => (string)old!["signal"]! == (string)item!["signal"]!));

        var learnt = await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri($"/api/v1/labels/{Detector}/learn", UriKind.Relative), null, Stop));
        Assert.True((bool)learnt["learnt"]!["runs"]!, learnt.ToJsonString());
        var (before, after) = (learnt["learnt"]!["before"]!, learnt["learnt"]!["after"]!);
        Assert.True((double)after["value"]! > (double)before["value"]! + 30, learnt.ToJsonString());
        Assert.InRange((double)after["value"]!, (double)after["low"]!, (double)after["high"]!);
        Assert.Equal("better", (string?)learnt["learnt"]!["why"]);
        Assert.True((double)learnt["recall"]!["value"]! > 60, learnt.ToJsonString());
        Assert.Equal("too_few_random_labels", (string?)learnt["experimental_because"]);

        var detector = await server.GetAsync($"/api/v1/detectors/{Detector}");
        Assert.True((bool)detector["learned"]!);
        Assert.Equal((int)learnt["random"]!, (int)detector["card"]!["n"]!);

        // A label that nobody drew measures nothing.
        var late = next["items"]!.AsArray().Last(item => (string)item!["why"]! == "uncertain")!;
        var own = await PostAsync(server, new JsonObject { ["signal"] = (string)late["signal"]!, ["detector"] = Detector, ["present"] = null });
        Assert.Equal((60, (int)undone["random"]!), ((int)own["labels"]!, (int)own["random"]!));

        // What is erased takes its labels along.
        using var erased = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/profiles/email:c{Number((string)items[0]!["text"]!)}@mail.example/erasure", UriKind.Relative),
            new JsonObject { ["why"] = "asked", ["all"] = true }, Stop);
        await RunningThroughline.ReadAsync(erased);
        Assert.Equal(59, (int)(await server.GetAsync($"/api/v1/labels/{Detector}"))["labels"]!);

        // And what it taught: the head is learnt anew from what remained.
        var anew = await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/labels/{Detector}"), one => (string?)one["learnt"]!["why"] == "others_erased");
        Assert.True((int)anew["learnt"]!["labels"]! < (int)learnt["learnt"]!["labels"]!, anew.ToJsonString());
        var history = (await server.GetAsync($"/api/v1/detectors/{Detector}"))["history"]!.AsArray();
        Assert.Equal(("head", "1", "2"), ((string?)history[0]!["what"], (string?)history[0]!["from"], (string?)history[0]!["to"]));
    }

    [Fact]
    public async Task Where_too_little_remains_after_an_erasure_the_patterns_read_again()
    {
        var server = new RunningThroughline();
        await server.InitializeAsync();
        await using var running = server;
        await ImportAsync(server);
        var items = (await server.GetAsync($"/api/v1/labels/queue?detector={Detector}&take=40"))["items"]!.AsArray();
        var hard = items.Where(item => IsHard((string)item!["text"]!)).Take(7).ToList();
        var easy = items.Where(item => !IsHard((string)item!["text"]!)).Take(20).ToList();
        foreach (var item in hard.Concat(easy))
        {
            await PostAsync(server, new JsonObject { ["signal"] = (string)item!["signal"]!, ["detector"] = Detector, ["present"] = IsHard((string)item["text"]!) });
        }

        var learnt = await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri($"/api/v1/labels/{Detector}/learn", UriKind.Relative), null, Stop));
        Assert.True((bool)learnt["learnt"]!["runs"]!, learnt.ToJsonString());
        using var erased = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/profiles/email:c{Number((string)hard[0]!["text"]!)}@mail.example/erasure", UriKind.Relative),
            new JsonObject { ["why"] = "asked", ["all"] = true }, Stop);
        await RunningThroughline.ReadAsync(erased);
        var without = await Eventually.SeeAsync(() => server.GetAsync($"/api/v1/labels/{Detector}"), one => (string?)one["learnt"]!["why"] == "erased");
        Assert.False((bool)without["learnt"]!["runs"]!);
        Assert.False((bool)(await server.GetAsync($"/api/v1/detectors/{Detector}"))["learned"]!);
    }

    [Fact]
    public async Task The_lots_are_drawn_anew_when_much_came_and_when_something_went()
    {
        var server = new RunningThroughline();
        await server.InitializeAsync();
        await using var running = server;
        var lots = server.Services.GetRequiredService<LabelLots>();
        Assert.Empty((await server.GetAsync($"/api/v1/labels/queue?detector={Detector}"))["items"]!.AsArray());
        await ImportAsync(server);
        var first = (await server.GetAsync($"/api/v1/labels/queue?detector={Detector}"))["items"]!.AsArray();
        await server.GetAsync($"/api/v1/labels/queue?detector={Detector}");
        Assert.Equal((20, 2), (first.Count, lots.Draws));
        using var erased = await server.Client.PostAsJsonAsync(new Uri($"/api/v1/profiles/email:c{Number((string)first[0]!["text"]!)}@mail.example/erasure", UriKind.Relative),
            new JsonObject { ["why"] = "asked", ["all"] = true }, Stop);
        await RunningThroughline.ReadAsync(erased);
        var next = (await server.GetAsync($"/api/v1/labels/queue?detector={Detector}"))["items"]!.AsArray();
        Assert.DoesNotContain(next, item => (string)item!["signal"]! == (string)first[0]!["signal"]!);
        Assert.Equal((20, 3), (next.Count, lots.Draws));
    }

    [Fact]
    public async Task What_may_not_be_labelled_is_refused()
    {
        var server = new RunningThroughline();
        await server.InitializeAsync();
        await using var running = server;
        using var nobody = await server.Client.PostAsJsonAsync(new Uri("/api/v1/labels", UriKind.Relative),
            new JsonObject { ["signal"] = new string('0', 32), ["detector"] = Detector, ["present"] = true }, Stop);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        using var unknown = await server.Client.GetAsync(new Uri("/api/v1/labels/queue?detector=hunger", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var few = await server.Client.PostAsync(new Uri($"/api/v1/labels/{Detector}/learn", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Conflict, few.StatusCode);
        Assert.Empty((await server.GetAsync($"/api/v1/labels/queue?detector={Detector}"))["items"]!.AsArray());
    }

    static string Number(string text) => text[(text.LastIndexOf(' ') + 1)..];
}
