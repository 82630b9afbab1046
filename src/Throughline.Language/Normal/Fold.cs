using System.Text;
using Throughline.Language.Han;

namespace Throughline.Language.Normal;

/// <summary>
/// What one character becomes: wide and presentation forms their plain letters (NFKD), capitals small ones, Latin letters without accents,
/// Arabic and Persian spellings of one letter one, all digits those of ASCII, Traditional characters their Simplified ones.
/// </summary>
static class Fold
{
    static readonly string?[] s_known = new string?[0x10000];

    /// <summary>The fold of a character other than ASCII; empty where nothing is left of it.</summary>
    public static string Of(Rune rune)
    {
        if (!rune.IsBmp)
        {
            return SimplifiedHan.Of(rune.Value) is var simple and not 0 ? char.ConvertFromUtf32(simple) : Plain(rune);
        }

        return s_known[rune.Value] ??= Made(rune);
    }

    static string Plain(Rune rune) => rune.Value is >= 0x1D400 and <= 0x1D7FF or >= 0x1F100 and <= 0x1F149 or >= 0x2F800 and <= 0x2FA1F ? Decomposed(rune) : Rune.ToLowerInvariant(rune).ToString();

    static string Made(Rune rune)
    {
        var c = (char)rune.Value;
        if (SimplifiedHan.Of(c) is var simple and not 0)
        {
            return char.ConvertFromUtf32(simple);
        }

        if (Letter(c) is var letter and not '\0')
        {
            return letter.ToString();
        }

        return c switch
        {
            '‘' or '’' or '‚' or '‛' or 'ʼ' or 'ʻ' or '´' => "'",
            '“' or '”' or '„' or '«' or '»' or '「' or '」' or '『' or '』' or '《' or '》' => "\"",
            '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' => "-",
            '،' or '、' or '，' => ",",
            '؛' => ";",
            '؟' => "?",
            '۔' or '。' or '｡' => ".",
            '…' => "...",
            >= '\uE000' and <= '\uF8FF' => c.ToString(),
            _ when IsDecomposed(c) => Decomposed(rune),
            _ => char.ToLowerInvariant(c).ToString(),
        };
    }

    /// <summary>Letters of the Arabic script that are one letter in two spellings; 0 for others.</summary>
    static char Letter(char c) => c switch
    {
        'ٱ' => 'ا',
        'ى' or 'ی' or 'ې' or 'ے' => 'ي',
        'ک' or 'ڪ' => 'ك',
        'ة' or 'ە' or 'ہ' or 'ۀ' => 'ه',
        >= '٠' and <= '٩' => (char)('0' + c - '٠'),
        >= '۰' and <= '۹' => (char)('0' + c - '۰'),
        _ => '\0',
    };

    static bool IsDecomposed(char c) => c is (>= '\u00A0' and <= '\u024F') or (>= '\u1E00' and <= '\u1EFF') or (>= '\u0600' and <= '\u06FF') or (>= '\u2070' and <= '\u209F') or
        (>= '\u2460' and <= '\u24FF') or (>= '\u2000' and <= '\u206F') or (>= '\u2150' and <= '\u218F') or (>= '\u3300' and <= '\u33FF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFB00' and <= '\uFB06') or (>= '\uFB50' and <= '\uFDFF') or
        (>= '\uFE70' and <= '\uFEFE') or (>= '\uFF00' and <= '\uFFEF');

    static string Decomposed(Rune rune)
    {
        var letters = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Letters.IsIdleMark(part.Value) || Rune.IsWhiteSpace(part))
            {
                continue;
            }

            letters.Append(part == rune || part.IsAscii ? Rune.ToLowerInvariant(part).ToString() : Of(part));
        }

        return letters.ToString();
    }
}
