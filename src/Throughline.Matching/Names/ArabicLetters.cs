namespace Throughline.Matching.Names;

/// <summary>Arabic letters as small numbers. Forms of one letter that names use for each other share a number.</summary>
static class ArabicLetters
{
    /// <summary>The beginning of a name, and its end.</summary>
    public const byte Start = 1, End = 2;

    /// <summary>How many numbers there are, 0 (nothing) included.</summary>
    public const int Count = 43;

    const string Letters = "^$ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءئؤإپچژگڤھ";

    /// <summary>The number of a letter; 0 for vowel marks, tatweel and everything that is no letter.</summary>
    public static byte Of(char c)
    {
        c = c switch
        {
            'أ' or 'آ' or 'ٱ' or 'ٲ' => 'ا',
            'ی' or 'ې' or 'ۍ' => 'ي',
            'ے' => 'ي',
            'ک' or 'ڪ' => 'ك',
            'ہ' or 'ە' or 'ۀ' => 'ه',
            'ۃ' => 'ة',
            'ٹ' or 'ټ' => 'ت',
            'ڈ' or 'ډ' => 'د',
            'ڑ' or 'ړ' or 'ڕ' => 'ر',
            'ں' or 'ڼ' => 'ن',
            'ڵ' => 'ل',
            'ۆ' or 'ۇ' or 'ۈ' or 'ۋ' => 'و',
            'ێ' => 'ي',
            'څ' => 'چ',
            'ڭ' or 'ݣ' or 'ڨ' or 'ݢ' => 'گ',
            'ڢ' or 'ڥ' => 'ڤ',
            '^' or '$' => ' ',
            _ => c,
        };
        return (byte)(Letters.IndexOf(c) + 1);
    }

    /// <summary>The number a table means; it may also write the two ends of a name.</summary>
    public static byte OfTable(char c) => c is '^' or '$' ? (byte)(Letters.IndexOf(c) + 1) : Of(c);

    /// <summary>Whether a letter is easily left out or mistaken: those that write vowels, and h.</summary>
    public static bool IsLight(byte letter) => "اويىهةءئؤإع".Contains(Letters[Math.Min(letter, Letters.Length) - 1]);

    /// <summary>The letters of a word between Start and End.</summary>
    /// <returns>How many were written.</returns>
    public static int Write(ReadOnlySpan<char> word, Span<byte> letters)
    {
        var n = 0;
        letters[n++] = Start;
        foreach (var c in word)
        {
            if (n >= letters.Length - 1)
            {
                break;
            }

            if (Of(c) is var letter && letter > End)
            {
                letters[n++] = letter;
            }
        }

        letters[n++] = End;
        return n;
    }
}
