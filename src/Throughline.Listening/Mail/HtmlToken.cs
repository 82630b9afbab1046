using System.Buffers;
using System.Globalization;
using System.Net;

namespace Throughline.Listening.Mail;

/// <summary>What a piece of a page is.</summary>
enum HtmlKind
{
    Text,
    Open,
    Close,
}

/// <summary>One piece of a page: text, or a tag with its attributes as they stand.</summary>
readonly ref struct HtmlToken(HtmlKind kind, ReadOnlySpan<char> name, ReadOnlySpan<char> content)
{
    static readonly SearchValues<char> _nameEnds = SearchValues.Create(" \t\r\n=/");

    /// <summary>What it is.</summary>
    public HtmlKind Kind { get; } = kind;

    /// <summary>Name of the tag as written.</summary>
    public ReadOnlySpan<char> Name { get; } = name;

    /// <summary>The text with its entities, or the tag's attributes.</summary>
    public ReadOnlySpan<char> Content { get; } = content;

    /// <summary>True for a tag that closes itself.</summary>
    public bool ClosesItself => Content is [.., '/'];

    /// <summary>Value of an attribute with its entities read; empty when there is none.</summary>
    public string Attribute(string name)
    {
        var rest = Content;
        while (true)
        {
            rest = rest.TrimStart(" \t\r\n/");
            if (rest.IsEmpty)
            {
                return "";
            }

            var end = rest.IndexOfAny(_nameEnds);
            var found = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[end..].TrimStart(" \t\r\n");
            ReadOnlySpan<char> value = [];
            if (rest is ['=', ..])
            {
                value = Value(rest[1..].TrimStart(" \t\r\n"), out rest);
            }
            else if (found.IsEmpty)
            {
                rest = rest.IsEmpty ? rest : rest[1..];
            }

            if (found.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return WebUtility.HtmlDecode(value.ToString());
            }
        }
    }

    static ReadOnlySpan<char> Value(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        if (text is ['"' or '\'', ..])
        {
            var close = text[1..].IndexOf(text[0]);
            rest = close < 0 ? [] : text[(close + 2)..];
            return close < 0 ? text[1..] : text.Slice(1, close);
        }

        var end = text.IndexOfAny(" \t\r\n");
        rest = end < 0 ? [] : text[end..];
        return end < 0 ? text : text[..end];
    }
}

/// <summary>Cuts a page into text and tags, forwards, each letter once; there is no page that it cannot cut.</summary>
ref struct HtmlTokens(string page)
{
    static readonly string[] _raw = ["script", "style", "title", "textarea", "noscript", "xmp"];

    readonly string _page = page;
    int _at;
    bool _noMoreTags;

    /// <summary>The next piece; false at the end.</summary>
    public bool Next(out HtmlToken token)
    {
        while (_at < _page.Length)
        {
            var rest = _page.AsSpan(_at);
            if (rest[0] != '<' || _noMoreTags || rest.Length < 2 || !(char.IsAsciiLetter(rest[1]) || rest[1] is '/' or '!' or '?'))
            {
                var end = _noMoreTags ? -1 : rest[1..].IndexOf('<');
                end = end < 0 ? rest.Length : end + 1;
                _at += end;
                token = new(HtmlKind.Text, [], rest[..end]);
                return true;
            }

            if (rest[1] is '!' or '?')
            {
                Skip(rest);
                continue;
            }

            if (Close(rest) is not (> 0 and var close))
            {
                _noMoreTags = true; // a tag that never ends is text, and so is everything after it
                continue;
            }

            var isClose = rest[1] == '/';
            var tag = rest[(isClose ? 2 : 1)..close];
            _at += close + 1;
            var nameEnd = tag.IndexOfAny(" \t\r\n/");
            var name = nameEnd < 0 ? tag : tag[..nameEnd];
            if (!isClose)
            {
                SkipRaw(name);
            }

            token = new(isClose ? HtmlKind.Close : HtmlKind.Open, name, nameEnd < 0 ? [] : tag[nameEnd..]);
            return true;
        }

        token = default;
        return false;
    }

    /// <summary>Where the tag ends; a quoted value may hold an angle. A value longer than any is taken for a quote that was never closed.</summary>
    static int Close(ReadOnlySpan<char> tag)
    {
        const int MostOfTag = 20_000;
        var limit = Math.Min(tag.Length, MostOfTag);
        var quote = '\0';
        var first = -1;
        for (var i = 1; i < limit; i++)
        {
            var letter = tag[i];
            first = letter == '>' && first < 0 ? i : first;
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '"' or '\'' && tag[i - 1] is '=' or ' ')
            {
                quote = letter;
            }
            else if (letter == '>')
            {
                return i;
            }
        }

        if (first > 0)
        {
            return first;
        }

        var far = tag[limit..].IndexOf('>');
        return far < 0 ? -1 : limit + far;
    }

    void Skip(ReadOnlySpan<char> rest)
    {
        var end = rest.StartsWith("<!--") ? rest[4..].IndexOf("-->") is var close and >= 0 ? close + 7 : -1 : rest.IndexOf('>') + 1;
        _at += end <= 0 ? rest.Length : end;
    }

    /// <summary>What stands in a script or a style is no text.</summary>
    void SkipRaw(ReadOnlySpan<char> name)
    {
        foreach (var raw in _raw)
        {
            if (!name.Equals(raw, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var rest = _page.AsSpan(_at);
            for (var from = 0; ;)
            {
                var close = rest[from..].IndexOf("</");
                if (close < 0)
                {
                    _at = _page.Length;
                    return;
                }

                from += close + 2;
                if (rest[from..].StartsWith(raw, StringComparison.OrdinalIgnoreCase))
                {
                    _at += from - 2;
                    return;
                }
            }
        }
    }
}
