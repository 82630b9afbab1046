using Throughline.Language.Languages;

namespace Throughline.Language.Detecting;

/// <summary>What a source says about the language of a text, against what the text says.</summary>
static class DeclaredLanguage
{
    const double Sure = 0.9;

    /// <summary>
    /// The declared language, where the guess is of the same script or is not sure; else the guess. A text without letters stays unknown.
    /// </summary>
    public static LanguageGuess Weigh(LanguageGuess guess, string? declared)
    {
        if (declared is null or "" or "auto" || guess.Code is "unknown" || guess.Language == Plain(declared))
        {
            return guess;
        }

        var isArabicScript = guess.Language is "ar" or "fa" or "ur" or "ckb" or "ps" or "ug" && Plain(declared) is "ar" or "fa";
        return isArabicScript || guess.Probability < Sure && Script(guess.Language) == Script(Plain(declared)) ? new LanguageGuess(declared, Math.Max(guess.Probability, 0.5)) : guess;
    }

    static string Plain(string declared) => declared.StartsWith("zh", StringComparison.Ordinal) ? "zh" : declared;

    static char Script(string language) => language switch { "ar" or "fa" or "ur" or "ckb" or "ps" or "ug" => 'a', "zh" or "ja" or "ko" => 'h', _ => 'l' };
}
