using System.Buffers;

namespace Throughline.Listening.Mail;

/// <summary>
/// Recognises the block of From, Sent, To and Subject with which Outlook and its like introduce the earlier mail, and the lines of dashes
/// with words in them ("Original Message") that others put there.
/// </summary>
static class HeaderBlock
{
    const int MostLines = 14;

    static readonly Dictionary<string, Label> _labels = Labels(
        (Label.From, "from|von|de|da|van|från|fra|od|от|від|lähettäjä|gönderen|kimden|feladó|expéditeur|remitente|mittente|afzender|发件人|寄件者|寄件人|發件人|差出人|送信者|보낸 사람|보낸사람|من|מאת|فرستنده|از|المرسل|από|tu|gửi từ|nguoi gui|dari|จาก|nadawca|odesílatel|de la"),
        (Label.Date, "sent|date|gesendet|datum|envoyé|enviado|enviado el|inviato|verzonden|skickat|sendt|dato|wysłano|wysłane|data|дата|отправлено|надіслано|lähetetty|päiväys|gönderildi|tarih|küldve|dátum|fecha|enviada em|enviado em|enviada|envoyé le|发送时间|发送日期|寄件日期|時間|时间|日期|發送時間|发件时间|送信日時|日時|보낸 날짜|날짜|تاريخ الإرسال|الإرسال|أُرسلت|أرسلت|تم الإرسال|التاريخ|تاریخ|ارسال شده|ارسال|زمان|נשלח|תאריך|ημερομηνία|odesláno|odoslané|trimis|dikirim|tanggal|đã gửi|วันที่|sent at|sent on|date sent"),
        (Label.To, "to|an|à|a|para|aan|till|til|do|komu|кому|vastaanottaja|kime|alıcı|címzett|destinataire|destinatario|destinatário|pour|per|收件人|收件者|宛先|받는 사람|받는사람|إلى|الى|به|گیرنده|אל|προς|către|kepada|tới|ถึง|cc|kopie|copie|kopi|kopia|копия|抄送|副本|نسخة|رونوشت|reply-to|bcc|an"),
        (Label.Subject, "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|předmět|predmet|тема|aihe|konu|tárgy|主题|主題|主旨|件名|제목|الموضوع|موضوع|נושא|θέμα|subiect|subjek|perihal|chủ đề|re|importance|priority|wichtigkeit"));

    static readonly string[] _rules =
    [
        "original message", "original mail", "original email", "original e-mail", "originalmail", "forwarded message", "forwarded by", "forwarded email", "reply message",
        "reply above this line", "please reply above this line", "please type your reply above this line", "type your reply above this line", "write above this line", "ursprüngliche nachricht", "originalnachricht", "ursprungliche nachricht", "weitergeleitete nachricht", "message d'origine", "message d’origine",
        "message original", "message transféré", "mensaje original", "mensaje reenviado", "messaggio originale", "messaggio inoltrato", "mensagem original",
        "mensagem encaminhada", "oorspronkelijk bericht", "doorgestuurd bericht", "ursprungligt meddelande", "originalmeddelande", "oprindelig meddelelse",
        "original besked", "opprinnelig melding", "alkuperäinen viesti", "wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva", "eredeti üzenet",
        "orijinal ileti", "orijinal mesaj", "исходное сообщение", "пересылаемое сообщение", "оригінальне повідомлення", "αρχικό μήνυμα", "mesaj original",
        "原始邮件", "原始郵件", "邮件原件", "回复的原邮件", "回复的邮件", "转发的邮件", "转发邮件", "原邮件", "原始信息", "原始訊息", "转发邮件信息", "轉寄郵件", "元のメッセージ", "転送されたメッセージ",
        "원본 메시지", "원본 메일", "الرسالة الأصلية", "رسالة أصلية", "رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "پیام اصلی", "پیام ارسال شده", "پیغام اصلی", "پیام بازارسال", "הודעה מקורית",
    ];

