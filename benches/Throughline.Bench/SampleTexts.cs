namespace Throughline.Bench;

/// <summary>Generated texts of about 100 characters in English, Arabic, Persian and Chinese in turn, the same at every run.</summary>
static class SampleTexts
{
    static readonly string[][] s_pieces =
    [
        ["the flight was late again", "thank you so much", "I want a refund", "nobody answered my call", "the room had two beds", "we ordered on Monday", "very friendly staff", "how do I reset it", "it stopped working after a week", "see you next summer"],
        ["الطلب تأخر ساعتين", "شكرا جزيلا لكم", "أريد استرداد المبلغ", "محد يرد على الاتصال", "طلبنا وجبتين وعصير", "الموظف محترم جدا", "كيف اقدر اغير الرقم", "وصل يوم الاثنين", "المكان في وسط المدينة", "الأسعار مرتفعة قليلا"],
        ["سفارش خیلی دیر رسید", "ممنون از پیگیری شما", "پولم رو پس بدید", "هیچکس جواب نمی‌ده", "دو تا پیتزا سفارش دادیم", "پیک خوش‌برخورد بود", "چطوری رمز رو عوض کنم", "روز دوشنبه رسید", "طعمش مثل همیشه بود", "قیمتش کمی بالاست"],
        ["送餐太慢了等了一个小时", "非常感谢你们的帮助", "我要申请退款", "客服一直没人接", "昨天点了两份米饭和汤", "服务员态度很热情", "请问怎么修改密码", "周一收到了包裹", "位置在市中心旁边", "价格比以前高了一点"],
    ];

    /// <summary>So many texts.</summary>
    public static string[] Of(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var pieces = s_pieces[i % s_pieces.Length];
            var text = pieces[random.Next(pieces.Length)];
            while (text.Length < 90)
            {
                text += (random.Next(3) == 0 ? ". " : ", ") + pieces[random.Next(pieces.Length)];
            }

            return text;
        })];
    }
}
