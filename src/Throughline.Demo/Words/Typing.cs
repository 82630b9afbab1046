namespace Throughline.Demo;

/// <summary>How people really type: digits of their script, missing signs, the keyboard of a neighbouring language.</summary>
internal static class Typing
{
    public static string As(Dice dice, string language, string text)
    {
        var habit = dice.Unit();
        var digits = dice.Unit();
        return language switch
        {
            "fa" => Persian(text, habit, digits),
            "ar" => Arabic(text, habit, digits),
            "zh" => Chinese(text, habit),
            _ => English(text, habit),
        };
    }

    static string English(string text, double habit) => habit switch
    {
        < 0.1 => text.ToLowerInvariant().TrimEnd('.'),
        < 0.25 => text.TrimEnd('.'),
        < 0.28 => text.ToUpperInvariant(),
        _ => text,
    };

    // U+200C, the joiner that keeps می apart from its verb, is often left out; Arabic keyboards give another ye and kaf.
    static string Persian(string text, double habit, double digits)
    {
        text = digits < 0.75 ? Digits(text, '\u06F0') : text;
        return habit switch
        {
            < 0.12 => text.Replace('\u200C', ' '),
            < 0.18 => text.Replace('\u06CC', '\u064A').Replace('\u06A9', '\u0643'),
            < 0.3 => text.TrimEnd('.'),
            _ => text,
        };
    }

    // Many leave out the hamza over alef and the small signs.
    static string Arabic(string text, double habit, double digits)
    {
        text = digits < 0.4 ? Digits(text, '\u0660') : text;
        text = habit < 0.45 ? text.Replace("\u064B", "", StringComparison.Ordinal) : text;
        return habit switch
        {
            < 0.2 => text.Replace('أ', 'ا').Replace('إ', 'ا'),
            < 0.3 => text.TrimEnd('.'),
            _ => text,
        };
    }

    static string Chinese(string text, double habit) => habit switch
    {
        < 0.2 => text.TrimEnd('。'),
        < 0.26 => text.TrimEnd('。').Replace('，', ' ').Replace('。', ' '),
        _ => text,
    };

    static string Digits(string text, char zero) =>
        string.Concat(text.Select(c => c is >= '0' and <= '9' ? (char)(zero + (c - '0')) : c));
}
