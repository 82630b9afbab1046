using System.CommandLine;
using System.Globalization;
using Throughline.Language.Topics;

namespace Throughline.Server.Cli;

/// <summary><c>throughline text topics</c>: what each text of a file is about, by a taxonomy and, where it says nothing, by what the texts have in common.</summary>
static class TopicsVerb
{
    public static Command Create()
    {
        var (input, text, split, value) = (TextVerb.In(), TextVerb.Column(), TextVerb.SplitColumn(), TextVerb.Split());
        var output = new Option<string>("--out") { Description = "CSV file to write: row, topic, kind (taxonomy, discovered, none), reason, start, end", Required = true };
        var taxonomy = new Option<string?>("--taxonomy") { Description = "File of topics; without it, those that the program comes with. An empty file for none" };
        var write = new Option<string?>("--write-taxonomy") { Description = "Write the topics that are used to this file, to be edited" };
        var command = new Command("topics", "Say of each text what it is about") { input, text, output, taxonomy, write, split, value };
        command.SetAction(parsed => TextVerb.Guarded("text topics", parsed.InvocationConfiguration.Error, () =>
        {
            var topics = Load(parsed.GetValue(taxonomy));
            var table = TextVerb.Read(parsed.GetValue(input)!, parsed.GetValue(split), parsed.GetValue(value));
            var place = table.Place(parsed.GetValue(text)!);
            var run = TopicRun.Of(new TopicTagger(topics), [.. table.Rows.Select(row => row[place])]);
            using var files = new WholeFiles();
            Write(files.Open(parsed.GetValue(output)!), run);
            if (parsed.GetValue(write) is { } path)
            {
                files.Open(path).Write(TaxonomyText.Write(topics));
            }

            files.Keep();
            Tell(parsed.InvocationConfiguration.Output, run);
        }));
        return command;
    }

    static Taxonomy Load(string? path)
    {
        if (path is null)
        {
            return Taxonomy.Starter;
        }

        try
        {
            return TaxonomyText.Read(File.ReadAllText(path));
        }
        catch (FormatException broken)
        {
            throw new InputRefused($"{path}: {broken.Message}", broken);
        }
    }

    static void Write(TextWriter into, TopicRun run)
    {
        CsvTable.Write(into, ["row", "topic", "kind", "reason", "start", "end"]);
        for (var row = 0; row < run.Texts.Count; row++)
        {
            var text = run.Texts[row];
            if (text.Topics.Count == 0)
            {
                CsvTable.Write(into, [Number(row), "", "none", text.None.Word(), "", ""]);
            }

            foreach (var topic in text.Topics)
            {
                foreach (var (start, end) in topic.Spans)
                {
                    CsvTable.Write(into, [Number(row), topic.Topic, topic.IsDiscovered ? "discovered" : "taxonomy", "", Number(start), Number(end)]);
                }
            }
        }
    }

    static void Tell(TextWriter into, TopicRun run)
    {
        var coverage = run.Coverage;
        var none = string.Join(", ", coverage.None.OrderBy(one => one.Key).Select(one => $"{one.Key.Word()} {one.Value}"));
        into.WriteLine($"{coverage.Texts} texts: {coverage.OfTaxonomy} with topics of the taxonomy, {coverage.Discovered} with discovered ones, {coverage.None.Values.Sum()} with none{(none.Length > 0 ? $" ({none})" : "")}");
        foreach (var topic in run.Discovered.Topics)
        {
            into.WriteLine($"{TopicRun.Name(topic.Id)}: {topic.Texts} texts; {string.Join(", ", topic.Words)}");
        }

        foreach (var phrase in run.Discovered.Phrases)
        {
            into.WriteLine($"{phrase.Phrase}: {phrase.Texts} texts");
        }
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
