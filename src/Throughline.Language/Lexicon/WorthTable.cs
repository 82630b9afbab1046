using System.Collections.Frozen;

namespace Throughline.Language.Lexicon;

/// <summary>Words of one language and what each is worth, ready to be looked up in normal text.</summary>
sealed class WorthTable
{
    readonly FrozenDictionary<string, float> _worth, _stems, _times;
    readonly FrozenDictionary<string, int> _longest;
    readonly FrozenDictionary<string, float>.AlternateLookup<ReadOnlySpan<char>> _worthOf, _stemOf, _timesOf;
    readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _longestOf;
    readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _not;
    readonly string _language;

    public WorthTable(string language, IReadOnlyDictionary<string, float> worth, IReadOnlyDictionary<string, float> times, IEnumerable<string> not)
    {
        _language = language;
        _worth = worth.ToFrozenDictionary(StringComparer.Ordinal);
        _times = times.ToFrozenDictionary(StringComparer.Ordinal);
        _stems = worth.Where(entry => entry.Value != 0 && !entry.Key.Contains(' ', StringComparison.Ordinal))
            .GroupBy(entry => WordForms.Stem(language, entry.Key).ToString(), StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Average(entry => entry.Value), StringComparer.Ordinal);
        _longest = worth.Keys.GroupBy(Start, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.Max(Size), StringComparer.Ordinal);
        (_worthOf, _stemOf, _timesOf) = (_worth.GetAlternateLookup<ReadOnlySpan<char>>(), _stems.GetAlternateLookup<ReadOnlySpan<char>>(), _times.GetAlternateLookup<ReadOnlySpan<char>>());
        _longestOf = _longest.GetAlternateLookup<ReadOnlySpan<char>>();
        _not = not.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Words in the list, those that are worth nothing among them.</summary>
    public int Count => _worth.Count;

    /// <summary>Words of the longest entry that begins with a word, or characters of the longest that begins with a Chinese one; 0 for none.</summary>
    public int Longest(ReadOnlySpan<char> start) => _longestOf.TryGetValue(start, out var longest) ? longest : 0;

    /// <summary>Looks an entry up as it stands.</summary>
    public bool TryWorth(ReadOnlySpan<char> words, out float worth) => _worthOf.TryGetValue(words, out worth);

    /// <summary>Looks a word up by its forms: without letters repeated for emphasis, then by its stem.</summary>
    public bool TryForm(ReadOnlySpan<char> word, out float worth)
    {
        Span<char> shorter = stackalloc char[Math.Min(word.Length, 64)];
        for (var kept = 2; kept > 0 && word.Length <= shorter.Length; kept--)
        {
            if (WordForms.Shorten(word, kept, shorter) is var length && length < word.Length && (TryWorth(shorter[..length], out worth) || _stemOf.TryGetValue(WordForms.Stem(_language, shorter[..length]), out worth)))
            {
                return true;
            }
        }

        var stem = WordForms.Stem(_language, word);
        return (stem.Length < word.Length && TryWorth(stem, out worth)) || _stemOf.TryGetValue(stem, out worth);
    }

    /// <summary>How much stronger a word makes its neighbour; 1 for most.</summary>
    public float Times(ReadOnlySpan<char> word) => _timesOf.TryGetValue(word, out var times) ? times : 1;

    /// <summary>True for a negator.</summary>
    public bool IsNot(ReadOnlySpan<char> word) => _not.Contains(word);


    static string Start(string entry)
    {
        if (WordWorth.IsHan(entry))
        {
            return entry[..1];
        }

        var blank = entry.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 && !char.IsLetterOrDigit(entry[0]) && !char.IsSurrogate(entry[0]) ? entry[..1] : blank < 0 ? entry : entry[..blank];
    }

    static int Size(string entry) => WordWorth.IsHan(entry) ? entry.Length : !char.IsLetterOrDigit(entry[0]) && !char.IsSurrogate(entry[0]) ? entry.Length : entry.Count(c => c == ' ') + 1;
}
