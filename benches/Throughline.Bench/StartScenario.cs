using System.Globalization;
using System.Net;

namespace Throughline.Bench;

/// <summary>From the command to the first answer, and what the program takes while nothing happens.</summary>
sealed class StartScenario : Scenario
{
    public override string Name => "start";

    public override string Question =>
        "`throughline serve` on the demo company's folder: time to the first answer of /health (built program, warm disk), and resident memory after a minute of silence that followed one look at each page's data, once everything that follows the log has caught up.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var folder = Directory.CreateTempSubdirectory("throughline-bench-");
        try
        {
            using (var demo = new ChildProgram("demo", "--data", folder.FullName, "--customers", quick ? "1000" : "10000"))
            {
                var (_, peak, printed) = await demo.EndAsync();
                report.Add("demo company", $"{printed.Trim()}, peak {peak:F0} MiB");
            }

            var starts = new List<double>();
            for (var i = 0; i < (quick ? 1 : 5); i++)
            {
                using var server = new ServingProgram(folder.FullName);
                starts.Add(await server.ReadyAsync());
            }

            report.Add("start to /health, seconds: median, p95 (must 5)", $"{Middle(starts).Median:F2}, {Middle(starts).P95:F2}");
            using var idle = new ServingProgram(folder.FullName);
            await idle.ReadyAsync();
            foreach (var path in new[] { "/api/v1/catalogue", "/api/v1/pulse" })
            {
                await idle.TimeAsync(path);
            }

            report.Add("until what follows the log rests, seconds; memory then, MiB", $"{await idle.RestsAsync():F0}; {idle.NowMiB:F0}");
            await Task.Delay(TimeSpan.FromSeconds(quick ? 5 : 60));
            report.Add("idle memory, MiB (must 300, goal 200)", $"{idle.NowMiB:F0}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A server of its own on a data folder, asked over loopback.</summary>
sealed class ServingProgram(string folder, int port = 0) : IDisposable
{
    readonly ChildProgram _child = new("serve", "--port", port.ToString(CultureInfo.InvariantCulture), "--no-demo", "--data", folder);
    HttpClient? _client;

    /// <summary>Where it answers; known when it is ready.</summary>
    public Uri Address { get; private set; } = null!;

    public double? NowMiB => _child.NowMiB;

    public double? PeakMiB => _child.PeakMiB;

    public double CpuSeconds => _child.CpuSeconds;

    /// <summary>Seconds until /health answered.</summary>
    public async Task<double> ReadyAsync()
    {
        var line = await _child.Output.ReadLineAsync() ?? throw new InvalidOperationException("The server ended at once.");
        var address = new Uri(line.Split(' ')[^1]);
        using var open = new HttpClient { BaseAddress = address };
        (await open.GetAsync(new Uri("/health", UriKind.Relative))).EnsureSuccessStatusCode();
        Address = address;
        var seconds = _child.Started.Elapsed.TotalSeconds;
        var running = Platform.Storage.RunningServer.Find(folder) ?? throw new InvalidOperationException("The server did not say where it is.");
        _client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        _client.DefaultRequestHeaders.Authorization = new("Bearer", running.Token);
        return seconds;
    }

    /// <summary>Seconds for one answer, which must be 200.</summary>
    public async Task<double> TimeAsync(string path)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var response = await _client!.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.OK
            ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }

    /// <summary>Seconds until the server does next to nothing, at most three minutes.</summary>
    public async Task<double> RestsAsync()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var (quiet, before) = (0, CpuSeconds); quiet < 3 && watch.Elapsed.TotalMinutes < 3; before = CpuSeconds)
        {
            await Task.Delay(1000);
            quiet = CpuSeconds - before < 0.1 ? quiet + 1 : 0;
        }

        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Asks it to end as a supervisor does, and waits until it has.</summary>
    public Task EndAsync() => _child.TerminateAsync();

    /// <summary>The answer to a question.</summary>
    public Task<string> ReadAsync(string path) => _client!.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>The answer to a request with a body.</summary>
    public async Task<string> PostAsync(string path, string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await _client!.PostAsync(new Uri(path, UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.OK ? text : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }

    public void Dispose()
    {
        _client?.Dispose();
        _child.Dispose();
    }
}
