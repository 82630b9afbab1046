using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>The built program on one data folder, as processes of its own that can be stopped and killed.</summary>
sealed class BuiltProgram(string folder)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Runs a verb on the folder; the last line that it printed.</summary>
    public async Task<string> VerbAsync(params string[] arguments)
    {
        using var process = Start([.. arguments, "--data", folder]);
        var errors = process.StandardError.ReadToEndAsync(Stop);
        var printed = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        Assert.True(process.ExitCode == 0, await errors);
        return printed.Trim().Split('\n')[^1];
    }

    /// <summary>Starts the server; it listens when this returns.</summary>
    public async Task<Serving> ServeAsync(int port = 0)
    {
        var process = Start(["serve", "--port", $"{port}", "--no-demo", "--data", folder]);
        var line = await process.StandardOutput.ReadLineAsync(Stop) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Stop));
        _ = process.StandardOutput.ReadToEndAsync(Stop);
        return new Serving(process, new Uri(line.Split(' ')[^1]), process.StandardError.ReadToEndAsync(Stop));
    }

    /// <summary>A client with a write key.</summary>
    public static HttpClient Writer(Uri address, string key)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":")));
        return client;
    }

    /// <summary>A document; throws when it is refused.</summary>
    public static async Task<JsonNode> GetAsync(Uri address, string admin, string path)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", admin);
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The events' ids of all that is stored of a source, in the order of storing.</summary>
    public static async Task<List<string>> StoredAsync(Uri address, string admin, string source)
    {
        var stored = new List<string>();
        string? after = null;
        do
        {
            var page = await GetAsync(address, admin, $"/api/v1/signals?source={source}&limit=1000{(after is null ? "" : $"&after={after}")}");
            stored.AddRange(page["items"]!.AsArray().Select(i => (string)i!["messageId"]!));
            after = (string?)page["next"];
        }
        while (after is not null);

        return stored;
    }

    /// <summary>All that was acknowledged is there exactly once, nothing else is, and the counters balance.</summary>
    public static async Task HoldsExactlyAsync(Uri address, string admin, string source, IEnumerable<string> acknowledged)
    {
        var stored = await StoredAsync(address, admin, source);
        Assert.Equal(stored.Count, stored.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
        var counters = await GetAsync(address, admin, $"/api/v1/ingest/counters?source={source}");
        Assert.Equal(stored.Count, (int)counters["stored"]!);
        Assert.Equal(
            (int)counters["received"]!,
            (int)counters["stored"]! + (int)counters["duplicate"]! + (int)counters["quarantined"]! + (int)counters["rejected"]!);
    }

    static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "throughline"), arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>A server that runs.</summary>
    public sealed record Serving(Process Process, Uri Address, Task<string> Errors) : IDisposable
    {
        /// <summary>Asks it to end, as a supervisor does; it has ended when this returns.</summary>
        public async Task EndAsync()
        {
            using var term = Process.Start("kill", ["-TERM", $"{Process.Id}"]);
            await Process.WaitForExitAsync(Stop);
        }

        /// <summary>kill -9.</summary>
        public async Task KillAsync()
        {
            Process.Kill();
            await Process.WaitForExitAsync(Stop);
        }

        public void Dispose()
        {
            if (!Process.HasExited)
            {
                Process.Kill();
                Process.WaitForExit();
            }

            Process.Dispose();
        }
    }
}
