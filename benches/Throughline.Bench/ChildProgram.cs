using System.Diagnostics;
using System.Globalization;

namespace Throughline.Bench;

/// <summary>The built program as a process of its own, watched from outside.</summary>
sealed class ChildProgram : IDisposable
{
    readonly Process _process;

    public ChildProgram(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "throughline");
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Started = Stopwatch.StartNew();
    }

    public Stopwatch Started { get; }

    public StreamReader Output => _process.StandardOutput;

    /// <summary>Largest resident memory so far, MiB; null where the system does not tell.</summary>
    public double? PeakMiB => Memory("VmHWM:");

    /// <summary>Resident memory now, MiB; null where the system does not tell.</summary>
    public double? NowMiB => Memory("VmRSS:");

    /// <summary>Seconds of processor so far, of all its threads.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Waits for the end while noting the largest memory; exit code, peak in MiB, and what it printed.</summary>
    public async Task<(int Exit, double Peak, string Printed)> EndAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        var printed = _process.StandardOutput.ReadToEndAsync();
        var peak = 0.0;
        while (!_process.HasExited)
        {
            peak = Math.Max(peak, PeakMiB ?? 0);
            await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(50));
        }

        return (_process.ExitCode, peak, await printed + await errors);
    }

    /// <summary>SIGTERM, then waits for the end.</summary>
    public async Task TerminateAsync()
    {
        using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    double? Memory(string line)
    {
        try
        {
            var found = File.ReadLines($"/proc/{_process.Id}/status").FirstOrDefault(l => l.StartsWith(line, StringComparison.Ordinal));
            return found is null ? null : double.Parse(found.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
