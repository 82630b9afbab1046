using System.Text;

namespace Throughline.Language.Normal;

/// <summary>
/// Makes ways of writing one thing equal and keeps the way back to the original: width, case, accents, Arabic and Persian letters and digits,
/// Traditional characters, what is not seen; links, accounts and addresses become one unit each, mark-up a blank, and of a letter repeated
/// for emphasis three are kept. Any UTF-16 will do, also a broken one. Normalising what is normal changes nothing.
/// </summary>
public static class Normaliser
{
    const int MostRepeats = 3;

    /// <summary>Normalises a text.</summary>
    /// <param name="text">The original, of any length.</param>
    /// <param name="into">Takes the normal text; what it held is forgotten.</param>
    public static void Normalise(ReadOnlySpan<char> text, NormalText into)
    {
        into.Clear();
        for (var at = 0; at < text.Length;)
        {
            at = text[at] < 0x80 ? Ascii(text, at, into) : Beyond(text, at, into);
        }

        DropRepeats(into);
        DropBlanks(into);
        MarkUp.Drop(into);
        Placeholders.Put(into);
        DropBlanks(into);
    }

    /// <summary>The normal form of a short text, such as a word of a list.</summary>
    public static string Of(string text)
    {
        var normal = new NormalText();
        Normalise(text, normal);
        return normal.ToString();
    }

    static int Ascii(ReadOnlySpan<char> text, int at, NormalText into)
    {
        var c = text[at];
        if (c == '&')
        {
            var end = Entity.Read(text, at, out var meant);
            into.Add(meant, at, end);
            return end;
        }

        into.Add(c <= ' ' || c == 0x7F ? ' ' : char.ToLowerInvariant(c), at, at + 1);
        return at + 1;
    }

    static int Beyond(ReadOnlySpan<char> text, int at, NormalText into)
    {
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
        {
            into.Add('\uFFFD', at, at + 1);
            return at + 1;
        }

        var next = at + length;
        var c = rune.Value;
        if (Letters.IsIdleMark(c))
        {
            into.Extend(next);
        }
        else if (c == 0x200C)
        {
            into.Add(' ', at, next, joint: true);
        }
        else if (c == 0x200D && JoinsPictures(text, next, into))
        {
            into.Add('\u200D', at, next);
        }
        else if (Letters.IsUnseen(c))
        {
            // Nothing is left of it.
        }
        else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
        {
            into.Add(' ', at, next);
        }
        else
        {
            foreach (var unit in Fold.Of(rune))
            {
                into.Add(unit, at, next);
            }
        }

        return next;
    }

    static bool JoinsPictures(ReadOnlySpan<char> text, int next, NormalText into)
    {
        while (next < text.Length && text[next] is >= '\uFE00' and <= '\uFE0F')
        {
            next++;
        }

        return Rune.DecodeFromUtf16(text[next..], out var after, out _) == System.Buffers.OperationStatus.Done && Letters.IsPicture(after.Value) &&
            Rune.DecodeLastFromUtf16(into.Units, out var before, out _) == System.Buffers.OperationStatus.Done && Letters.IsPicture(before.Value);
    }

    static void DropRepeats(NormalText text)
    {
        var kept = 0;
        var repeats = 0;
        for (var at = 0; at < text.Length;)
        {
            var units = text.Units;
            var length = at + 1 < units.Length && char.IsSurrogatePair(units[at], units[at + 1]) ? 2 : 1;
            var same = kept >= length && units[at] != ' ' && units.Slice(at, length).SequenceEqual(units.Slice(kept - length, length));
            repeats = same ? repeats + 1 : 1;
            for (var unit = at; unit < at + length; unit++)
            {
                if (repeats > MostRepeats)
                {
                    text.Swallow(unit, kept);
                }
                else
                {
                    text.Keep(unit, ref kept);
                }
            }

            at += length;
        }

        text.Cut(kept);
    }

    static void DropBlanks(NormalText text)
    {
        var kept = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text.Units[at] != ' ')
            {
                text.Keep(at, ref kept);
            }
            else if (kept > 0 && text.Units[kept - 1] == ' ')
            {
                text.Swallow(at, kept);
            }
            else if (kept > 0)
            {
                text.Keep(at, ref kept);
            }
        }

        text.Cut(kept > 0 && text.Units[kept - 1] == ' ' ? kept - 1 : kept);
    }
}
