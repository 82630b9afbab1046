using System.Buffers;

namespace Throughline.Listening.Mail;

/// <summary>Recognises what mail programs and lists put under a text: signature marks, device lines, footers of lists and machines.</summary>
static class MailEnding
{
    // "Sent from" and what must follow, in the order of the language.
    static readonly string[] _sentFromMy =
    [
        "sent from my ", "sent from mine ", "von meinem ", "von meiner ", "envoyé de mon ", "envoyé depuis mon ", "envoyé à partir de mon ", "enviado desde mi ", "enviado do meu ",
        "enviado de meu ", "inviato dal mio ", "inviato da mio ", "verzonden vanaf mijn ", "verstuurd vanaf mijn ", "skickat från min ", "sendt fra min ", "skickades från min ",
        "отправлено с моего ", "wysłane z mojego ", "odesláno z mého ", "发自我的", "發自我的", "从我的", "從我的", "傳送自我的", "发送自我的", "寄自我的", "用我的",
        "مرسل من ", "مُرسل من ", "أُرسلت من ", "أرسلت من ", "ارسلت من ", "تم الإرسال من ", "تم إرساله من ", "تم الارسال من ", "أرسل من ", "ارسال شده از ", "ارسال از ", "فرستاده شده از ", "فرستاده‌شده از ", "ارسال‌شده از ",
    ];

    static readonly string[] _sentFrom =
    [
        "sent from", "sent via", "sent with", "sent using", "sent on", "sent by", "get outlook for", "download outlook", "gesendet von", "gesendet mit", "von", "envoyé avec", "envoyé depuis", "envoyé de", "envoyé à partir",
        "télécharge", "obtenez outlook", "obtener outlook", "obtén outlook", "obter o outlook", "enviado desde", "enviado con", "enviado do", "enviado pelo", "enviado a partir", "inviato da", "inviato con", "inviato dal", "scarica outlook", "ottieni outlook",
        "verzonden vanaf", "verzonden met", "verstuurd vanaf", "outlook voor", "outlook für", "holen sie sich outlook", "skickat från", "hämta outlook", "sendt fra", "hent outlook", "lähetetty", "hanki outlook", "wysłane z", "wysłano z", "pobierz",
        "отправлено", "скачать outlook", "надіслано", "gönderildi", "odesláno", "从", "從", "发送自", "發送自", "发自", "發自", "来自", "來自", "寄自", "傳送自", "下载", "获取", "取得", "使用",
        "الحصول على", "احصل على", "تم الإرسال", "مرسل", "أرسلت", "ارسال", "دریافت outlook", "다음에서", "나의", "내",
    ];

    static readonly SearchValues<string> _devices = SearchValues.Create(
    [
        "iphone", "ipad", "ipod", "apple watch", "android", "blackberry", "galaxy", "samsung", "huawei", "xiaomi", "redmi", "honor", "oppo", "vivo", "oneplus",
        "pixel", "nokia", "motorola", "lenovo", "smartphone", "cell phone", "cellphone", "mobile phone", "mobile device", "mobiltelefon", "mobilgerät", "handy", "mobile", "tablet", "phone",
        "verizon", "at&t", "t-mobile", "outlook", "hotmail", "windows", "mail for", "yahoo", "gmail", "aol", "proton", "tutanota", "zoho", "spark", "mailspring", "superhuman", "thunderbird",
        "boxer", "nine", "bluemail", "fairemail", "k-9", "airmail", "polymail", "newton", "myMail", "mail.ru", "yandex", "gmx", "web.de", "laposte", "orange", "free mail", "icloud", "mailbird", "em client", "foxmail", "typeapp",
        "téléphone", "móvil", "celular", "cellulare", "telefon", "телефон", "手机", "手機", "邮箱", "郵箱", "邮件", "郵件", "小米", "华为", "荣耀", "苹果", "網易", "网易", "qq", "平板", "電子郵件",
        "الآيفون", "آيفون", "ايفون", "آیفون", "ایفون", "هاتف", "جوال", "الجوال", "أندرويد", "اندرويد", "گوشی", "موبایل", "تلفن", "اندروید", "سامسونج", "سامسونگ", "بريد", "آیپد", "آيباد",
    ], StringComparison.OrdinalIgnoreCase);

    static readonly SearchValues<char> _noName = SearchValues.Create(".!?,;:0123456789");

    static readonly string[] _excuses = ["excuse", "brevity", "typo", "please", "pardon", "forgive", "autocorrect", "get the app", "get the new", "spelling", "تخطی", "Tippfehler", "Kürze"];

    static readonly string[] _footers =
    [
        "You received this message because you are subscribed", "You received this message because", "You are receiving this because", "You received this email because", "To unsubscribe from this", "To unsubscribe,", "To unsubscribe:", "Unsubscribe:", "To post to this group",
        "Reply to this email directly or view it on GitHub", "View this message in context", "For more options, visit this group", "To view this discussion", "Sie erhalten diese Nachricht, weil", "Vous recevez ce message, car",
        "Recibiste este mensaje porque", "Has recibido este mensaje porque", "This email and any attachments are confidential", "This e-mail and any attachments are confidential", "This email and any files transmitted",
        "This e-mail and any files transmitted", "This message and any attachments", "CONFIDENTIALITY NOTICE", "Confidentiality Notice:", "The information contained in this", "The information transmitted",
        "This email has been checked for viruses", "This e-mail was checked for viruses", "This email is free from viruses", "Virus-free.", "Virenfrei.", "Diese E-Mail wurde von Avast", "Diese E-Mail enthält vertrauliche",
        "Do You Yahoo!?", "Get your free", "Please consider the environment before printing", "本邮件及其附件", "此邮件及其附件", "هذه الرسالة ومرفقاتها", "این ایمیل و پیوست",
    ];

