using System.Buffers;
using System.Collections.Frozen;

namespace Throughline.Language.Damaged;

/// <summary>What a web page is marked up with.</summary>
static class Tags
{
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_tags =
        "p br b i u s a em strong div span ul ol li td tr th table tbody img font h1 h2 h3 h4 h5 h6 hr html body head script style blockquote section article sup sub small pre code iframe".Split(' ')
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly SearchValues<char> s_ofNumber = SearchValues.Create("0123456789xXabcdefABCDEF");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_entities =
        "amp lt gt quot apos nbsp ndash mdash hellip rsquo lsquo ldquo rdquo copy reg trade bull middot eacute egrave uuml ouml auml".Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The end of a tag or an entity that begins here; the same place where there is none.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        var rest = text[(at + 1)..];
        if (text[at] == '&')
        {
            var stop = rest[..Math.Min(rest.Length, 10)].IndexOf(';');
            var name = stop > 0 ? rest[..stop] : default;
            return stop > 0 && (s_entities.Contains(name) || name[0] == '#' && name.Length > 1 && !name[1..].ContainsAnyExcept(s_ofNumber)) ? at + stop + 2 : at;
        }

        var close = rest[..Math.Min(rest.Length, 200)].IndexOf('>');
        return close > 0 && IsTag(rest[..close]) ? at + close + 2 : at;
    }

    /// <summary>The end of what is left of a closing tag: /p&gt;.</summary>
    public static int EndOfRest(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..Math.Min(text.Length, at + 12)];
        var close = rest.IndexOf('>');
        return close > 1 && rest[0] == '/' && s_tags.Contains(rest[1..close]) ? at + close + 1 : at;
    }

    static bool IsTag(ReadOnlySpan<char> inside)
    {
        inside = inside.Trim('/');
        var end = inside.IndexOfAny(" \t\n\r/");
        return s_tags.Contains(end < 0 ? inside : inside[..end]);
    }
}
