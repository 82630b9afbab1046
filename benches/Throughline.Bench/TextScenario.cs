using System.Diagnostics;
using System.Text.RegularExpressions;
using Throughline.Language.Models;

namespace Throughline.Bench;

/// <summary>Text models: learning one head, and the verbs on whole files.</summary>
sealed partial class TextScenario : Scenario
{
    const string Words = "late cold rude slow broken friendly quick warm clean fresh";

    public override string Name => "text";

    public override string Question =>
        "Generated texts of about 100 characters in four languages: a head learnt from 10,000 of them (must 2 s, goal 0.5; peak memory must 300 MB, goal 200), and the verbs `text score` and `text detect` on a file of them, reading and writing included, start-up left out (floor 30,000 texts/s, goal 100,000).";

    public override async Task RunAsync(Report report, bool quick)
    {
        var texts = SampleTexts.Of(quick ? 10_000 : 100_000);
        var labelled = texts.Take(10_000).Select(Labelled).ToArray();
        var best = double.MaxValue;
        for (var round = 0; round < (quick ? 1 : 4); round++)
        {
            best = Math.Min(best, Seconds(() => TrainClassifier.Of(labelled)));
        }

        report.Add("learn from 10,000 texts in memory, best: seconds", $"{best:F2}");
        var folder = Directory.CreateTempSubdirectory("throughline-bench-");
        try
        {
            var (train, file, model, output) = (Of("train.csv"), Of("texts.csv"), Of("model"), Of("out.csv"));
            await File.WriteAllLinesAsync(train, labelled.Select(one => $"\"{one.Text}\",{one.Classes[0]}").Prepend("text,label"));
            await File.WriteAllLinesAsync(file, texts.Select(one => $"\"{one}\"").Prepend("text"));
            await VerbAsync(report, "text train, 10,000 texts", "text", "train", "--in", train, "--text", "text", "--label", "label", "--model", model);
            await VerbAsync(report, $"text score, {texts.Length:N0} texts", "text", "score", "--model", model, "--in", file, "--text", "text", "--out", output);
            await VerbAsync(report, $"text detect, {texts.Length:N0} texts", "text", "detect", "--in", file, "--text", "text", "--out", output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string Of(string name) => Path.Combine(folder.FullName, name);
    }

    static LabelledText Labelled(string text, int i) =>
        new($"{text}, {Words.Split(' ')[(i * 7 % 10 / 5 * 5) + (i % 5)]}", [i * 7 % 10 < 5 ? "bad" : "good"]);

    /// <summary>Runs a verb as a process of its own: what it says of its speed, and the most memory it took.</summary>
    static async Task VerbAsync(Report report, string what, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var verb = new ChildProgram(arguments);
        var (exit, peak, printed) = await verb.EndAsync();
        var said = SaidSpeed().Match(printed);
        report.Add($"{what}: seconds, peak MiB", exit == 0
            ? (FormattableString)$"{watch.Elapsed.TotalSeconds:F2} ({(said.Success ? said.Value : "")}), {peak:F0}"
            : $"failed: {printed.ReplaceLineEndings(" ")}");
    }

    [GeneratedRegex(@"(learnt in [\d.]+ s)|([\d,]+ texts/s)", RegexOptions.CultureInvariant)]
    private static partial Regex SaidSpeed();
}
