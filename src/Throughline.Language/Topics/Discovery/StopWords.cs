using System.Collections.Frozen;
using System.Text;
using Throughline.Language.Normal;

namespace Throughline.Language.Topics.Discovery;

/// <summary>Words that say nothing of what a text is about, in normal form.</summary>
static class StopWords
{
    static readonly (FrozenSet<string> Words, FrozenSet<char> Han) s_known = Read();

    /// <summary>True for a word that says nothing.</summary>
    public static bool Has(ReadOnlySpan<char> word) => s_known.Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>True for a Chinese character that is a word which says nothing; a piece that begins or ends with it is no term.</summary>
    public static bool IsEmptyHan(char c) => s_known.Han.Contains(c);

    static (FrozenSet<string> Words, FrozenSet<char> Han) Read()
    {
        using var stream = typeof(StopWords).Assembly.GetManifestResourceStream("language.stop-words.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                words.UnionWith(line.Split(' ').Skip(1).Select(Normaliser.Of));
            }
        }

        return (words.ToFrozenSet(StringComparer.Ordinal), words.Where(word => word.Length == 1 && Letters.IsHan(word[0])).Select(word => word[0]).ToFrozenSet());
    }
}
