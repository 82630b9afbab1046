namespace Throughline.Language.Languages;

/// <summary>A stretch of a text in one language.</summary>
/// <param name="Start">First UTF-16 unit in the original text.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Language">Its language; Chinese without the manner of writing where its sentences differ in that.</param>
public readonly record struct LanguagePart(int Start, int End, LanguageGuess Language);

/// <summary>The language of a text by its sentences: <c>mixed</c> where they differ, with the parts told.</summary>
/// <param name="Language">Of the whole: <c>mixed</c>, or what <see cref="LanguageIdentifier"/> says.</param>
/// <param name="Parts">In the order of the text; one for a text that is not mixed, none for one without a letter.</param>
public sealed record TextParts(LanguageGuess Language, IReadOnlyList<LanguagePart> Parts)
{
    /// <summary>A sentence that is less sure than this takes the language of its neighbour.</summary>
    public const double Sure = 0.8;

    /// <summary>Letters that a language must have in a text to make it mixed; a Chinese character counts for three.</summary>
    public const int Enough = 12;

    /// <summary>Reads a text sentence by sentence.</summary>
    public static TextParts Of(ReadOnlySpan<char> text)
    {
        var whole = LanguageIdentifier.Of(text);
        var parts = new List<LanguagePart>();
        var letters = new List<int>();
        foreach (var sentence in Sentences.Of(text))
        {
            var own = text[sentence.Start..sentence.End];
            var counts = ScriptCounts.Of(own[..Math.Min(own.Length, LanguageIdentifier.Most)]);
            var worth = counts.Letters + (2 * counts.Han);
            var joins = parts.Count > 0 && (parts[^1].Language.Language == sentence.Language.Language || !IsSure(sentence.Language, worth));
            if (joins)
            {
                var last = parts[^1];
                parts[^1] = last with { End = sentence.End, Language = last.Language.Code == sentence.Language.Code || last.Language.Language != sentence.Language.Language ? last.Language : last.Language with { Code = last.Language.Language } };
                letters[^1] += worth;
            }
            else if (parts.Count == 1 && !IsSure(parts[0].Language, letters[0]))
            {
                parts[0] = new LanguagePart(parts[0].Start, sentence.End, sentence.Language);
                letters[0] += worth;
            }
            else
            {
                parts.Add(new LanguagePart(sentence.Start, sentence.End, sentence.Language));
                letters.Add(worth);
            }
        }

        if (whole.Code == "unknown")
        {
            return new TextParts(whole, []);
        }

        return parts.Select(part => part.Language.Language).Distinct().Count() > 1
            ? new TextParts(new LanguageGuess("mixed", parts.Min(part => part.Language.Probability)), parts)
            : new TextParts(whole, [new LanguagePart(parts[0].Start, parts[^1].End, whole)]);
    }

    static bool IsSure(LanguageGuess guess, int letters) => guess.Probability >= Sure && letters >= Enough;
}
