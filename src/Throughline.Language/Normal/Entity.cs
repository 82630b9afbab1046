using System.Globalization;
using System.Text;

namespace Throughline.Language.Normal;

/// <summary>Characters that are written by their names, as in web pages: <c>&amp;amp;</c>, <c>&amp;#39;</c>.</summary>
static class Entity
{
    const int Longest = 10; // of a name between ampersand and semicolon

    /// <summary>Reads what begins with an ampersand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the ampersand is.</param>
    /// <param name="meant">The character that is meant: a letter, a digit, a quote, or a blank for all others, since no mark-up may arise.</param>
    /// <returns>Where the text goes on.</returns>
    public static int Read(ReadOnlySpan<char> text, int at, out char meant)
    {
        meant = ' ';
        var name = text.Slice(at + 1, Math.Min(Longest + 1, text.Length - at - 1));
        var end = name.IndexOf(';');
        if (end <= 0 || name[..end].ContainsAny(' ', '&'))
        {
            return at + 1;
        }

        name = name[..end];
        meant = name switch
        {
            "apos" or "rsquo" or "lsquo" => '\'',
            "quot" or "ldquo" or "rdquo" or "laquo" or "raquo" => '"',
            _ when name[0] == '#' => Numbered(name[1..]),
            _ => ' ',
        };
        return name[0] == '#' || IsName(name) ? at + end + 2 : at + 1;
    }

    static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    static char Numbered(ReadOnlySpan<char> digits)
    {
        var isHex = digits is ['x' or 'X', ..];
        if (!int.TryParse(isHex ? digits[1..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code))
        {
            return ' ';
        }

        return code is 39 or 0x2018 or 0x2019 ? '\'' : code is 34 ? '"' : Rune.IsLetterOrDigit(new Rune(code)) && Folded(new Rune(code)) is [var only] ? only : ' ';
    }

    static string Folded(Rune rune) => rune.IsAscii ? Rune.ToLowerInvariant(rune).ToString() : Fold.Of(rune);
}
