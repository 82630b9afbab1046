using System.Buffers;

namespace Throughline.Listening.Mail;

/// <summary>
/// Recognises the line or lines with which mail programs introduce what they quote: "On … wrote:", "… 写道：", "در … نوشت:". It weighs
/// four signs that hold in every language: a word for writing, an address, a date or clock time, and a beginning that such lines have.
/// </summary>
static class QuoteIntro
{
    const int MostLines = 5;
    const int MostLetters = 600;

    // Words for "wrote" as mail programs say it. They are looked for within the line; where they are short they stand as words of their own.
    static readonly string[] _wrote =
    [
        "wrote", "writes", "écrit", "ecrit", "schrieb", "geschrieben", "escribió", "escribio", "ha escrit", "escreveu", "ha scritto", "scrisse",
        "schreef", "skrev", "skreiv", "kirjoitti", "napisał", "napisała", "napisal", "napsal", "napísal", "pisze", "a scris", "írta", "yazdı",
        "написал", "написала", "пишет", "писал", "написав", "пише", "έγραψε", "đã viết", "menulis", "เขียนว่า", "ने लिखा", "نے لکھا",
        "写道", "寫道", "撰写", "撰寫", "编写", "写了", "寫了", "书面", "书写", "さんは書きました", "書きました", "のメール", "작성", "썼습니다",
        "نوشت", "نوشته است", "نوشته", "كتب", "كتبت", "کتب", "تمت كتابة", "كتابة ما يلي", "כתב", "מאת",
    ];

    // Beginnings in front of a date.
    static readonly string[] _openers =
    [
        "On ", "Le ", "Am ", "El ", "Il ", "Em ", "Op ", "Den ", "D. ", "Dnia ", "W dniu ", "Dne ", "Dňa ", "La data ", "Pe ", "På ", "Vào ", "Pada ", "At ",
        "On: ", "Il giorno ", "El día ", "A(z) ", "Στις ", "В ", "在 ", "在", "于 ", "于", "於", "در ", "فی ", "في ", "بتاريخ ", "يوم ", "בתאריך ", "ב-",
        "---- On ",
    ];

    static readonly string[] _days =
    [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mié", "jue", "vie", "sáb", "dom",
        "seg", "ter", "qua", "qui", "sex", "mo", "di", "mi", "do", "fr", "sa", "so", "pn", "wt", "śr", "czw", "pt", "sob", "niedz",
        "пн", "вт", "ср", "чт", "пт", "сб", "вс", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
        "ma", "ti", "ke", "to", "pe", "la", "su", "po", "út", "st", "čt", "pá", "so", "ne", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد",
    ];

