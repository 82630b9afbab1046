using Throughline.Language.Languages;

namespace Throughline.Language.Damaged;

/// <summary>
/// Finds what is broken in a text: bytes lost or misread, glosses and mark-up that do not belong to it, what is hidden. It points and does not mend: nothing is guessed
/// about what stood there.
/// </summary>
public static class TextDamage
{
    /// <summary>The damaged stretches in the order of the text; they do not overlap.</summary>
    /// <param name="text">Any UTF-16, also a broken one.</param>
    public static IReadOnlyList<Damage> Find(ReadOnlySpan<char> text)
    {
        var scripts = ScriptCounts.Of(text);
        var main = scripts.Han > Math.Max(scripts.Latin, scripts.Arabic) ? Script.Han : scripts.Arabic > scripts.Latin ? Script.Arabic : Script.Latin;
        var found = new List<Damage>();
        for (var at = 0; at < text.Length;)
        {
            var damage = At(text, at, main);
            if (damage.End <= at)
            {
                at += at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
                continue;
            }

            Add(damage, found);
            at = damage.End;
        }

        return found;
    }

    static Damage At(ReadOnlySpan<char> text, int at, Script main)
    {
        var c = text[at];
        if (c is >= 'a' and <= 'z' or ' ')
        {
            return c == ' ' ? default : StrayLetters.At(text, at);
        }

        var end = Unseen.End(text, at, out var kind);
        if (end > at)
        {
            return new Damage(kind, at, end);
        }

        end = ShiftedHan.End(text, at);
        end = end > at ? end : c >= 0x80 ? Misread.End(text, at) : at;
        if (end > at)
        {
            return new Damage(DamageKind.MisreadBytes, at, end);
        }

        if (c is '(' or '（' && (end = Gloss.End(text, at)) > at)
        {
            return new Damage(DamageKind.Gloss, at, end);
        }

        if (c is '<' or '&' && (end = Tags.End(text, at)) > at)
        {
            return new Damage(DamageKind.MarkUp, at, end);
        }

        return c == '[' && main != Script.Latin && (end = Bracketed(text, at)) > at ? new Damage(DamageKind.Untranslated, at, end) : StrayLetters.At(text, at);
    }

    /// <summary>The end of Latin words in square brackets.</summary>
    static int Bracketed(ReadOnlySpan<char> text, int at)
    {
        var letters = 0;
        for (var end = at + 1; end < Math.Min(text.Length, at + 80); end++)
        {
            if (text[end] == ']')
            {
                return letters > 0 ? end + 1 : at;
            }

            if (text[end] is not (' ' or '-' or '\'' or ',' or '.') && !char.IsAsciiLetter(text[end]))
            {
                return at;
            }

            letters++;
        }

        return at;
    }

    static void Add(Damage damage, List<Damage> found)
    {
        if (found.Count > 0 && found[^1] is var last && last.End == damage.Start && last.Kind == damage.Kind && damage.Kind != DamageKind.Gloss)
        {
            found[^1] = last with { End = damage.End };
            return;
        }

        found.Add(damage);
    }
}
