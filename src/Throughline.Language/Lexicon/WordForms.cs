namespace Throughline.Language.Lexicon;

/// <summary>
/// What is left of a word without the article, joined prepositions and endings: rough on purpose, since the same is done to the words of the list.
/// Nothing is allocated; a word of which fewer letters than <see cref="FewestLeft"/> would be left stays as it is.
/// </summary>
static class WordForms
{
    const int FewestLeft = 3;

    static readonly string[] s_arabicStarts = ["وبال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل"];
    static readonly string[] s_arabicEnds = ["هما", "كما", "وها", "ها", "هم", "كم", "نا", "ين", "ون", "ات", "ان", "يه", "ه", "ي", "ا", "ك"];
    static readonly string[] s_persianEnds = ["هايي", "هاي", "ترين", "مون", "شون", "تون", "هام", "هاش", "ايي", "اي", "ها", "تر", "يم", "ند", "ست", "ه", "ي", "م", "ش"];
    static readonly string[] s_englishEnds = ["'s", "ing", "ed", "es", "ly", "s"];

    /// <summary>The stem of a word that the normaliser has been over.</summary>
    public static ReadOnlySpan<char> Stem(string language, ReadOnlySpan<char> word) => language switch
    {
        "ar" => WithoutEnd(WithoutStart(WithoutAnd(word), s_arabicStarts), s_arabicEnds, FewestLeft),
        "fa" => WithoutEnd(word, s_persianEnds, FewestLeft),
        "en" => WithoutEnd(word, s_englishEnds, FewestLeft + 1),
        _ => word,
    };

    /// <summary>Without the letter for "and" before a word that is still long.</summary>
    static ReadOnlySpan<char> WithoutAnd(ReadOnlySpan<char> word) => word.Length > FewestLeft + 1 && word[0] == 'و' && word[1] != 'ا' ? word[1..] : word;

    static ReadOnlySpan<char> WithoutStart(ReadOnlySpan<char> word, string[] starts)
    {
        foreach (var start in starts)
        {
            if (word.Length >= start.Length + FewestLeft && word.StartsWith(start, StringComparison.Ordinal))
            {
                return word[start.Length..];
            }
        }

        return word;
    }

    static ReadOnlySpan<char> WithoutEnd(ReadOnlySpan<char> word, string[] ends, int fewest)
    {
        foreach (var end in ends)
        {
            if (word.Length >= end.Length + fewest && word.EndsWith(end, StringComparison.Ordinal))
            {
                return word[..^end.Length];
            }
        }

        return word;
    }

    /// <summary>Writes a word without the letters that are repeated for emphasis ("sooo", "رووعة"): of three or more, so many are kept.</summary>
    /// <param name="word">The word.</param>
    /// <param name="kept">1 or 2.</param>
    /// <param name="into">As long as the word.</param>
    /// <returns>Letters written; as many as the word has when nothing is repeated.</returns>
    public static int Shorten(ReadOnlySpan<char> word, int kept, Span<char> into)
    {
        var length = 0;
        for (var at = 0; at < word.Length;)
        {
            var run = 1;
            while (at + run < word.Length && word[at + run] == word[at])
            {
                run++;
            }

            for (var i = 0; i < (run > 2 ? kept : run); i++)
            {
                into[length++] = word[at];
            }

            at += run;
        }

        return length;
    }
}
