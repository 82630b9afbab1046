using System.Text;

namespace Throughline.Listening.Mail;

/// <summary>Encoded words in headers, <c>=?utf-8?B?…?=</c> (RFC 2047).</summary>
static class EncodedWords
{
    /// <summary>The header as text. What only looks like an encoded word stays as it is.</summary>
    public static string Read(string raw)
    {
        if (!raw.Contains("=?", StringComparison.Ordinal))
        {
            return raw;
        }

        var text = new StringBuilder(raw.Length);
        var open = new List<byte>(); // bytes of neighbours in one charset: a character may be cut between them
        string? charset = null;
        var at = 0;
        while (at < raw.Length)
        {
            var start = raw.IndexOf("=?", at, StringComparison.Ordinal);
            if (start < 0)
            {
                break;
            }

            if (Word(raw, start) is not { } word)
            {
                Close();
                text.Append(raw, at, start + 2 - at);
                at = start + 2;
                continue;
            }

            // Blanks between two encoded words are no part of the text.
            if (charset is null || !string.IsNullOrWhiteSpace(raw[at..start]))
            {
                Close();
                text.Append(raw, at, start - at);
            }
            else if (!charset.Equals(word.Charset, StringComparison.OrdinalIgnoreCase))
            {
                Close();
            }

            charset = word.Charset;
            open.AddRange(word.Bytes);
            at = word.End;
        }

        Close();
        return text.Append(raw, at, raw.Length - at).ToString();

        void Close()
        {
            if (charset is not null)
            {
                text.Append(MailText.Decode(open.ToArray(), charset));
                open.Clear();
                charset = null;
            }
        }
    }

    static (string Charset, byte[] Bytes, int End)? Word(string raw, int start)
    {
        var first = raw.IndexOf('?', start + 2);
        if (first < 0 || first - start > 60 || first + 2 >= raw.Length || raw[first + 2] != '?')
        {
            return null;
        }

        var end = raw.IndexOf("?=", first + 3, Math.Min(raw.Length - first - 3, 2_000), StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var charset = raw[(start + 2)..first];
        var language = charset.IndexOf('*', StringComparison.Ordinal);
        var bytes = Encoding.ASCII.GetBytes(raw[(first + 3)..end]);
        var read = raw[first + 1] switch
        {
            'B' or 'b' => TransferCoding.Base64(bytes),
            'Q' or 'q' => TransferCoding.QuotedPrintable(Underscores(bytes)),
            _ => null,
        };
        return read is null ? null : (language > 0 ? charset[..language] : charset, read, end + 2);
    }

    static byte[] Underscores(byte[] bytes)
    {
        bytes.AsSpan().Replace((byte)'_', (byte)' ');
        return bytes;
    }
}
