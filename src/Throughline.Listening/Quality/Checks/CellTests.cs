using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quality.Checks;

/// <summary>The tests that checks of rows are made of.</summary>
static class CellTests
{
    const int MostRemembered = 20_000_000;

    public static RowTest IsNumber { get; } = new(places => (value, _, _) => TryNumber(value, out double unused));

    public static RowTest IsWholeNumber { get; } = new(places => (value, _, _) => TryNumber(value, out var number) && number == Math.Floor(number));

    public static RowTest IsClean { get; } = new(_ => (value, _, _) => Look(value).Broken == 0);

    public static RowTest Of(CellTest test) => new(_ => test);

    public static RowTest Required { get; } = new(_ => (value, _, _) => !value.IsEmpty, TakesMissing: true);

    public static RowTest RequiredIf(LineReader line)
    {
        var (field, values) = Condition(line);
        return new(places =>
        {
            var other = places(field);
            return (value, row, _) => !value.IsEmpty || !Meets(Cell(row, other), values);
        }, TakesMissing: true);
    }

    public static RowTest OnlyIf(LineReader line)
    {
        var (field, values) = Condition(line);
        return new(places =>
        {
            var other = places(field);
            return (_, row, _) => Meets(Cell(row, other), values);
        });
    }

    public static RowTest FilledTogether(LineReader line) => WithOthers(line, (filled, others) => Array.TrueForAll(others, other => other == filled));

    public static RowTest AnyFilled(LineReader line) => WithOthers(line, (filled, others) => filled || Array.Exists(others, other => other));

    public static RowTest OneOf(LineReader line, bool wanted)
    {
        var words = line.Words("a value").ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        return new(_ => (value, _, _) => With(value, (words, wanted), static (text, of) => of.words.Contains(text) == of.wanted));
    }

    public static RowTest Matches(LineReader line, bool wanted)
    {
        var pattern = line.Word("a pattern in quotation marks");
        Regex regex;
        try
        {
            // Every pattern ends in linear time; what would need going back is refused.
            regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw line.Wrong("check_pattern", $"The pattern cannot be used: {e.Message}");
        }

        return new(_ => (value, _, _) => With(value, (regex, wanted), static (text, of) => of.regex.IsMatch(text) == of.wanted));
    }

    public static RowTest Mask(LineReader line)
    {
        var masks = line.Words("a mask such as AA-9999").Select(mask => Encoding.ASCII.GetBytes(mask)).ToArray();
        return new(_ => (value, _, _) =>
        {
            Span<byte> mask = stackalloc byte[CellLook.MostMask];
            Span<long> scripts = stackalloc long[CellLook.ScriptCount];
            var look = new CellLook(mask);
            look.Read(value, scripts);
            foreach (var one in masks)
            {
                if (look.Mask.SequenceEqual(one))
                {
                    return true;
                }
            }

            return false;
        });
    }

    public static RowTest Length(LineReader line)
    {
        var (low, high) = line.Range(0);
        return new(_ => (value, _, _) => Look(value).Characters is var length && length >= low && length <= high);
    }

    public static RowTest Range(LineReader line)
    {
        var (low, high) = line.Range();
        return new(_ => (value, _, _) => TryNumber(value, out var number) && number >= low && number <= high);
    }

    public static RowTest Decimals(LineReader line)
    {
        var most = line.Number("how many decimals at most");
        return new(places => (value, _, _) => !TryNumber(value, out double unused) || value.LastIndexOfAny((byte)'.', (byte)',') is var mark && (mark < 0 || value.Length - mark - 1 <= most));
    }

    public static RowTest Script(LineReader line)
    {
        var wanted = new bool[CellLook.ScriptCount];
        foreach (var word in line.Words("latin, arabic, han, cyrillic, greek, hebrew, kana, hangul or devanagari"))
        {
            if (!Enum.TryParse<LetterScript>(word, ignoreCase: true, out var script) || char.IsAsciiDigit(word[0]))
            {
                throw line.Wrong("check_not_one_of", $"\"{word}\" is no script: write latin, arabic, han, cyrillic, greek, hebrew, kana, hangul or devanagari.");
            }

            wanted[(int)script] = true;
        }

        return new(_ => (value, _, _) =>
        {
            Span<byte> mask = stackalloc byte[CellLook.MostMask];
            Span<long> scripts = stackalloc long[CellLook.ScriptCount];
            new CellLook(mask).Read(value, scripts);
            for (var i = 0; i < wanted.Length; i++)
            {
                if (scripts[i] > 0 && !wanted[i])
                {
                    return false;
                }
            }

            return true;
        });
    }

    /// <summary>Not seen before in the same file, alone or together with other fields.</summary>
    public static RowTest Unique(LineReader? line)
    {
        var fields = line?.Words("the fields that make it unique together") ?? [];
        return new(places =>
        {
            var others = fields.Select(places).ToArray();
            var seen = new HashSet<ulong>();
            return (value, row, _) =>
            {
                var hash = ContentHash.OfBytes(value);
                foreach (var other in others)
                {
                    hash = ContentHash.Mix(hash, ContentHash.OfBytes(Cell(row, other)));
                }

                return seen.Count >= MostRemembered || seen.Add(hash);
            };
        }, OfFile: true);
    }

    /// <summary>Compares with another field: as numbers, else as times, else as texts. Passes where the other is missing.</summary>
    public static RowTest Compare(LineReader line, Func<int, bool> holds)
    {
        var field = line.Word("the other field");
        return new(places =>
        {
            var other = places(field);
            return (value, row, _) => Cell(row, other) is var cell && (cell.IsEmpty || holds(Order(value, cell)));
        });
    }

