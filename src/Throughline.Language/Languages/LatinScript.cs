namespace Throughline.Language.Languages;

/// <summary>
/// English, or another language in Latin letters: by small words, by words that customers use, by letters and endings that English has not. A word that
/// English does not know speaks a little against it, so that a language which is on no list is not taken for English.
/// </summary>
static class LatinScript
{
    const double Unknown = 0.3, Foreign = 1.2;

    static readonly string[] s_languages = ["en", "other"];

    /// <summary>The language, and whether the letters make a sentence rather than a few names.</summary>
    public static LanguageGuess Of(ReadOnlySpan<char> text, out bool isSentence)
    {
        double english = 0, other = 0;
        int words = 0, known = 0;
        Span<char> word = stackalloc char[24];
        var length = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : ' ';
            if (char.IsAsciiLetter(c) || (c > 0x7F && Scripts.Of(c) == Script.Latin) || (c == '\'' && length > 0))
            {
                other += c > 0x7F && c < 0x250 || c is >= '\u1E00' and <= '\u1EFF' ? Foreign : 0;
                word[Math.Min(length++, 23)] = c;
            }
            else if (length > 0)
            {
                // Arabic is written with digits for its throat sounds: 3ala, a7san.
                other += c is '3' or '7' or '5' or '2' && at + 2 < text.Length && char.IsAsciiLetterLower(text[at + 1]) && char.IsAsciiLetterLower(text[at + 2]) ? 1 : 0;
                known += Take(word[..Math.Min(length, 23)].TrimEnd('\''), ref english, ref other) ? 1 : 0;
                words++;
                length = 0;
            }
        }

        isSentence = known >= 2;
        return english == 0 && other <= Unknown * 2 ? new LanguageGuess(english > other ? "en" : "other", 0.5) : Scores.Best(s_languages, [english, other], words);
    }

    /// <summary>True for a word that is known to be small.</summary>
    static bool Take(ReadOnlySpan<char> word, ref double english, ref double other)
    {
        if (LatinWords.Table.TryGet(word, out var says))
        {
            english += says.Language == 0 ? says.Weight : 0;
            other += says.Language == 1 ? says.Weight : 0;
            return says.Weight >= 1.5f;
        }

        var isEnglish = word.Length >= 5 && (Ends(word, "ing") || Ends(word, "ness") || Ends(word, "ight") || Ends(word, "ough") || Ends(word, "ally") || Ends(word, "less") || Ends(word, "ful") || Ends(word, "'s") || Ends(word, "n't") || Ends(word, "'re"));
        english += isEnglish ? 0.8 : word.Length >= 5 && (Ends(word, "ed") || Ends(word, "ly") || Ends(word, "tion") || Ends(word, "er") || Ends(word, "th")) ? 0.4 : 0;
        other += isEnglish || word.Length < 2 ? 0 : Unknown + (HasOddLetters(word) ? 0.6 : 0);
        return false;
    }

    static bool Ends(ReadOnlySpan<char> word, string with) => word.EndsWith(with, StringComparison.Ordinal);

    /// <summary>True for rows of letters that English hardly has.</summary>
    static bool HasOddLetters(ReadOnlySpan<char> word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            var (a, b) = (word[i - 1], word[i]);
            if (a == 'q' && b != 'u' || a == b && a is 'a' or 'i' or 'u' && word.Length > 3 && (i + 1 == word.Length || word[i + 1] != a) ||
                (a, b) is ('k', 'h') or ('g', 'j') or ('s', 'z') or ('c', 'z') or ('i', 'j') or ('d', 'j') or ('z', 'h') or ('x', 'h') or ('d', 'h') or ('n', 'j') or ('k', 'w') or ('m', 'w') or ('t', 'j') or ('v', 'r') or ('z', 'b') or ('a', 'o') ||
                a == '\'' && i > 1 && b is 'a' or 'o' or 'y' or 'i' || i == word.Length - 1 && b is 'j' or 'v' or 'q')
            {
                return true;
            }
        }

        return false;
    }
}
