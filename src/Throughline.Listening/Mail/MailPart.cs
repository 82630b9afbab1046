namespace Throughline.Listening.Mail;

/// <summary>The body of a message: the text that a reader would see first.</summary>
/// <param name="Text">The text, or the page's source.</param>
/// <param name="IsHtml">True when it is HTML.</param>
readonly record struct MailBody(string Text, bool IsHtml);

/// <summary>Finds the body among the parts of a message (RFC 2046): plain text first, HTML where there is none.</summary>
static class MailPart
{
    const int Deepest = 20;
    const int MostParts = 500;

    /// <summary>The body; empty when there is none.</summary>
    public static MailBody BodyOf(MailHeaders headers, ReadOnlySpan<byte> body)
    {
        var parts = MostParts;
        return Find(headers, body, 0, ref parts) ?? new MailBody("", false);
    }

    static MailBody? Find(MailHeaders headers, ReadOnlySpan<byte> body, int depth, ref int parts)
    {
        var type = HeaderValue.Read(headers["Content-Type"]);
        if (type.Value.StartsWith("multipart/", StringComparison.Ordinal) && type["boundary"] is { Length: > 0 } boundary && depth < Deepest)
        {
            return Inside(body, boundary, type.Value == "multipart/alternative", depth, ref parts);
        }

        var html = type.Value is "text/html" or "application/xhtml+xml";
        var isText = html || type.Value is "" or "text/plain" or "text" or "text/enriched" or "text/markdown"
            || (type.Value.StartsWith("multipart/", StringComparison.Ordinal) && depth == 0);
        if (!isText || (depth > 0 && HeaderValue.Read(headers["Content-Disposition"]).Value == "attachment"))
        {
            return null;
        }

        var bytes = TransferCoding.Read(body, headers["Content-Transfer-Encoding"]);
        return new MailBody(MailText.Decode(bytes, type["charset"]), html);
    }

    static MailBody? Inside(ReadOnlySpan<byte> body, string boundary, bool alternative, int depth, ref int parts)
    {
        MailBody? found = null;
        foreach (var range in Boundaries.Split(body, boundary))
        {
            if (--parts < 0)
            {
                break;
            }

            var part = body[range];
            var headers = MailHeaders.Read(part, out var start);
            if (Find(headers, part[start..], depth + 1, ref parts) is not { } one || string.IsNullOrWhiteSpace(one.Text))
            {
                continue;
            }

            // Of alternatives the plain one; of pieces side by side all of the same kind, as Apple's mail cuts a text round its pictures.
            found = found is not { } before ? one
                : alternative ? (before.IsHtml && !one.IsHtml ? one : before)
                : before.IsHtml == one.IsHtml ? before with { Text = $"{before.Text}\n{one.Text}" }
                : before;
        }

        return found;
    }
}

/// <summary>Cuts a body at its boundary lines.</summary>
static class Boundaries
{
    /// <summary>Where the parts lie. A body whose last boundary is missing ends with its last byte.</summary>
    public static List<Range> Split(ReadOnlySpan<byte> body, string boundary)
    {
        var mark = System.Text.Encoding.UTF8.GetBytes($"--{boundary.TrimEnd()}");
        var ranges = new List<Range>();
        var (at, from) = (0, -1);
        while (at <= body.Length)
        {
            var found = body[at..].IndexOf(mark);
            if (found < 0)
            {
                break;
            }

            var start = at + found;
            at = start + mark.Length;
            if (start > 0 && body[start - 1] != '\n')
            {
                continue;
            }

            var last = body[at..].StartsWith("--"u8);
            var rest = body[at..];
            var lineEnd = rest.IndexOf((byte)'\n');
            var line = (lineEnd < 0 ? rest : rest[..lineEnd])[(last ? 2 : 0)..];
            if (line.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                continue; // another boundary that begins with the same letters
            }

            if (from >= 0)
            {
                ranges.Add(from..End(body, start, from));
            }

            from = lineEnd < 0 ? body.Length : at + lineEnd + 1;
            if (last)
            {
                return ranges;
            }
        }

        if (from >= 0 && from < body.Length)
        {
            ranges.Add(from..body.Length);
        }

        return ranges;
    }

    // The line break before a boundary belongs to the boundary.
    static int End(ReadOnlySpan<byte> body, int start, int from)
    {
        var end = start > from && body[start - 1] == '\n' ? start - 1 : start;
        return end > from && body[end - 1] == '\r' ? end - 1 : end;
    }
}
