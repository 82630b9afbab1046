using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Throughline.Bench;

/// <summary>One thing that is measured.</summary>
abstract class Scenario
{
    public abstract string Name { get; }

    /// <summary>One sentence: what is measured, against what.</summary>
    public abstract string Question { get; }

    public abstract Task RunAsync(Report report, bool quick);

    /// <summary>The median, and the value below which 95 % lie.</summary>
    protected static (double Median, double P95) Middle(List<double> values)
    {
        values.Sort();
        return (values[values.Count / 2], values[(int)Math.Ceiling(values.Count * 0.95) - 1]);
    }

    protected static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}

/// <summary>Collects figures, prints them as a table with the machine, and keeps them when asked to.</summary>
sealed class Report(Scenario scenario, bool quick)
{
    readonly List<(string What, string Figure)> _rows = [];

    public void Add(string what, FormattableString figure)
    {
        var text = figure.ToString(CultureInfo.InvariantCulture);
        _rows.Add((what, text));
        Console.Error.WriteLine($"  {what}: {text}");
    }

    public void Finish()
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# {scenario.Name}")
            .AppendLine(scenario.Question)
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"`./bench {scenario.Name}{(quick ? " --quick" : "")}` · {Machine.Describe()}")
            .AppendLine()
            .AppendLine("| what | figure |")
            .AppendLine("|---|---|");
        foreach (var (what, figure) in _rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {figure} |");
        }

        Console.WriteLine(text);
        if (Environment.GetEnvironmentVariable("BENCH_RECORD") == "1" && !quick)
        {
            File.WriteAllText(Path.Combine(Machine.Root(), "benches", "results", scenario.Name + ".md"), text.ToString());
        }
    }
}

/// <summary>What the figures were taken on.</summary>
static class Machine
{
    public static string Describe()
    {
        var processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores of {processor ?? "unknown"}, {memory} GiB, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}, .NET {Environment.Version}, fsync of 4 KiB p50 {FsyncMilliseconds():F2} ms");
    }

    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Throughline.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The bench runs outside the checkout.");
        }

        return folder;
    }

    static double FsyncMilliseconds()
    {
        var file = Path.GetTempFileName();
        try
        {
            using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1);
            var block = new byte[4096];
            var times = new List<double>();
            for (var i = 0; i < 50; i++)
            {
                var watch = Stopwatch.StartNew();
                stream.Write(block);
                stream.Flush(flushToDisk: true);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            times.Sort();
            return times[25];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
