namespace Throughline.Language.Languages;

/// <summary>
/// Takes out what is written in no language: links, accounts, addresses. One unit of the text stays one unit, a blank where something was taken out;
/// letters become small ones, the curly apostrophe straight.
/// </summary>
static class OwnWords
{
    public static void Copy(ReadOnlySpan<char> text, Span<char> into)
    {
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            var isAccount = c is '@' or '＠';
            if (isAccount || c is 'h' or 'H' or 'w' or 'W' && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && IsLink(text[at..]))
            {
                for (var back = at - 1; isAccount && back >= 0 && IsOfAddress(into[back]); back--)
                {
                    into[back] = ' ';
                }

                do
                {
                    into[at++] = ' ';
                }
                while (at < text.Length && (isAccount ? IsOfAddress(text[at]) : text[at] is > ' ' and < '\u0080'));
                continue;
            }

            into[at++] = c is '’' or 'ʻ' or 'ʼ' or '‘' ? '\'' : c < 0x80 ? (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);
        }
    }

    public static bool IsLink(ReadOnlySpan<char> rest) => rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    static bool IsOfAddress(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '+';
}
