using System.Buffers;
using System.Text;

namespace Throughline.Language.Damaged;

/// <summary>
/// UTF-8 that was read as one of the encodings of Windows (1252, 1251, 1256) or as GBK: written back as bytes of that encoding it is well-formed UTF-8 that
/// says something likelier. The tables come with .NET.
/// </summary>
static class Misread
{
    const int Longest = 400;

    static readonly short[][] s_bytes = [.. new[] { 1252, 1256, 1251 }.Select(Single)];
    static readonly SearchValues<char> s_noLetters = SearchValues.Create("§„…†‡ˆ‰‹Œ¢£¤¥¦¨©«¬®¯°±²³´µ¶·¸¹»¼½¾€‚ƒ™›œ");
    static readonly Lazy<ushort[]> s_gbk = new(Gbk);

    /// <summary>The end of misread bytes that begin here; the same place where there are none.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        if (text[at..].StartsWith("锟斤拷", StringComparison.Ordinal) || text[at..].StartsWith("ï¿½", StringComparison.Ordinal))
        {
            return at + 3;
        }

        foreach (var table in s_bytes)
        {
            var end = Read(text, at, table);
            if (end > at)
            {
                return end;
            }
        }

        return text[at] is >= '\u4E00' and <= '\u9FFF' && s_gbk.Value[text[at]] >> 8 is >= 0xE3 and <= 0xE9 ? ReadGbk(text, at) : at;
    }

    /// <summary>True for a Chinese character that is in daily use: of the first level of GB 2312, or the Traditional form of one.</summary>
    public static bool IsCommon(char c)
    {
        var simple = Han.SimplifiedHan.Of(c);
        var code = s_gbk.Value[simple is > 0 and < 0x10000 ? simple : c];
        return code >> 8 is >= 0xB0 and <= 0xD7 && (code & 0xFF) >= 0xA1 || c is < '\u3400' and not ('Φ' or 'ǔ');
    }

    static int Read(ReadOnlySpan<char> text, int at, short[] table)
    {
        Span<byte> bytes = stackalloc byte[4];
        int read = 0, sequences = 0, latin = 0;
        var isArabic = table == s_bytes[1];
        while (Next(text, at + read, table, bytes) is > 1 and var used)
        {
            Rune.DecodeFromUtf8(bytes, out var rune, out _);
            if (!IsLikely(rune.Value) || isArabic && rune.Value is not (>= 0x600 and <= 0x6FF))
            {
                break;
            }

            latin += rune.Value is (>= 0xC0 and <= 0x17F) or (>= 0x2010 and <= 0x2122) or (>= 0xA0 and <= 0xBF) or >= 0x1F000 ? 1 : 0;
            sequences++;
            read += used;
        }

        if (isArabic && !text.Slice(at, read).ContainsAny(s_noLetters))
        {
            return at; // Persian words do look like it, but have no signs inside
        }

        // One alone may be chance, unless it is what Western texts are full of; two are not.
        return sequences >= 2 || latin == 1 && table == s_bytes[0] && (read >= 3 || text[at] is 'Ã' or 'Â') ? at + read : at;
    }

    /// <summary>Takes the units of one character of UTF-8; how many, or 0 where they are none.</summary>
    static int Next(ReadOnlySpan<char> text, int at, short[] table, Span<byte> bytes)
    {
        var length = 0;
        while (length < 4 && at + length < text.Length && table[text[at + length]] >= 0x80)
        {
            bytes[length] = (byte)table[text[at + length]];
            length++;
        }

        return Rune.DecodeFromUtf8(bytes[..length], out _, out var used) == OperationStatus.Done ? used : 0;
    }

    static int ReadGbk(ReadOnlySpan<char> text, int at)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        int length = 0, characters = 0;
        while (length + 2 <= Longest && at + characters < text.Length && s_gbk.Value[text[at + characters]] is > 0 and var code)
        {
            bytes[length++] = (byte)(code >> 8);
            bytes[length++] = (byte)code;
            characters++;
        }

        int read = 0, sequences = 0;
        while (read < length && Rune.DecodeFromUtf8(bytes[read..length], out var rune, out var used) == OperationStatus.Done && used == 3 && rune.Value is (>= 0x3000 and <= 0x30FF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xFF00 and <= 0xFF60))
        {
            sequences++;
            read += used;
        }

        return sequences >= 2 ? at + ((read + 1) / 2) : at;
    }

    static bool IsLikely(int c) => c is (>= 0xA0 and <= 0x24F) or (>= 0x370 and <= 0x4FF) or (>= 0x5D0 and <= 0x5EA) or (>= 0x600 and <= 0x6FF) or (>= 0x900 and <= 0x97F) or (>= 0xE00 and <= 0xE7F) or (>= 0x1E00 and <= 0x1EFF)
        or (>= 0x2000 and <= 0x206F) or (>= 0x20A0 and <= 0x20BF) or (>= 0x2100 and <= 0x214F) or (>= 0x2190 and <= 0x27BF) or (>= 0x3000 and <= 0x30FF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or 0xFE0F or 0xFEFF or (>= 0xFF00 and <= 0xFF60)
        or (>= 0x1F000 and <= 0x1FAFF);

    static short[] Single(int page)
    {
        var table = new short[65536];
        Array.Fill(table, (short)-1);
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(page)!;
        for (var value = 0; value < 256; value++)
        {
            table[encoding.GetString([(byte)value])[0]] = (short)value;
        }

        // Readers let the bytes that an encoding leaves open through as they are.
        for (var value = 0x80; value < 0xA0; value++)
        {
            table[value] = table[value] < 0 ? (short)value : table[value];
        }

        return table;
    }

    static ushort[] Gbk()
    {
        var table = new ushort[65536];
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
        for (var high = 0x81; high <= 0xFE; high++)
        {
            for (var low = 0x40; low <= 0xFE; low++)
            {
                var read = low == 0x7F ? "" : encoding.GetString([(byte)high, (byte)low]);
                if (read.Length == 1 && read[0] is not ('?' or '\uFFFD'))
                {
                    table[read[0]] = (ushort)((high << 8) | low);
                }
            }
        }

        return table;
    }
}
