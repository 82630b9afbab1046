using System.Globalization;
using System.Text.Json.Nodes;

namespace Throughline.Server.Cli;

/// <summary>Why rows are held: a line for each reason and column, with the first rows of it. Rows count from 1, without the header.</summary>
static class HeldReasons
{
    const int Named = 3;

    /// <summary>Writes the groups; each takes its examples from the rows.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="groups">Objects with column, code and count, and what_to_do.</param>
    /// <param name="rows">Objects with row (from 0), column, code, value and reason; not necessarily all.</param>
    public static void Write(TextWriter to, JsonArray groups, JsonArray rows)
    {
        foreach (var group in groups)
        {
            var (column, code) = ((string?)group!["column"], (string?)group["code"]);
            var of = rows.Where(row => (string?)row!["column"] == column && (string?)row["code"] == code).OrderBy(row => (long?)row!["row"]).ToList();
            var reason = (string?)group["reason"] ?? (string?)of.FirstOrDefault()?["reason"] ?? code;
            var first = of.Take(Named).Select(row => string.Create(CultureInfo.InvariantCulture, $"row {(long?)row!["row"] + 1:N0}{Value(row)}")).ToList();
            var count = (long)group["count"]!;
            var more = first.Count > 0 && count > first.Count ? ", …" : "";
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {count,6:N0}  {(column is null ? "" : $"{column}: ")}{reason} {string.Join(", ", first)}{more}").TrimEnd());
            to.WriteLine($"          {(string?)group["what_to_do"]}");
        }
    }

    static string Value(JsonNode row) =>
        (string?)row["value"] is not { Length: > 0 } value ? "" : $" \"{(value.Length <= 40 ? value : value[..39] + "…").ReplaceLineEndings(" ")}\"";
}
