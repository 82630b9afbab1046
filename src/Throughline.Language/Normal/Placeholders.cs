namespace Throughline.Language.Normal;

/// <summary>Puts one unit in the place of each link, account name and e-mail address: who and where are not what is said.</summary>
static class Placeholders
{
    static readonly string[] s_starts = ["http://", "https://", "www."];

    /// <summary>Puts them.</summary>
    public static void Put(NormalText text)
    {
        if (!text.Units.ContainsAny('@', '/', '.'))
        {
            return;
        }

        var kept = 0;
        for (var at = 0; at < text.Length;)
        {
            var units = text.Units;
            var begins = kept == 0 || !Letters.IsOfWord(units[kept - 1]);
            if (begins && units[at] is 'h' or 'w' && LinkEnd(units, at) is var link and > 0)
            {
                Take(text, Letters.Link, at, link, ref kept);
                at = link;
            }
            else if (units[at] == '@' && begins && AccountEnd(units, at) is var account and > 0)
            {
                Take(text, Letters.Account, at, account, ref kept);
                at = account;
            }
            else if (units[at] == '@' && kept > 0 && MailEnd(units, kept, at) is var mail and > 0)
            {
                PutMail(text, at, mail, ref kept);
                at = mail;
            }
            else if (Letters.IsPlaceholder(units[at]) && kept > 0 && units[kept - 1] == units[at])
            {
                text.Swallow(at++, kept); // one for several side by side, also where they came as they are
            }
            else
            {
                text.Keep(at++, ref kept);
            }
        }

        text.Cut(kept);
    }

    static void PutMail(NormalText text, int at, int end, ref int kept)
    {
        var start = kept;
        while (start > 0 && IsOfMail(text.Units[start - 1]))
        {
            start--;
        }

        var from = text.Source(start, kept).Start;
        kept = start;
        Take(text, Letters.Mail, at, end, ref kept);
        text.BeginAt(kept - 1, from);
    }

    /// <summary>One unit for what is taken out; one for several side by side.</summary>
    static void Take(NormalText text, char placeholder, int start, int end, ref int kept)
    {
        kept -= kept > 0 && text.Units[kept - 1] == placeholder ? 1 : 0;
        var from = kept < start && text.Units[kept] == placeholder ? text.Source(kept, kept + 1).Start : text.Source(start, end).Start;
        text.Replace(placeholder, start, end, ref kept);
        text.BeginAt(kept - 1, from);
    }

    static int LinkEnd(ReadOnlySpan<char> units, int at)
    {
        foreach (var start in s_starts)
        {
            if (units[at..].StartsWith(start, StringComparison.Ordinal))
            {
                var end = at + start.Length;
                while (end < units.Length && units[end] is > ' ' and < '\x7F' and not '"' and not '<' and not '>')
                {
                    end++;
                }

                return end > at + start.Length ? end : 0;
            }
        }

        return 0;
    }

    static int AccountEnd(ReadOnlySpan<char> units, int at)
    {
        var end = at + 1;
        while (end < units.Length && (units[end] == '_' || char.IsAsciiLetterOrDigit(units[end])))
        {
            end++;
        }

        return end > at + 1 ? end : 0;
    }

    static int MailEnd(ReadOnlySpan<char> units, int kept, int at)
    {
        if (!IsOfMail(units[kept - 1]))
        {
            return 0;
        }

        var end = at + 1;
        var dot = 0;
        while (end < units.Length && (char.IsAsciiLetterOrDigit(units[end]) || units[end] is '.' or '-'))
        {
            dot = units[end] == '.' && end > at + 1 && end + 1 < units.Length && char.IsAsciiLetterOrDigit(units[end + 1]) ? end : dot;
            end++;
        }

        return dot > 0 ? end : 0;
    }

    static bool IsOfMail(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-';
}
