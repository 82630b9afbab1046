using System.Globalization;
using System.Text;

namespace Throughline.Listening.Quality.Checks;

/// <summary>Reads the words of one line. Words stand between blanks; in double quotes they may have blanks, and a quote in them is written twice.</summary>
sealed class LineReader(string line)
{
    int _at;

    /// <summary>Where the last word that was read begins, counted from 1.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>True when nothing but blanks and a remark is left.</summary>
    public bool IsEnd
    {
        get
        {
            while (_at < line.Length && char.IsWhiteSpace(line[_at]))
            {
                _at++;
            }

            return _at >= line.Length || (line[_at] == '#' && (_at == 0 || char.IsWhiteSpace(line[_at - 1])));
        }
    }

    /// <summary>What is left, without the remark.</summary>
    public string Rest()
    {
        _ = IsEnd;
        var (from, quoted, end) = (_at, false, line.Length);
        for (var i = from; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (line[i] == '#' && !quoted && i > 0 && char.IsWhiteSpace(line[i - 1]))
            {
                end = i;
                break;
            }
        }

        return line[from..Math.Max(from, end)].Trim();
    }

    /// <summary>The next word.</summary>
    /// <param name="what">What should stand there, for people.</param>
    /// <exception cref="CheckSyntaxException">There is none.</exception>
    public string Word(string what)
    {
        if (IsEnd)
        {
            Column = _at + 1;
            throw Wrong("check_argument_missing", $"Write {what} here.");
        }

        Column = _at + 1;
        return line[_at] == '"' ? Quoted() : Plain();
    }

    /// <summary>The next word when it is this one; else it is not taken.</summary>
    public bool Takes(string word)
    {
        if (!IsEnd && line.AsSpan(_at).StartsWith(word, StringComparison.Ordinal)
            && (_at + word.Length == line.Length || char.IsWhiteSpace(line[_at + word.Length])))
        {
            _at += word.Length;
            return true;
        }

        return false;
    }

    /// <summary>Words with commas between them, at least one.</summary>
    public IReadOnlyList<string> Words(string what)
    {
        var words = new List<string> { Word(what) };
        while (!IsEnd && line[_at] == ',')
        {
            _at++;
            words.Add(Word(what));
        }

        return words;
    }

    /// <summary>A number.</summary>
    public double Number(string what)
    {
        var word = Word(what);
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong("check_not_a_number", $"\"{word}\" is no number; write {what} here, with a decimal point.");
    }

    /// <summary><c>A to B</c>, <c>A to</c> or <c>to B</c>.</summary>
    public (double Low, double High) Range(double least = double.NegativeInfinity)
    {
        var low = Takes("to") ? double.NegativeInfinity : Number("the lowest value");
        if (!double.IsInfinity(low) && !Takes("to"))
        {
            Column = _at + 1;
            throw Wrong("check_range", "A range is written as \"0 to 120\", \"0 to\" or \"to 120\".");
        }

        var high = IsEnd ? double.PositiveInfinity : Number("the highest value");
        if (low > high || low < least || (double.IsInfinity(low) && double.IsInfinity(high)))
        {
            throw Wrong("check_range", "The lowest value must not be above the highest.");
        }

        return (low, high);
    }

    /// <summary>A share in per cent, as a share of 1.</summary>
    public double Percent()
    {
        var word = Word("a share such as 5%").TrimEnd('%');
        _ = Takes("%");
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 100
            ? share / 100
            : throw Wrong("check_not_a_share", "Write a share between 0% and 100%.");
    }

    /// <summary>A length of time: <c>24 h</c>, <c>3 d</c>, <c>30 min</c>.</summary>
    public TimeSpan Age()
    {
        var word = Word("a time such as 24 h or 3 d");
        var digits = word.TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.').Count();
        var unit = digits == word.Length ? Word("h, d or min") : word[digits..];
        if (!double.TryParse(word.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number is < 0 or > 100_000)
        {
            throw Wrong("check_not_a_time", "Write a time such as 24 h or 3 d.");
        }

        return unit switch
        {
            "min" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            _ => throw Wrong("check_not_a_time", "Write the time in min, h or d."),
        };
    }

    /// <summary>A day, year first.</summary>
    public DateOnly Day()
    {
        var word = Word("a day such as 2026-01-31");
        return DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong("check_not_a_day", $"\"{word}\" is no day; write it as 2026-01-31.");
    }

    /// <summary>One of some words.</summary>
    public string OneOf(params IReadOnlyList<string> words)
    {
        var word = Word(string.Join(" or ", words));
        return words.Contains(word) ? word : throw Wrong("check_not_one_of", $"\"{word}\" is none of {string.Join(", ", words)}.");
    }

    /// <summary>Goes on only when the line is read to its end.</summary>
    public void End()
    {
        if (!IsEnd)
        {
            Column = _at + 1;
            throw Wrong("check_too_much", "The check is complete before this; remove what follows.");
        }
    }

    public CheckSyntaxException Wrong(string code, string detail) => new(Column, code, detail);

    string Quoted()
    {
        var word = new StringBuilder();
        for (_at++; _at < line.Length; _at++)
        {
            if (line[_at] != '"')
            {
                word.Append(line[_at]);
            }
            else if (_at + 1 < line.Length && line[_at + 1] == '"')
            {
                word.Append('"');
                _at++;
            }
            else
            {
                _at++;
                return word.ToString();
            }
        }

        throw Wrong("check_quote_open", "The quotation mark is not closed.");
    }

    string Plain()
    {
        var from = _at;
        while (_at < line.Length && !char.IsWhiteSpace(line[_at]) && line[_at] is not ',')
        {
            _at++;
        }

        if (_at == from)
        {
            throw Wrong("check_argument_missing", "Something is missing before the comma.");
        }

        return line[from.._at];
    }
}

/// <summary>A line breaks the form; told with its place.</summary>
sealed class CheckSyntaxException(int column, string code, string detail) : Exception(detail)
{
    public int Column { get; } = column;

    public string Code { get; } = code;
}
