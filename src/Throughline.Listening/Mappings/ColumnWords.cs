using System.Text;

namespace Throughline.Listening.Mappings;

/// <summary>What the name of a column says, in English, Arabic, Persian or Chinese.</summary>
[Flags]
enum Says
{
    Nothing = 0,
    Time = 1 << 0,
    Id = 1 << 1,
    Customer = 1 << 2,
    Email = 1 << 3,
    Phone = 1 << 4,
    Name = 1 << 5,
    Score = 1 << 6,
    Recommend = 1 << 7,
    Overall = 1 << 8,
    Satisfaction = 1 << 9,
    Effort = 1 << 10,
    Text = 1 << 11,
    Channel = 1 << 12,
    Touchpoint = 1 << 13,
    Language = 1 << 14,
    Behaviour = 1 << 15,
    Attitude = 1 << 16,
    Code = 1 << 17,
    Resolved = 1 << 18,
    Place = 1 << 19,
}

/// <summary>Reads the names of columns.</summary>
static class ColumnWords
{
    // English words stand in the singular and match whole words, Arabic and Persian ones match without the article,
    // Chinese ones match anywhere in the name.
    static readonly (Says Says, string Words)[] Lists =
    [
        (Says.Time, "date time timestamp datetime created submitted recorded received responded completed occurred at when day "
            + "تاریخ زمان ساعت تاريخ وقت 日期 时间 時間"),
        (Says.Id, "id key uuid guid number no ref reference ticket case code index شناسه کد شماره معرف رقم 编号 序号 单号 订单号 编码"),
        (Says.Customer, "customer cust client user member account contact respondent reviewer author guest passenger patient subscriber "
            + "visitor buyer consumer shopper rider traveller traveler student pupil learner participant attendee applicant donor payer "
            + "caller player viewer tenant renter resident citizen recipient policyholder cardholder insured claimant beneficiary "
            + "مشتری کاربر عضو مسافر بیمار مهمان میهمان دانشجو هنرجو مشترک سرنشین گردشگر خریدار متقاضی شهروند "
            + "عميل مستخدم زبون راكب ضيف نزيل مريض مشتري زائر طالب تلميذ سائح مستفيد مواطن مراجع "
            + "客户 客戶 顾客 顧客 用户 用戶 会员 會員 乘客 旅客 患者 病人 客人 宾客 住客 学生 学员 订户 订阅者 游客 访客 买家 消费者 受访者"),
        (Says.Email, "email mail ایمیل رایانامه بريد 邮箱 邮件"),
        (Says.Phone, "phone mobile msisdn tel telephone cell cellphone تلفن موبایل همراه هاتف جوال 电话 手机"),
        (Says.Name, "name firstname lastname fullname surname نام اسم 姓名 名字"),
        (Says.Score, "rating score rate rated star grade point mark rank ranking امتیاز نمره تقييم درجة 评分 打分 分数 得分 星级"),
        (Says.Recommend, "nps likelihood recommend recommended recommendation promoter ltr توصیه پیشنهاد توصية توصي 推荐"),
        (Says.Overall, "overall general کلی کل عام إجمالي 总体 整体 综合 总评"),
        (Says.Satisfaction, "satisfaction satisfied csat happy happiness رضایت رضا 满意"),
        (Says.Effort, "effort ces easy ease difficulty سختی آسانی سهولت جهد سهولة 费力 容易 便捷"),
        (Says.Text, "comment review feedback text content verbatim message body note remark suggestion opinion description reason why "
            + "نظر دیدگاه متن توضیح توضیحات پیام شرح تعليق تعليقات ملاحظات نص رأي رسالة مراجعة 评论 内容 意见 反馈 留言 评价 备注 建议"),
        (Says.Channel, "channel medium via کانال قناة 渠道"),
        (Says.Touchpoint, "touchpoint stage step تماس نقطة 触点"),
        (Says.Language, "language lang locale زبان لغة 语言"),
        (Says.Behaviour, "visit order purchase amount spend spent spending usage count frequency minute session click revenue price "
            + "quantity qty tenure duration charge call login page مبلغ خرید تعداد سفارش مبلغ مشتريات عدد 金额 购买 次数 数量"),
        (Says.Attitude, "interest preference attitude belief wish ترجیح علاقه تفضيل اهتمام 偏好 兴趣"),
        (Says.Code, "type region browser system code zone area class level group category segment position floor gate age year month "
            + "education size width height weight temperature percent salary income senior version count number dependents "
            + "سن سال نوع منطقه عمر سنة نوع 年龄 类型 地区 等级"),
        (Says.Resolved, "resolved solved fixed answered again حل محلول 解决"),
        (Says.Place, "country city state province airport store branch shop store location zip zipcode postal postcode کشور شهر شعبه دولة مدينة فرع 国家 城市 门店 省份"),
    ];

