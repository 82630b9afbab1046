using System.Globalization;
using System.Text.Json.Nodes;

namespace Throughline.Server.Cli;

/// <summary>A suggested mapping and what it would do, as a table for a terminal.</summary>
static class MappingTable
{
    const int WidestColumn = 28;
    const int WidestMeaning = 40;
    const int WidestExamples = 44;

    /// <summary>What each column means, with examples; then what would become of the rows.</summary>
    public static void Write(TextWriter to, string file, JsonNode suggestion, JsonNode preview)
    {
        var mapping = suggestion["mapping"]!;
        var examples = suggestion["profile"]!.AsArray().ToDictionary(
            column => (string)column!["column"]!, column => string.Join(", ", column!["examples"]!.AsArray().Select(one => OneLine((string)one!))));
        var rows = mapping["fields"]!.AsArray()
            .Select(field => (Column: (string)field!["column"]!, Meaning: Describe(field), Examples: examples.GetValueOrDefault((string)field["column"]!, ""))).ToList();
        var column = Math.Clamp(rows.Select(row => row.Column.Length).DefaultIfEmpty().Max(), 6, WidestColumn);
        var meaning = Math.Clamp(rows.Select(row => row.Meaning.Length).DefaultIfEmpty().Max(), 7, WidestMeaning);
        to.WriteLine($"{file}: suggested mapping, for the source \"{(string?)suggestion["source_name"]}\"");
        to.WriteLine();
        Line("Column", "Meaning", "Examples");
        Line(new string('-', column), new string('-', meaning), "--------");
        rows.ForEach(row => Line(row.Column, row.Meaning, row.Examples));
        to.WriteLine();
        var whole = (bool)preview["whole"]!;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(whole ? "" : "Of the first ")}{(long)preview["rows_checked"]!:N0} rows: {(long)preview["would_store"]!:N0} would be stored, {(long?)preview["would_duplicate"] ?? 0:N0} repeat another, {(long)preview["would_hold"]!:N0} would be held{(preview["reject_groups"]!.AsArray().Count > 0 ? ":" : "")}"));
        HeldReasons.Write(to, preview["reject_groups"]!.AsArray(), preview["rejects"]!.AsArray());

        void Line(string first, string second, string third) =>
            to.WriteLine($"  {Cut(first, column).PadRight(column)}  {Cut(second, meaning).PadRight(meaning)}  {Cut(third, WidestExamples)}".TrimEnd());
    }

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');

    static string Describe(JsonNode field)
    {
        var scale = field["scale"];
        return (string?)field["as"] switch
        {
            "score" when (string?)field["metric"] == "share" => $"score yes or no, {(string?)field["role"] ?? "driver"}",
            "score" => $"score {scale?["min"]} to {scale?["max"]}, {(string?)field["metric"] ?? "mean"}, {(string?)field["role"] ?? "driver"}",
            "identifier" => $"customer, as {(string?)field["namespace"]}",
            "attribute" => $"attribute, {(string?)field["kind"] ?? "descriptive"}",
            "time" => $"time, {((string?)field["time"] ?? "year first").Replace('_', ' ')}",
            "text" => "the customer's words",
            "ignore" => "kept, used for nothing",
            var other => (other ?? "").Replace('_', ' '),
        };
    }
}
