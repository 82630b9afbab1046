namespace Throughline.Matching.Normal;

/// <summary>Words that stand in a cell because something had to stand there. They are empty cells.</summary>
public static class Placeholder
{
    static readonly HashSet<string> s_words = new(StringComparer.Ordinal)
    {
        "null", "none", "n/a", "na", "n.a.", "nan", "nil", "unknown", "unk", "not known", "not available", "not provided", "not given",
        "anonymous", "anon", "test", "tester", "testing", "tbd", "tba", "xxx", "xxxx", "xx", "missing", "empty", "undefined", "no name",
        "noname", "(null)", "<null>", "[null]", "#n/a", "not applicable", "no data", "-", "--", "?", "??", "???", ".", "..", "...", "0", "00", "000",
        "ندارد", "نامشخص", "غير معروف", "لا يوجد", "无", "未知", "不详", "測試", "测试",
    };

    /// <summary>True for a folded text that says nothing: a known filler, or one sign over and over without a letter.</summary>
    public static bool Is(ReadOnlySpan<char> folded) =>
        folded.IsEmpty || s_words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded) || (folded.Length > 1 && !char.IsLetter(folded[0]) && !folded.ContainsAnyExcept(folded[0]));
}
