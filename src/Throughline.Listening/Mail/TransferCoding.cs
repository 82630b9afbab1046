namespace Throughline.Listening.Mail;

/// <summary>Transfer codings of parts (RFC 2045): what is not of the coding is passed on or left out, never an error.</summary>
static class TransferCoding
{
    /// <summary>The bytes behind a part's <c>Content-Transfer-Encoding</c>.</summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> body, string? coding) => coding?.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(body),
        "quoted-printable" => QuotedPrintable(body),
        _ => body,
    };

    /// <summary>Reads base64; letters outside its alphabet are left out, padding may be missing.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        int count = 0, bits = 0, held = 0;
        foreach (var letter in text)
        {
            var value = letter switch
            {
                >= (byte)'A' and <= (byte)'Z' => letter - 'A',
                >= (byte)'a' and <= (byte)'z' => letter - 'a' + 26,
                >= (byte)'0' and <= (byte)'9' => letter - '0' + 52,
                (byte)'+' or (byte)'-' => 62,
                (byte)'/' or (byte)'_' => 63,
                _ => -1,
            };
            if (value < 0)
            {
                continue;
            }

            held = (held << 6) | value;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[count++] = (byte)(held >> bits);
                held &= (1 << bits) - 1;
            }
        }

        return bytes[..count];
    }

    /// <summary>Reads quoted-printable; an equals sign that begins nothing stands for itself.</summary>
    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes[count++] = text[i];
            }
            else if (i + 2 < text.Length && Hex(text[i + 1]) is var high and >= 0 && Hex(text[i + 2]) is var low and >= 0)
            {
                bytes[count++] = (byte)((high << 4) | low);
                i += 2;
            }
            else if (SoftBreak(text, i + 1) is var next and > 0)
            {
                i = next - 1;
            }
            else
            {
                bytes[count++] = text[i];
            }
        }

        return bytes[..count];
    }

    /// <summary>Where the text goes on after an equals sign at the end of a line; 0 when it is none.</summary>
    static int SoftBreak(ReadOnlySpan<byte> text, int at)
    {
        var limit = Math.Min(text.Length, at + 80);
        while (at < limit && text[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at >= text.Length ? text.Length
            : text[at] == '\n' ? at + 1
            : text[at] == '\r' ? at + (at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1)
            : 0;
    }

    static int Hex(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        _ => -1,
    };
}
