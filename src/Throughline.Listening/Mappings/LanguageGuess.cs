namespace Throughline.Listening.Mappings;

/// <summary>Guesses the language of a text among English, Arabic, Persian and Chinese from its letters.</summary>
/// <remarks>
/// A guess by script and by letters that only one of Arabic and Persian uses; a text in another language of the same script
/// (French, Urdu) is taken for its neighbour or called <c>und</c>. Detection by words comes later.
/// </remarks>
public static class LanguageGuess
{
    const int Most = 400;

    const string OnlyPersian = "پچژگیکۀ";
    const string OnlyArabic = "ةيكىإؤ";

    /// <summary>Two letters, or <c>und</c> when it cannot be told.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        int latin = 0, plain = 0, arabic = 0, persianOnly = 0, arabicOnly = 0, han = 0, other = 0;
        foreach (var letter in text[..Math.Min(Most, text.Length)])
        {
            if (char.IsAsciiLetter(letter))
            {
                latin++;
                plain++;
            }
            else if (letter < 0x80)
            {
                continue;
            }
            else if (letter is >= '\u0600' and <= '\u06FF' or >= '\uFB50' and <= '\uFEFC')
            {
                arabic++;
                persianOnly += OnlyPersian.Contains(letter, StringComparison.Ordinal) ? 1 : 0;
                arabicOnly += OnlyArabic.Contains(letter, StringComparison.Ordinal) ? 1 : 0;
            }
            else if (letter is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF')
            {
                han++;
            }
            else if (char.IsLetter(letter))
            {
                latin += letter < 0x250 ? 1 : 0;
                other += letter < 0x250 ? 0 : 1;
            }
        }

        // A Chinese character carries as much as a short word, so it weighs more than a Latin letter.
        var heaviest = Math.Max(Math.Max(latin, arabic), Math.Max(han * 3, other));
        return heaviest < 2 || heaviest == other ? "und"
            : heaviest == han * 3 ? "zh"
            : heaviest == latin ? plain * 20 >= latin * 19 ? "en" : "und"
            : persianOnly > arabicOnly ? "fa"
            : arabicOnly > persianOnly ? "ar"
            : HasArticle(text) || HasWord(text, _arabicWords) ? "ar"
            : HasWord(text, _persianWords) ? "fa" : "und";
    }

    // Short answers often hold none of the letters that only one of the two uses.
    static readonly string[] _arabicWords = ["من", "لا", "ما", "لم", "عن", "مع", "هذا", "شكرا", "شكراً", "جدا", "جداً", "نعم", "مرحبا", "سيء", "ممتاز", "رائع"];
    static readonly string[] _persianWords = ["از", "را", "با", "به", "در", "است", "بود", "نبود", "شد", "نشد", "ممنون", "سلام", "خوب", "بد", "بله", "نه", "عالی", "هم"];

    static bool HasWord(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var range in text[..Math.Min(Most, text.Length)].SplitAny(" \t\r\n.,،؛!؟?:"))
        {
            if (words.AsSpan().Contains(text[range].ToString()))
            {
                return true;
            }
        }

        return false;
    }

    static bool HasArticle(ReadOnlySpan<char> text) => text.StartsWith("ال") || text.Contains(" ال", StringComparison.Ordinal);
}
