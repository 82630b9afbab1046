namespace Throughline.Language.Languages;

/// <summary>Evidence for each of some languages, in units of about one bit; the most likely one and how likely it is.</summary>
static class Scores
{
    /// <summary>The language with most evidence. Evidence is divided by the root of the words, since words of one text are not independent.</summary>
    public static LanguageGuess Best(ReadOnlySpan<string> languages, ReadOnlySpan<double> scores, int words)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        var sum = 0.0;
        var scale = 1.5 / Math.Sqrt(Math.Max(1, words));
        foreach (var score in scores)
        {
            sum += Math.Exp((score - scores[best]) * scale);
        }

        return new LanguageGuess(languages[best], 1 / sum);
    }
}
