using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>A program of <c>tests/clients</c>: takes jobs as lines of JSON and answers each with a line.</summary>
sealed class ClientProgram : IAsyncDisposable
{
    readonly Process _process;
    readonly Task<string> _errors;

    ClientProgram(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Starts it; skips the running test, saying why, where it cannot run.</summary>
    public static ClientProgram Start(string script, bool needsChromium = false)
    {
        var folder = Folder();
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "The client libraries are not installed: npm ci in tests/clients, or ./test --all.");
        Assert.SkipWhen(needsChromium && !_browsers.Any(File.Exists), "No Chromium on this machine; CHROMIUM may name one.");
        try
        {
            return new ClientProgram(Process.Start(new ProcessStartInfo("node", [script])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("node is not on this machine.");
            throw;
        }
    }

    static readonly IEnumerable<string> _browsers =
        [Environment.GetEnvironmentVariable("CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public async Task GiveAsync(JsonObject job)
    {
        await _process.StandardInput.WriteLineAsync(job.ToJsonString());
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The next answer.</summary>
    public async Task<JsonNode> AnswerAsync(CancellationToken cancellation)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellation);
        return line is null ? throw new InvalidOperationException($"The clients ended early: {await _errors}") : JsonNode.Parse(line)!;
    }

    /// <summary>Says that there are no more jobs.</summary>
    public void End() => _process.StandardInput.Close();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Throughline.slnx")))
            {
                return Path.Combine(at.FullName, "tests", "clients");
            }
        }

        throw new DirectoryNotFoundException("The tests do not lie in a checkout.");
    }
}
