using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Throughline.Language.Detecting;
using Throughline.Language.Lexicon;
using Throughline.Language.Models;

namespace Throughline.Server.Cli;

/// <summary><c>throughline text</c>: what a file of texts says; learning from labels, scoring, detecting, telling languages apart.</summary>
static class TextVerb
{
    /// <summary>In the place of a file's name: the word lists that come with the program.</summary>
    const string Lexicon = "lexicon";

    public static Command Create() => new("text", "What texts say: train, score, detect, topics, language, damage")
    {
        Train(), Score(), Detect(), TopicsVerb.Create(), TextTellVerbs.Language(), TextTellVerbs.Damage(),
    };

    internal static Option<string> In() => new("--in") { Description = "CSV file to read", Required = true };

    internal static Option<string> Column() => new("--text") { Description = "Column of the texts", Required = true };

    internal static Option<string?> SplitColumn() => new("--split-column") { Description = "Column by which rows are chosen; all rows without it" };

    internal static Option<string?> Split() => new("--split") { Description = "What a row has there to be used; several parted by commas" };

    static Command Train()
    {
        var (input, text, split, value) = (In(), Column(), SplitColumn(), Split());
        var label = new Option<string>("--label") { Description = "Column of the labels; several in one cell are parted by |", Required = true };
        var model = new Option<string>("--model") { Description = "File to write", Required = true };
        var command = new Command("train", "Learn from labelled texts") { input, text, label, model, split, value };
        command.SetAction(parsed => Guarded("text train", parsed.InvocationConfiguration.Error, () =>
        {
            var clock = Stopwatch.StartNew();
            var table = Read(parsed.GetValue(input)!, parsed.GetValue(split), parsed.GetValue(value));
            var texts = Labelled(table, table.Place(parsed.GetValue(text)!), table.Place(parsed.GetValue(label)!), out var isMany);
            var read = clock.Elapsed;
            var learnt = Learn(table.Path, texts, isMany);
            using var files = new WholeFiles();
            ModelFile.Write(learnt, files.Open(parsed.GetValue(model)!).BaseStream);
            files.Keep();
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{parsed.GetValue(model)}: {texts.Count} texts, {learnt.Classes.Count} classes; on texts not seen, by folds: macro-F1 {learnt.Card.MacroF1:0.000}, accuracy {learnt.Card.Accuracy:0.000}"));
            parsed.InvocationConfiguration.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read in {read.TotalSeconds:0.00} s, learnt in {(clock.Elapsed - read).TotalSeconds:0.00} s"));
        }));
        return command;
    }

    static Command Score()
    {
        var (input, text, split, value) = (In(), Column(), SplitColumn(), Split());
        var model = new Option<string>("--model") { Description = "A model that text train wrote, or lexicon: praise and blame by word lists, without any label", Required = true };
        var output = new Option<string>("--out") { Description = "CSV file to write: the columns of the file, predicted, probability, p_CLASS", Required = true };
        var command = new Command("score", "Say of each text which class it is of") { model, input, text, output, split, value };
        command.SetAction(parsed => Guarded("text score", parsed.InvocationConfiguration.Error, () =>
        {
            var learnt = parsed.GetValue(model) == Lexicon && !File.Exists(Lexicon) ? null : Load(parsed.GetValue(model)!);
            var table = Read(parsed.GetValue(input)!, parsed.GetValue(split), parsed.GetValue(value));
            var place = table.Place(parsed.GetValue(text)!);
            using var files = new WholeFiles();
            var clock = Stopwatch.StartNew();
            ScoreFile.Write(files.Open(parsed.GetValue(output)!), table, place, learnt?.Classes ?? LexiconReader.Classes, learnt?.Card.IsMany ?? false, () => learnt is null ? new LexiconReader() : learnt.Reader());
            var elapsed = clock.Elapsed.TotalSeconds;
            files.Keep();
            parsed.InvocationConfiguration.Output.WriteLine($"{parsed.GetValue(output)}: {table.Rows.Count} texts");
            parsed.InvocationConfiguration.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scored and written in {elapsed:0.00} s, {table.Rows.Count / Math.Max(elapsed, 1e-9):N0} texts/s"));
        }));
        return command;
    }

    static Command Detect()
    {
        var (input, text) = (In(), Column());
        var language = new Option<string>("--language") { Description = "Language of the texts; auto tells it from each of them", DefaultValueFactory = _ => "auto" };
        language.AcceptOnlyFromAmong("auto", "en", "ar", "fa", "zh");
        var output = new Option<string>("--out") { Description = "CSV file to write: row, language, detector, state, probability, start, end", Required = true };
        var command = new Command("detect", "Find what texts say of feelings, effort, wishes and dangers, with the words that say so") { input, text, language, output };
        command.SetAction(parsed => Guarded("text detect", parsed.InvocationConfiguration.Error, () =>
        {
            var table = CsvTable.Read(parsed.GetValue(input)!);
            var place = table.Place(parsed.GetValue(text)!);
            var detectors = DetectorSet.BuiltIn;
            using var files = new WholeFiles();
            var clock = Stopwatch.StartNew();
            DetectFile.Write(files.Open(parsed.GetValue(output)!), table, place, detectors, parsed.GetValue(language));
            var elapsed = clock.Elapsed.TotalSeconds;
            files.Keep();
            parsed.InvocationConfiguration.Output.WriteLine($"{parsed.GetValue(output)}: {table.Rows.Count} texts, {detectors.Detectors.Count} detectors");
            parsed.InvocationConfiguration.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read and written in {elapsed:0.00} s, {table.Rows.Count / Math.Max(elapsed, 1e-9):N0} texts/s"));
        }));
        return command;
    }

    static TextClassifier Learn(string path, List<LabelledText> texts, bool isMany)
    {
        try
        {
            return TrainClassifier.Of(texts, new TrainOptions(IsMany: isMany));
        }
        catch (ArgumentException refused)
        {
            throw new InputRefused($"{path}: {refused.Message}", refused);
        }
    }

    static TextClassifier Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputRefused($"{path} is not there.");
        }

        using var file = File.OpenRead(path);
        try
        {
            return ModelFile.Read(file);
        }
        catch (InvalidDataException broken)
        {
            throw new InputRefused($"{path}: {broken.Message}", broken);
        }
    }

    internal static CsvTable Read(string path, string? column, string? value)
    {
        if ((column is null) != (value is null))
        {
            throw new InputRefused("--split-column and --split go together.");
        }

        var table = CsvTable.Read(path);
        return column is null ? table : table.Where(column, value!.Split(','));
    }

    static List<LabelledText> Labelled(CsvTable table, int text, int label, out bool isMany)
    {
        var many = table.Rows.Any(row => row[label].Contains('|', StringComparison.Ordinal));
        isMany = many;
        return [.. table.Rows.Where(row => row[label].Length > 0 && row[text].Length > 0).Select(row => new LabelledText(row[text], many ? row[label].Split('|', StringSplitOptions.RemoveEmptyEntries) : [row[label]]))];
    }

    internal static int Guarded(string verb, TextWriter stderr, Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (Exception failure) when (failure is InputRefused or IOException or UnauthorizedAccessException)
        {
            stderr.WriteLine($"{verb}: {failure.Message.ReplaceLineEndings(" ")}");
            return 2;
        }
    }
}
