namespace Throughline.Platform.Log;

/// <summary>
/// Takes keys of this installation out of bytes that are kept: some clients send their write key inside the event. Each is overwritten
/// with asterisks, so that every other byte stays where it was.
/// </summary>
static class SecretBlank
{
    /// <summary>The same bytes when no key is in them, else a copy without it.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes)
    {
        byte[]? copy = null;
        foreach (var prefix in (ReadOnlySpan<string>)["tlw_", "tla_"])
        {
            var from = 0;
            while (Next(bytes[from..], prefix) is >= 0 and var at)
            {
                copy ??= bytes.ToArray();
                var start = from + at + prefix.Length;
                from = start;
                while (from < bytes.Length && IsOfKey(bytes[from]))
                {
                    copy[from++] = (byte)'*';
                }
            }
        }

        return copy ?? bytes;
    }

    static int Next(ReadOnlySpan<byte> bytes, string prefix) =>
        bytes.IndexOf([(byte)prefix[0], (byte)prefix[1], (byte)prefix[2], (byte)prefix[3]]);

    static bool IsOfKey(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'-' or (byte)'_';
}
