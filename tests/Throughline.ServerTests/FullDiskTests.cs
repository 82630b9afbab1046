using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>The built program on a disk that runs full under load, has room again, and is killed.</summary>
public sealed class FullDiskTests
{
    const int Megabytes = 80;
    const int OfBatch = 100;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_told_and_survived_and_nothing_acknowledged_is_lost()
    {
        using var disk = SmallDisk.Mount(Megabytes);
        var program = new BuiltProgram(disk.Data);
        var (key, unused) = (await program.VerbAsync("keys", "create", "--source", "load"), await program.VerbAsync("keys", "create", "--source", "load"));
        var (admin, other) = (await program.VerbAsync("keys", "admin"), await program.VerbAsync("keys", "admin"));
        disk.Take(20);
        var acknowledged = new ConcurrentBag<string>();
        using (var serving = await program.ServeAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => UntilRefusedAsync(serving.Address, key, $"{sender}", acknowledged)));
            var early = acknowledged.Count;
            disk.TakeRest();
            var health = await HealthAsync(serving.Address);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
            Assert.Contains("disk", health.Said, StringComparison.OrdinalIgnoreCase);

            // Also with keys whose first use is to be noted.
            foreach (var one in new[] { key, unused })
            {
                using var client = BuiltProgram.Writer(serving.Address, one);
                await RefusedAsync(await SendAsync(client, "full", 0));
            }

            foreach (var one in new[] { admin, other })
            {
                await BuiltProgram.GetAsync(serving.Address, one, "/api/v1/signals?source=load");
                Assert.True((int)(await BuiltProgram.GetAsync(serving.Address, one, "/api/v1/ingest/counters"))["stored"]! > 0);
            }

            disk.GiveBack();
            await AcceptsAgainAsync(serving.Address, key, acknowledged);
            await HealthyAgainAsync(serving.Address);
            TestContext.Current.SendDiagnosticMessage($"{early} events until the disk was full, {acknowledged.Count} in all.");
            await BuiltProgram.HoldsExactlyAsync(serving.Address, admin, "load", acknowledged);
            await serving.KillAsync();
            Assert.DoesNotContain("Exception", await serving.Errors, StringComparison.Ordinal);
        }

        using var again = await program.ServeAsync();
        await BuiltProgram.HoldsExactlyAsync(again.Address, admin, "load", acknowledged);
    }

    [Fact]
    public async Task A_start_on_a_full_disk_after_a_kill_waits_for_room_and_loses_nothing()
    {
        using var disk = SmallDisk.Mount(Megabytes);
        var program = new BuiltProgram(disk.Data);
        var (key, admin) = (await program.VerbAsync("keys", "create", "--source", "load"), await program.VerbAsync("keys", "admin"));
        disk.Take(20);
        var acknowledged = new ConcurrentBag<string>();
        using (var serving = await program.ServeAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => UntilRefusedAsync(serving.Address, key, $"{sender}", acknowledged)));
            await serving.KillAsync();
        }

        disk.TakeRest();
        using var again = await program.ServeAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await HealthAsync(again.Address)).Status);
        using (var client = BuiltProgram.Writer(again.Address, key))
        {
            await RefusedAsync(await SendAsync(client, "full", 0));
        }

        disk.GiveBack();
        await AcceptsAgainAsync(again.Address, key, acknowledged);
        await HealthyAgainAsync(again.Address);
        await BuiltProgram.HoldsExactlyAsync(again.Address, admin, "load", acknowledged);
    }

    static async Task UntilRefusedAsync(Uri address, string key, string sender, ConcurrentBag<string> acknowledged)
    {
        using var client = BuiltProgram.Writer(address, key);
        for (var batch = 0; ; batch++)
        {
            var response = await SendAsync(client, sender, batch);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                await RefusedAsync(response);
                return;
            }

            Array.ForEach(Ids(sender, batch), acknowledged.Add);
            response.Dispose();
        }
    }

    /// <summary>What is refused says why, and when to come again.</summary>
    static async Task RefusedAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(int.Parse(response.Headers.GetValues("Retry-After").Single(), NumberStyles.None, CultureInfo.InvariantCulture) > 0);
        Assert.True((bool)JsonNode.Parse(text)!["retryable"]!);
        response.Dispose();
    }

    static async Task AcceptsAgainAsync(Uri address, string key, ConcurrentBag<string> acknowledged)
    {
        using var client = BuiltProgram.Writer(address, key);
        var end = Environment.TickCount64 + 15_000;
        HttpStatusCode status;
        do
        {
            await Task.Delay(100, Stop);
            using var response = await SendAsync(client, "later", 0);
            status = response.StatusCode;
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{status}");
        }
        while (status != HttpStatusCode.OK && Environment.TickCount64 < end);

        Assert.Equal(HttpStatusCode.OK, status);
        Array.ForEach(Ids("later", 0), acknowledged.Add);
    }

    static async Task HealthyAgainAsync(Uri address)
    {
        var (status, said) = await HealthAsync(address);
        for (var end = Environment.TickCount64 + 10_000; status != HttpStatusCode.OK && Environment.TickCount64 < end; (status, said) = await HealthAsync(address))
        {
            await Task.Delay(100, Stop);
        }

        Assert.True(status == HttpStatusCode.OK, said);
    }

    static async Task<(HttpStatusCode Status, string Said)> HealthAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var response = await client.GetAsync(new Uri("/health", UriKind.Relative), Stop);
        return (response.StatusCode, (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!["status"]!);
    }

    static string[] Ids(string sender, int batch) => [.. Enumerable.Range(0, OfBatch).Select(i => $"{sender}-{batch}-{i}")];

    static Task<HttpResponseMessage> SendAsync(HttpClient client, string sender, int batch)
    {
        var random = new Random(HashCode.Combine(sender.Length, sender[0], batch)); // what it says packs badly, and the same at each attempt
        var word = new byte[600];
        var events = Ids(sender, batch).Select(id =>
        {
            random.NextBytes(word);
            return $$"""{"type":"track","event":"Sent","userId":"u","messageId":"{{id}}","properties":{"of":"{{Convert.ToBase64String(word)}}"} }""";
        });
        return client.PostAsync(new Uri("/v1/batch", UriKind.Relative), new StringContent($$"""{"batch":[{{string.Join(",", events)}}]}"""), Stop);
    }
}
