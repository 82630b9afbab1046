using System.Net;
using System.Text;

namespace Throughline.Listening.Mail;

/// <summary>
/// A page as lines of text, each marked when the page itself says that it is quoted: block quotes and the containers of Gmail, Yahoo,
/// Outlook, Proton, NetEase and others. Signatures that carry their mail program's mark are left out.
/// </summary>
sealed class HtmlLines
{
    const int Deepest = 5_000;

    readonly List<Element> _open = [];
    readonly List<(string Text, int Group, bool Quoted)> _lines = [];
    readonly HashSet<int> _answered = []; // containers of Gmail that hold a block quote: what stands beside it is the writer's
    readonly StringBuilder _line = new();
    int _groups;
    bool _blank; // a blank is due before the next word
    int _below; // from this line on everything is the earlier mail; 0 for nowhere

    HtmlLines()
    {
    }

    /// <summary>The lines of a page.</summary>
    public static List<MailLine> Of(string page)
    {
        var lines = new HtmlLines();
        var tokens = new HtmlTokens(page);
        while (tokens.Next(out var token))
        {
            switch (token.Kind)
            {
                case HtmlKind.Text:
                    lines.Text(token.Content);
                    break;
                case HtmlKind.Open:
                    lines.Opened(token);
                    break;
                default:
                    lines.Closed(token.Name);
                    break;
            }
        }

        lines.Break();
        return lines.Finish();
    }

    List<MailLine> Finish()
    {
        var all = new List<MailLine>(_lines.Count);
        for (var i = 0; i < _lines.Count; i++)
        {
            var (text, group, quoted) = _lines[i];
            all.Add(new(text, quoted || (_below > 0 && i >= _below - 1) || (group > 0 && !_answered.Contains(group))));
        }

        return all;
    }

    Element Inner => _open.Count == 0 ? default : _open[^1];

    void Opened(HtmlToken token)
    {
        var name = Name(token.Name);
        switch (name)
        {
            case "br":
                Break(evenIfEmpty: true);
                return;
            case "hr":
                Break();
                Rule(token);
                return;
            case "img":
                Picture(token);
                return;
            case "meta" or "link" or "input" or "wbr" or "col" or "base" or "area" or "source":
                return;
            case "p" or "li" or "td" or "th" or "tr" or "option":
                CloseSibling(name);
                break;
        }

        var inner = Inner with { Name = name, Breaks = IsBlock(name) };
        if (inner.Breaks)
        {
            Break();
        }

        Mark(ref inner, token, name);
        if (name is "p" or "h1" or "h2" or "h3" or "h4" or "ul" or "ol" or "pre" or "blockquote" or "table" && !inner.IsTight)
        {
            Space(inner);
        }

        if (name == "li" && !inner.IsHidden)
        {
            _line.Append("- ");
        }

        if (name is "td" or "th" && _line.Length > 0)
        {
            _blank = true;
        }

        if (!token.ClosesItself && _open.Count < Deepest)
        {
            _open.Add(inner);
        }
    }

    void Closed(ReadOnlySpan<char> tag)
    {
        var name = Name(tag);
        if (name == "p" && !_open.Exists(one => one.Name == "p"))
        {
            Break();
            return;
        }

        var at = _open.FindLastIndex(one => one.Name == name);
        if (at < 0)
        {
            return; // closes nothing
        }

        var closed = _open[at];
        if (closed.Breaks)
        {
            Break();
        }

        _open.RemoveRange(at, _open.Count - at);
        if (name is "p" or "h1" or "h2" or "h3" or "h4" or "ul" or "ol" or "pre" or "blockquote" or "table" && !closed.IsTight)
        {
            Space(closed);
        }
    }

    /// <summary>A paragraph that was not closed ends where the next one begins.</summary>
    void CloseSibling(string name)
    {
        for (var i = _open.Count - 1; i >= Math.Max(0, _open.Count - 8); i--)
        {
            if (_open[i].Name == name)
            {
                Closed(name);
                return;
            }

            if (_open[i].Name is "table" or "ul" or "ol" or "blockquote" or "div" or "td")
            {
                return;
            }
        }
    }

