using System.Globalization;
using System.Text.RegularExpressions;

namespace Throughline.Understanding.Learning;

/// <summary>
/// Takes out of a text what says its score in so many words: "10/10", "five stars", «۱۰ از ۱۰». A model that learns from scores would learn
/// to read these and nothing else. Expressions without backtracking: time grows with the text alone.
/// </summary>
static class ScoreWords
{
    const string En = @"zero|one|two|three|four|five|six|seven|eight|nine|ten";
    const string Fa = "صفر|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده";
    const string Ar = "صفر|واحد|واحدة|نجمتان|نجمتين|اثنان|اثنين|ثلاث|ثلاثة|أربع|أربعة|اربع|اربعة|خمس|خمسة|ست|ستة|سبع|سبعة|ثمان|ثماني|ثمانية|تسع|تسعة|عشر|عشرة";
    const string Zh = "零|一|二|两|兩|三|四|五|六|七|八|九|十|满|滿";
    const string Number = $@"\d+([.,٫]\d+)?|{En}|{Fa}|{Ar}";

    static readonly Regex[] s_scores =
    [
        Of($@"\b({Number})\s*(/|out\s+of|از|من|على|of)\s*({Number})\b"),
        Of($@"\b({Number})[\s-]*(stars?|points?|ستاره|نجوم|نجمة|نجمه|نقاط|نقطة|امتیاز|نمره)(\b|$)"),
        Of($@"\b(stars?|score|rating|rated|rate|امتیاز|نمره|نمرهٔ|درجة|تقييم|التقييم)\s*[:=]?\s*({Number})\b"),
        Of($@"(({Zh})+|\d+(\.\d+)?)\s*(分|星|顆星|颗星)(好评|好評|差评|差評)?"),
        Of("[★☆⭐\U0001F31F\uFE0F]{1,}"),
    ];

    static readonly Regex s_number = Of(@"\b\d+([.,٫]\d+)?\b");

    /// <summary>The text without its score's own words.</summary>
    /// <param name="text">The customer's words.</param>
    /// <param name="score">The answer: a number that stands alone and says the same goes, too.</param>
    public static string Without(string text, double score)
    {
        foreach (var expression in s_scores)
        {
            text = expression.Replace(text, " ");
        }

        return s_number.Replace(text, match => IsScore(match.Value, score) ? " " : match.Value);
    }

    static bool IsScore(string written, double score)
    {
        Span<char> digits = stackalloc char[Math.Min(written.Length, 16)];
        for (var i = 0; i < digits.Length; i++)
        {
            var value = CharUnicodeInfo.GetDecimalDigitValue(written[i]);
            digits[i] = value >= 0 ? (char)('0' + value) : '.';
        }

        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number == score;
    }

    static Regex Of(string expression) => new(expression, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
