using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Throughline.Matching.Text;
using Throughline.Tests.Matching;

namespace Throughline.Bench;

/// <summary>Comparisons of names beside their plain twins, which are also what the tests check them against. One thread, by BenchmarkDotNet.</summary>
sealed class CompareScenario : Scenario
{
    public override string Name => "compare";

    public override string Question => "How many pairs of names are compared in a second, and how many by the plain way?";

    public override Task RunAsync(Report report, bool quick)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob((quick ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance);
        var summary = BenchmarkRunner.Run<NameComparisons>(config);
        foreach (var one in summary.Reports)
        {
            if (one.ResultStatistics is { } figures)
            {
                report.Add(one.BenchmarkCase.Descriptor.WorkloadMethod.Name.Replace('_', ' '), $"{1e3 / figures.Mean:0.00} million a second ({figures.Mean:0} ns)");
            }
        }

        return Task.CompletedTask;
    }
}

/// <summary>4,096 made-up names of 4 to 11 letters, each against another.</summary>
public class NameComparisons
{
    const int Names = 4_096;

    readonly string[] _names = new string[Names];

    /// <summary>Makes the names; both ways must agree on all of them before anything is timed.</summary>
    [GlobalSetup]
    public void Make()
    {
        var random = new Random(1);
        for (var i = 0; i < Names; i++)
        {
            _names[i] = string.Concat(Enumerable.Range(0, random.Next(4, 12)).Select(_ => (char)('a' + random.Next(20))));
        }

        for (var i = 0; i < Names; i++)
        {
            var (a, b) = (_names[i], Other(i));
            if (Math.Abs(JaroWinkler.Similarity(a, b) - PlainText.JaroWinkler(a, b)) > 1e-12 || EditDistance.Between(a, b) != PlainText.EditDistance(a, b))
            {
                throw new InvalidOperationException($"The two ways differ on {a} and {b}.");
            }
        }
    }

    /// <summary>Bit-parallel.</summary>
    [Benchmark(OperationsPerInvoke = Names)]
    public double Jaro_Winkler() => Sum((a, b) => JaroWinkler.Similarity(a, b));

    /// <summary>As textbooks write it.</summary>
    [Benchmark(OperationsPerInvoke = Names)]
    public double Jaro_Winkler_plain() => Sum(PlainText.JaroWinkler);

    /// <summary>Bit-parallel.</summary>
    [Benchmark(OperationsPerInvoke = Names)]
    public double Optimal_string_alignment() => Sum((a, b) => EditDistance.Between(a, b));

    /// <summary>A table of all prefixes.</summary>
    [Benchmark(OperationsPerInvoke = Names)]
    public double Optimal_string_alignment_plain() => Sum((a, b) => PlainText.EditDistance(a, b));

    double Sum(Func<string, string, double> compare)
    {
        var sum = 0.0;
        for (var i = 0; i < Names; i++)
        {
            sum += compare(_names[i], Other(i));
        }

        return sum;
    }

    string Other(int i) => _names[((i * 31) + 7) & (Names - 1)];
}
