using FsCheck;
using FsCheck.Fluent;

namespace Throughline.Tests.Language;

/// <summary>Texts put together from pieces that are easy to get wrong.</summary>
static class TextPieces
{
    static readonly string[] s_pieces =
    [
        "Hello", "don’t", " ", "\u00A0", "می‌خواهم", "كتاب", "مُحَمَّد", "٣.٥", "3.5", "體驗", "体验。", "𠵾", "👍🏽", "👩‍💻", "🇮🇷", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "<b>", "</p>", "&amp;", "&",
        "http://a.b/c?d", "@name", "a@b.co", "@", ".", "...", "…", "?", "！", "؟", "\"", "”", "(", ")", "值(zhí)", "\u202E", "\u200F", "\u200B\u200B", "\uD83D", "\uDE00", "\uFFFD", "Ã©", "ط§ظ„", "م doثر", "é", "\0", "\r\n", "\n", "\uE000",
        "한국어", "か", "Mr. Smith", "e.g.", "?！澳阋鉀Q", "锟斤拷", "┊a", "[an experience]", "A", "z", "'", "一",
    ];

    public static Arbitrary<string> Any() => Gen.Elements(s_pieces).ListOf().Select(string.Concat).ToArbitrary();
}
