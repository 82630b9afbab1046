namespace Throughline.Matching.Normal;

/// <summary>The words of a folded text: letters and digits together, an apostrophe inside a word left out, every other sign a border. Han signs are words of their own.</summary>
public static class Words
{
    const int Most = 64;

    /// <summary>The words in order; of a longer text the first 64.</summary>
    public static string[] Of(string folded)
    {
        var words = new List<string>(4);
        Span<char> word = stackalloc char[TextFold.Most];
        var length = 0;
        foreach (var c in folded)
        {
            if (IsHan(c))
            {
                Close(word, ref length, words);
                words.Add(c.ToString());
            }
            else if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                word[length++] = c;
            }
            else if (c is not '\'' || length == 0)
            {
                Close(word, ref length, words);
            }

            if (words.Count == Most)
            {
                break;
            }
        }

        Close(word, ref length, words);
        return [.. words];
    }

    static bool IsHan(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';

    static void Close(ReadOnlySpan<char> word, ref int length, List<string> words)
    {
        if (length > 0)
        {
            words.Add(new string(word[..length]));
        }

        length = 0;
    }
}
