using System.Text;
using Throughline.Language.Han;

namespace Throughline.Language.Languages;

/// <summary>Whether Chinese is written in Traditional or in Simplified characters: by those that only one of the two has.</summary>
static class HanScript
{
    public static LanguageGuess Of(ReadOnlySpan<char> text)
    {
        int traditional = 0, simplified = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            traditional += SimplifiedHan.Of(rune.Value) != 0 ? 1 : 0;
            simplified += SimplifiedHan.IsOnlySimplified(rune.Value) ? 1 : 0;
        }

        return (traditional, simplified) switch
        {
            (0, 0) => new LanguageGuess("zh", 0.97),
            _ when traditional > simplified => new LanguageGuess("zh-Hant", 0.98),
            _ => new LanguageGuess("zh-Hans", 0.98),
        };
    }
}
