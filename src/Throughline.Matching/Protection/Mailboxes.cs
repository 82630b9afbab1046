namespace Throughline.Matching.Protection;

/// <summary>
/// Mailboxes that are no single person's: those of a role, and those that are thrown away. Both lists are short on purpose: what they
/// miss is learnt from how many people bear an address (<see cref="SharedValues"/>).
/// </summary>
public static class Mailboxes
{
    // Names that RFC 2142 reserves for roles, and what shops, schools and offices write in front of the @ in a few languages.
    static readonly HashSet<string> s_roles = new(StringComparer.Ordinal)
    {
        "info", "information", "sales", "support", "help", "helpdesk", "service", "services", "customerservice", "customercare", "care", "contact", "contacts", "hello", "enquiries", "inquiries",
        "office", "admin", "administrator", "administration", "webmaster", "postmaster", "hostmaster", "root", "abuse", "noc", "security", "privacy", "legal", "billing", "accounts", "accounting",
        "invoice", "invoices", "finance", "payments", "orders", "order", "booking", "bookings", "reservations", "reception", "frontdesk", "desk", "shop", "store", "kiosk", "till", "checkout",
        "marketing", "press", "media", "news", "newsletter", "jobs", "careers", "hr", "team", "staff", "mail", "mailbox", "post", "general", "feedback", "complaints", "returns", "warehouse",
        "kontakt", "verkauf", "buchhaltung", "rechnung", "empfang", "contacto", "ventas", "comercial", "commercial", "accueil", "secretariat", "comptabilite", "service.client",
    };

    // Machines write from these; nobody reads them.
    static readonly HashSet<string> s_nobody = new(StringComparer.Ordinal)
    {
        "noreply", "no-reply", "no.reply", "no_reply", "donotreply", "do-not-reply", "do.not.reply", "do_not_reply", "mailer-daemon", "bounce", "bounces", "notifications", "notification",
    };

    // Providers whose addresses live for minutes or are open to everybody, well known and long-lived; one line, kept by hand.
    static readonly HashSet<string> s_disposable = new(StringComparer.Ordinal)
    {
        "mailinator.com", "guerrillamail.com", "guerrillamail.net", "guerrillamail.org", "sharklasers.com", "10minutemail.com", "10minutemail.net", "temp-mail.org", "tempmail.com", "tempmail.net",
        "yopmail.com", "yopmail.fr", "yopmail.net", "trashmail.com", "trashmail.de", "trashmail.net", "throwawaymail.com", "maildrop.cc", "getnada.com", "dispostable.com", "mailnesia.com",
        "mintemail.com", "mytemp.email", "fakeinbox.com", "spamgourmet.com", "mailcatch.com", "emailondeck.com", "moakt.com", "discard.email", "tempinbox.com", "wegwerfmail.de", "byom.de",
    };

    /// <summary>True for the mailbox of a role, whatever its domain; a number behind the name counts as the same role (<c>desk12@</c>).</summary>
    /// <param name="address">An address, folded to lower case.</param>
    public static bool IsRole(ReadOnlySpan<char> address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0)
        {
            return false;
        }

        var name = address[..at];
        var plus = name.IndexOf('+');
        name = plus > 0 ? name[..plus] : name;
        return s_roles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name.TrimEnd("0123456789").TrimEnd("-_."));
    }

    /// <summary>True for a mailbox that nobody reads: <c>noreply@</c>.</summary>
    /// <param name="address">An address, folded to lower case.</param>
    public static bool IsNobody(ReadOnlySpan<char> address) =>
        address.LastIndexOf('@') is > 0 and var at && s_nobody.GetAlternateLookup<ReadOnlySpan<char>>().Contains(address[..at]);

    /// <summary>True for an address at a provider of mailboxes that are thrown away, or below one.</summary>
    /// <param name="address">An address, folded to lower case.</param>
    public static bool IsDisposable(ReadOnlySpan<char> address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        var known = s_disposable.GetAlternateLookup<ReadOnlySpan<char>>();
        while (!known.Contains(domain))
        {
            var dot = domain.IndexOf('.');
            if (dot < 0)
            {
                return false;
            }

            domain = domain[(dot + 1)..];
        }

        return true;
    }
}
