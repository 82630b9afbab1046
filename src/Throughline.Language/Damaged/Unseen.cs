using System.Text;
using Throughline.Language.Languages;

namespace Throughline.Language.Damaged;

/// <summary>Characters that show nothing, or show that something is gone.</summary>
static class Unseen
{
    public static int End(ReadOnlySpan<char> text, int at, out DamageKind kind)
    {
        kind = DamageKind.LostBytes;
        var c = text[at];
        switch (c)
        {
            case '\uFFFD':
                return Run(text, at, one => one == '\uFFFD');
            case < ' ' and not ('\t' or '\n' or '\r') or (>= '\u007F' and <= '\u009F' and not '\u0085'):
                kind = DamageKind.Control;
                return Run(text, at, one => one is < ' ' and not ('\t' or '\n' or '\r') or (>= '\u007F' and <= '\u009F' and not '\u0085'));
            case '\u202D' or '\u202E':
                kind = DamageKind.DirectionOverride;
                return at + 1;
            case (>= '\uE000' and <= '\uF8FF') or '\uFFFE' or '\uFFFF' or (>= '\uFDD0' and <= '\uFDEF'):
                kind = DamageKind.PrivateUse;
                return Run(text, at, one => one is (>= '\uE000' and <= '\uF8FF') or '\uFFFE' or '\uFFFF' or (>= '\uFDD0' and <= '\uFDEF'));
        }

        if (char.IsSurrogate(c))
        {
            return Surrogates(text, at, out kind);
        }

        if (!IsZeroWidth(c))
        {
            return at;
        }

        kind = DamageKind.ZeroWidth;
        var end = Run(text, at, IsZeroWidth);
        var isAlone = end == at + 1;
        var isInside = at > 0 && end < text.Length && Scripts.Of(text[at - 1]) is Script.Latin or Script.Arabic or Script.Han && Scripts.Of(text[end]) is Script.Latin or Script.Arabic or Script.Han;
        return !isAlone || c is '\u200B' or '\u2060' && isInside || c == '\uFEFF' && at > 0 ? end : at;
    }

    static int Surrogates(ReadOnlySpan<char> text, int at, out DamageKind kind)
    {
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out _) != System.Buffers.OperationStatus.Done)
        {
            kind = DamageKind.LoneSurrogate;
            return at + 1;
        }

        kind = rune.Value >= 0xF0000 ? DamageKind.PrivateUse : DamageKind.ZeroWidth;
        if (rune.Value >= 0xF0000)
        {
            return at + 2;
        }

        if (rune.Value is not (>= 0xE0000 and <= 0xE007F) || FollowsFlag(text, at))
        {
            return at;
        }

        var end = at + 2;
        while (Rune.DecodeFromUtf16(text[end..], out rune, out _) == System.Buffers.OperationStatus.Done && rune.Value is >= 0xE0000 and <= 0xE007F)
        {
            end += 2;
        }

        return end;
    }

    /// <summary>Tags are seen where they make a flag: after a black flag, up to six.</summary>
    static bool FollowsFlag(ReadOnlySpan<char> text, int at)
    {
        for (var tags = 0; tags < 7 && at >= 2 && Rune.DecodeLastFromUtf16(text[..at], out var rune, out _) == System.Buffers.OperationStatus.Done; tags++, at -= 2)
        {
            if (rune.Value is not (>= 0xE0000 and <= 0xE007F))
            {
                return rune.Value == 0x1F3F4;
            }
        }

        return false;
    }

    static bool IsZeroWidth(char c) => c is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD' or '\u180E' or '\u200E' or '\u200F';

    static int Run(ReadOnlySpan<char> text, int at, Func<char, bool> isOfIt)
    {
        while (at < text.Length && isOfIt(text[at]))
        {
            at++;
        }

        return at;
    }
}
