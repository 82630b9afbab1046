using System.CommandLine;

namespace Throughline.Server.Cli;

/// <summary><c>throughline text language</c> and <c>text damage</c>: what can be told of texts without having learnt anything.</summary>
static class TextTellVerbs
{
    public static Command Language()
    {
        var input = new Option<string>("--in") { Description = "CSV file to read", Required = true };
        var text = new Option<string>("--text") { Description = "Column of the texts", Required = true };
        var output = new Option<string>("--out") { Description = "CSV file to write: row, language, probability", Required = true };
        var command = new Command("language", "Say which language each text is in") { input, text, output };
        command.SetAction(parsed => TextVerb.Guarded("text language", parsed.InvocationConfiguration.Error, () =>
        {
            var texts = TextColumn.Read(parsed.GetValue(input)!, parsed.GetValue(text)!);
            using var files = new WholeFiles();
            LanguageFile.Write(files.Open(parsed.GetValue(output)!), texts);
            files.Keep();
            parsed.InvocationConfiguration.Output.WriteLine($"{parsed.GetValue(output)}: {texts.Count} texts");
        }));
        return command;
    }

    public static Command Damage()
    {
        var input = new Option<string>("--in") { Description = "CSV file to read; without --text a file of plain text, taken as one", Required = true };
        var text = new Option<string?>("--text") { Description = "Column of the texts" };
        var output = new Option<string>("--out") { Description = "CSV file to write: row, kind, start, end, found", Required = true };
        var command = new Command("damage", "Say where texts are broken: lost and misread bytes, glosses, what is hidden in them") { input, text, output };
        command.SetAction(parsed => TextVerb.Guarded("text damage", parsed.InvocationConfiguration.Error, () =>
        {
            var path = parsed.GetValue(input)!;
            List<string> texts = parsed.GetValue(text) is { } column ? TextColumn.Read(path, column) : [Whole(path)];
            using var files = new WholeFiles();
            var found = DamageFile.Write(files.Open(parsed.GetValue(output)!), texts);
            files.Keep();
            parsed.InvocationConfiguration.Output.WriteLine($"{parsed.GetValue(output)}: {found} found in {texts.Count} texts");
        }));
        return command;
    }

    static string Whole(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputRefused($"{path} is not there.");
        }

        using var reader = NumberColumns.Open(path);
        return reader.ReadToEnd();
    }
}
