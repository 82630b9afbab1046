namespace Throughline.Language.Languages;

/// <summary>
/// Tells the language of a text: by its script, by letters and endings that one language has and its neighbours have not, by the small words that
/// every sentence needs. Nothing is learnt from anybody's texts. For short texts the answer is uncertain and says so.
/// </summary>
public static class LanguageIdentifier
{
    /// <summary>UTF-16 units that are looked at; what is beyond does not count.</summary>
    public const int Most = 4_000;

    /// <summary>From so many letters on the probability is not lowered for being short.</summary>
    public const int FewLetters = 10;

    /// <summary>
    /// The language of a whole text, taken as one; see <see cref="Sentences"/> for one whose sentences differ. Links, accounts and addresses do not count.
    /// Allocates nothing.
    /// </summary>
    /// <param name="text">Any UTF-16, also a broken one.</param>
    /// <returns><see cref="LanguageGuess.Unknown"/> for a text without a letter.</returns>
    public static LanguageGuess Of(ReadOnlySpan<char> text)
    {
        text = text.Length > Most ? text[..Most] : text;
        Span<char> own = stackalloc char[text.Length];
        OwnWords.Copy(text, own);
        var scripts = ScriptCounts.Of(own);
        if (scripts.Letters == 0)
        {
            return LanguageGuess.Unknown;
        }

        var guess = Of(own, scripts);

        // A Chinese character is worth about three letters of an alphabet.
        var worth = scripts.Letters + (2 * scripts.Han);
        return worth >= FewLetters ? guess : guess with { Probability = guess.Probability * worth / FewLetters };
    }

    static LanguageGuess Of(ReadOnlySpan<char> text, ScriptCounts scripts)
    {
        var east = (3 * scripts.Han) + (2 * (scripts.Kana + scripts.Hangul));
        var rest = scripts.Letters - scripts.Latin - scripts.Arabic - scripts.Han - scripts.Kana - scripts.Hangul;
        if (scripts.Latin >= Math.Max(Math.Max(east, scripts.Arabic), Math.Max(rest, 1)))
        {
            // Names of things are written in Latin letters in any language: they decide only where they make sentences.
            var latin = LatinScript.Of(text, out var isSentence);
            return isSentence || Math.Max(scripts.Arabic, east) < 4 ? latin
                : east > scripts.Arabic ? EasternScript.Of(text, scripts) with { Probability = 0.7 } : ArabicScript.Of(text) with { Probability = 0.7 };
        }

        return east >= Math.Max(scripts.Arabic, rest) ? EasternScript.Of(text, scripts)
            : scripts.Arabic >= rest ? ArabicScript.Of(text)
            : new LanguageGuess("other", 0.98);
    }
}
