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

    static readonly HashSet<string> s_roles = new(StringComparer.Ordinal)
    {
        "info", "office", "sales", "support", "admin", "contact", "hello", "service", "billing", "accounts", "reception", "help", "shop", "store", "desk",
        "kontakt", "team", "marketing", "webmaster", "postmaster", "enquiries", "orders", "customerservice",
    };

    static readonly HashSet<string> s_disposable = new(StringComparer.Ordinal)
    {
        "mailinator.com", "guerrillamail.com", "10minutemail.com", "tempmail.com", "temp-mail.org", "yopmail.com", "trashmail.com", "sharklasers.com",
        "getnada.com", "dispostable.com", "maildrop.cc", "throwawaymail.com", "fakeinbox.com", "mintemail.com", "mailnesia.com",
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

    /// <summary>True for an address of a role or a shop rather than a person: info@, desk12@, or of a house that gives addresses away.</summary>
    public static bool IsShared(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && (s_roles.Contains(address[..at].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) || s_disposable.Contains(address[(at + 1)..]));
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
