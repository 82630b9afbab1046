using System.Globalization;
using System.Text.Json.Nodes;

namespace Throughline.Server.Cli;

/// <summary>Puts the questions about a file to the person at the terminal.</summary>
static class Questioner
{
    /// <summary>Asks every question and writes the answers into the mapping; what stays open.</summary>
    /// <exception cref="InputRefused">The person does not want it.</exception>
    public static JsonArray Ask(string file, JsonNode mapping, JsonArray questions)
    {
        foreach (var question in questions.Where(q => q!["choices"]?.AsArray() is { Count: > 0 }))
        {
            Answer(mapping, question!);
        }

        Console.Error.Write("Import like this? [Y/n] ");
        return Console.ReadLine()?.Trim().ToUpperInvariant() is "N" or "NO"
            ? throw new InputRefused($"{file}: not imported.")
            : [];
    }

    /// <summary>Lists the questions with their choices where nobody is there to answer.</summary>
    public static void List(TextWriter to, JsonArray questions)
    {
        foreach (var question in questions)
        {
            to.WriteLine($"? {((string?)question!["column"] is { Length: > 0 } column ? $"{column}: " : "")}{Words(question)}");
            foreach (var choice in question["choices"]?.AsArray() ?? [])
            {
                to.WriteLine($"    {Choice((string?)choice!["id"], question)}{((string?)choice["id"] == (string?)question["suggested"] ? "  (suggested)" : "")}");
            }
        }
    }

    /// <summary>Says which questions were answered by suggestion, so that nothing is decided in silence.</summary>
    public static void Tell(string file, JsonArray questions)
    {
        foreach (var question in questions)
        {
            if (question!["choices"]?.AsArray() is not { Count: > 0 })
            {
                Console.Error.WriteLine($"{file}: {Words(question)}");
                continue;
            }

            Console.Error.WriteLine($"{file}: {(string?)question["column"]}: {Words(question)}; taken as suggested: {Choice((string?)question["suggested"], question)}");
        }
    }

    static void Answer(JsonNode mapping, JsonNode question)
    {
        var choices = question["choices"]?.AsArray() ?? [];
        var suggested = (string?)question["suggested"];
        Console.Error.WriteLine($"{(string?)question["column"]}: {Words(question)}");
        for (var i = 0; i < choices.Count; i++)
        {
            Console.Error.WriteLine($"  {i + 1}  {Choice((string?)choices[i]!["id"], question)}{((string?)choices[i]!["id"] == suggested ? "  (suggested)" : "")}");
        }

        Console.Error.Write("Which? ");
        if (int.TryParse(Console.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= choices.Count && choices[number - 1]!["field"] is { } field)
        {
            var fields = mapping["fields"]!.AsArray();
            for (var i = 0; i < fields.Count; i++)
            {
                if ((string?)fields[i]!["column"] == (string?)field["column"])
                {
                    fields[i] = field.DeepClone();
                }
            }
        }
    }

    static string Words(JsonNode question)
    {
        var evidence = question["evidence"];
        var when = evidence?["when"];
        return (string?)question["code"] switch
        {
            "mixed_scale" => $"{evidence?["off_scale"]} answers lie beyond the scale of the other {evidence?["on_scale"]}"
                + (when is null ? "" : $"; {when["off_scale"]} of them where {(string?)when["column"]} is {(string?)when["is"]} ({when["rows"]} rows)"),
            "no_id" => "no column names the record, so a row is known by its file and its number",
            "short_texts" => "short texts in a column that is called after words: the customer's words, or a word of a list",
            "off_scale" => OffScale(evidence),
            "not_applicable" => "a value beside the scale that seems to mean \"not applicable\"",
            var code => (code ?? "").Replace('_', ' '),
        };
    }

    static string Choice(string? id, JsonNode question) =>
        ((string?)(question["choices"]?.AsArray().FirstOrDefault(c => (string?)c!["id"] == id)?["code"]) ?? id ?? "").Replace('_', ' ');

    static string OffScale(JsonNode? evidence)
    {
        var (off, rows) = ((int?)evidence?["off_scale"] ?? 0, evidence?["off_rows"]?.AsArray() ?? []);
        var where = string.Join(", ", rows.Select(one => string.Create(CultureInfo.InvariantCulture, $"{(string?)one!["value"]} (row {(long)one["row"]! + 1:N0})")));
        return string.Create(CultureInfo.InvariantCulture,
            $"{off:N0} of {off + ((int?)evidence?["on_scale"] ?? 0):N0} values {(off == 1 ? "is" : "are")} off the scale: {where}{(off > rows.Count ? ", …" : "")}");
    }
}