    static readonly string[] _banners = ["CAUTION: This", "CAUTION: EXTERNAL", "[EXTERNAL EMAIL]", "EXTERNAL EMAIL:", "WARNING: This email originated", "External Email - ", "This email originated from outside", "You don't often get email from"];

    /// <summary>True for the mark that parts a signature from the text (RFC 3676: two dashes and a blank), or for a dash like it.</summary>
    public static bool IsSignatureMark(string plain) => plain is "--" or "––" or "—" or "——";

    /// <summary>True for a last line that is a dash and a name, <c>-Sara Smith</c> or <c>— Sara</c>.</summary>
    public static bool IsSignedName(string plain)
    {
        var name = plain.AsSpan().TrimStart("-–—~");
        var dash = plain.Length - name.Length;
        if (dash is 0 or > 3 || (name.StartsWith(" ") && plain[0] is '-'))
        {
            return false; // "- item" is an entry of a list
        }

        name = name.Trim();
        var words = 0;
        foreach (var range in name.Split(' '))
        {
            var word = name[range];
            if (word.IsEmpty || !char.IsLetter(word[0]) || char.IsLower(word[0]) || word.ContainsAny(_noName) && word is not [_, '.'])
            {
                return false;
            }

            words++;
        }

        return words is > 0 and <= 3 && name.Length <= 40;
    }

    /// <summary>
    /// True for a line that a mail program adds, "Sent from my iPhone". A sentence that only begins so is the writer's own.
    /// </summary>
    public static bool IsDeviceLine(string plain)
    {
        if (plain.Length is < 4 or > 160)
        {
            return false;
        }

        var text = plain.AsSpan().Trim("*_[]<>()|-~. ");
        var device = text.ContainsAny(_devices);
        foreach (var words in _sentFromMy)
        {
            if (text.StartsWith(words, StringComparison.OrdinalIgnoreCase))
            {
                var rest = text[words.Length..].Trim();
                return device ? IsShort(rest, 8) || Excuses(rest) : words.StartsWith("sent", StringComparison.Ordinal) && IsShort(rest, 3);
            }
        }

        if (!device || text.ContainsAny("?!？！"))
        {
            return false;
        }

        foreach (var words in _sentFrom)
        {
            if (text.StartsWith(words, StringComparison.OrdinalIgnoreCase) && Speaks(text, words))
            {
                return true;
            }
        }

        return EndsAsSent(text);
    }

    /// <summary>True for a line with which the footer of a list, a notice or a scanner begins.</summary>
    public static bool IsFooter(string plain) => plain.Length >= 12 && Begins(plain, _footers);

    /// <summary>True for a line that a company's mail gate puts above mails from outside.</summary>
    public static bool IsBanner(string plain) => plain.Length >= 12 && Begins(plain, _banners);

    static bool Begins(string plain, string[] all)
    {
        var text = plain.AsSpan().TrimStart("*_[( ");
        foreach (var words in all)
        {
            if (text.StartsWith(words.TrimStart('['), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // The beginnings that are everyday words need the rest to sound like a machine.
    static bool Speaks(ReadOnlySpan<char> text, string words) => words switch
    {
        "von" => text.EndsWith("gesendet", StringComparison.OrdinalIgnoreCase) && IsShort(text, 8),
        "从" or "從" or "使用" => text.EndsWith("发送") || text.EndsWith("發送") || text.EndsWith("傳送") || text.EndsWith("寄出"),
        "나의" or "내" or "다음에서" => text.EndsWith("보냄") || text.EndsWith("보냈습니다"),
        "来自" or "來自" or "下载" or "获取" or "取得" => text.Length <= 40 && !text.ContainsAny("，。,"),
        _ => IsShort(text, 9) && !text.ContainsAny(",،，。;"),
    };

    static bool EndsAsSent(ReadOnlySpan<char> text) => text.Length <= 60
        && (text.EndsWith("から送信") || text.EndsWith("에서 보냄") || text.EndsWith("gesendet", StringComparison.OrdinalIgnoreCase) && IsShort(text, 7)
            || text.EndsWith("gönderildi", StringComparison.OrdinalIgnoreCase) || text.EndsWith("beziehen", StringComparison.OrdinalIgnoreCase)
            || text.EndsWith("küldve", StringComparison.OrdinalIgnoreCase) || text.EndsWith("ارسال شد") || text.EndsWith("ارسال شده است") || text.EndsWith("发送"));

    static bool IsShort(ReadOnlySpan<char> text, int words) =>
        text.Count(' ') < words && !text.ContainsAny(",;،，。") && (text.IndexOf(". ") < 0 || Excuses(text));

    static bool Excuses(ReadOnlySpan<char> text)
    {
        foreach (var word in _excuses)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
