namespace Throughline.Matching.Names;

/// <summary>Arabic letters and Chinese syllables in plain Latin letters, where two scripts have no table between them.</summary>
static class Romanised
{
    static readonly string[] Arabic = Each(ArabicLetters.Count, ArabicLetters.OfTable,
        "^^ $$ اa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قq كk لl مm نn هh وu يi ةa ىa ئi ؤu إi پp چch ژzh گg ڤv");

    static readonly string[] Pinyin = [.. Enumerable.Range(0, PinyinParts.Count).Select(i => PinyinParts.Spelling((byte)i))];

    /// <returns>Letters written.</returns>
    public static int Write(NameScript script, ReadOnlySpan<byte> sounds, Span<byte> letters)
    {
        var n = 0;
        foreach (var sound in sounds)
        {
            foreach (var letter in (script == NameScript.Arabic ? Arabic : Pinyin)[sound])
            {
                if (n < letters.Length)
                {
                    letters[n++] = LatinLetters.Of(letter);
                }
            }
        }

        return n;
    }

    static string[] Each(int count, Func<char, byte> number, string written)
    {
        var spellings = new string[count];
        Array.Fill(spellings, "");
        foreach (var pair in written.Split(' '))
        {
            spellings[number(pair[0])] = pair[1..];
        }

        return spellings;
    }
}
