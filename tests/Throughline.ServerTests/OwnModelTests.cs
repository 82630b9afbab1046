using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Learning from the company's own scores, over HTTP: from a file of answers to a model that runs.</summary>
public sealed class OwnModelTests
{
    const int Rows = 480;

    static readonly string[] s_good = ["the parcel came a day early", "arrived sooner than promised", "the driver carried it upstairs", "they swapped it within the hour"];
    static readonly string[] s_bad = ["the parcel sat in a depot for weeks", "nobody answers the line", "I was put through four times", "the box came crushed"];
    static readonly string[] s_goodFa = ["بسته یک روز زودتر رسید", "راننده تا دم در آورد", "همان ساعت عوضش کردند"];
    static readonly string[] s_badFa = ["بسته هفته‌ها در انبار ماند", "هیچ‌کس جواب تلفن نمی‌دهد", "چهار بار مرا پاس دادند"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static string Csv(int rows) => rows == 0 ? "" : "review_id,date,email,rating,comment\n" + string.Concat(Enumerable.Range(0, rows).Select(i =>
    {
        var (good, persian) = ((i * 7 % 5) < 2, i % 3 == 0);
        var of = persian ? (good ? s_goodFa : s_badFa) : (good ? s_good : s_bad);
        var rating = i % 11 == 5 ? 3 : good ? 4 + (i % 2) : 1 + (i % 2);
        var day = new DateTime(2025, 1, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"R{i},{day},c{i / 2}@mail.example,{rating},\"{of[i % of.Length]} {i}, {rating}/5\",\n".Replace("\",\n", "\"\n", StringComparison.Ordinal);
    }));

    static async Task ImportAsync(RunningThroughline server, string name, string csv)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        var upload = await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri($"/api/v1/uploads?name={name}.csv", UriKind.Relative), body, Stop));
        var suggestion = await server.GetAsync($"/api/v1/uploads/{upload["id"]}/suggestion");
        await server.ImportAsync(name, csv, suggestion["mapping"]!.DeepClone());
    }

    static async Task<JsonNode> TrainAsync(RunningThroughline server)
    {
        await RunningThroughline.ReadAsync(await server.Client.PostAsync(new Uri("/api/v1/models/train", UriKind.Relative), null, Stop));
        return await Eventually.SeeAsync(() => server.GetAsync("/api/v1/models"), one => (string?)one["job"]!["state"] == "done");
    }

    [Fact]
    public async Task A_file_of_scores_and_words_becomes_a_running_model_and_an_erased_customer_leaves_it()
    {
        var server = new RunningThroughline();
        await server.InitializeAsync();
        await using var running = server;
        var before = await TrainAsync(server);
        Assert.Equal(("not_enough_pairs", 0, 100), ((string)before["job"]!["ended_as"]!, (int)before["job"]!["have"]!, (int)before["job"]!["need"]!));
        Assert.Empty(before["models"]!.AsArray());

        await ImportAsync(server, "parcels", Csv(Rows));
        var list = await TrainAsync(server);
        Assert.Equal("first", (string?)list["job"]!["ended_as"]);
        var pairs = Enumerable.Range(0, Rows).Count(i => i % 11 != 5);
        Assert.Equal(pairs, (int)list["pairs"]!);
        var models = list["models"]!.AsArray();
        Assert.Equal([null, "en", "fa"], models.Select(model => (string?)model!["language"]));
        var whole = models[0]!;
        Assert.True((bool)whole["running"]!);
        Assert.Equal((pairs, (string?)null), ((int)whole["pairs"]!, (string?)whole["source"]));
        Assert.Equal("parcels", (string?)models[1]!["source"]);
        Assert.Equal(["en", "fa"], whole["languages"]!.AsArray().Select(one => (string)one!));
        foreach (var figure in new[] { "auc", "macro_f1", "calibration_error", "brier_skill" })
        {
            var estimate = whole["held_out"]![figure]!;
            Assert.InRange((double)estimate["value"]!, (double)estimate["low"]!, (double)estimate["high"]!);
            Assert.Equal(pairs / 5, (int)estimate["n"]!);
        }

        Assert.True((double)whole["held_out"]!["auc"]!["low"]! > 0.8, whole.ToJsonString());
        Assert.True((double)whole["held_out"]!["brier_skill"]!["value"]! > 0.3, whole.ToJsonString());

        // The words of the lists are not in these texts: what was learnt stands above them on the same answers.
        Assert.True((double)whole["held_out"]!["auc"]!["low"]! > (double)whole["lists"]!["auc"]!["value"]!, whole.ToJsonString());

        // The detectors of praise and blame read by it, and find what no pattern knows.
        var negative = await server.GetAsync("/api/v1/detectors/negative");
        Assert.True((bool)negative["learned"]!, negative.ToJsonString());
        Assert.True((bool)negative["is_experimental"]!);
        Assert.True((bool)(await server.GetAsync("/api/v1/detectors/positive"))["learned"]!);
        await Eventually.SeeAsync(() => server.GetAsync("/api/v1/detectors/negative"), one => (long)one["present"]! > pairs / 4);

        // Once more of the same: not worse, so the newer one runs, and one alone.
        var again = await TrainAsync(server);
        Assert.Equal("not_worse", (string?)again["job"]!["ended_as"]);
        Assert.Equal([2], Running(again));

        using var erased = await server.Client.PostAsJsonAsync(new Uri("/api/v1/profiles/email:c100@mail.example/erasure", UriKind.Relative),
            new JsonObject { ["why"] = "asked", ["all"] = true }, Stop);
        await RunningThroughline.ReadAsync(erased);
        var without = await TrainAsync(server);
        Assert.Equal("others_erased", (string?)without["job"]!["ended_as"]);
        Assert.Equal([3], Running(without));
        Assert.True((int)without["pairs"]! < pairs);
    }

    [Fact]
    public async Task Scores_and_words_without_a_purpose_are_not_learnt_from()
    {
        var server = new RunningThroughline();
        await server.InitializeAsync();
        await using var running = server;
        await ImportAsync(server, "parcels", Csv(Rows));
        await server.NamePurposeAsync("parcels", named: false, "comment");
        Assert.Equal(("not_enough_pairs", 0), ((string, int))((string)(await TrainAsync(server))["job"]!["ended_as"]!, (int)(await server.GetAsync("/api/v1/models"))["pairs"]!));
    }

    static IEnumerable<int> Running(JsonNode list) => list["models"]!.AsArray().Where(model => (bool)model!["running"]!).Select(model => (int)model!["id"]!).Distinct();
}
