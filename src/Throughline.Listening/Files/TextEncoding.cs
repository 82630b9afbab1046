using System.Text;

namespace Throughline.Listening.Files;

/// <summary>Encodings of text files that can be read.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8, with or without its mark.</summary>
    Utf8 = 0,
    /// <summary>UTF-16, low byte first.</summary>
    Utf16Le = 1,
    /// <summary>UTF-16, high byte first.</summary>
    Utf16Be = 2,
    /// <summary>Windows-1256: Arabic and Persian.</summary>
    Windows1256 = 3,
    /// <summary>GB18030, which holds GBK and GB2312: Chinese.</summary>
    Gb18030 = 4,
    /// <summary>Windows-1252: western European.</summary>
    Windows1252 = 5,
}

/// <summary>What the encodings are called and how they are decoded.</summary>
static class TextEncodings
{
    static readonly EncodingProvider Pages = CodePagesEncodingProvider.Instance;

    public static string Name(this TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => "utf-8",
        TextEncoding.Utf16Le => "utf-16le",
        TextEncoding.Utf16Be => "utf-16be",
        TextEncoding.Windows1256 => "windows-1256",
        TextEncoding.Gb18030 => "gb18030",
        _ => "windows-1252",
    };

    public static Encoding Codec(this TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        TextEncoding.Utf16Le => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        TextEncoding.Utf16Be => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        TextEncoding.Windows1256 => Pages.GetEncoding(1256)!,
        TextEncoding.Gb18030 => Pages.GetEncoding(54936)!,
        _ => Pages.GetEncoding(1252)!,
    };
}
