using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Server;

namespace Throughline.ServerTests;

/// <summary>
/// The built program, ended by kill -9 in the middle of an erasure, over and over, each time a little later: every start goes on with it
/// until it is done. THROUGHLINE_ERASURE_STEP sets the milliseconds between one kill and the next.
/// </summary>
public sealed class KilledErasureTests : IDisposable
{
    const int Rows = 20_000;
    const string Email = "Zelda.Quix4711@Vexing-Mail.Example";
    const string User = "zqx-user-4711";
    const string Words = "zqxwords4711";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-killed-erasure-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Data => Path.Combine(_folder.FullName, "data");

    [Fact]
    public async Task An_erasure_that_is_killed_again_and_again_is_completed_and_takes_nothing_but_the_person()
    {
        var program = new BuiltProgram(Data);
        var (key, admin) = (await program.VerbAsync("keys", "create", "--source", "shop"), await program.VerbAsync("keys", "admin"));
        var file = Path.Combine(_folder.FullName, "answers.csv");
        string[] lines = [.. Enumerable.Range(0, Rows).Select(Row)];
        await File.WriteAllTextAsync(file, "review_id,date,email,overall_rating,comment\n" + string.Concat(lines), Stop);
        await program.VerbAsync("import", file, "--yes", "--source", "answers");
        Watched before;
        using (var first = await program.ServeAsync())
        {
            await PlantAsync(first.Address, key, admin);
            before = await WatchAsync(first.Address, admin);
            await first.EndAsync();
        }

        Assert.NotEmpty(Traces.InBytes(Data, [Words]));
        var step = int.Parse(Environment.GetEnvironmentVariable("THROUGHLINE_ERASURE_STEP") ?? "100", CultureInfo.InvariantCulture);
        var killed = await KillUntilDoneAsync(program, admin, step);
        TestContext.Current.SendDiagnosticMessage($"Killed while {string.Join(", ", killed.GroupBy(state => state).Select(state => $"{state.Key} {state.Count()} times"))}.");
        Assert.True(killed.Count >= 3, $"only {killed.Count} kills came in the middle of it");

        using (var last = await program.ServeAsync())
        {
            var list = await BuiltProgram.GetAsync(last.Address, admin, "/api/v1/erasures");
            Assert.True((bool)list["chain_holds"]!);
            var proof = Assert.Single(list["items"]!.AsArray())!;
            Assert.Equal("done", (string)proof["state"]!);
            Assert.All(proof["checks"]!.AsArray(), check => Assert.True((bool)check!["ok"]!, proof["checks"]!.ToJsonString()));
            Assert.All(proof["stores"]!.AsArray(), store => Assert.Equal((long)store!["found"]!, (long)store["erased"]!));
            var theirs = (long)proof["stores"]!.AsArray().Single(store => (string)store!["store"]! == "signals")!["erased"]!;
            Assert.Equal((Rows / 100) + 1, theirs);
            var after = await WatchAsync(last.Address, admin);
            Assert.Equal(before.Signals - theirs, after.Signals);
            Assert.Equal(before.Other, after.Other);
            await last.EndAsync();
        }

        using (var installation = Installation.Open(Data))
        {
            Assert.Empty(new Traces(Data, installation.Log, installation.Keys).InRows([Email, User, Words]));
        }

        Assert.Empty(Traces.InBytes(Data, [Email, User, Words]));
        var kept = await File.ReadAllLinesAsync(Directory.GetFiles(Path.Combine(Data, "files")).Single(path => new FileInfo(path).Length == new FileInfo(file).Length), Stop);
        Assert.Equal(Rows, kept.Length - 1);
        Assert.Equal(lines.Where((_, i) => !IsTheirs(i)).Select(line => line.TrimEnd('\n')), kept.Skip(1).Where((_, i) => !IsTheirs(i)));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(Data, "erasures.jsonl"), Stop));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    static bool IsTheirs(int row) => row % 100 == 37;

    static string Row(int i) => string.Create(CultureInfo.InvariantCulture,
        $"R{i},2026-0{(i % 9) + 1}-{(i % 28) + 1:00},{(IsTheirs(i) ? Email : $"customer{i % 997}@x.example")},{(i % 5) + 1},{(IsTheirs(i) ? $"I said {Words} in row {i}" : $"this was said in row {i} by somebody else")}\n");

    /// <summary>Has the person erased and kills the program, each time a little later, until the erasure is done; in what state it was killed each time.</summary>
    static async Task<List<string>> KillUntilDoneAsync(BuiltProgram program, string admin, int step)
    {
        var killed = new List<string>();
        for (var round = 0; round < 100; round++)
        {
            using var serving = await program.ServeAsync();
            var asked = round == 0 ? AskAsync(serving.Address, admin) : Task.CompletedTask;
            await Eventually.SeeAsync(() => BuiltProgram.GetAsync(serving.Address, admin, "/api/v1/erasures"), list => list["items"]!.AsArray().Count > 0);
            await Task.Delay(round * step, Stop);
            var state = (string)(await BuiltProgram.GetAsync(serving.Address, admin, "/api/v1/erasures"))["items"]![0]!["state"]!;
            if (state == "done")
            {
                await asked;
                await serving.EndAsync();
                return killed;
            }

            await serving.KillAsync();
            await asked;
            killed.Add(state);
        }

        throw new InvalidOperationException($"The erasure was not done after {killed.Count} kills.");
    }

    static async Task AskAsync(Uri address, string admin)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", admin);
        try
        {
            using var answer = await client.PostAsJsonAsync(
                new Uri($"/api/v1/profiles/{Uri.EscapeDataString($"email:{Email}")}/erasure", UriKind.Relative), new JsonObject { ["why"] = "asked by letter", ["all"] = true }, Stop);
            _ = await answer.Content.ReadAsStringAsync(Stop);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The program was killed while it did as it was asked.
        }
    }

    /// <summary>The person in an event, a held event and a consent; and somebody else in the same source.</summary>
    static async Task PlantAsync(Uri address, string key, string admin)
    {
        using var client = BuiltProgram.Writer(address, key);
        using var sent = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), new StringContent($$"""
            {"batch":[
                {"type":"identify","userId":"{{User}}","messageId":"m1","traits":{"email":"{{Email}}","note":"{{Words}}"} },
                {"type":"hop","messageId":"m2","properties":{"mail":"{{Email}}"} },
                {"type":"track","event":"Opened","userId":"somebody-else","messageId":"m3"}]}
            """, Encoding.UTF8, "application/json"), Stop);
        sent.EnsureSuccessStatusCode();
        using var administrator = new HttpClient { BaseAddress = address };
        administrator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", admin);
        using var consent = await administrator.PostAsJsonAsync(new Uri("/api/v1/consents", UriKind.Relative),
            new JsonObject { ["subject"] = $"email:{Email}", ["purpose"] = "improve", ["given"] = true, ["evidence"] = $"form {Words}" }, Stop);
        consent.EnsureSuccessStatusCode();
        await Eventually.SeeAsync(() => BuiltProgram.GetAsync(address, admin, $"/api/v1/profiles?q=email:customer1@x.example"), page => (int)page["total"]! == 1);
        await Eventually.SeeAsync(() => BuiltProgram.GetAsync(address, admin, "/api/v1/sources"),
            list => list["items"]!.AsArray().Sum(one => (long)one!["stored"]!) == Rows + 2);
    }

    static async Task<Watched> WatchAsync(Uri address, string admin)
    {
        var records = await BuiltProgram.GetAsync(address, admin, "/api/v1/records"); // what is in the log; counts of what came in stay as they were
        var other = await Eventually.SeeAsync(() => BuiltProgram.GetAsync(address, admin, "/api/v1/profiles/email:customer1@x.example/timeline?take=200"), page => (int)page["total"]! > 0);
        return new Watched((long)records["total"]!, string.Join(',', other["items"]!.AsArray().Select(one => $"{one!["id"]} {one["text"]}")));
    }

    /// <param name="Signals">Signals of all sources.</param>
    /// <param name="Other">What somebody else said.</param>
    sealed record Watched(long Signals, string Other);
}
