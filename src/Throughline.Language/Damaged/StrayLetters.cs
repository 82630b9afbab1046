using Throughline.Language.Languages;

namespace Throughline.Language.Damaged;

/// <summary>
/// Letters of another script inside a word: one or two small Latin letters right before the rest of an Arabic-script word whose beginning is a fragment ("م doثر"), or letters of Cyrillic
/// or Greek between Latin ones and the other way round, as in names made to deceive. Arabic endings on Latin words ("appها") are how people write.
/// </summary>
static class StrayLetters
{
    const int Most = 2;

    public static Damage At(ReadOnlySpan<char> text, int at)
    {
        var script = Of(text, at);
        if (script == Script.None || Of(text, at - 1) == script)
        {
            return default;
        }

        var end = at;
        while (Of(text, end) == script)
        {
            end++;
        }

        if (end - at > Most)
        {
            return default;
        }

        var (before, after) = (Of(text, at - 1), Of(text, end));
        var isBetween = before != Script.None && before == after && (script, before) is (Script.Latin, Script.Cyrillic or Script.Other) or (Script.Cyrillic or Script.Other, Script.Latin);
        return isBetween || script == Script.Latin && after == Script.Arabic && IsSmall(text[at..end]) && (before == Script.Arabic || IsFragmentBefore(text, at) && Length(text, end) >= 2) ||
            script == Script.Latin && before == Script.Arabic && after == Script.Arabic && IsSmall(text[at..end])
            ? new Damage(DamageKind.StrayLetters, at, end) : default;
    }

    static Script Of(ReadOnlySpan<char> text, int at) => at < 0 || at >= text.Length ? Script.None
        : Scripts.Of(text[at]) is Script.Other ? text[at] is >= '\u0370' and <= '\u03FF' ? Script.Other : Script.None : Scripts.Of(text[at]);

    /// <summary>True where a single letter of Arabic script that is no word stands before, a blank between.</summary>
    static bool IsFragmentBefore(ReadOnlySpan<char> text, int at) =>
        at >= 2 && text[at - 1] is ' ' or '\u200C' && Of(text, at - 2) == Script.Arabic && Of(text, at - 3) != Script.Arabic && text[at - 2] is not ('و' or 'ا' or 'ب' or 'ل' or 'ک' or 'ك' or 'د' or 'ه');

    static int Length(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (Of(text, end) == Script.Arabic)
        {
            end++;
        }

        return end - at;
    }

    static bool IsSmall(ReadOnlySpan<char> letters) => letters.IndexOfAnyExceptInRange('a', 'z') < 0;
}
