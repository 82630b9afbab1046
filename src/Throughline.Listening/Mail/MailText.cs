using System.Text;
using System.Text.Unicode;
using Throughline.Listening.Files;

namespace Throughline.Listening.Mail;

/// <summary>Bytes of a mail as text, in any charset that names itself or can be guessed.</summary>
static class MailText
{
    static readonly EncodingProvider _pages = CodePagesEncodingProvider.Instance;

    /// <summary>The text. A charset that is unknown, or that the bytes are not of, gives way to what they look like.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (System.Text.Ascii.IsValid(bytes) && !IsSevenBitButNotAscii(charset))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        return (Named(charset) ?? Guess(bytes)).GetString(bytes);
    }

    // Escape sequences and UTF-16 are ASCII bytes that mean something else.
    static bool IsSevenBitButNotAscii(string? charset) =>
        charset is not null && (charset.StartsWith("iso-2022", StringComparison.OrdinalIgnoreCase)
            || charset.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) || charset.StartsWith("hz-gb", StringComparison.OrdinalIgnoreCase));

    static Encoding? Named(string? charset)
    {
        var name = charset?.Trim(' ', '"', '\'', '<', '>').ToLowerInvariant();
        name = name switch
        {
            null or "" or "us-ascii" or "ascii" or "ansi_x3.4-1968" or "unknown-8bit" or "8bit" or "binary" => null,
            "utf8" or "utf-8" or "unicode" => "utf-8",
            "gb2312" or "gbk" or "x-gbk" or "cp936" or "gb_2312-80" => "gb18030", // which holds them all
            "iso-8859-1" or "latin1" => "windows-1252", // as browsers read it
            "iso-8859-8-i" => "iso-8859-8",
            "iso-8859-6-i" => "iso-8859-6",
            "ks_c_5601-1987" or "ks_c_5601" => "ks_c_5601-1987",
            _ when name.StartsWith("cp12", StringComparison.Ordinal) => $"windows-{name[2..]}",
            _ => name,
        };
        if (name is null or "utf-7")
        {
            return null;
        }

        try
        {
            return name == "utf-8" ? new UTF8Encoding(false) : _pages.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static Encoding Guess(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes)
        ? new UTF8Encoding(false)
        : (EncodingGuess.Of(bytes[..Math.Min(bytes.Length, 1 << 16)], []) ?? TextEncoding.Windows1252).Codec();
}
