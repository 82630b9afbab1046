using System.Buffers;
using System.Text;
using Throughline.Language.Han;

namespace Throughline.Language.Languages;

/// <summary>Chinese, Japanese and Korean; and whether Chinese is written in Traditional or in Simplified characters: by those that only one of the two has.</summary>
static class EasternScript
{
    /// <summary>Characters that were made simple in Japan alone, or made there.</summary>
    static readonly SearchValues<char> s_japanese = SearchValues.Create(
        "実営発変対図価気広売読駅沢検験歳円応単厳黒圧済働込畑続経総関転戦処帰従徳様権労効両渋桜県鉄辺遅悪暁戻銭塩満歩毎亜仏払伝児勧巻拡拠挙揺摂収斎栄桟楽渓滝焼獣畳粛縄縦聴臓荘蔵薬訳豊賛郷酔醸錬録鎮陥険雑霊顔顕駆髄齢斉囲壱隠奨択撃剣桟歓渇観仮喫峠枠辻匂笹榊");

    /// <summary>Characters that are simple alike in China and in Japan.</summary>
    static readonly SearchValues<char> s_simpleInBoth = SearchValues.Create("国会学体来点万与画号当双声区医参礼宝党独属数断旧昼乱虫担胆灯糸湿台条状寝将静浄窃窓争挿蚕惨潜随麦炉写壮尽弥堕辞余誉栄区");

    /// <summary>Characters of written Cantonese.</summary>
    static readonly SearchValues<char> s_cantonese = SearchValues.Create("嘅咗唔喺哋嚟啲冇佢乜嘢攞瞓嗰噉嘥");

    public static LanguageGuess Of(ReadOnlySpan<char> text, ScriptCounts scripts)
    {
        if (scripts.Hangul * 3 >= scripts.Han && scripts.Hangul >= scripts.Kana)
        {
            return new LanguageGuess("ko", 0.99);
        }

        int traditional = 0, simplified = 0, japanese = 0, no = 0, hiragana = 0, mainland = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < 0x3041)
            {
                continue;
            }

            var c = rune.IsBmp ? (char)rune.Value : '\0';
            no += c == 'の' ? 1 : 0;
            hiragana += c is >= '\u3041' and <= '\u3096' ? 1 : 0;
            if (s_japanese.Contains(c))
            {
                japanese++;
                continue;
            }

            traditional += s_cantonese.Contains(c) || SimplifiedHan.Of(rune.Value) != 0 ? 1 : 0;
            var isSimple = SimplifiedHan.IsOnlySimplified(rune.Value);
            simplified += isSimple ? 1 : 0;
            mainland += isSimple && !s_simpleInBoth.Contains(c) ? 1 : 0;
        }

        // Chinese shops write の for 的, and nothing else of Japanese; and a word or two of Japanese does not make a text Japanese.
        var kana = scripts.Kana == no && no <= 2 && japanese == 0 || hiragana == 0 && mainland >= 2 ? 0 : scripts.Kana;
        if (kana * 8 >= scripts.Han && kana > 0 || japanese > 0 && (kana + (4 * japanese)) * 8 >= scripts.Han)
        {
            return new LanguageGuess("ja", kana * 8 >= scripts.Han ? 0.97 : 0.8);
        }

        return (traditional, simplified) switch
        {
            (0, 0) => new LanguageGuess("zh", 0.97),
            _ when traditional > simplified => new LanguageGuess("zh-Hant", 0.98),
            _ => new LanguageGuess("zh-Hans", 0.98),
        };
    }
}
