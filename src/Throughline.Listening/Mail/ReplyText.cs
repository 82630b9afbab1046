using System.Text;

namespace Throughline.Listening.Mail;

/// <summary>
/// Takes out of a body what its writer did not write in this mail: quoted history with its introductions, signatures, device lines, footers.
/// What stands between quotes or below them stays. One pass over the lines and hand-written scanning, so that no body takes long.
/// </summary>
static class ReplyText
{
    /// <summary>The writer's own lines, without blanks at the ends of lines and of the whole; empty when there are none.</summary>
    public static string Of(string body) => Of(MailLine.Of(body));

    /// <inheritdoc cref="Of(string)"/>
    public static string Of(IReadOnlyList<MailLine> lines)
    {
        var own = Own(lines);
        Endings(lines, own);
        return Join(lines, own);
    }

    /// <summary>Which lines are neither quoted nor an introduction nor below a block that ends the mail.</summary>
    static bool[] Own(IReadOnlyList<MailLine> lines)
    {
        var own = new bool[lines.Count];
        var quotes = QuoteFollows(lines);
        var first = 0; // introductions do not reach back over what was judged already
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.IsQuoted)
            {
                first = i + 1;
                continue;
            }

            own[i] = true;
            if (line.IsBlank)
            {
                continue;
            }

            var block = HeaderBlock.IsRuleWithWords(line.Plain) || HeaderBlock.Begins(lines, i);
            var intro = block ? i : QuoteIntro.Begin(lines, i, first, quotes[i]);
            if (intro < 0)
            {
                continue;
            }

            var end = block ? EndOfBlock(lines, i) : i;
            var from = BackOverRules(lines, own, intro);
            if (!quotes[end])
            {
                Array.Clear(own, from, own.Length - from); // the earlier mail stands below without marks
                break;
            }

            Array.Clear(own, from, end - from + 1);
            first = end + 1;
            i = end;
        }

        return own;
    }

    /// <summary>For each line: whether the next line that is not blank is quoted.</summary>
    static bool[] QuoteFollows(IReadOnlyList<MailLine> lines)
    {
        var follows = new bool[lines.Count];
        var next = false;
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            follows[i] = next;
            next = lines[i].IsBlank ? next : lines[i].IsQuoted;
        }

        return follows;
    }

    static int EndOfBlock(IReadOnlyList<MailLine> lines, int at)
    {
        var end = at;
        while (end + 1 < lines.Count && !lines[end + 1].IsBlank && !lines[end + 1].IsQuoted && end - at < 14)
        {
            end++;
        }

        return end;
    }

    /// <summary>A line of underscores or dashes above a block belongs to it.</summary>
    static int BackOverRules(IReadOnlyList<MailLine> lines, bool[] own, int at)
    {
        var from = at;
        for (var i = at - 1; i >= 0 && own[i] && (lines[i].IsBlank || HeaderBlock.IsRule(lines[i].Plain) || HeaderBlock.IsRuleWithWords(lines[i].Plain)); i--)
        {
            from = lines[i].IsBlank ? from : i;
        }

        return from;
    }

    /// <summary>Takes signatures, device lines and footers out of each stretch of own lines.</summary>
    static void Endings(IReadOnlyList<MailLine> lines, bool[] own)
    {
        for (var i = 0; i < own.Length;)
        {
            if (!own[i])
            {
                i++;
                continue;
            }

            var from = i;
            while (i < own.Length && own[i])
            {
                i++;
            }

            Ending(lines, own, from, i);
        }
    }

    static void Ending(IReadOnlyList<MailLine> lines, bool[] own, int from, int to)
    {
        for (; from < to && (lines[from].IsBlank || MailEnding.IsBanner(lines[from].Plain)); from++)
        {
            own[from] = lines[from].IsBlank;
        }

        for (var i = from; i < to; i++)
        {
            var plain = lines[i].Plain;
            if (MailEnding.IsSignatureMark(plain) || MailEnding.IsFooter(plain) || IsFooterRule(lines, i, to))
            {
                var rule = i > from && lines[i - 1].Plain.Length >= 2 && lines[i - 1].Plain.AsSpan().IndexOfAnyExcept("-_=*") < 0 ? i - 1 : i;
                Array.Clear(own, rule, to - rule);
                to = rule;
            }
        }

        // Below the last words only: a device line and a name, in either order.
        for (var again = true; again;)
        {
            again = false;
            var last = to - 1;
            while (last >= from && lines[last].IsBlank)
            {
                last--;
            }

            if (last >= from && (MailEnding.IsDeviceLine(lines[last].Plain) || HeaderBlock.IsRule(lines[last].Plain)
                || (last > from && lines[last - 1].IsBlank && MailEnding.IsSignedName(lines[last].Text))))
            {
                Array.Clear(own, last, to - last);
                (to, again) = (last, true);
            }
        }

        DeviceLineAbove(lines, own, from, to);
    }

    /// <summary>A device line between the text and a signature without a mark: it and the few short lines below go.</summary>
    static void DeviceLineAbove(IReadOnlyList<MailLine> lines, bool[] own, int from, int to)
    {
        for (var i = to - 1; i > from && to - i <= 8; i--)
        {
            if (!lines[i].IsBlank && lines[i - 1].IsBlank && MailEnding.IsDeviceLine(lines[i].Plain))
            {
                Array.Clear(own, i, 1);
            }
        }
    }

    /// <summary>A long line of underscores above the few lines of a list's or a provider's footer.</summary>
    static bool IsFooterRule(IReadOnlyList<MailLine> lines, int at, int to)
    {
        var plain = lines[at].Plain;
        if (plain.Length < 10 || plain.AsSpan().IndexOfAnyExcept("_-=*") >= 0 || to - at > 14)
        {
            return false;
        }

        for (var i = at + 1; i < to; i++)
        {
            var text = lines[i].Plain;
            if (text.Contains("mailing list", StringComparison.OrdinalIgnoreCase) || text.Contains("unsubscribe", StringComparison.OrdinalIgnoreCase)
                || text.Contains("listinfo", StringComparison.OrdinalIgnoreCase) || (plain[0] == '_' && text.Contains("http", StringComparison.OrdinalIgnoreCase))
                || MailEnding.IsFooter(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The own lines. Where a quote was taken out, the blank lines round it become those of its larger side.</summary>
    static string Join(IReadOnlyList<MailLine> lines, bool[] own)
    {
        var text = new StringBuilder();
        int blanks = 0, before = 0;
        var gap = false;
        for (var i = 0; i < own.Length; i++)
        {
            if (!own[i])
            {
                (gap, before, blanks) = (true, Math.Max(before, blanks), 0);
                continue;
            }

            if (lines[i].Plain.Length == 0)
            {
                blanks++;
                continue;
            }

            if (text.Length > 0)
            {
                text.Append('\n', (gap ? Math.Max(before, blanks) : blanks) + 1);
            }

            text.Append(lines[i].Text);
            (gap, before, blanks) = (false, 0, 0);
        }

        return text.ToString().Trim();
    }
}
