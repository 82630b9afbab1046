using System.Buffers;
using System.Text;

namespace Throughline.Listening.Mail;

/// <summary>One line of a body.</summary>
sealed class MailLine
{
    /// <param name="text">The line without its end.</param>
    /// <param name="quoted">True when the page says that it is quoted; a mark at its beginning says so as well.</param>
    public MailLine(string text, bool quoted = false)
    {
        Text = text.TrimEnd();
        IsQuoted = quoted || HasMark(Text);
    }

    static readonly SearchValues<char> _unseen = SearchValues.Create("\u00A0\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF");

    string? _plain;

    /// <summary>The line without blanks at its end.</summary>
    public string Text { get; }

    /// <summary>True for a line that the writer took over from an earlier mail.</summary>
    public bool IsQuoted { get; }

    /// <summary>True when nothing stands in it.</summary>
    public bool IsBlank => Text.Length == 0;

    /// <summary>The line without blanks round it, marks of direction and hard blanks, for recognising; the customer's words are never taken from here.</summary>
    public string Plain => _plain ??= Strip(Text);

    /// <summary>All lines of a text.</summary>
    public static List<MailLine> Of(string text)
    {
        var lines = new List<MailLine>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            // A lone CR ends a line as well, as old programs wrote it.
            var line = text.AsSpan(range).TrimEnd('\r');
            foreach (var part in line.Split('\r'))
            {
                lines.Add(new(line[part].ToString()));
            }
        }

        return lines;
    }

    static bool HasMark(string text)
    {
        var i = 0;
        while (i < text.Length && i < 4 && text[i] is ' ' or '\t' or '\u00A0' or '\u200F' or '\u202B')
        {
            i++;
        }

        return i < text.Length && text[i] == '>';
    }

    static string Strip(string text)
    {
        if (text.AsSpan().IndexOfAny(_unseen) < 0)
        {
            return text.Trim();
        }

        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\u00A0' => plain.Append(' '),
                '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF' => plain,
                _ => plain.Append(letter),
            };
        }

        return plain.ToString().Trim();
    }
}
