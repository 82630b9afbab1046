using Throughline.Matching.Text;

namespace Throughline.Bench;

/// <summary>Comparisons of names, in one thread.</summary>
sealed class CompareScenario : Scenario
{
    public override string Name => "compare";

    public override string Question => "How many pairs of names are compared in a second?";

    public override Task RunAsync(Report report, bool quick)
    {
        var random = new Random(1);
        string[] names = [.. Enumerable.Range(0, 4_096).Select(_ => string.Concat(Enumerable.Range(0, random.Next(4, 12)).Select(_ => (char)('a' + random.Next(20)))))];
        var pairs = quick ? 200_000 : 5_000_000;
        foreach (var warm in (int[])[pairs / 10, pairs])
        {
            double sum = 0;
            var winkler = Seconds(() => sum += Total(names, warm, (a, b) => JaroWinkler.Similarity(a, b)));
            var edits = Seconds(() => sum += Total(names, warm, (a, b) => EditDistance.Between(a, b)));
            if (warm == pairs && sum > 0)
            {
                report.Add("Jaro-Winkler", $"{pairs / winkler / 1e6:0.0} million a second");
                report.Add("optimal string alignment", $"{pairs / edits / 1e6:0.0} million a second");
            }
        }

        return Task.CompletedTask;
    }

    static double Total(string[] names, int pairs, Func<string, string, double> compare)
    {
        var sum = 0.0;
        for (var i = 0; i < pairs; i++)
        {
            sum += compare(names[i & 4095], names[(i * 31 + 7) & 4095]);
        }

        return sum;
    }
}
