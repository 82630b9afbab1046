namespace Throughline.Listening.Mappings;

/// <summary>Reads what files write for a language: <c>en</c>, <c>en-GB</c>, <c>English</c>, <c>فارسی</c>.</summary>
static class LanguageName
{
    static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["english"] = "en",
        ["eng"] = "en",
        ["الإنجليزية"] = "en",
        ["انگلیسی"] = "en",
        ["英语"] = "en",
        ["英文"] = "en",
        ["arabic"] = "ar",
        ["ara"] = "ar",
        ["العربية"] = "ar",
        ["عربي"] = "ar",
        ["عربی"] = "ar",
        ["阿拉伯语"] = "ar",
        ["persian"] = "fa",
        ["farsi"] = "fa",
        ["fas"] = "fa",
        ["per"] = "fa",
        ["الفارسية"] = "fa",
        ["فارسی"] = "fa",
        ["波斯语"] = "fa",
        ["chinese"] = "zh",
        ["mandarin"] = "zh",
        ["zho"] = "zh",
        ["chi"] = "zh",
        ["الصينية"] = "zh",
        ["چینی"] = "zh",
        ["中文"] = "zh",
        ["汉语"] = "zh",
        ["普通话"] = "zh",
        ["french"] = "fr",
        ["german"] = "de",
        ["spanish"] = "es",
        ["turkish"] = "tr",
        ["russian"] = "ru",
        ["urdu"] = "ur",
    };

    /// <summary>Two letters; null when it is none of these.</summary>
    public static string? Of(string? written)
    {
        if (written is null)
        {
            return null;
        }

        if (Names.TryGetValue(written, out var code))
        {
            return code;
        }

        return written.Length >= 2 && char.IsAsciiLetter(written[0]) && char.IsAsciiLetter(written[1])
            && (written.Length == 2 || written[2] is '-' or '_')
            ? written[..2].ToLowerInvariant()
            : null;
    }
}
