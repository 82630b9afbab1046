using System.Collections.Frozen;

namespace Throughline.Language.Languages;

/// <summary>
/// Arabic, Persian and the other languages of their script. Which form of ya and kaf is written is evidence and no proof: many write Persian with Arabic keys.
/// </summary>
static class ArabicScript
{
    static readonly string[] s_languages = ["ar", "fa", "ur", "ckb", "ps", "ug"];

    static readonly FrozenDictionary<char, (int Language, double Bits)[]> s_letters = new Dictionary<char, (int, double)[]>
    {
        ['پ'] = [(1, 2), (2, 1.5), (3, 1.5), (4, 1.5)], ['چ'] = [(1, 2), (2, 1.5), (3, 1.5), (4, 1.5)], ['گ'] = [(1, 2), (2, 1.5), (3, 1.5)], ['ژ'] = [(1, 2), (3, 1.5), (4, 1)],
        ['ی'] = [(1, 1), (2, 1), (3, 0.8), (4, 0.5)], ['ک'] = [(1, 1), (2, 1), (3, 0.8), (4, 0.8)],
        ['ي'] = [(0, 0.7), (4, 0.5)], ['ك'] = [(0, 0.9)], ['ى'] = [(0, 1)], ['ة'] = [(0, 3)], ['إ'] = [(0, 2.5)], ['أ'] = [(0, 2), (1, 0.2)], ['ؤ'] = [(0, 0.6)], ['ء'] = [(0, 0.5)],
        ['ظ'] = [(0, 0.4)], ['ث'] = [(0, 0.4)], ['ض'] = [(0, 0.4)], ['ط'] = [(0, 0.3)], ['آ'] = [(1, 0.6)],
        ['ٹ'] = [(2, 5)], ['ڈ'] = [(2, 5)], ['ڑ'] = [(2, 5)], ['ں'] = [(2, 5)], ['ے'] = [(2, 5)], ['ہ'] = [(2, 4)], ['ھ'] = [(2, 2), (5, 2), (3, 1)],
        ['ۆ'] = [(3, 5), (5, 4)], ['ێ'] = [(3, 6)], ['ڕ'] = [(3, 6)], ['ڵ'] = [(3, 6)], ['ە'] = [(3, 3), (5, 3)], ['ڤ'] = [(3, 2)],
        ['ټ'] = [(4, 6)], ['ډ'] = [(4, 6)], ['ړ'] = [(4, 6)], ['ښ'] = [(4, 6)], ['ځ'] = [(4, 6)], ['څ'] = [(4, 6)], ['ڼ'] = [(4, 6)], ['ۍ'] = [(4, 6)], ['ږ'] = [(4, 6)], ['ګ'] = [(4, 6)], ['ې'] = [(4, 3), (5, 3)],
        ['ۇ'] = [(5, 5)], ['ۈ'] = [(5, 6)], ['ۋ'] = [(5, 6), (3, 1)], ['ڭ'] = [(5, 6)],
        ['\u200C'] = [(1, 2)], ['۱'] = [(1, 0.5)], ['۲'] = [(1, 0.5)], ['۵'] = [(1, 0.5)], ['٤'] = [(0, 0.5)], ['٥'] = [(0, 0.5)],
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, (int Language, double Bits)> s_words = Words(
        (0, "في من على الى إلى عن هذا هذه ذلك التي الذي كان كانت مع لم لن جدا كل هو هي انا أنا نحن انت بعد قبل عند غير بس مو مش اللي لكن ولا لا ما او أو ان أن إن قد حتى كما بين يا شي شيء وش ايش والله انه انها عليه عليها فيه فيها لها له بها به " +
            "لي كيف ليش عشان مره مرة ممتاز جميل رائع سيء افضل مطعم خدمة وكان ومن وفي ولم ثم اذا إذا هناك حيث منذ ليس الله مثل عندهم يوم اليوم صار راح بدون"),
        (1, "از به که را با این آن می است برای تا هم خیلی خوب بود نبود شد شده کرد کردم کرده ها های ولی اما یا من ما شما او اون اين نیست هست دارد داره دارم نداشت دیگه دیگر باید بعد همه هر چی چه یک یه هیچ پس اگر اگه رو واقعا غذا سفارش ممنون " +
            "عالی بد مرسی فقط چرا کنید کنم کنه میشه خود مثل بی در و بر نمی خيلي كه برای بودن بودم باشد شما همین همان وقتی الان تشکر بسیار سرد دوست کیفیت اصلا ای اش هستم گفت گفتم خواهد نه حتی"),
        (2, "کے کی کا ہے میں اور سے نہیں ہیں کو اس یہ پر کہ تو بھی ایک جو کر ہر شخص"), (3, "له و به بۆ که لە هەر هەموو ئەم مرۆڤ دەبێ"), (4, "د په او چې نه له دی ته سره یا لري هر"), (5, "ۋە بىلەن ئۈچۈن بىر ھەر بۇ بولۇپ"));

    public static LanguageGuess Of(ReadOnlySpan<char> text, ScriptCounts scripts)
    {
        Span<double> scores = [1, 1, 0, 0, 0, 0]; // a customer rather writes one of the languages that the product speaks
        var words = 0;
        var lookup = s_words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> word = stackalloc char[32];
        var length = 0;
        foreach (var c in text.Length > LanguageIdentifier.Most ? text[..LanguageIdentifier.Most] : text)
        {
            if (s_letters.TryGetValue(c, out var tells))
            {
                foreach (var (language, bits) in tells)
                {
                    scores[language] += bits;
                }
            }

            if (char.IsLetter(c))
            {
                word[Math.Min(length++, 31)] = c;
            }
            else if (length > 0 && !IsMark(c))
            {
                Take(word[..Math.Min(length, 31)], lookup, scores);
                words++;
                length = 0;
            }
        }

        if (length > 0)
        {
            Take(word[..Math.Min(length, 31)], lookup, scores);
            words++;
        }

        var guess = Scores.Best(s_languages, scores, words);
        return scripts.Letters > 0 && scores[0] == 1 && scores[1] == 1 && scores[2..].IndexOfAnyExcept(0) < 0 ? new LanguageGuess("ar", 0.5) : guess;
    }

    static bool IsMark(char c) => System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;

    static void Take(ReadOnlySpan<char> word, FrozenDictionary<string, (int Language, double Bits)>.AlternateLookup<ReadOnlySpan<char>> lookup, Span<double> scores)
    {
        if (lookup.TryGetValue(word, out var known))
        {
            scores[known.Language] += known.Bits;
        }

        if (word.Length >= 5 && (word.StartsWith("ال", StringComparison.Ordinal) || word[1..].StartsWith("ال", StringComparison.Ordinal) && word[0] is 'و' or 'ب' or 'ك' or 'ف'))
        {
            scores[0] += 1.5;
        }
        else if (word.Length >= 4 && word.StartsWith("لل", StringComparison.Ordinal))
        {
            scores[0] += 1;
        }
    }

    static FrozenDictionary<string, (int, double)> Words(params ReadOnlySpan<(int Language, string Words)> lists)
    {
        var all = new Dictionary<string, (int, double)>(StringComparer.Ordinal);
        foreach (var (language, words) in lists)
        {
            foreach (var word in words.Split(' '))
            {
                if (!all.TryAdd(word, (language, word.Length == 1 ? 0.5 : 2)))
                {
                    all[word] = (language, 0); // a word of two languages tells nothing
                }
            }
        }

        return all.Where(pair => pair.Value.Item2 > 0).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
