using Throughline.Language.Languages;

namespace Throughline.Listening.Mappings;

/// <summary>The language of a text whose source does not name it, as a signal keeps it.</summary>
static class TextLanguage
{
    /// <summary>Two letters, Chinese in both manners of writing as <c>zh</c>; <c>und</c> for a text without words, and for languages that are told from the product's own but not from each other.</summary>
    public static string Of(ReadOnlySpan<char> text) => LanguageIdentifier.Of(text).Language is { Length: 2 } code ? code : "und";
}