    public static RowTest SumOf(LineReader line)
    {
        var fields = line.Words("the fields that add up to it");
        return new(places =>
        {
            var others = fields.Select(places).ToArray();
            return (value, row, _) =>
            {
                if (!TryNumber(value, out var sum))
                {
                    return false;
                }

                foreach (var other in others)
                {
                    if (Cell(row, other) is { IsEmpty: false } cell)
                    {
                        if (!TryNumber(cell, out var part))
                        {
                            return false;
                        }

                        sum -= part;
                    }
                }

                return Math.Abs(sum) < 0.005;
            };
        });
    }

    /// <summary>The letters of a text are those of the language that another field names.</summary>
    public static RowTest LanguageFits(LineReader line)
    {
        var field = line.Word("the field that names the language");
        return new(places =>
        {
            var other = places(field);
            return (value, row, _) =>
            {
                var language = LanguageName.Of(Encoding.UTF8.GetString(Cell(row, other)));
                if (language is null or "und" || ScriptOf(language) is not { } script)
                {
                    return true;
                }

                Span<byte> mask = stackalloc byte[CellLook.MostMask];
                Span<long> scripts = stackalloc long[CellLook.ScriptCount];
                var look = new CellLook(mask);
                look.Read(value, scripts);
                return look.Letters < 3 || scripts[(int)script] * 2 >= look.Letters;
            };
        });
    }

    public static RowTest NotFuture(LineReader line)
    {
        var tolerance = line.IsEnd ? TimeSpan.FromDays(1) : line.Age();
        return new(_ => (value, _, now) => !Values.TryTime(value, out var time) || time <= now + tolerance);
    }

    public static RowTest NotOlderThan(LineReader line)
    {
        var age = line.Age();
        return new(_ => (value, _, now) => !Values.TryTime(value, out var time) || time >= now - age);
    }

    public static RowTest Days(LineReader line)
    {
        var from = line.Takes("to") ? DateOnly.MinValue : line.Day();
        if (from > DateOnly.MinValue && !line.Takes("to"))
        {
            throw line.Wrong("check_range", "Days are written as \"2026-01-01 to 2026-12-31\", \"2026-01-01 to\" or \"to 2026-12-31\".");
        }

        var to = line.IsEnd ? DateOnly.MaxValue : line.Day();
        return new(_ => (value, _, _) => Values.TryDay(value, out var day) && day >= from && day <= to);
    }

    public static RowTest BirthDate { get; } = new(_ => (value, _, now) => !Values.TryTime(value, out var time) || (time <= now && time >= now.AddYears(-120)));

    public static bool TryNumber(ReadOnlySpan<byte> value, out double number) => NumberText.TryRead(value, false, out number) && double.IsFinite(number);

    public static ReadOnlySpan<byte> Cell(TableReader row, int place) => place < 0 ? default : Values.Trim(row.Cell(place));

    static RowTest WithOthers(LineReader line, Func<bool, bool[], bool> holds)
    {
        var fields = line.Words("the other fields");
        return new(places =>
        {
            var others = fields.Select(places).ToArray();
            var filled = new bool[others.Length];
            return (value, row, _) =>
            {
                for (var i = 0; i < others.Length; i++)
                {
                    filled[i] = !Cell(row, others[i]).IsEmpty;
                }

                return holds(!value.IsEmpty, filled);
            };
        }, TakesMissing: true);
    }

    static (string Field, IReadOnlyList<string>? Values) Condition(LineReader line)
    {
        var field = line.Word("the other field");
        if (line.Takes("filled"))
        {
            return (field, null);
        }

        if (line.Takes("empty"))
        {
            return (field, []);
        }

        if (!line.Takes("="))
        {
            throw line.Wrong("check_condition", "A condition is written as \"status = shipped, sent\", \"phone filled\" or \"phone empty\".");
        }

        return (field, line.Words("a value"));
    }

    static bool Meets(ReadOnlySpan<byte> cell, IReadOnlyList<string>? values) => values switch
    {
        null => !cell.IsEmpty,
        [] => cell.IsEmpty,
        _ => !cell.IsEmpty && values.Contains(Encoding.UTF8.GetString(cell), StringComparer.OrdinalIgnoreCase),
    };

    static int Order(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        TryNumber(left, out var a) && TryNumber(right, out var b) ? a.CompareTo(b)
        : Values.TryTime(left, out var first) && Values.TryTime(right, out var second) ? first.CompareTo(second)
        : string.Compare(Encoding.UTF8.GetString(left), Encoding.UTF8.GetString(right), StringComparison.OrdinalIgnoreCase);

    static LetterScript? ScriptOf(string language) => language switch
    {
        "ar" or "fa" or "ur" => LetterScript.Arabic,
        "zh" => LetterScript.Han,
        "ru" or "uk" or "bg" => LetterScript.Cyrillic,
        "el" => LetterScript.Greek,
        "he" => LetterScript.Hebrew,
        "ko" => LetterScript.Hangul,
        "hi" => LetterScript.Devanagari,
        "en" or "de" or "fr" or "es" or "it" or "pt" or "nl" or "sv" or "pl" or "tr" => LetterScript.Latin,
        _ => null,
    };

    static CellLook Look(ReadOnlySpan<byte> value)
    {
        Span<long> scripts = stackalloc long[CellLook.ScriptCount];
        var look = new CellLook([]);
        if (!value.IsEmpty)
        {
            look.Read(value, scripts);
        }

        return look;
    }

    static bool With<T>(ReadOnlySpan<byte> value, T state, Func<ReadOnlySpan<char>, T, bool> ask)
    {
        Span<char> letters = stackalloc char[256];
        return Encoding.UTF8.TryGetChars(value, letters, out var count) ? ask(letters[..count], state) : ask(Encoding.UTF8.GetString(value), state);
    }
}
