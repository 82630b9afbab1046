using System.Collections.Frozen;

namespace Throughline.Language.Languages;

/// <summary>English, or another language in Latin letters: by the small words of some twenty languages, by letters that English has not, and by words that customers use.</summary>
static class LatinScript
{
    const double OfOther = 2.2, OfEnglish = 2;

    static readonly FrozenSet<string> s_english = Set(
        "the and of to a in is i you it that was for on with as have be at this are not but my they we me so your just were had from by has will would can could all been out up if about do did get got what when " +
        "who why how there their them our no or an am us she he his her which more than some any too very now then again still never always only also after before because please thanks thank help need want know " +
        "think good great bad worst best time service flight hour hours day call phone people like really much make made take go going went back over don't didn't can't won't it's i'm you're isn't doesn't wasn't let's " +
        "i've i'll that's there's what's love hate lol wow yes ok okay one two first last new old off down here where while into these those should may might must shall every other own same few most such each " +
        "human rights everyone right person shall nor without whose being between during against under being said says tell told see saw use used work works working way well even ever many food staff order customer " +
        "money refund delivery app late waiting wait hold seat bag lost cancelled booked book ticket email number account website free nice awesome amazing terrible horrible poor excellent friendly clean staff lounge room hotel");

    static readonly FrozenSet<string> s_other = Set(
        "de het een van en niet dat die ik je op te zijn voor met aan als maar ook naar heeft wordt zich ieder recht worden hij haar bij uit onze door " +
        "el la los las que y en un una por con para es no se lo su del al como más pero sus le ya sin sobre este toda persona tiene derecho esta son muy nos ni o todo " +
        "le la les des du et est une dans qui que pour pas sur au avec ce il je vous nous ne se sont à plus par tout toute droit mais ou elle être a ses leur aux cette personne " +
        "der die und das ist nicht ein eine zu den mit von sich auf für im dem des auch es wir ich sie hat recht auf jeder oder als bei nach wird aus einer einem sind wie über haben nur noch war " +
        "o os as um uma não do da dos das em por com para se ao mais como mas foi ele seu sua ou quando muito nos já eu também só pelo pela até isso ela entre toda pessoa tem direito " +
        "il lo gli di e è che un una per non con del della dei delle nel sono si ha da al come anche più ma suo sua ogni individuo diritto alla dalla questo " +
        "och att det som en på är av för med den till inte har de ett om men var jag sig från vi så kan man när skall var rätt eller " +
        "i w na z do się nie jest że to jak o za od po przez dla są oraz każdy prawo człowiek ma lub jego być " +
        "ve bir bu da de için ile her olarak daha çok gibi olan hakkı vardır kimse veya herkes hiç ne ki mi değil " +
        "dan yang di untuk dengan dari pada ini itu tidak atau setiap orang berhak dalam adalah oleh sebagai akan hak ada tanpa " +
        "và của có các được mọi người quyền trong cho không một với đều hay " +
        "og at er på til af den det ikke har som han var der om men jeg ja on ei että hän se ovat mutta kun jokaisella oikeus " +
        "si și de la în care cu o este pe nu un din sunt mai orice are dreptul sau " +
        "salam khob kheili mamnon mersi ast kardam shoma man nist bood az ba ke in baraye hast merci dastet shukran habibi wallah yalla inshallah ana enta mish kwayes");

    /// <summary>Words that English shares with its neighbours, or that are too short to tell.</summary>
    static readonly FrozenSet<string> s_both = [.. s_english.Intersect(s_other)];

    static readonly FrozenSet<string> s_endings = Set("ing tion ness ment ight ould ough able ible ally");

    public static LanguageGuess Of(ReadOnlySpan<char> text, ScriptCounts scripts)
    {
        double english = 0.2, other = 0;
        var words = 0;
        Span<char> word = stackalloc char[24];
        var length = 0;
        var foreign = 0;
        text = text.Length > LanguageIdentifier.Most ? text[..LanguageIdentifier.Most] : text;
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : ' ';
            if (char.IsLetter(c) || (c is '\'' or '’' && length > 0))
            {
                foreign += c > 0x7F && c != '’' ? 1 : 0;
                word[Math.Min(length++, 23)] = c == '’' ? '\'' : char.ToLowerInvariant(c);
            }
            else if (length > 0)
            {
                Take(word[..Math.Min(length, 23)], ref english, ref other);
                words++;
                length = 0;
            }
        }

        other += 1.2 * foreign;
        var guess = Scores.Best(["en", "other"], [english, other], words);
        return scripts.Letters == 0 ? LanguageGuess.Unknown : english <= 0.2 && other == 0 ? new LanguageGuess("en", 0.5) : guess;
    }

    static void Take(ReadOnlySpan<char> word, ref double english, ref double other)
    {
        if (Has(s_both, word))
        {
            return;
        }

        if (Has(s_english, word))
        {
            english += word.Length == 1 ? 1 : OfEnglish;
        }
        else if (Has(s_other, word))
        {
            other += OfOther;
        }
        else if (word.Length >= 6 && Has(s_endings, word[^4..]) || word.Length >= 5 && Has(s_endings, word[^3..]) || word.Contains("th", StringComparison.Ordinal))
        {
            english += 0.6;
        }
    }

    static bool Has(FrozenSet<string> set, ReadOnlySpan<char> word) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    static FrozenSet<string> Set(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
