using System.Globalization;
using System.Text;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>Scripts that letters are counted by.</summary>
public enum LetterScript
{
    /// <summary>Latin.</summary>
    Latin = 0,
    /// <summary>Arabic, with the Persian letters.</summary>
    Arabic = 1,
    /// <summary>Han.</summary>
    Han = 2,
    /// <summary>Cyrillic.</summary>
    Cyrillic = 3,
    /// <summary>Greek.</summary>
    Greek = 4,
    /// <summary>Hebrew.</summary>
    Hebrew = 5,
    /// <summary>Hiragana and Katakana.</summary>
    Kana = 6,
    /// <summary>Hangul.</summary>
    Hangul = 7,
    /// <summary>Devanagari.</summary>
    Devanagari = 8,
    /// <summary>Any other.</summary>
    Other = 9,
}

/// <summary>
/// What the letters of one cell tell in one pass: counts by class and script, and the mask (A upper, a lower, x a letter without case, 9 a
/// digit; punctuation stays, a run of more than four becomes one with a plus).
/// </summary>
ref struct CellLook
{
    /// <summary>Bytes of the longest mask.</summary>
    public const int MostMask = 40;

    /// <summary>Number of scripts.</summary>
    public const int ScriptCount = 10;

    const int MostRun = 4;

    Span<byte> _mask;
    byte _last;
    int _run;

    public CellLook(Span<byte> mask) => _mask = mask;

    public int Characters { get; private set; }

    public int Letters { get; private set; }

    public int Upper { get; private set; }

    public int Digits { get; private set; }

    public int Blanks { get; private set; }

    public int Ats { get; private set; }

    public int Dots { get; private set; }

    public int Dashes { get; private set; }

    public int Colons { get; private set; }

    public int Slashes { get; private set; }

    /// <summary>Characters that are neither letters, digits, blanks nor the signs counted above.</summary>
    public int Others { get; private set; }

    /// <summary>Control characters and U+FFFD: text that was broken on its way.</summary>
    public int Broken { get; private set; }

    /// <summary>Words: runs between blanks.</summary>
    public int Words { get; private set; }

    /// <summary>Words that begin with an upper-case letter, or with one of a script without case.</summary>
    public int Capitals { get; private set; }

    public int MaskLength { get; private set; }

    public readonly ReadOnlySpan<byte> Mask => _mask[..MaskLength];

    /// <summary>Looks at a cell, which must not be empty.</summary>
    /// <param name="cell">UTF-8 without blanks at its ends.</param>
    /// <param name="scripts">Counts of letters by script; added to.</param>
    public void Read(scoped ReadOnlySpan<byte> cell, scoped Span<long> scripts)
    {
        var inWord = false;
        for (var i = 0; i < cell.Length;)
        {
            var first = cell[i];
            byte kind;
            if (first < 0x80)
            {
                kind = Ascii(first, scripts);
                i++;
            }
            else
            {
                Rune.DecodeFromUtf8(cell[i..], out var rune, out var used);
                kind = Wide(rune, scripts);
                i += used;
            }

            Characters++;
            if (kind == (byte)' ')
            {
                inWord = false;
            }
            else if (!inWord)
            {
                inWord = true;
                Words++;
                Capitals += kind is (byte)'A' or (byte)'x' ? 1 : 0;
            }

            Add(kind);
        }
    }

    byte Ascii(byte one, scoped Span<long> scripts)
    {
        switch (one)
        {
            case >= (byte)'a' and <= (byte)'z':
                Letters++;
                scripts[(int)LetterScript.Latin]++;
                return (byte)'a';
            case >= (byte)'A' and <= (byte)'Z':
                Letters++;
                Upper++;
                scripts[(int)LetterScript.Latin]++;
                return (byte)'A';
            case >= (byte)'0' and <= (byte)'9':
                Digits++;
                return (byte)'9';
            case (byte)' ' or (byte)'\t':
                Blanks++;
                return (byte)' ';
            case (byte)'@':
                Ats++;
                return one;
            case (byte)'.':
                Dots++;
                return one;
            case (byte)'-':
                Dashes++;
                return one;
            case (byte)':':
                Colons++;
                return one;
            case (byte)'/':
                Slashes++;
                return one;
            case (byte)'\n' or (byte)'\r':
                Blanks++;
                return (byte)' ';
            case < 0x20 or 0x7F:
                Broken++;
                return (byte)'?';
            default:
                Others++;
                return one;
        }
    }

    byte Wide(Rune rune, scoped Span<long> scripts)
    {
        if (rune.Value == 0xFFFD)
        {
            Broken++;
            return (byte)'?';
        }

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter:
                Letters++;
                Upper++;
                scripts[(int)ScriptOf(rune.Value)]++;
                return (byte)'A';
            case UnicodeCategory.LowercaseLetter:
                Letters++;
                scripts[(int)ScriptOf(rune.Value)]++;
                return (byte)'a';
            case UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter:
                Letters++;
                scripts[(int)ScriptOf(rune.Value)]++;
                return (byte)'x';
            case UnicodeCategory.DecimalDigitNumber:
                Digits++;
                return (byte)'9';
            case UnicodeCategory.SpaceSeparator:
                Blanks++;
                return (byte)' ';
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format:
                return (byte)'x';
            case UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse:
                Broken++;
                return (byte)'?';
            default:
                Others++;
                return (byte)'*';
        }
    }

    /// <summary>The script of a letter.</summary>
    public static LetterScript ScriptOf(int letter) => letter switch
    {
        < 0x250 or (>= 0x1E00 and < 0x1F00) or (>= 0xFF21 and <= 0xFF5A) => LetterScript.Latin,
        (>= 0x600 and < 0x780) or (>= 0x8A0 and < 0x900) or (>= 0xFB50 and < 0xFE00) or (>= 0xFE70 and < 0xFF00) => LetterScript.Arabic,
        (>= 0x3400 and < 0xA000) or (>= 0xF900 and < 0xFB00) or (>= 0x20000 and < 0x32000) or 0x3005 => LetterScript.Han,
        (>= 0x400 and < 0x530) => LetterScript.Cyrillic,
        (>= 0x370 and < 0x400) or (>= 0x1F00 and < 0x2000) => LetterScript.Greek,
        (>= 0x590 and < 0x600) => LetterScript.Hebrew,
        (>= 0x3040 and < 0x3100) or (>= 0x31F0 and < 0x3200) => LetterScript.Kana,
        (>= 0xAC00 and < 0xD7B0) or (>= 0x1100 and < 0x1200) => LetterScript.Hangul,
        (>= 0x900 and < 0x980) => LetterScript.Devanagari,
        _ => LetterScript.Other,
    };

    void Add(byte kind)
    {
        if (kind == _last && kind is (byte)'A' or (byte)'a' or (byte)'x' or (byte)'9')
        {
            if (++_run > MostRun)
            {
                if (_run == MostRun + 1 && MaskLength >= MostRun)
                {
                    MaskLength -= MostRun - 1;
                    Put((byte)'+');
                }

                return;
            }
        }
        else
        {
            (_last, _run) = (kind, 1);
        }

        Put(kind);
    }

    void Put(byte kind)
    {
        if (MaskLength < _mask.Length)
        {
            _mask[MaskLength++] = kind;
        }
    }
}
