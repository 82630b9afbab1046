using System.Text.RegularExpressions;

namespace Throughline.Understanding.PlugIn;

/// <summary>
/// Forms of mails, links, numbers, addresses and introductions in four languages, on the folded text. The engine does not go back, so that no text takes long.
/// </summary>
static class RedactionPatterns
{
    const string Gap = @"[\s\u200B().\-–—−/·_]"; // what stands between the digits of one number
    const string ArabicName = @"[\p{IsArabic}\u200B]{2,20}";

    static readonly (string Kind, Regex[] Forms)[] s_forms =
    [
        ("email",
        [
            Form(@"[A-Za-z0-9._%+'\-\u200B]+ ?@ ?[A-Za-z0-9\-\u200B]+(?:\.[A-Za-z0-9\-\u200B]+)+"),
            Form(@"[A-Za-z0-9._%+\-]+ ?(?:\(at\)|\[at\]|\{at\}| at ) ?[A-Za-z0-9\-]+ ?(?:\(dot\)|\[dot\]|\{dot\}| dot |\.) ?(?:com|net|org|ir|cn|sa|ae|eg|de|uk|io|info|edu|gov)\b"),
            Form(@"[^\s@█]{1,64}@[^\s@█]{2,64}"),
        ]),
        ("link",
        [
            Form(@"(?:https?|ftp)://[^\s█]+"),
            Form(@"\bwww\.[^\s█]+"),
            Form(@"\b[A-Za-z0-9][A-Za-z0-9\-]*(?:\.[A-Za-z0-9\-]+)*\.(?:com|net|org|info|biz|io|co|ir|cn|hk|tw|sa|ae|eg|iq|jo|uk|de|fr|eu|us|me|app|dev|ly|gl)\b(?:/[^\s█]*)?"),
        ]),
        ("handle", [Form(@"@[\p{L}0-9_.]{2,40}")]),
        ("iban", [Form(@"\b[A-Za-z]{2} ?[0-9]{2}(?:[ \-]?[A-Za-z0-9]{3,4}){3,8}(?:[ \-]?[A-Za-z0-9]{1,3})?\b")]),
        ("address",
        [
            Form(@"\b[0-9]{1,5}[a-z]?,? +(?:[\p{L}'.\-]+ +){1,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|ct|square|sq|place|pl|terrace|close|crescent)\b\.?"),
            Form(@"\b(?:apt|apartment|flat|suite|unit|po box|p\.o\. box|zip|zip code|postcode|postal code)\.? *[:#]? *[A-Za-z0-9\-]*[0-9][A-Za-z0-9\-]*"),
            Form(@"\b[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}\b"), // postcodes of the United Kingdom
            Form(@"(?:پلاک|پلاك|واحد|طبقه|زنگ|کد ?پستی|كد ?پستي|کدپستی|صندوق پستی)[\s\u200B:：]*(?:شماره[\s\u200B]*)?[0-9]+"),
            Form(@"(?:(?:خیابان|خيابان|کوچه|كوچه|بلوار|میدان|بزرگراه|شهرک|محله)[\s\u200B]+[\p{L}\p{M}0-9\u200B]+[\s\u200B]+)*(?:خیابان|خيابان|کوچه|كوچه|بلوار|میدان|بزرگراه|شهرک|محله)[\s\u200B]+[\p{L}\p{M}0-9\u200B]+(?:[\s\u200B]+[\p{L}\p{M}0-9\u200B]+)?"),
            Form(@"(?:مبنى|بناية|عمارة|شقة|فيلا|الدور|الطابق|الرمز البريدي|صندوق بريد|ص\.? ?ب\.?)[\s\u200B:：]*(?:رقم[\s\u200B]*)?[0-9]+"),
            Form(@"(?:(?:شارع|طريق|حي|حارة|زقاق|كورنيش)[\s\u200B]+[\p{L}\p{M}0-9\u200B]+[\s\u200B]+)*(?:شارع|طريق|حي|حارة|زقاق|كورنيش)[\s\u200B]+[\p{L}\p{M}0-9\u200B]+(?:[\s\u200B]+[\p{L}\p{M}0-9\u200B]+)?"),
            Form(@"[\p{IsCJKUnifiedIdeographs}]{1,6}(?:路|街|大道|胡同|巷|弄)[0-9零〇一二三四五六七八九十百千]+(?:号|號|弄|巷)?"),
            Form(@"[0-9零〇一二三四五六七八九十百]+(?:号楼|號樓|号院|栋|棟|幢|单元|單元|室|门牌)"),
            Form(@"(?:邮编|郵編|邮政编码|住址|地址)(?:是|为|為|:)? *[\p{IsCJKUnifiedIdeographs}0-9A-Za-z\-]{2,20}"),
        ]),
        ("identifier", [Form(@"\b[A-Za-z]+[\-_#/]?[0-9][A-Za-z0-9\-_#/]{2,}"), Form(@"\b[0-9][A-Za-z0-9\-_#/]*[A-Za-z][A-Za-z0-9\-_#/]{2,}")]),
        ("name",
        [
            Form(@"\b(?:my name is|my name's|i am called|signed,?|kind regards,?|best regards,?|yours sincerely,?|yours faithfully,?|regards,)\s+[\p{L}'\-.]+(?:[ ][\p{L}'\-]+)?"),
            new Regex(@"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\b\.? *\p{Lu}[\p{L}'\-]+(?: \p{Lu}[\p{L}'\-]+)?", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
            new Regex(@"\b(?:[Tt]his is|[Ii] am|[Ii]'m|[Ii]’m) \p{Lu}[\p{L}'\-]+(?: \p{Lu}[\p{L}'\-]+)+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
            Form($@"(?:نام من|اسم من|نام بنده|اسمم|نامم|اسمي هو|اسمي|إسمي|أنا اسمي|أدعى)[\s\u200B:]+{ArabicName}(?:[\s\u200B]+{ArabicName})?"),
            Form($@"(?:آقای|اقای|آقاي|سرکار خانم|خانم|جناب|السيدة|السيد|سيدي|الأستاذة|الأستاذ|الدكتورة|الدكتور|دکتر|مهندس)[\s\u200B]+{ArabicName}(?:[\s\u200B]+{ArabicName})?"),
            Form(@"(?:我叫|我的名字是|我名叫|我的名字叫|敝姓|免贵姓|我姓)[\p{IsCJKUnifiedIdeographs}·A-Za-z]{1,4}"),
            Form(@"[\p{IsCJKUnifiedIdeographs}]{1,3}(?:先生|女士|小姐|太太)"),
        ]),
    ];

    static readonly Regex s_number = Form($@"\+?[0-9](?:{Gap}{{0,3}}[0-9]){{4,}}");
    static readonly Regex s_spelt = Form(@"[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两]{7,}");

    /// <summary>Takes out what has one of the forms.</summary>
    public static void Take(Redaction.Working work)
    {
        foreach (var (kind, forms) in s_forms.Where(one => one.Kind is "email" or "link" or "handle" or "iban" or "address"))
        {
            Take(work, kind, forms);
        }

        work.Take(Numbers(work.Folded).Where(one => one.Kind == "card").Select(one => (one.Start, one.End)), "card");
        work.Take(Numbers(work.Folded).Where(one => one.Kind == "phone").Select(one => (one.Start, one.End)), "phone");
        work.Take(Numbers(work.Folded).Select(one => (one.Start, one.End)), "number");
        Take(work, "number", [s_spelt]);
        foreach (var (kind, forms) in s_forms.Where(one => one.Kind is "identifier" or "name"))
        {
            Take(work, kind, forms);
        }
    }

    static void Take(Redaction.Working work, string kind, Regex[] forms)
    {
        foreach (var form in forms)
        {
            var found = new List<(int, int)>();
            foreach (var match in form.EnumerateMatches(work.Folded))
            {
                if (kind != "identifier" || work.Folded.AsSpan(match.Index, match.Length).IndexOfAnyInRange('0', '9') >= 0 && Digits(work.Folded.AsSpan(match.Index, match.Length)).Length >= 3)
                {
                    found.Add((match.Index, match.Index + match.Length));
                }
            }

            work.Take(found, kind);
        }
    }

    static List<(int Start, int End, string Kind)> Numbers(string folded)
    {
        var found = new List<(int, int, string)>();
        foreach (var match in s_number.EnumerateMatches(folded))
        {
            var digits = Digits(folded.AsSpan(match.Index, match.Length));
            found.Add((match.Index, match.Index + match.Length, digits.Length is >= 13 and <= 19 && IsCard(digits) ? "card" : digits.Length is >= 7 and <= 15 ? "phone" : "number"));
        }

        return found;
    }

    static string Digits(ReadOnlySpan<char> text)
    {
        var digits = new System.Text.StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter))
            {
                digits.Append(letter);
            }
        }

        return digits.ToString();
    }

    /// <summary>The check of ISO/IEC 7812 (Luhn).</summary>
    static bool IsCard(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    static Regex Form(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
