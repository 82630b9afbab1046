using System.Globalization;

namespace Throughline.Matching.Normal;

/// <summary>
/// An e-mail address as a key: lower case, domain in ASCII, what follows a plus sign cut off, the dots of gmail taken out. Empty when the
/// text is no address, or one that belongs to nobody.
/// </summary>
public static class EmailAddress
{
    static readonly HashSet<string> s_nobody = new(StringComparer.Ordinal)
    {
        "test", "noemail", "no-email", "nomail", "none", "null", "na", "noreply", "no-reply", "donotreply", "do-not-reply", "anonymous", "unknown", "example",
        "email", "mail", "user", "asdf", "qwerty", "xxx", "notprovided", "no.email",
    };

    /// <summary>The address as a key, or an empty text.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var folded = TextFold.Of(text).Replace(" ", "", StringComparison.Ordinal);
        folded = (folded.StartsWith("mailto:", StringComparison.Ordinal) ? folded[7..] : folded).Trim('<', '>', '.', ',', ';');
        var at = folded.LastIndexOf('@');
        if (at <= 0 || at == folded.Length - 1)
        {
            return "";
        }

        var (local, domain) = (folded[..at], folded[(at + 1)..]);
        if (text.LastIndexOf('@') is >= 0 and var cut && text[cut..].ContainsAnyExceptInRange('\0', '\x7F'))
        {
            domain = Ascii(text[(cut + 1)..].Trim().Trim("<>.,;").ToString().ToLowerInvariant(), domain); // as it was written: an accent makes another domain
        }

        domain = domain == "googlemail.com" ? "gmail.com" : domain;
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        local = plus > 0 ? local[..plus] : local;
        local = domain == "gmail.com" ? local.Replace(".", "", StringComparison.Ordinal) : local;
        return local.Length == 0 || s_nobody.Contains(local) ? "" : $"{local}@{domain}";
    }

    static string Ascii(string domain, string otherwise)
    {
        try
        {
            return new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return otherwise;
        }
    }
}
