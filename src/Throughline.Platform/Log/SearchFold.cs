using System.Globalization;
using System.Text;

namespace Throughline.Platform.Log;

/// <summary>
/// One form for the ways in which the same word is written: case, Arabic and Persian letters for the same sound, vowel marks,
/// the joiners of Persian, and digits of three scripts.
/// </summary>
public static class SearchFold
{
    // Each character of From becomes the one at its place in To; those beyond the end of To are dropped.
    const string From = "يىكةأإآٱؤئۀ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ـ\u200c\u200d\u200e\u200f\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670";
    const string To = "ییکهااااویه01234567890123456789";

    /// <summary>The folded form of a text.</summary>
    public static string Of(string text) => Fold(text, null);

    /// <summary>Places of the words in a text, in UTF-16 units of the text as written; sorted, without overlap.</summary>
    public static IReadOnlyList<(int Start, int End)> Find(string text, string words)
    {
        var origin = new List<int>(text.Length);
        var folded = Fold(text, origin);
        var found = new List<(int Start, int End)>();
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Of).Where(w => w.Length > 0))
        {
            for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0;
                at = folded.IndexOf(word, at + word.Length, StringComparison.Ordinal))
            {
                found.Add((origin[at], origin[at + word.Length - 1] + 1));
            }
        }

        found.Sort();
        return [.. found.Where((span, i) => i == 0 || span.Start >= found[i - 1].End)];
    }

    /// <summary>The same folding in SQL; a word of Latin letters alone needs only the case.</summary>
    internal static string Sql(string column, string word) => word.All(char.IsAsciiLetter)
        ? $"lower({column})"
        : $"translate(lower({column}), '{From}', '{To}')";

    static string Fold(string text, List<int>? origin)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = char.ToLower(text[i], CultureInfo.InvariantCulture);
            var place = From.IndexOf(character, StringComparison.Ordinal);
            if (place >= To.Length)
            {
                continue;
            }

            folded.Append(place < 0 ? character : To[place]);
            origin?.Add(i);
        }

        return folded.ToString();
    }
}