    void Mark(ref Element element, HtmlToken token, string name)
    {
        if (name is "head" or "template" or "svg" or "object" or "select")
        {
            element = element with { IsHidden = true };
            return;
        }

        var marks = HtmlMarks.Of(token, name);
        switch (marks)
        {
            case HtmlMark.Hidden:
                element = element with { IsHidden = true };
                break;
            case HtmlMark.Quote:
                element = element with { IsQuoted = true };
                if (name == "blockquote" && element.Group > 0)
                {
                    _answered.Add(element.Group);
                }

                break;
            case HtmlMark.Container:
                element = element with { Group = ++_groups };
                break;
            case HtmlMark.Below when !element.IsQuoted && element.Group == 0 && _below == 0:
                Break();
                _below = _lines.Count + 1;
                break;
            case HtmlMark.Tight:
                element = element with { IsTight = true };
                break;
        }

        if (name == "pre")
        {
            element = element with { IsPre = true };
        }
    }

    void Rule(HtmlToken token)
    {
        if (token.Attribute("id") == "stopSpelling" && _below == 0)
        {
            _below = _lines.Count + 1;
        }
        else if (!Inner.IsHidden)
        {
            _line.Append("-----");
            Break();
        }
    }

    void Picture(HtmlToken token)
    {
        // Small pictures stand for emoji, whose sign is their other text.
        var alt = token.Attribute("alt");
        if (alt.Length is > 0 and <= 8 && alt[0] >= 0x2000)
        {
            Text(alt);
        }
    }

    void Text(ReadOnlySpan<char> raw)
    {
        if (Inner.IsHidden)
        {
            return;
        }

        var text = raw.Contains('&') ? WebUtility.HtmlDecode(raw.ToString()).AsSpan() : raw;
        if (Inner.IsPre)
        {
            Lines(text);
            return;
        }

        while (!text.IsEmpty)
        {
            var word = text.IndexOfAnyExcept(" \t\r\n\f");
            _blank |= word != 0;
            if (word < 0)
            {
                return;
            }

            text = text[word..];
            var end = text.IndexOfAny(" \t\r\n\f");
            if (_blank && _line.Length > 0)
            {
                _line.Append(' ');
            }

            _blank = false;
            _line.Append(end < 0 ? text : text[..end]);
            text = end < 0 ? [] : text[end..];
        }
    }

    void Lines(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('\n'))
        {
            if (range.Start.Value > 0)
            {
                Break(evenIfEmpty: true);
            }

            _line.Append(text[range].TrimEnd('\r'));
        }
    }

    void Break(bool evenIfEmpty = false)
    {
        if (_line.Length > 0 || evenIfEmpty)
        {
            var text = _line.ToString();
            // A hard blank alone in a paragraph is how an empty line is made.
            _lines.Add((string.IsNullOrWhiteSpace(text) ? "" : text, Inner.Group, Inner.IsQuoted));
            _line.Clear();
        }

        _blank = false;
    }

    /// <summary>The empty line round a paragraph; two meet as one.</summary>
    void Space(Element element)
    {
        if (_lines.Count > 0 && _lines[^1].Text.Length > 0 && !element.IsHidden)
        {
            _lines.Add(("", element.Group, element.IsQuoted));
        }
    }

    static bool IsBlock(string name) => name is "p" or "div" or "tr" or "table" or "ul" or "ol" or "li" or "blockquote" or "h1" or "h2" or "h3" or "h4" or "h5"
        or "h6" or "pre" or "body" or "html" or "section" or "article" or "header" or "footer" or "center" or "form" or "address" or "dl" or "dt" or "dd" or "fieldset" or "head";

    static string Name(ReadOnlySpan<char> tag) => tag.Length > 30 ? "?" : tag.ToString().ToLowerInvariant();

    /// <summary>An open tag and what holds inside it.</summary>
    readonly record struct Element(string Name, bool Breaks, bool IsQuoted, bool IsHidden, bool IsPre, bool IsTight, int Group);
}