    static readonly HashSet<string> KeyWords = new(
        "unique external internal global master hashed hash anonymous anonymised anonymized loyalty membership reference crm"
            .Split(' '), StringComparer.Ordinal);

    static readonly Dictionary<string, Says> Known = Lists
        .SelectMany(list => list.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (Word: Plain(word), list.Says)))
        .GroupBy(pair => pair.Word)
        .ToDictionary(group => group.Key, group => group.Aggregate(Says.Nothing, (sum, pair) => sum | pair.Says));

    static readonly (string Word, Says Says)[] Chinese = [.. Known.Where(pair => IsHan(pair.Key[0])).Select(pair => (pair.Key, pair.Value))];

    /// <summary>What the name says, and its words.</summary>
    public static (Says Says, IReadOnlyList<string> Words) Of(string column)
    {
        var words = Split(column);
        var said = Says.Nothing;
        for (var i = 0; i < words.Count; i++)
        {
            said |= Lookup(words[i]);
        }

        foreach (var (word, says) in Chinese)
        {
            said |= column.Contains(word, StringComparison.Ordinal) ? says : Says.Nothing;
        }

        // English names end with what the thing is: a reviewer_country is a country.
        var last = words.Count == 0 ? Says.Nothing : Lookup(words[^1]);
        if (words.Count > 1 && words[^1][0] < 0x80)
        {
            var about = Says.Customer | Says.Text | Says.Time | Says.Touchpoint | Says.Channel | Says.Behaviour;
            var key = (last & (Says.Id | Says.Name)) != 0;
            var ofCustomer = key && Lookup(Before(words)).HasFlag(Says.Customer);
            var keep = last | Says.Recommend | Says.Overall | Says.Satisfaction | Says.Effort | Says.Score | Says.Email | Says.Phone
                | Says.Code | Says.Place | Says.Resolved | (ofCustomer ? Says.Customer : 0);
            said &= ~about | keep | (last == Says.Nothing && Lookup(words[0]) == Says.Time ? Says.Time : 0);

            // A customer's code or number is a key and no group of customers, unless another word says so.
            if (ofCustomer && last.HasFlag(Says.Id) && !words.SkipLast(1).Any(word => Lookup(word).HasFlag(Says.Code)))
            {
                said &= ~Says.Code;
            }
        }

        return (said, words);
    }

    /// <summary>The word that names the kind of customer, in the singular; null when none does.</summary>
    public static string? CustomerWord(IReadOnlyList<string> words)
    {
        var found = words.FirstOrDefault(word => word[0] < 0x80 && Lookup(word).HasFlag(Says.Customer));
        return found is null || Known.ContainsKey(found) ? found : Known.ContainsKey(found[..^1]) ? found[..^1] : found[..^2];
    }

    /// <summary>The word before the last, passing over what only says which key it is.</summary>
    static string Before(List<string> words)
    {
        var at = words.Count - 2;
        while (at > 0 && KeyWords.Contains(words[at]))
        {
            at--;
        }

        return words[at];
    }

    /// <summary>The name as a word of ours: lower case, words joined by underscores, without a trailing <c>name</c>.</summary>
    public static string Slug(string column)
    {
        var words = Split(column);
        if (words is [_, .., "name"])
        {
            words = words[..^1];
        }

        return words.Count == 0 ? column.Trim() : string.Join('_', words);
    }

    static Says Lookup(string word)
    {
        var plain = Plain(word);
        return Known.TryGetValue(plain, out var says) ? says
            : plain.Length > 3 && plain[^1] == 's' && Known.TryGetValue(plain[..^1], out says) ? says
            : plain.Length > 4 && plain.StartsWith("ال", StringComparison.Ordinal) && Known.TryGetValue(plain[2..], out says) ? says
            : plain.Length > 4 && plain.EndsWith("id", StringComparison.Ordinal) && Known.TryGetValue(plain[..^2], out says)
                && says.HasFlag(Says.Customer) ? Says.Customer | Says.Id
            : Says.Nothing;
    }

    static List<string> Split(string column)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < column.Length; i++)
        {
            var letter = column[i];
            var begins = char.IsAsciiLetterUpper(letter) && i > 0 && char.IsAsciiLetterLower(column[i - 1]);
            if (begins || !char.IsLetterOrDigit(letter))
            {
                End();
            }

            if (char.IsLetterOrDigit(letter))
            {
                word.Append(char.ToLowerInvariant(letter));
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    /// <summary>Letters that Arabic and Persian write differently become one.</summary>
    static string Plain(string word) =>
        word.Replace('ي', 'ی').Replace('ى', 'ی').Replace('ك', 'ک').Replace('ة', 'ه').Replace('أ', 'ا').Replace('إ', 'ا');

    static bool IsHan(char letter) => letter is >= '\u4E00' and <= '\u9FFF';
}
