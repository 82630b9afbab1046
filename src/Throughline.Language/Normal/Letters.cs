using System.Globalization;
using System.Text;

namespace Throughline.Language.Normal;

/// <summary>What kind of thing a character is.</summary>
static class Letters
{
    /// <summary>Stands for a link.</summary>
    public const char Link = '\uE000';

    /// <summary>Stands for the name of an account, written after an at sign.</summary>
    public const char Account = '\uE001';

    /// <summary>Stands for an e-mail address.</summary>
    public const char Mail = '\uE002';

    /// <summary>True for one of the units that stand for something taken out.</summary>
    public static bool IsPlaceholder(char c) => c is Link or Account or Mail;

    /// <summary>True for a mark that belongs to the character before it.</summary>
    public static bool IsMark(char c) => c >= 0x300 && (c is >= '\uFE00' and <= '\uFE0F' ||
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    /// <summary>True for a mark that says nothing to a learner: of Latin and Arabic letters, and those that choose how a picture is drawn.</summary>
    public static bool IsIdleMark(int c) => c is (>= 0x300 and <= 0x36F) or (>= 0x610 and <= 0x61A) or (>= 0x64B and <= 0x65F) or 0x670 or (>= 0x6D6 and <= 0x6DC)
        or (>= 0x6DF and <= 0x6E8) or (>= 0x6EA and <= 0x6ED) or 0x640 or (>= 0xFE00 and <= 0xFE0F) or 0x20E3 or (>= 0xE0100 and <= 0xE01EF) or (>= 0x1F3FB and <= 0x1F3FF);

    /// <summary>True for what is not seen and parts nothing: joiners, marks of direction, soft hyphens.</summary>
    public static bool IsUnseen(int c) => c is 0x200B or 0x200D or 0x200E or 0x200F or 0x61C or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF or 0xAD or 0x180E or
        (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0001 and <= 0xE007F);

    /// <summary>True for a character written in Chinese, or in the manner of it: of such a run each character counts.</summary>
    public static bool IsHan(int c) => c is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or 0x3007 or (>= 0x3041 and <= 0x30FF) or (>= 0x20000 and <= 0x323AF);

    /// <summary>True for a picture that stands for a word.</summary>
    public static bool IsPicture(int c) => c is (>= 0x1F300 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x1F000 and <= 0x1F2FF) or (>= 0x2B05 and <= 0x2B55) or 0x2122 or 0x2139
        or (>= 0x231A and <= 0x23FF) or 0x203C or 0x2049;

    /// <summary>True for a letter, a digit or a mark of one: what words are made of.</summary>
    public static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>True for a letter, a digit or a mark of one, of the first plane.</summary>
    public static bool IsOfWord(char c) => c < 0x80 ? char.IsAsciiLetterOrDigit(c) : IsOfWordBeyond(c);

    static bool IsOfWordBeyond(char c) => char.IsLetterOrDigit(c) || IsMark(c);
}
