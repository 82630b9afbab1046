namespace Throughline.Listening.Mail;

/// <summary>What a tag says about its content by the marks of mail programs.</summary>
enum HtmlMark
{
    None,

    /// <summary>Not shown, or a signature.</summary>
    Hidden,

    /// <summary>From an earlier mail.</summary>
    Quote,

    /// <summary>Holds the earlier mail, unless it has a block quote inside: then answers may stand beside that.</summary>
    Container,

    /// <summary>From here to the end everything is the earlier mail.</summary>
    Below,

    /// <summary>A paragraph without empty lines round it.</summary>
    Tight,
}

/// <summary>Knows the classes, ids and styles that mail programs give to what they quote.</summary>
static class HtmlMarks
{
    static readonly string[] _below =
    [
        "divRplyFwdMsg", "x_divRplyFwdMsg", "appendonsend", "x_appendonsend", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container",
        "ms-outlook-mobile-reference-message", "reply-intro", "stopSpelling", "ntes-pcmac-reply", "isReplyContent", "isForwardContent", "original-content",
    ];

    static readonly string[] _signatures =
    [
        "gmail_signature", "gmail_signature_prefix", "moz-signature", "protonmail_signature_block", "zmail_signature", "ms-outlook-mobile-signature",
        "x_ms-outlook-mobile-signature", "mail-signature", "email-signature", "yahoo-signature", "ntes-pcmac-signature", "foxmail_sign", "sh-signature",
        "tutanota_signature", "apple-mail-signature", "AppleMailSignature", "signature", "_origin_sign", "xm_mail_signature", "mobile-signature", "ymail_android_signature",
    ];

    /// <summary>Judges one tag.</summary>
    public static HtmlMark Of(HtmlToken token, string name)
    {
        if (token.Content.IsEmpty)
        {
            return name == "blockquote" ? HtmlMark.Quote : HtmlMark.None;
        }

        var style = token.Content.Contains("style", StringComparison.OrdinalIgnoreCase) ? token.Attribute("style") : "";
        if (style.Length > 0 && Without(style).Contains("display:none", StringComparison.OrdinalIgnoreCase))
        {
            return HtmlMark.Hidden;
        }

        if (name == "blockquote")
        {
            return IsIndent(token, style) ? HtmlMark.None : HtmlMark.Quote;
        }

        var marks = $"{token.Attribute("class")} {token.Attribute("id")} {token.Attribute("name")}";
        if (string.IsNullOrWhiteSpace(marks))
        {
            return OfStyle(name, style);
        }

        var found = HtmlMark.None;
        foreach (var range in marks.AsSpan().SplitAny(" \t\r\n"))
        {
            var mark = OfWord(marks.AsSpan(range), name);
            found = mark is HtmlMark.None ? found : mark;
        }

        return found is HtmlMark.None ? OfStyle(name, style) : found;
    }

    static HtmlMark OfWord(ReadOnlySpan<char> word, string name)
    {
        if (word.IsEmpty || name is "body" or "html")
        {
            return HtmlMark.None;
        }

        if (word.StartsWith("gmail_quote") || word is "gmail_extra" or "x_gmail_quote")
        {
            return word is "gmail_extra" ? HtmlMark.None : HtmlMark.Container;
        }

        if (word is "gmail_attr" or "moz-cite-prefix" or "moz-email-headers-table" or "messageReplySection" or "zmail_extra" or "OutlookMessageHeader"
            || (word.Contains("quote", StringComparison.OrdinalIgnoreCase) && name is "div" or "section" or "table" or "span" or "td")
            || word.StartsWith("ntes-mailmaster-quote") || word.StartsWith("yahoo_quoted"))
        {
            return HtmlMark.Quote;
        }

        foreach (var id in _below)
        {
            if (word.Equals(id, StringComparison.Ordinal))
            {
                return HtmlMark.Below;
            }
        }

        foreach (var id in _signatures)
        {
            if (word.Equals(id, StringComparison.OrdinalIgnoreCase) || (id.Length > 12 && word.StartsWith(id, StringComparison.OrdinalIgnoreCase)) || word is "messageSignatureSection")
            {
                return HtmlMark.Hidden;
            }
        }

        // Word and Outlook write paragraphs that touch.
        return name == "p" && (word.StartsWith("Mso") || word.StartsWith("x_Mso") || word.StartsWith("p1") || word.StartsWith("p2")) ? HtmlMark.Tight : HtmlMark.None;
    }

    static HtmlMark OfStyle(string name, string style)
    {
        if (style.Length == 0)
        {
            return HtmlMark.None;
        }

        var tight = Without(style);
        if (name == "div" && tight.Contains("border:none", StringComparison.OrdinalIgnoreCase) && tight.Contains("border-top:solid", StringComparison.OrdinalIgnoreCase)
            && tight.Contains("padding:3", StringComparison.OrdinalIgnoreCase))
        {
            return HtmlMark.Below; // Outlook's block of From, Sent, To and Subject
        }

        return name == "p" && HasNoMargin(tight) ? HtmlMark.Tight : HtmlMark.None;
    }

    static bool HasNoMargin(string tight) =>
        tight.Contains("margin:0", StringComparison.OrdinalIgnoreCase) || tight.Contains("margin-bottom:0", StringComparison.OrdinalIgnoreCase)
        || tight.Contains("margin-top:0", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gmail's indent is a block quote without a border; it is the writer's.</summary>
    static bool IsIndent(HtmlToken token, string style) =>
        Without(style).Contains("border:none", StringComparison.OrdinalIgnoreCase) && token.Attribute("type").Length == 0
        && !token.Attribute("class").Contains("quote", StringComparison.OrdinalIgnoreCase) && token.Attribute("id").Length == 0
        && token.Attribute("cite").Length == 0;

    static string Without(string style) => style.Replace(" ", "", StringComparison.Ordinal);
}