    static readonly SearchValues<char> _dayEnds = SearchValues.Create(" .,،、(");
    static readonly SearchValues<string> _writing = SearchValues.Create(_wrote, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Where the introduction begins that ends with line <paramref name="end"/>; -1 when that line ends none.
    /// </summary>
    /// <param name="lines">All lines.</param>
    /// <param name="end">The line that may end it.</param>
    /// <param name="first">No line before this one belongs to it.</param>
    /// <param name="quoteFollows">True when the next line that is not blank is quoted.</param>
    public static int Begin(IReadOnlyList<MailLine> lines, int end, int first, bool quoteFollows)
    {
        if (lines[end].Text.Length > MostLetters || !Ends(lines[end].Plain, quoteFollows))
        {
            return -1;
        }

        var (best, strength) = (-1, 0);
        var joined = "";
        var hasAddress = false;
        for (var i = end; i >= Math.Max(first, end - MostLines + 1); i--)
        {
            var line = lines[i];
            if (line.IsBlank || line.IsQuoted || joined.Length + line.Text.Length > MostLetters)
            {
                break;
            }

            joined = joined.Length == 0 ? line.Plain : $"{line.Plain} {joined}";
            var opens = Opens(line.Plain);
            var addressed = line.Plain.Contains('@', StringComparison.Ordinal);
            if ((opens > strength || (opens == strength && addressed && !hasAddress)) && IsIntro(joined, opens, quoteFollows))
            {
                (best, strength) = (i, opens);
            }

            hasAddress |= addressed;

            if (i == end && best == i && NameThenDate(line.Plain))
            {
                break; // whole in itself; what stands above it is the writer's
            }
        }

        return best > first && strength < 3 ? WithName(lines, best, first) : best;
    }

    /// <summary>The name and address that stand alone on the line before belong to it.</summary>
    static int WithName(IReadOnlyList<MailLine> lines, int begin, int first)
    {
        var before = lines[begin - 1];
        return begin > first && !before.IsBlank && !before.IsQuoted && before.Plain.Length <= 120
            && before.Plain.TrimEnd(',', ' ') is [.., '>'] && before.Plain.Contains('<', StringComparison.Ordinal)
            && before.Plain.Contains('@', StringComparison.Ordinal) && !lines[begin].Plain.Contains('@', StringComparison.Ordinal)
                ? begin - 1
                : begin;
    }

    /// <summary><c>Acme &lt;cx@acme.example&gt; 于2025年1月6日周一 09:00写道：</c></summary>
    static bool NameThenDate(string plain)
    {
        var at = plain.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && !char.IsLower(plain[0]) && MailDate.Signs(plain.AsSpan(0, at)) is (false, false)
            && MailDate.Signs(plain.AsSpan(at)) is (true, _) or (_, true);
    }

    static bool Ends(string plain, bool quoteFollows)
    {
        var text = plain.AsSpan().TrimEnd(" -*_>");
        return text is [.., ':' or '：'] || (quoteFollows && text.Length < 300 && text.LastIndexOfAny(" ،,>") is var last
                && text[(last + 1)..].ContainsAny(_writing))
            || (plain.StartsWith("----", StringComparison.Ordinal) && plain.EndsWith("----", StringComparison.Ordinal) && text.ContainsAny(_writing));
    }

    static bool IsIntro(string text, int opens, bool quoteFollows)
    {
        var words = text.AsSpan();
        var wrote = words.ContainsAny(_writing);
        var (address, inAngles) = Address(text);
        var (year, clock) = MailDate.Signs(words);
        if (wrote && (address || (quoteFollows && (year || clock || opens >= 2 || words.Count(' ') < 4))))
        {
            return true;
        }

        // Without an address a whole date and the usual beginning must stand in; a bare sentence that ends in "wrote:" is the writer's own.
        return (wrote && year && opens >= 2) || (inAngles && (year || clock) && opens >= 1)
            || (quoteFollows && year && clock && opens >= 2);
    }

    /// <summary>How much a line looks like the beginning: 3 for a word such as "On", 2 for a date, 1 for an address or anything short.</summary>
    static int Opens(string plain)
    {
        var text = plain.AsSpan().TrimStart("*_- \"'");
        foreach (var opener in _openers)
        {
            if (text.StartsWith(opener, StringComparison.Ordinal))
            {
                return 3;
            }
        }

        return MailDate.BeginsDate(text) || Day(text) ? 2 : 1;
    }

    static bool Day(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(_dayEnds);
        if (end is <= 0 or > 14 || text[end] is not ('.' or ',' or '،' or ' '))
        {
            return false;
        }

        var word = text[..end];
        foreach (var day in _days)
        {
            // A short day is cut: what follows is a point, a comma or a number.
            if (word.Equals(day, StringComparison.OrdinalIgnoreCase))
            {
                var rest = text[end..].TrimStart(" .,،");
                return rest.Length > 0 && (char.IsDigit(rest[0]) || text[end] != ' ');
            }
        }

        return false;
    }

    static (bool Any, bool InAngles) Address(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at + 1 >= text.Length || char.IsWhiteSpace(text[at - 1]) || char.IsWhiteSpace(text[at + 1]))
        {
            return (false, false);
        }

        var open = text.LastIndexOf('<', at);
        return (true, open >= 0 && text.IndexOf('>', at) > at);
    }
}

/// <summary>Signs of dates in any script's digits.</summary>
static class MailDate
{
    /// <summary>Whether a text names a year (1390 to 1499 or 1980 to 2099, or a date with points or slashes) and a clock time.</summary>
    public static (bool Year, bool Clock) Signs(ReadOnlySpan<char> text)
    {
        var (year, clock) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsDigit(text[i]))
            {
                continue;
            }

            var from = i;
            var number = 0;
            while (i < text.Length && char.IsDigit(text[i]))
            {
                number = i - from < 6 ? (number * 10) + (int)char.GetNumericValue(text[i]) : number;
                i++;
            }

            var digits = i - from;
            year |= digits == 4 && number is >= 1980 and < 2100 or >= 1390 and < 1500;
            clock |= digits <= 2 && number < 24 && i + 2 < text.Length && text[i] is ':' or '：' && char.IsDigit(text[i + 1]) && char.IsDigit(text[i + 2]);
            year |= digits <= 2 && i + 4 < text.Length && text[i] is '/' or '.' && char.IsDigit(text[i + 1])
                && text.Slice(i, Math.Min(9, text.Length - i)).Count(text[i]) >= 2;
            i--;
        }

        return (year, clock);
    }

    /// <summary>True when a text begins with a number as dates do.</summary>
    public static bool BeginsDate(ReadOnlySpan<char> text) =>
        text.Length > 6 && char.IsDigit(text[0]) && Signs(text[..Math.Min(40, text.Length)]) is (true, _) or (_, true);
}
