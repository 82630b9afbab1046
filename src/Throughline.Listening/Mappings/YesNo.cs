namespace Throughline.Listening.Mappings;

/// <summary>The usual words for yes and no in English, Arabic, Persian and Chinese.</summary>
static class YesNo
{
    public static IReadOnlyList<string> Yes { get; } =
        ["1", "yes", "y", "true", "t", "نعم", "أجل", "بلى", "بله", "بلی", "آری", "آره", "是", "是的", "对"];

    public static IReadOnlyList<string> No { get; } =
        ["0", "no", "n", "false", "f", "لا", "كلا", "کلا", "خیر", "خير", "نه", "否", "不", "不是"];

    /// <summary>Words that stand where there is no answer.</summary>
    public static IReadOnlyList<string> NotApplicable { get; } =
    [
        "n/a", "na", "n.a.", "not applicable", "none", "null", "nan", "nil", "-", "--", "?", "unknown", "don't know", "dont know",
        "no answer", "prefer not to say", "not answered", "لا ينطبق", "غير متوفر", "لا يوجد", "نامشخص", "ندارد", "بدون پاسخ",
        "موردی ندارد", "不适用", "无", "未知", "未回答", "#n/a",
    ];
}
