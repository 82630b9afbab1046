using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Checks;

namespace Throughline.Listening.Quality.Recipes;

/// <summary>The steps that a recipe is made of. Each is a function of the value alone, so that a run over history gives what arrival would have given.</summary>
static class RecipeSteps
{
    static readonly Dictionary<string, Func<LineReader, Func<string, string>>> _steps = new(StringComparer.Ordinal)
    {
        ["trim"] = _ => value => value.Trim(),
        ["collapse_blanks"] = _ => CollapseBlanks,
        ["upper"] = _ => value => value.ToUpperInvariant(),
        ["lower"] = _ => value => value.ToLowerInvariant(),
        ["title"] = _ => value => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(value.ToLowerInvariant()),
        ["unicode"] = Unicode,
        ["ascii_digits"] = _ => AsciiDigits,
        ["fold_arabic"] = _ => FoldArabic,
        ["strip_marks"] = _ => StripMarks,
        ["strip_tags"] = _ => StripTags,
        ["unescape"] = _ => WebUtility.HtmlDecode,
        ["map"] = Map,
        ["empty_if"] = EmptyIf,
        ["replace"] = Replace,
        ["replace_pattern"] = ReplacePattern,
        ["part"] = Part,
        ["number"] = Number,
        ["parse_date"] = ParseDate,
        ["digits_only"] = _ => value => string.Concat(AsciiDigits(value).Where(letter => char.IsAsciiDigit(letter) || letter == '+')),
    };

    public static IEnumerable<string> Words => _steps.Keys;

    public static Func<LineReader, Func<string, string>>? Find(string word) => _steps.GetValueOrDefault(word);

    /// <summary>Digits of all scripts as 0 to 9.</summary>
    public static string AsciiDigits(string value) => Change(value, letter =>
        letter > 0x7F && char.IsDigit(letter) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(letter)) : letter);

    /// <summary>Arabic and Persian ways of writing one letter made one: the Persian ye and kaf, the plain alef; without tatweel.</summary>
    public static string FoldArabic(string value) => Change(value, letter => letter switch
    {
        'ي' or 'ى' or 'ئ' => 'ی',
        'ك' => 'ک',
        'أ' or 'إ' or 'آ' or 'ٱ' => 'ا',
        'ة' => 'ه',
        'ؤ' => 'و',
        'ـ' => '\0',
        _ => letter,
    });

    static string CollapseBlanks(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var letter in value)
        {
            if (!char.IsWhiteSpace(letter))
            {
                text.Append(letter);
            }
            else if (text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }
        }

        return text.ToString().TrimEnd();
    }

    static Func<string, string> Unicode(LineReader line)
    {
        var form = line.OneOf("nfc", "nfkc") == "nfc" ? NormalizationForm.FormC : NormalizationForm.FormKC;
        return value =>
        {
            try
            {
                return value.Normalize(form);
            }
            catch (ArgumentException)
            {
                return value; // half of a surrogate pair: left as it is
            }
        };
    }

    static string StripMarks(string value) => Change(value, letter => CharUnicodeInfo.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.Format => letter == '\u200C' ? letter : '\0', // the half-space of Persian words is part of their spelling
        UnicodeCategory.Control => letter is '\n' or '\t' ? letter : '\0',
        UnicodeCategory.NonSpacingMark when letter is >= '\u0610' and <= '\u06ED' => '\0',
        _ => letter,
    });

    static string StripTags(string value)
    {
        if (!value.Contains('<', StringComparison.Ordinal))
        {
            return value;
        }

        var (text, inside) = (new StringBuilder(value.Length), false);
        for (var i = 0; i < value.Length; i++)
        {
            inside |= value[i] == '<' && i + 1 < value.Length && (char.IsAsciiLetter(value[i + 1]) || value[i + 1] is '/' or '!');
            if (!inside)
            {
                text.Append(value[i]);
            }

            inside &= value[i] != '>';
        }

        return text.ToString();
    }

    static Func<string, string> Map(LineReader line)
    {
        var from = line.Words("the values to be replaced").ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!line.Takes("to"))
        {
            throw line.Wrong("recipe_map", "Values are mapped as \"In progress\", wip to in_progress.");
        }

        var to = line.Word("the value that takes their place");
        return value => from.Contains(value.Trim()) ? to : value;
    }

    static Func<string, string> EmptyIf(LineReader line)
    {
        var words = line.Words("a value that means nothing").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return value => words.Contains(value.Trim()) ? "" : value;
    }

    static Func<string, string> Replace(LineReader line)
    {
        var from = line.Word("what is to be replaced");
        if (from.Length == 0 || !line.Takes("with"))
        {
            throw line.Wrong("recipe_replace", "A part is replaced as \"St.\" with \"Street\".");
        }

        var to = line.Word("what takes its place, \"\" for nothing");
        return value => value.Replace(from, to, StringComparison.Ordinal);
    }

    static Func<string, string> ReplacePattern(LineReader line)
    {
        var pattern = line.Word("a pattern in quotation marks");
        Regex regex;
        try
        {
            regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw line.Wrong("check_pattern", $"The pattern cannot be used: {e.Message}");
        }

        if (!line.Takes("with"))
        {
            throw line.Wrong("recipe_replace", "A pattern is replaced as \"\\s+\" with \" \".");
        }

        var to = line.Word("what takes its place, \"\" for nothing");
        return value => regex.Replace(value, to);
    }

    /// <summary>One part of a value that is split, counted from 1, or from the end below 0.</summary>
    static Func<string, string> Part(LineReader line)
    {
        var mark = line.Word("the mark to split at");
        var place = (int)line.Number("which part, counted from 1, or -1 for the last");
        if (mark.Length == 0 || place == 0)
        {
            throw line.Wrong("recipe_part", "A part is taken as \"@\" 2, or \", \" -1 for the last.");
        }

        return value =>
        {
            var parts = value.Split(mark);
            var at = place > 0 ? place - 1 : parts.Length + place;
            return parts.Length > 1 && at >= 0 && at < parts.Length ? parts[at].Trim() : value;
        };
    }

    static Func<string, string> Number(LineReader line)
    {
        var comma = !line.IsEnd && line.OneOf("point", "comma") == "comma";
        return value => NumberText.TryRead(Encoding.UTF8.GetBytes(value.Trim()), comma, out var number) && double.IsFinite(number)
            ? number.ToString("0.##########", CultureInfo.InvariantCulture)
            : value;
    }

    static Func<string, string> ParseDate(LineReader line)
    {
        var order = line.IsEnd ? DateOrder.YearFirst : line.OneOf("year_first", "day_first", "month_first") switch
        {
            "day_first" => DateOrder.DayFirst,
            "month_first" => DateOrder.MonthFirst,
            _ => DateOrder.YearFirst,
        };
        return value =>
        {
            var cell = Encoding.UTF8.GetBytes(value.Trim());
            return WrittenTime.TryReadIso(cell, out var time) || WrittenTime.TryRead(cell, order, out time)
                ? time.Local.ToString(time.DayOnly ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + Offset(time.Offset)
                : value;
        };
    }

    static string Offset(TimeSpan? offset) => offset switch
    {
        null => "",
        { Ticks: 0 } => "Z",
        { } other => (other < TimeSpan.Zero ? "-" : "+") + other.ToString("hh\\:mm", CultureInfo.InvariantCulture),
    };

    static string Change(string value, Func<char, char> change)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (change(value[i]) != value[i])
            {
                return string.Concat(value.Select(change).Where(letter => letter != '\0'));
            }
        }

        return value;
    }
}