    static readonly SearchValues<char> _ruleLetters = SearchValues.Create("-_=*＿—–━─ ");

    enum Label
    {
        None,
        From,
        Date,
        To,
        Subject,
    }

    /// <summary>True when a block begins at this line.</summary>
    public static bool Begins(IReadOnlyList<MailLine> lines, int at)
    {
        if (Read(lines[at].Plain) == Label.None)
        {
            return false;
        }

        var seen = new bool[5];
        var (address, blanks, others) = (false, 0, 0);
        for (var i = at; i < Math.Min(lines.Count, at + MostLines) && blanks < 2 && others < 4; i++)
        {
            if (lines[i].IsBlank)
            {
                blanks++;
                continue;
            }

            var label = Read(lines[i].Plain);
            if (label == Label.None)
            {
                others++; // a long list of receivers goes on over lines
                continue;
            }

            (blanks, others) = (0, 0);
            seen[(int)label] = true;
            address |= lines[i].Plain.Contains('@', StringComparison.Ordinal) || lines[i].Plain.Contains('<', StringComparison.Ordinal);
        }

        // "From: Berlin, To: Paris, Date: 3 May" may be what a customer writes: a subject or an address must be among them.
        var kinds = seen.Count(one => one);
        return seen[(int)Label.From] && kinds >= 3 && (address || (seen[(int)Label.Subject] && seen[(int)Label.Date]));
    }

    /// <summary>True for a line such as <c>-----Original Message-----</c>.</summary>
    public static bool IsRuleWithWords(string plain)
    {
        if (plain.Length is < 6 or > 160)
        {
            return false;
        }

        var inner = plain.AsSpan().Trim("-_=*#＿—–━─> ");
        var marks = plain.IndexOf(inner, StringComparison.Ordinal);
        if (marks < 2 && !Starts(inner, "Begin forwarded message") && !Starts(inner, "Anfang der weitergeleiteten") && !Starts(inner, "Début du message"))
        {
            return false;
        }

        foreach (var words in _rules)
        {
            if (Starts(inner, words))
            {
                return true;
            }
        }

        return Starts(inner, "Begin forwarded message") || Starts(inner, "Début du message") || Starts(inner, "Anfang der weitergeleiteten");

        static bool Starts(ReadOnlySpan<char> text, string words) => text.StartsWith(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for a line of nothing but dashes, underscores, equals signs or stars.</summary>
    public static bool IsRule(string plain) => plain.Length >= 5 && plain.AsSpan().IndexOfAnyExcept(_ruleLetters) < 0;

    static Label Read(string plain)
    {
        if (plain.Length is < 3 or > 2_000)
        {
            return Label.None;
        }

        var text = plain.AsSpan().TrimStart("*_ |");
        var colon = text[..Math.Min(text.Length, 40)].IndexOfAny(":：");
        if (colon <= 0)
        {
            return Label.None;
        }

        var word = text[..colon].Trim("* _\u00A0");
        Span<char> small = stackalloc char[40];
        var length = word.ToLowerInvariant(small);
        return length > 0 && _labels.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Tight(small[..length]), out var label) ? label : Label.None;
    }

    // "发 件 人" and "收 件 人" are spaced out so that they stand under one another.
    static ReadOnlySpan<char> Tight(Span<char> word)
    {
        if (!word.ContainsAnyInRange('\u4E00', '\u9FFF'))
        {
            return word;
        }

        var length = 0;
        foreach (var letter in word)
        {
            if (!char.IsWhiteSpace(letter))
            {
                word[length++] = letter;
            }
        }

        return word[..length];
    }

    static Dictionary<string, Label> Labels(params (Label Label, string Words)[] all)
    {
        var labels = new Dictionary<string, Label>(StringComparer.Ordinal);
        foreach (var (label, words) in all)
        {
            foreach (var word in words.Split('|'))
            {
                labels.TryAdd(word, label);
            }
        }

        return labels;
    }
}
