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

    /// <summary>The single words of what was typed, parted by any white space of any script.</summary>
    public static string[] Words(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Places of the words in a text, in UTF-16 units of the text as written; sorted, without overlap.</summary>
    public static IReadOnlyList<(int Start, int End)> Find(string text, string words)
    {
        var origin = new List<int>(text.Length);
        var folded = Fold(text, origin);
        var found = new List<(int Start, int End)>();
        foreach (var word in Words(words).Select(Of).Where(w => w.Length > 0))
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

    /// <summary>
    /// A regular expression (RE2) that finds the word in a text as written, where <see cref="Find"/> finds it too. The log
    /// looks through the texts with it: folding each text first costs 4 times as much, and 20 times with letters of Arabic.
    /// </summary>
    internal static string Pattern(string word)
    {
        var pattern = new StringBuilder();
        foreach (var rune in Of(word).EnumerateRunes())
        {
            if (pattern.Length > 0)
            {
                pattern.Append(Forms.Value.Dropped).Append('*');
            }

            pattern.Append(rune.IsBmp && Forms.Value.Same.TryGetValue((char)rune.Value, out var same) ? same : Escape(rune.Value));
        }

        return pattern.ToString();
    }

    // For each folded character the class of all that fold into it, where there are several; and the class of those dropped.
    static readonly Lazy<(Dictionary<char, string> Same, string Dropped)> Forms = new(() =>
    {
        var characters = Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => !char.IsSurrogate(c));
        var byFolded = characters.ToLookup(c => Of(c.ToString()));
        return (
            byFolded.Where(g => g.Key.Length == 1 && g.Any(c => c != g.Key[0])).ToDictionary(g => g.Key[0], Class),
            Class(byFolded[""]));

        static string Class(IEnumerable<char> same) => $"[{string.Concat(same.Select(c => Escape(c)))}]";
    });

    static string Escape(int character) => character < 128 && char.IsAsciiLetterOrDigit((char)character)
        ? ((char)character).ToString()
        : string.Create(CultureInfo.InvariantCulture, $"\\x{{{character:x}}}");

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
