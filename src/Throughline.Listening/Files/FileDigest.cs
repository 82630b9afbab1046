using System.Security.Cryptography;

namespace Throughline.Listening.Files;

/// <summary>Names a file by its content, so that the same file under another name is known again.</summary>
public static class FileDigest
{
    /// <summary>SHA-256 of all bytes, 64 lower-case hexadecimal digits.</summary>
    public static string Of(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
