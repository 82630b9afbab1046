using System.Globalization;
using Throughline.Listening.Mappings;

namespace Throughline.Listening.Mail;

/// <summary>What was read from one mail.</summary>
public sealed record MailReading
{
    /// <summary>What its writer wrote in it, without quoted history, signatures and footers; empty when nothing is left.</summary>
    public required string Reply { get; init; }

    /// <summary>The header that says that no person wrote it; null for a person's mail. It is never feedback.</summary>
    public string? AutomaticBy { get; init; }

    /// <summary>Language of the reply as two letters, <c>und</c> when it cannot be told.</summary>
    public required string Language { get; init; }

    /// <summary>The subject; null when there is none.</summary>
    public string? Subject { get; init; }

    /// <summary>Its id, without angles; null when there is none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The id of the mail that it answers, without angles; null when there is none.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The ids of the mails that it answers, the nearest first, without angles: In-Reply-To, then References from its end.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>When it was written, as its sender's clock said; null when it does not say.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Address of the writer; null when there is none.</summary>
    public string? From { get; init; }

    /// <summary>Name of the writer; null when there is none.</summary>
    public string? FromName { get; init; }

    /// <summary>Addresses that it went to.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>True when it has headers, false for a bare text or page.</summary>
    public bool HasHeaders { get; init; }

    /// <summary>All its headers, their encoded words read; empty for a bare text or page.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

/// <summary>Reads a mail: a whole message, a page or a bare text. Never throws for what stands in it.</summary>
public static class MailReader
{
    const int MostAnswered = 50;

    static readonly string[] _known = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Received", "Return-Path", "Content-Type", "Delivered-To", "In-Reply-To", "Auto-Submitted"];
    static readonly string[] _sure = ["MIME-Version", "Message-ID", "Received", "Content-Type", "Return-Path", "Auto-Submitted"];

    /// <summary>Reads it.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name: <c>.eml</c> is a message and <c>.html</c> a page; otherwise the bytes tell.</param>
    public static MailReading Read(ReadOnlySpan<byte> bytes, string? name = null)
    {
        var kind = Path.GetExtension(name ?? "").ToLowerInvariant();
        var headers = MailHeaders.Read(bytes, out var start);
        if (kind is not (".html" or ".htm") && IsMessage(headers, kind == ".eml"))
        {
            return OfMessage(headers, MailPart.BodyOf(headers, bytes[start..]));
        }

        var text = MailText.Decode(bytes, null);
        return Bare(Reply(new(text, kind is ".html" or ".htm" || LooksLikePage(text))));
    }

    /// <summary>Reads a message whose headers are known to be headers.</summary>
    internal static MailReading ReadMessage(ReadOnlySpan<byte> bytes)
    {
        var headers = MailHeaders.Read(bytes, out var start);
        return OfMessage(headers, MailPart.BodyOf(headers, bytes[start..]));
    }

    static MailReading Bare(string reply) => new() { Reply = reply, Language = TextLanguage.Of(reply) };

    static MailReading OfMessage(MailHeaders headers, MailBody body)
    {
        var reply = Reply(body);
        var from = MailAddress.First(headers["From"]) ?? MailAddress.First(headers["Sender"]);
        return new()
        {
            Reply = reply,
            AutomaticBy = AutomaticMail.Reason(headers),
            Language = TextLanguage.Of(reply),
            Subject = headers.Words("Subject") is { Length: > 0 } subject ? subject : null,
            MessageId = Id(headers["Message-ID"]),
            InReplyTo = Id(headers["In-Reply-To"]),
            Answers = [.. Ids(headers["In-Reply-To"]).Concat(Enumerable.Reverse(Ids(headers["References"]))).Distinct().Take(MostAnswered)],
            Date = MailTime.Read(headers["Date"]),
            From = from?.Address,
            FromName = from?.Name,
            To = [.. MailAddress.All(headers["To"]).Concat(MailAddress.All(headers["Cc"])).Concat(MailAddress.All(headers["Delivered-To"]))
                .Concat(MailAddress.All(headers["X-Original-To"])).Select(one => one.Address).Distinct()],
            HasHeaders = true,
            Headers = [.. headers.All.Select(one => new KeyValuePair<string, string>(one.Key, EncodedWords.Read(one.Value)))],
        };
    }

    static string Reply(MailBody body) =>
        body.IsHtml ? ReplyText.Of(HtmlLines.Of(body.Text)) : ReplyText.Of(body.Text);

    /// <summary>What stands between angles, in its order; of very many the last.</summary>
    static List<string> Ids(string? header)
    {
        var ids = new List<string>();
        var text = header ?? "";
        for (var open = text.IndexOf('<', StringComparison.Ordinal); open >= 0; open = text.IndexOf('<', open + 1))
        {
            var close = text.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            if (Id(text[open..(close + 1)]) is { } id)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    static string? Id(string? header)
    {
        var id = header?.Trim() ?? "";
        var end = id.IndexOf('>', StringComparison.Ordinal);
        id = (end > 0 ? id[..end] : id).TrimStart('<').Trim();
        return id.Length is 0 or > 900 ? null : id;
    }

    static bool IsMessage(MailHeaders headers, bool said)
    {
        var known = _known.Count(name => headers[name] is not null);
        return said ? known > 0 : known >= 2 && Array.Exists(_sure, name => headers[name] is not null);
    }

    static bool LooksLikePage(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 4_000)).TrimStart("\uFEFF \t\r\n");
        return start is ['<', ..] && (start.Contains("<html", StringComparison.OrdinalIgnoreCase) || start.Contains("<!doctype", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<div", StringComparison.OrdinalIgnoreCase) || start.Contains("<p", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<br", StringComparison.OrdinalIgnoreCase) || start.Contains("<body", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<meta", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Dates of mails (RFC 5322), with what programs make of them.</summary>
static class MailTime
{
    static readonly string[] _formats =
    [
        "d MMM yyyy H:m:s zzz", "d MMM yyyy H:m zzz", "d MMM yy H:m:s zzz", "d MMM yyyy H:m:s", "ddd MMM d H:m:s yyyy", "d-MMM-yyyy H:m:s zzz",
    ];

    /// <summary>The time; null when it cannot be read. No zone means UTC.</summary>
    public static DateTimeOffset? Read(string? header)
    {
        var text = header ?? "";
        var comment = text.IndexOf('(', StringComparison.Ordinal);
        text = (comment > 0 ? text[..comment] : text).Trim();
        if (text.Length is < 8 or > 60)
        {
            return null;
        }

        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var day = comma is > 0 and < 10 ? text[(comma + 1)..] : text;
        var parts = day.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return null;
        }

        parts[^1] = parts[^1] switch
        {
            "GMT" or "UT" or "UTC" or "Z" => "+00:00",
            "EST" => "-05:00",
            "EDT" => "-04:00",
            "CST" => "-06:00",
            "CDT" => "-05:00",
            "MST" => "-07:00",
            "MDT" => "-06:00",
            "PST" => "-08:00",
            "PDT" => "-07:00",
            ['+' or '-', _, _, _, _] zone => $"{zone[..3]}:{zone[3..]}",
            var other => other,
        };
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        var joined = string.Join(' ', parts);
        return DateTimeOffset.TryParseExact(joined, _formats, CultureInfo.InvariantCulture, Style, out var exact) ? exact
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Style, out var loose) ? loose
            : null;
    }
}
