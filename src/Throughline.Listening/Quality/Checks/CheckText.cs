using System.Text.Json;

namespace Throughline.Listening.Quality.Checks;

/// <summary>
/// The file of a source's checks: one check a line, <c>ACTION FIELD CHECK ARGUMENTS</c>, remarks behind <c>#</c>. Lines, because a line can be
/// read aloud, changed alone, compared, and told apart by its number when something is wrong with it.
/// </summary>
static class CheckText
{
    /// <summary>Most checks of one source.</summary>
    public const int Most = 500;

    /// <summary>Reads a file: every check that can be used, and every line that cannot.</summary>
    public static (IReadOnlyList<Check> Checks, IReadOnlyList<CheckProblem> Problems) Read(string text) =>
        LineFile.Read<Check>(text, "checks", Most, (LineReader line, int number, IReadOnlyList<Check> before, ref string? field) =>
        {
            var check = Read(line, number, ref field);
            return before.Any(one => one.Line.Key == check.Line.Key)
                ? throw new CheckSyntaxException(1, "check_twice", "This check stands there already; remove one of the two.")
                : check;
        });

    /// <summary>A field as it is written: in quotes where it must be.</summary>
    public static string Quote(string field) =>
        field.Length > 0 && !field.Any(letter => char.IsWhiteSpace(letter) || letter is '"' or ',' or '#') ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>An action as it is written.</summary>
    public static string Word(CheckAction action) => JsonNamingPolicy.SnakeCaseLower.ConvertName(action.ToString());

    static Check Read(LineReader reader, int number, ref string? field)
    {
        var actionWord = reader.Word("warn, quarantine or reject");
        CheckAction action = actionWord switch
        {
            "warn" => CheckAction.Warn,
            "quarantine" => CheckAction.Quarantine,
            "reject" => CheckAction.Reject,
            _ => throw reader.Wrong("check_action", $"A line begins with warn, quarantine or reject, not \"{actionWord}\"."),
        };
        field = reader.Word("the field, or * for the source as a whole");
        var word = reader.Word("the check");
        var kind = CheckKinds.Find(word) ?? throw reader.Wrong("check_unknown", $"There is no check \"{word}\"{Near(word)}.");
        if (kind.OfSource && action != CheckAction.Warn)
        {
            throw reader.Wrong("check_only_warns", $"{word} is about all rows together, so it can hold none of them: write warn.");
        }

        if (field == "*" != kind.OfWhole)
        {
            throw reader.Wrong("check_field", kind.OfWhole ? $"{word} is about the source as a whole: write * for the field." : $"{word} needs a field.");
        }

        var arguments = reader.Rest();
        var test = kind.Read(reader);
        reader.End();
        return new Check(new CheckLine(number, action, field, word, arguments), kind, test);
    }

    static string Near(string word)
    {
        var near = CheckKinds.All.Where(kind => kind.Word.Contains(word, StringComparison.OrdinalIgnoreCase) || word.Contains(kind.Word, StringComparison.OrdinalIgnoreCase)).Select(kind => kind.Word).Take(3).ToList();
        return near.Count == 0 ? "; docs/checks.md lists them" : $"; did you mean {string.Join(" or ", near)}";
    }
}

/// <summary>A check that can be used.</summary>
/// <param name="Line">As it is written.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Test">Its test.</param>
sealed record Check(CheckLine Line, CheckKind Kind, CheckTest Test);
