using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Documents;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quarantine;

namespace Throughline.Listening.Mail;

/// <summary>A mail, or all mails of an mbox, as rows. An automatic mail has no text: it is kept and counted and is nobody's feedback.</summary>
static class MailTable
{
    // Headers that are road marks of the transport and long: they say nothing of the customer.
    static readonly HashSet<string> _dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "Received", "X-Received", "DKIM-Signature", "ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results", "X-Google-DKIM-Signature",
        "X-Gm-Message-State", "X-Google-Smtp-Source", "Authentication-Results", "Received-SPF", "DomainKey-Signature", "Thread-Index",
    };

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["message_id", "date", "from", "from_name", "to", "subject", "in_reply_to", "reply", "language", "automatic", "automatic_by", "automatic_text", "headers"];

    /// <summary>What they are used for.</summary>
    public static IReadOnlyList<MappingField> Fields { get; } =
    [
        new() { Column = "message_id", As = FieldUse.RecordId },
        new() { Column = "date", As = FieldUse.Time },
        new() { Column = "from", As = FieldUse.Identifier, Namespace = "email" },
        new() { Column = "reply", As = FieldUse.Text },
        new() { Column = "language", As = FieldUse.Language },
        new() { Column = "automatic", As = FieldUse.Attribute, Name = "automatic", Kind = AttributeKind.Descriptive },
    ];

    /// <summary>The mails of a file.</summary>
    public static IEnumerable<DocumentRow> Rows(Stream file, string name)
    {
        foreach (var (line, bytes) in Mbox.Messages(file))
        {
            yield return bytes is null ? new([], line, QuarantineReasons.TooLong) : Row(bytes, line);
        }
    }

    /// <summary>One mail as a row.</summary>
    public static DocumentRow Row(byte[] bytes, long line)
    {
        var mail = MailReader.ReadMessage(bytes);
        if (mail.Headers.Count == 0 || (mail.From is null && mail.MessageId is null && mail.Date is null))
        {
            var original = MailText.Decode(bytes.AsSpan(0, Math.Min(bytes.Length, 1 << 16)), null);
            return new([], line, QuarantineReasons.NotAMail, [new("original", original)]);
        }

        var automatic = mail.AutomaticBy is not null;
        return new(
        [
            mail.MessageId ?? Derived(mail), mail.Date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), mail.From, mail.FromName, string.Join(", ", mail.To),
            mail.Subject, mail.InReplyTo, automatic ? null : mail.Reply, automatic || mail.Reply.Length == 0 ? null : mail.Language, automatic ? "yes" : "no", mail.AutomaticBy,
            automatic ? mail.Reply : null, Headers(mail),
        ], line);
    }

    /// <summary>A name for a mail that has none, from what it says: the same mail again has the same.</summary>
    static string Derived(MailReading mail) => "derived-" + Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\u001F', mail.Date?.ToString("O", CultureInfo.InvariantCulture), mail.From, mail.Subject, mail.Reply))))[..32];

    static string Headers(MailReading mail)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in mail.Headers.Where(one => !_dropped.Contains(one.Key) && one.Value.Length <= 2_000).Take(100))
        {
            var key = name.ToLowerInvariant();
            kept[key] = kept.TryGetValue(key, out var before) ? $"{before}\n{value}" : value;
        }

        return JsonSerializer.Serialize(kept, Mapping.Json);
    }
}

/// <summary>Cuts an mbox into its mails (RFC 4155, with the ">From " of mboxrd); any other file is one mail.</summary>
static class Mbox
{
    const int MostBytes = 64 << 20;

    /// <summary>The mails with the line where each begins; null bytes for one that is too long to be a mail.</summary>
    public static IEnumerable<(long Line, byte[]? Bytes)> Messages(Stream file)
    {
        using var reader = new BufferedStream(file, 1 << 16);
        using var message = new MemoryStream();
        var line = new List<byte>(256);
        var (number, begin, blank, boxed, tooLong) = (0L, 1L, true, false, false);
        while (ReadLine(reader, line))
        {
            number++;
            var isFrom = Starts(line, "From "u8);
            boxed |= number == 1 && isFrom;
            if (boxed && isFrom && blank)
            {
                if (message.Length > 0 || tooLong)
                {
                    yield return (begin, tooLong ? null : message.ToArray());
                }

                message.SetLength(0);
                (begin, tooLong, blank) = (number + 1, false, false);
                continue;
            }

            blank = line.Count == 0 || (line.Count <= 2 && line[0] is (byte)'\r' or (byte)'\n');
            tooLong |= message.Length + line.Count > MostBytes;
            if (!tooLong)
            {
                var quoted = boxed && Quoted(line);
                message.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line)[(quoted ? 1 : 0)..]);
            }
        }

        if (message.Length > 0 || tooLong)
        {
            yield return (begin, tooLong ? null : message.ToArray());
        }
    }

    static bool Starts(List<byte> line, ReadOnlySpan<byte> with) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line).StartsWith(with);

    static bool Quoted(List<byte> line)
    {
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line);
        return bytes is [(byte)'>', ..] && bytes.TrimStart((byte)'>').StartsWith("From "u8);
    }

    static bool ReadLine(BufferedStream reader, List<byte> line)
    {
        line.Clear();
        for (int next; (next = reader.ReadByte()) >= 0;)
        {
            line.Add((byte)next);
            if (next == '\n' || line.Count > MostBytes)
            {
                return true;
            }
        }

        return line.Count > 0;
    }
}
