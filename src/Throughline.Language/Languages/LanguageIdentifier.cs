using System.Text;

namespace Throughline.Language.Languages;

/// <summary>
/// Tells the language of a text: by its script, by letters and endings that one language has and its neighbours have not, by the small words that
/// every sentence needs. Nothing is learnt from anybody's texts. For short texts the answer is uncertain and says so.
/// </summary>
public static class LanguageIdentifier
{
    /// <summary>Letters that are looked at; what is beyond does not count.</summary>
    public const int Most = 4_000;

    const int FewLetters = 10;

    /// <summary>The language of a whole text, taken as one.</summary>
    public static LanguageGuess Of(ReadOnlySpan<char> text)
    {
        var scripts = ScriptCounts.Of(text.Length > Most ? text[..Most] : text);
        if (scripts.Letters == 0)
        {
            return LanguageGuess.Unknown;
        }

        var guess = scripts switch
        {
            { Kana: > 0 } when scripts.Kana * 8 >= scripts.Han => new LanguageGuess("ja", 0.97),
            _ when scripts.Han * 2 >= scripts.Letters || scripts.Han * 4 >= scripts.Letters && scripts.Latin > 0 => HanScript.Of(text),
            _ when scripts.Arabic * 2 >= scripts.Letters => ArabicScript.Of(text, scripts),
            _ when scripts.Latin * 2 >= scripts.Letters => LatinScript.Of(text, scripts),
            { Hangul: > 0 } when scripts.Hangul * 2 >= scripts.Letters => new LanguageGuess("ko", 0.99),
            { Cyrillic: > 0 } when scripts.Cyrillic * 2 >= scripts.Letters => new LanguageGuess("other", 0.98),
            _ => new LanguageGuess("other", 0.9),
        };

        // A Chinese character is worth about three letters of an alphabet.
        var worth = scripts.Letters + (2 * scripts.Han);
        return worth >= FewLetters ? guess : guess with { Probability = guess.Probability * worth / FewLetters };
    }
}

/// <summary>How many letters of each script a text has.</summary>
readonly record struct ScriptCounts(int Letters, int Latin, int Arabic, int Han, int Kana, int Hangul, int Cyrillic)
{
    public static ScriptCounts Of(ReadOnlySpan<char> text)
    {
        int letters = 0, latin = 0, arabic = 0, han = 0, kana = 0, hangul = 0, cyrillic = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
            {
                continue;
            }

            letters++;
            switch (rune.Value)
            {
                case < 0x250 or (>= 0x1E00 and <= 0x1EFF) or (>= 0xFF21 and <= 0xFF5A):
                    latin++;
                    break;
                case (>= 0x600 and <= 0x6FF) or (>= 0x750 and <= 0x77F) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE):
                    arabic++;
                    break;
                case (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x323AF) or (>= 0xF900 and <= 0xFAFF):
                    han++;
                    break;
                case >= 0x3040 and <= 0x30FF:
                    kana++;
                    break;
                case (>= 0xAC00 and <= 0xD7AF) or (>= 0x1100 and <= 0x11FF):
                    hangul++;
                    break;
                case >= 0x400 and <= 0x52F:
                    cyrillic++;
                    break;
            }
        }

        return new ScriptCounts(letters, latin, arabic, han, kana, hangul, cyrillic);
    }
}
