using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>The libraries that people really run, through a proxy that loses answers, refuses, and cuts connections.</summary>
public sealed class ClientLibraryTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    const int Events = 12;

    static readonly string[] _faults = ["none", "lost-answer", "status-503", "status-429", "cut-body"];

    [Fact]
    public async Task Every_library_for_servers_stores_every_event_once_through_every_fault()
    {
        string[] clients = ["segment", "rudder", "posthog", "posthog-v1", "snowplow", "cloudevents", "otlp", "otlp-protobuf"];
        await using var program = ClientProgram.Start("send.mjs");
        var jobs = await GiveAllAsync(program, from client in clients from fault in _faults select (client, fault));
        program.End();
        var said = await AnswersAsync(program, jobs.Count);
        Assert.All(jobs, job => Assert.Equal(job.Fault != "none", (int)said[job.Source]["faults"]! > 0));
        await NothingIsWrongAsync(jobs, said);
    }

    [Fact]
    public async Task Every_library_for_pages_stores_every_event_once_from_a_page_of_another_origin()
    {
        // A beacon is never told what became of it, so its library cannot send again what was refused.
        string[] clients = ["segment", "segment-batching", "rudder", "posthog", "snowplow"];
        var asked = (from client in clients from fault in new[] { "none", "lost-answer", "status-503" } select (client, fault))
            .Append(("rudder-beacon", "none")).Append(("rudder-beacon", "lost-answer"));
        await using var program = ClientProgram.Start("browse.mjs", needsChromium: true);
        var jobs = await GiveAllAsync(program, asked);
        var said = await AnswersAsync(program, jobs.Count);
        await UntilAsync(jobs, TimeSpan.FromSeconds(60));
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken); // what would be sent twice
        await NothingIsWrongAsync(jobs, said);
    }

    async Task<List<Job>> GiveAllAsync(ClientProgram program, IEnumerable<(string Client, string Fault)> asked)
    {
        var jobs = new List<Job>();
        foreach (var (client, fault) in asked)
        {
            var source = $"{client}-{fault}-{Guid.NewGuid():N}"[..40].TrimEnd('-');
            var made = await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(
                new Uri("/api/v1/keys", UriKind.Relative), new { kind = "write", name = "tests", source }, TestContext.Current.CancellationToken));
            var names = Enumerable.Range(0, Events).Select(i => $"{source}-{i}").ToList();
            jobs.Add(new Job(client, fault, source, names));
            await program.GiveAsync(new JsonObject
            {
                ["client"] = client,
                ["fault"] = fault,
                ["source"] = source,
                ["to"] = server.Address.ToString().TrimEnd('/'),
                ["key"] = (string?)made["secret"],
                ["names"] = new JsonArray([.. names.Select(n => (JsonNode)n)]),
            });
        }

        return jobs;
    }

    static async Task<Dictionary<string, JsonNode>> AnswersAsync(ClientProgram program, int count)
    {
        var said = new Dictionary<string, JsonNode>();
        for (var i = 0; i < count; i++)
        {
            var one = await program.AnswerAsync(TestContext.Current.CancellationToken);
            said[(string)one["source"]!] = one;
        }

        return said;
    }

    /// <summary>Waits until every event is stored; what is missing then is told by the check.</summary>
    async Task UntilAsync(List<Job> jobs, TimeSpan most)
    {
        var waiting = jobs.Select(job => job.Source).ToHashSet();
        for (var end = Environment.TickCount64 + most.TotalMilliseconds; Environment.TickCount64 < end;)
        {
            foreach (var source in waiting.ToList())
            {
                if ((long)(await server.GetAsync($"/api/v1/ingest/counters?source={source}"))["stored"]! >= Events)
                {
                    waiting.Remove(source);
                }
            }

            if (waiting.Count == 0)
            {
                return;
            }

            await Task.Delay(250, TestContext.Current.CancellationToken);
        }
    }

    async Task NothingIsWrongAsync(List<Job> jobs, Dictionary<string, JsonNode> said)
    {
        var wrong = new List<string>();
        foreach (var job in jobs)
        {
            wrong.AddRange(await FindWrongAsync(job, said[job.Source]));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What is not as it must be: every event stored once under its id, the counts true, and the fault really done.</summary>
    async Task<List<string>> FindWrongAsync(Job job, JsonNode said)
    {
        var counters = await server.GetAsync($"/api/v1/ingest/counters?source={job.Source}");
        var items = (await server.GetAsync($"/api/v1/signals?source={job.Source}&limit=1000"))["items"]!.AsArray();
        var told = $"{job.Client} through {job.Fault}: {counters.ToJsonString()} errors {said["errors"]!.ToJsonString()} requests {said["requests"]} faults {said["faults"]}";
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        var wrong = new List<string>();
        var names = items.Select(i => (string)i!["activity"]!).Order(StringComparer.Ordinal).ToList();
        if (!names.SequenceEqual(job.Names.Order(StringComparer.Ordinal)))
        {
            wrong.Add($"{told}: stored [{string.Join(", ", names.Select(n => n[^2..]))}]");
        }

        var ids = items.Select(i => (string)i!["messageId"]!).ToHashSet(StringComparer.Ordinal);
        if (said["ids"] is JsonArray given && !ids.SetEquals(given.Select(i => (string)i!)))
        {
            wrong.Add($"{told}: ids {string.Join(", ", ids.Take(3))} instead of {given.ToJsonString()}");
        }

        if ((long)counters["received"]! != Events + (long)counters["duplicate"]! || (long)counters["stored"]! != Events || (long)counters["quarantined"]! != 0)
        {
            wrong.Add($"{told}: counted wrong");
        }

        if (job is { Fault: "lost-answer", Client: not "rudder-beacon" } && (long)counters["duplicate"]! == 0)
        {
            wrong.Add($"{told}: no answer was lost");
        }

        return wrong;
    }

    sealed record Job(string Client, string Fault, string Source, IReadOnlyList<string> Names);
}
