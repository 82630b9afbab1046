namespace Throughline.Language.Languages;

/// <summary>Words, each with the language that it speaks for and how much. Looked up by their units, without allocating.</summary>
sealed class WordTable
{
    readonly string?[] _words;
    readonly (byte Language, float Weight)[] _says;

    public WordTable(IReadOnlyDictionary<string, (byte Language, float Weight)> words)
    {
        var size = 64;
        while (size < words.Count * 3)
        {
            size *= 2;
        }

        _words = new string?[size];
        _says = new (byte, float)[size];
        foreach (var (word, says) in words)
        {
            var at = Place(word);
            _words[at] = word;
            _says[at] = says;
        }
    }

    /// <summary>What a word says; false where the table has it not.</summary>
    public bool TryGet(ReadOnlySpan<char> word, out (byte Language, float Weight) says)
    {
        var at = Place(word);
        says = _says[at];
        return _words[at] is not null;
    }

    int Place(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var c in word)
        {
            hash = (hash ^ c) * 16777619u;
        }

        hash ^= hash >> 15;
        for (var at = (int)(hash & (uint)(_words.Length - 1)); ; at = (at + 1) & (_words.Length - 1))
        {
            if (_words[at] is not { } there || word.SequenceEqual(there))
            {
                return at;
            }
        }
    }
}
