namespace Throughline.Tests.Understanding;

/// <summary>Made-up reviews in two languages whose side a person would see at once, most of them without a word of the word lists.</summary>
static class Reviews
{
    static readonly string[] s_goodEn = ["the parcel came a day early", "arrived sooner than promised", "the driver carried it upstairs", "they swapped it within the hour", "the seat had plenty of room", "staff remembered my name"];
    static readonly string[] s_badEn = ["the parcel sat in a depot for weeks", "nobody answers the line", "I was put through four times", "the box came crushed", "they charged my card twice", "the seat would not recline"];
    static readonly string[] s_goodFa = ["بسته یک روز زودتر رسید", "راننده تا دم در آورد", "همان ساعت عوضش کردند", "کارمند اسمم را یادش بود"];
    static readonly string[] s_badFa = ["بسته هفته‌ها در انبار ماند", "هیچ‌کس جواب تلفن نمی‌دهد", "چهار بار مرا پاس دادند", "دو بار از کارتم پول کم شد"];
    static readonly string[] s_ends = ["on Monday", "again this month", "at the airport", "in the city", "with my order", "for my mother"];

    /// <summary>The n-th text of a side.</summary>
    public static string Text(int n, bool good, bool persian)
    {
        var of = persian ? (good ? s_goodFa : s_badFa) : (good ? s_goodEn : s_badEn);
        return $"{of[n % of.Length]}{(persian ? "، " : " ")}{(persian ? $"سفارش {n % 17}" : s_ends[n / 7 % s_ends.Length])}";
    }
}
