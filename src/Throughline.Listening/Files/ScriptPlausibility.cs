using System.Collections.Frozen;
using System.Text;

namespace Throughline.Listening.Files;

/// <summary>Which of the 8-bit encodings makes the most sensible text of some bytes.</summary>
/// <remarks>
/// Each reading gets a score between 0 and 1 from three observations: how many of its sequences exist at all, how many of
/// its letters are common in the language, and whether the letters keep together as words do.
/// </remarks>
static class ScriptPlausibility
{
    const string ArabicCommon = "ابتدرسعفقلمنهويةىأكحجپچگکیشخزصطءإؤئآذثغضظژ؟،ـ";

    // The characters that most Chinese feedback cannot do without.
    static readonly FrozenSet<char> ChineseCommon =
        ("的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成"
        + "事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部"
        + "正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师"
        + "书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它"
        + "许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武"
        + "半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早"
        + "店员价质差慢换退货单客满意评订付款物流评论姓名时间渠道").ToFrozenSet();

    public static TextEncoding Best(IReadOnlyList<byte[]> samples)
    {
        var bytes = samples.SelectMany(sample => sample).Take(512 * 1024).ToArray();
        var arabic = Arabic(TextEncoding.Windows1256.Codec().GetString(bytes));
        var chinese = Chinese(bytes);
        var western = Western(TextEncoding.Windows1252.Codec().GetString(bytes));
        return chinese >= arabic && chinese >= western ? TextEncoding.Gb18030
            : arabic >= western ? TextEncoding.Windows1256
            : TextEncoding.Windows1252;
    }

    static double Arabic(string text)
    {
        int foreign = 0, common = 0, together = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
            {
                continue;
            }

            foreign++;
            if (!ArabicCommon.Contains(text[i], StringComparison.Ordinal))
            {
                continue;
            }

            common++;
            together += (i > 0 && IsArabic(text[i - 1])) || (i + 1 < text.Length && IsArabic(text[i + 1])) ? 1 : 0;
        }

        return foreign == 0 ? 0 : ((double)common + together) / (2 * foreign);
    }

    static double Chinese(byte[] bytes)
    {
        var codec = (Encoding)TextEncoding.Gb18030.Codec().Clone();
        codec.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        int foreign = 0, broken = 0, common = 0, han = 0;
        foreach (var letter in codec.GetString(bytes))
        {
            if (letter < 0x80)
            {
                continue;
            }

            foreign++;
            broken += letter == '\uFFFD' ? 1 : 0;
            han += letter is >= '\u4E00' and <= '\u9FFF' ? 1 : 0;
            common += ChineseCommon.Contains(letter) || letter is >= '\u3000' and <= '\u3002' or >= '\uFF00' and <= '\uFF1F'
                ? 1 : 0;
        }

        if (foreign == 0 || broken * 50 > foreign)
        {
            return 0;
        }

        // In running Chinese about two characters in three are among those listed; by chance one in thirty.
        return Math.Min(1, 1.5 * common / foreign) * (0.5 + (0.5 * han / foreign));
    }

    static double Western(string text)
    {
        int foreign = 0, letters = 0, within = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
            {
                continue;
            }

            foreign++;
            var letter = text[i] is >= '\u00C0' and <= '\u00FF' and not ('\u00D7' or '\u00F7');
            var mark = text[i] is '\u2019' or '\u2018' or '\u201C' or '\u201D' or '\u2013' or '\u2014' or '\u2026'
                or '\u20AC' or '\u00A3' or '\u00B0' or '\u00A0' or '\u00AB' or '\u00BB' or '\u00E9';
            letters += letter || mark ? 1 : 0;
            // Accented letters stand alone among plain ones.
            var alone = (i == 0 || text[i - 1] < 0x80) && (i + 1 == text.Length || text[i + 1] < 0x80);
            within += (letter || mark) && alone ? 1 : 0;
        }

        return foreign == 0 ? 0 : ((double)letters + within) / (2 * foreign);
    }

    static bool IsArabic(char letter) => letter is >= '\u0600' and <= '\u06FF';
}
