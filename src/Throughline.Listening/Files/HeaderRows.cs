using System.Text.RegularExpressions;

namespace Throughline.Listening.Files;

/// <summary>
/// The heads of survey tools' exports, which take more than one record: names, then the words of the questions, then perhaps ids.
/// </summary>
/// <param name="Rows">Records that are no answers.</param>
/// <param name="Names">Names of the columns; columns at the end without any name are left out.</param>
/// <param name="Labels">Words of the questions, by column; empty where there are none.</param>
/// <param name="Open">Places of the columns that the head calls free text.</param>
sealed partial record HeaderRows(int Rows, string[] Names, string[] Labels, int[] Open)
{
    /// <summary>Most records that a head takes.</summary>
    public const int Most = 3;

    // What the export of today calls the columns that the legacy one calls V1, V2 … with these words below.
    static readonly Dictionary<string, string> _today = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ResponseID"] = "ResponseId",
        ["ExternalDataReference"] = "ExternalReference",
        ["EmailAddress"] = "RecipientEmail",
        ["Name"] = "RecipientName",
    };

    /// <summary>The head that these first records are; null for the usual one record of names, or none.</summary>
    public static HeaderRows? Of(IReadOnlyList<string[]> records) =>
        records.Count < 2 ? null
        : records.Count > 2 && IsImportIds(records[2]) ? Cut(3, records[0], records[1], Texts(records[2]))
        : IsImportIds(records[1]) ? Cut(2, records[0], records[0], Texts(records[1]))
        : IsLegacyQualtrics(records[0], records[1]) ? Legacy(records[0], records[1])
        : IsSurveyMonkey(records[0], records[1]) ? SurveyMonkey(records[0], records[1])
        : null;

    static bool IsImportIds(string[] cells) =>
        cells.Count(cell => cell.StartsWith("{\"ImportId\":", StringComparison.Ordinal)) * 2 > cells.Length;

    static int[] Texts(string[] ids) => Places(ids, id => id.EndsWith("_TEXT\"}", StringComparison.Ordinal));

    static int[] Places(string[] cells, Func<string, bool> are) => [.. Enumerable.Range(0, cells.Length).Where(i => are(cells[i]))];

    static bool IsLegacyQualtrics(string[] names, string[] words) =>
        names[0] == "V1" && words.Length == names.Length && words[0].Equals("ResponseID", StringComparison.OrdinalIgnoreCase);

    static bool IsSurveyMonkey(string[] names, string[] words) =>
        names.Length > 2 && Plain(names[0]) is "respondent id" or "respondentid" && Plain(names[1]) is "collector id" or "collectorid"
        && words.Length == names.Length && words[0].Trim().Length == 0 && words.Any(word => word.Trim().Length > 0);

    static HeaderRows Legacy(string[] names, string[] words)
    {
        var named = names.Select((name, i) => VNumber().IsMatch(name)
            ? _today.GetValueOrDefault(words[i].Trim(), words[i].Trim())
            : name).ToArray();
        return Cut(2, named, [.. words.Select((word, i) => named[i] == word.Trim() ? "" : word)], []);
    }

    /// <summary>A question takes as many columns as it has choices; only the first bears its words.</summary>
    static HeaderRows SurveyMonkey(string[] names, string[] choices)
    {
        var (named, labels) = (new string[names.Length], new string[names.Length]);
        var question = "";
        for (var i = 0; i < names.Length; i++)
        {
            question = names[i].Trim().Length > 0 ? names[i].Trim() : question;
            var choice = choices[i].Trim();
            var whole = choice.Length == 0 || choice.Equals("Response", StringComparison.OrdinalIgnoreCase)
                || choice.Equals("Open-Ended Response", StringComparison.OrdinalIgnoreCase);
            labels[i] = whole || choice == question ? question : $"{question}: {choice}";
            named[i] = labels[i];
        }

        return Cut(2, named, labels, Places(choices, choice => choice.Trim().Equals("Open-Ended Response", StringComparison.OrdinalIgnoreCase)));
    }

    static HeaderRows Cut(int rows, string[] names, string[] labels, int[] open)
    {
        var width = names.Length;
        while (width > 1 && names[width - 1].Trim().Length == 0 && (width > labels.Length || labels[width - 1].Trim().Length == 0))
        {
            width--;
        }

        return new(rows, names[..width], [.. Enumerable.Range(0, width).Select(i => i < labels.Length ? OneLine(labels[i]) : "")], open);
    }

    static string OneLine(string words)
    {
        var line = Blanks().Replace(words, " ").Trim();
        return line.Length > 300 ? line[..300] : line;
    }

    static string Plain(string name) => name.Trim().ToUpperInvariant() switch
    {
        "RESPONDENT ID" => "respondent id",
        "COLLECTOR ID" => "collector id",
        var other => other.Replace("_", "", StringComparison.Ordinal) switch { "RESPONDENTID" => "respondentid", "COLLECTORID" => "collectorid", _ => "" },
    };

    [GeneratedRegex("^V[0-9]{1,2}$")]
    private static partial Regex VNumber();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
